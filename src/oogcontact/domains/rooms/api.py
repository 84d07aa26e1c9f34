"""The face of rooms towards the other domains."""

from oogcontact.domains.rooms.access import seen_by
from oogcontact.domains.rooms.actions import (
    Invitation,
    accept_ring,
    call,
    decline_ring,
    leave,
    not_reached,
    return_to,
    say_seen,
)
from oogcontact.domains.rooms.events import watch
from oogcontact.domains.rooms.held import HeldSeats
from oogcontact.domains.rooms.joining import Joining, bring_in, cancel_ring, end_consult, hand_over, reunite
from oogcontact.domains.rooms.live import Signal
from oogcontact.domains.rooms.refusals import room_full
from oogcontact.domains.rooms.schemas import Ring as RingShape
from oogcontact.domains.rooms.schemas import Room as RoomShape
from oogcontact.domains.rooms.schemas import people_of, ring_of, room_of
from oogcontact.domains.rooms.states import MESH_SEATS, Changes
from oogcontact.domains.rooms.store import engaged, find_room, live_of, room_about, telephones
from oogcontact.domains.rooms.values import Circle, Media, Purpose, Ring, RingState, Room, RoomState, Seat, SeatState

__all__ = [
    "MESH_SEATS",
    "Changes",
    "Circle",
    "HeldSeats",
    "Invitation",
    "Joining",
    "Media",
    "Purpose",
    "Ring",
    "RingShape",
    "RingState",
    "Room",
    "RoomShape",
    "RoomState",
    "Seat",
    "SeatState",
    "Signal",
    "accept_ring",
    "bring_in",
    "call",
    "cancel_ring",
    "decline_ring",
    "end_consult",
    "engaged",
    "find_room",
    "hand_over",
    "leave",
    "live_of",
    "not_reached",
    "people_of",
    "return_to",
    "reunite",
    "ring_of",
    "room_about",
    "room_full",
    "room_of",
    "say_seen",
    "seen_by",
    "telephones",
    "watch",
]
