"""The face of the waiting room towards the other domains."""

from oogcontact.domains.waiting_room.access import arrivals, waiting
from oogcontact.domains.waiting_room.actions import RING_FOR, page_changed
from oogcontact.domains.waiting_room.awaited import AttendanceChanged, Awaited, answer_for, attendance_changed

__all__ = [
    "RING_FOR",
    "AttendanceChanged",
    "Awaited",
    "answer_for",
    "arrivals",
    "attendance_changed",
    "page_changed",
    "waiting",
]
