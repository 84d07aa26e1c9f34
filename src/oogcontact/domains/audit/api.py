"""The face of audit towards the other domains."""

from oogcontact.domains.audit.access import first_broken
from oogcontact.domains.audit.actions import Actor, record

__all__ = ["Actor", "first_broken", "record"]
