"""Consultations: two of a room talk apart, the others are on hold (CAL-10); pure, as states.py."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from oogcontact.domains.rooms import refusals
from oogcontact.domains.rooms.values import Circle, Purpose, RingState, Room, Seat

#: The states of the ring by which a consultation began, as long as it goes on.
_GOES_ON = (RingState.RINGING, RingState.ACCEPTED)


def check_together(room: Room) -> None:
    """Refuse with `consulting` while a consultation goes on."""
    if any(seat.circle is not Circle.MAIN for seat in room.live_seats()):
        raise refusals.consulting()


def begun(room: Room, seat_id: UUID) -> Room:
    """Return the room with this seat apart and all others on hold; raises `seat_left`."""
    if not room.seat(seat_id).live:
        raise refusals.seat_left()
    return room.in_circles(lambda seat: Circle.ASIDE if seat.id == seat_id else Circle.ON_HOLD)


def reunited(room: Room, seat_id: UUID, at: datetime) -> Room:
    """Return the room with everybody together; raises `not_consulting`."""
    _check_apart(room, seat_id)
    return _together(_unrung(room, at))


def ended(room: Room, seat_id: UUID, at: datetime) -> Room:
    """Return the room with this seat back with those on hold and its partner gone; raises `not_consulting`."""
    _check_apart(room, seat_id)
    for seat in _aside(room):
        if seat.id != seat_id:
            room = room.with_seat(seat.left(at))
    return _together(_unrung(room, at))


def handed_over(room: Room, seat_id: UUID, until: datetime) -> Room:
    """Return the room with everybody together and this seat on its way out; raises `not_consulting`."""
    _check_apart(room, seat_id)
    partner = next((seat for seat in _aside(room) if seat.id != seat_id), None)
    if partner is None:
        raise refusals.not_consulting()
    room = room.with_seat(room.seat(seat_id).relieved(partner.id, until))
    return _together(room.with_seat(partner.entrusted()))


def settled(room: Room) -> Room:
    """Return the room with everybody together if nobody is apart any more, and nobody leaving for who has left."""
    for seat in room.live_seats():
        if seat.successor is not None and not room.seat(seat.successor).live:
            room = room.with_seat(replace(seat, successor=None, leaves_at=None))
    rung = [ring for ring in room.ringing() if ring.purpose is Purpose.CONSULT]
    held = any(seat.circle is Circle.ON_HOLD for seat in room.live_seats())
    return room if held and len(_aside(room)) + len(rung) >= 2 else _together(room)


def _check_apart(room: Room, seat_id: UUID) -> None:
    seat = room.seat(seat_id)
    asked = [ring for ring in room.rings if ring.purpose is Purpose.CONSULT and ring.state in _GOES_ON]
    # Only who asked somebody apart may end it: whom he asked can hang up.
    mine = bool(asked) and max(asked, key=lambda ring: ring.started_at).caller == seat.person
    if not seat.live or seat.circle is not Circle.ASIDE or not mine:
        raise refusals.not_consulting()


def _aside(room: Room) -> list[Seat]:
    return [seat for seat in room.live_seats() if seat.circle is Circle.ASIDE]


def _unrung(room: Room, at: datetime) -> Room:
    for ring in room.ringing():
        if ring.purpose is Purpose.CONSULT:
            room = room.with_ring(ring.ended(RingState.CANCELLED, at))
    return room


def _together(room: Room) -> Room:
    return room.in_circles(lambda _seat: Circle.MAIN)
