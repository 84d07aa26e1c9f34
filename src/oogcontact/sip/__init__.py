"""Signalling of telephones (SIP, RFC 3261): calls come in here, and nothing of sound.

The library behind it is aiosipua; nothing else of the product imports it.
"""
