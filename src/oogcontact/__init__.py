"""Oogcontact: an organisation and the people it serves see, hear and write each other."""

__version__ = "0.1.0"
