"""Identifiers: UUID version 7 (RFC 9562, section 5.7), ordered by the time they were made."""

import os
import uuid

from oogcontact.kernel import clock


def new_id() -> uuid.UUID:
    """Return a fresh UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= ((random >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random & 0x3FFF_FFFF_FFFF_FFFF
    return uuid.UUID(int=value)
