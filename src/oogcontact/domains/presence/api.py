"""The face of presence towards the other domains."""

from oogcontact.domains.presence.access import connected, here, silent
from oogcontact.domains.presence.actions import note_calls
from oogcontact.domains.presence.events import DevicesChanged, SilenceChanged, devices_changed, silence_changed

__all__ = [
    "DevicesChanged",
    "SilenceChanged",
    "connected",
    "devices_changed",
    "here",
    "note_calls",
    "silence_changed",
    "silent",
]
