"""The face of telephones in rooms towards the other domains."""

from oogcontact.domains.room_telephones.call_me import can_be_called
from oogcontact.domains.room_telephones.models import WishState
from oogcontact.domains.room_telephones.service import Service
from oogcontact.domains.room_telephones.wishes import (
    Recipient,
    Wanted,
    WishChanged,
    answer_for,
    wish_changed,
    wishes_of,
)

__all__ = [
    "Recipient",
    "Service",
    "Wanted",
    "WishChanged",
    "WishState",
    "answer_for",
    "can_be_called",
    "wish_changed",
    "wishes_of",
]
