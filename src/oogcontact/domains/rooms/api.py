"""The face of rooms towards the other domains."""

from oogcontact.domains.rooms.actions import Invitation, accept_ring, call, decline_ring, leave
from oogcontact.domains.rooms.events import watch
from oogcontact.domains.rooms.refusals import room_full
from oogcontact.domains.rooms.schemas import Ring as RingShape
from oogcontact.domains.rooms.schemas import Room as RoomShape
from oogcontact.domains.rooms.schemas import people_of, ring_of, room_of
from oogcontact.domains.rooms.states import (
    MESH_SEATS,
    Changes,
    Media,
    Ring,
    RingState,
    Room,
    RoomState,
    Seat,
    SeatState,
)

__all__ = [
    "MESH_SEATS",
    "Changes",
    "Invitation",
    "Media",
    "Ring",
    "RingShape",
    "RingState",
    "Room",
    "RoomShape",
    "RoomState",
    "Seat",
    "SeatState",
    "accept_ring",
    "call",
    "decline_ring",
    "leave",
    "people_of",
    "ring_of",
    "room_full",
    "room_of",
    "watch",
]
