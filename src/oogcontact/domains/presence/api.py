"""The face of presence towards the other domains."""

from oogcontact.domains.presence.access import silent
from oogcontact.domains.presence.actions import note_calls

__all__ = ["note_calls", "silent"]
