"""The face of conferences towards the rest of the program."""

from oogcontact.domains.conferences.actions import save_account
from oogcontact.domains.conferences.service import Service

__all__ = ["Service", "save_account"]
