"""Bringing somebody into a call that goes on: adding, transferring, consulting (CAL-9, CAL-10, CAL-11).

Whom a person may ring is checked by the caller of these functions; each is one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from oogcontact.domains.rooms import refusals, store
from oogcontact.domains.rooms.apart import check_together
from oogcontact.domains.rooms.change import Change, at_seat, step
from oogcontact.domains.rooms.happenings import Call, Cancel, Consult, EndConsult, Event, HandOver, Reunite
from oogcontact.domains.rooms.states import RELIEF
from oogcontact.domains.rooms.values import Purpose, Ring, Room, Seat
from oogcontact.kernel import clock, ids


@dataclass(frozen=True)
class Joining:
    """Whom somebody in a room wants to bring in, and for what: to ADD, TRANSFER or CONSULT, or to an APPOINTMENT."""

    callee: UUID
    purpose: Purpose
    ring_for: timedelta
    silent: bool = False
    note: str = ""


def bring_in(person: UUID, room_id: UUID, joining: Joining) -> Room:
    """Ring somebody into the room in which `person` sits; return the room, in which who is engaged is busy already.

    Raises `not_found`, `room_ended`, `room_full`, `already_here`, `consulting`, `joining`, `nobody_here`, `seat_left`.
    """
    with transaction.atomic():
        store.lock_people([person, joining.callee])
        change = Change(clock.now())
        change.take([room_id])
        room = change.rooms.get(room_id)
        seat = room.seat_of(person) if room is not None else None
        if room is None or seat is None or not seat.live:
            raise refusals.not_found()
        _check_absent(room, joining.callee)
        change.apply(room_id, _ringing(change, room, seat, joining))
        change.end()
        return change.rooms[room_id]


def cancel_ring(person: UUID, ring_id: UUID) -> Room:
    """Give up a ring that this person makes and stay in the room; return it. Raises `not_found`, `ring_ended`."""
    with transaction.atomic():
        room_id = store.room_of_own_ring(ring_id, person)
        if room_id is None:
            raise refusals.not_found()
        return step(room_id, lambda _room: Cancel(ring_id))


def reunite(person: UUID, room_id: UUID) -> Room:
    """Bring everybody together after a consultation; return the room. Raises `not_found`, `not_consulting`."""
    return _at_seat(person, room_id, lambda seat: Reunite(seat.id))


def end_consult(person: UUID, room_id: UUID) -> Room:
    """Return to those on hold, without whom was consulted; return the room. Raises as `reunite`."""
    return _at_seat(person, room_id, lambda seat: EndConsult(seat.id))


def hand_over(person: UUID, room_id: UUID) -> Room:
    """Leave those on hold to whom was consulted (CAL-9, warm); return the room. Raises as `reunite`."""
    until = clock.now() + RELIEF
    return _at_seat(person, room_id, lambda seat: HandOver(seat.id, until))


def _ringing(change: Change, room: Room, seat: Seat, joining: Joining) -> Event:
    ring = Ring(
        ids.new_id(),
        seat.person,
        joining.callee,
        room.media,
        change.at,
        change.at + joining.ring_for,
        purpose=joining.purpose,
        note=joining.note,
        others=tuple(other.person for other in room.live_seats() if other.id != seat.id),
    )
    busy = frozenset(change.engaged([joining.callee])) | ({joining.callee} if joining.silent else frozenset())
    if joining.purpose is Purpose.CONSULT:
        return Consult(seat.id, ring, busy)
    check_together(room)
    return Call((ring,), busy)


def _check_absent(room: Room, person: UUID) -> None:
    seat = room.seat_of(person)
    if (seat is not None and seat.live) or any(ring.callee == person for ring in room.waiting()):
        raise refusals.already_here()


def _at_seat(person: UUID, room_id: UUID, event: Callable[[Seat], Event]) -> Room:
    with transaction.atomic():
        return at_seat(person, room_id, event)
