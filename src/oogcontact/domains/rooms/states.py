"""The rules of everything that rings and everything live: pure, without database, socket or clock.

`apply` takes a room (values.py) and one thing that happened (happenings.py) and gives the room as it is then;
`changes` says what is different, so that whatever changes is also told (actions.py). Times come in as arguments.

    ring:  queued -> ringing -> accepted | declined | busy | no_answer | cancelled | failed | taken
    seat:  joined <-> away -> left,  joined -> left
    room:  ringing -> open -> ended, ringing -> ended
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from oogcontact.domains.rooms import apart, refusals
from oogcontact.domains.rooms.happenings import (
    Accept,
    Call,
    Cancel,
    Consult,
    Decline,
    EndConsult,
    Engage,
    Event,
    Expire,
    HandOver,
    Leave,
    Lose,
    NotReached,
    Remove,
    Return,
    Reunite,
    Seen,
    Switch,
)
from oogcontact.domains.rooms.values import JOINING, Purpose, Ring, RingState, Room, RoomState, Seat, SeatState

#: People in one mesh (media.md: four saturate a modest machine).
MESH_SEATS = 3

#: Who hands a call over stays so long if nobody says that his successor is seen.
RELIEF = timedelta(seconds=15)


@dataclass(frozen=True)
class Changes:
    """What one step changed, as it is after it. `room` says whether anything did."""

    room: bool = False
    rings_started: tuple[Ring, ...] = ()
    rings_ended: tuple[Ring, ...] = ()
    seats_taken: tuple[Seat, ...] = ()
    seats_left: tuple[Seat, ...] = ()
    told: frozenset[UUID] = field(default_factory=frozenset)


def apply(room: Room, event: Event, at: datetime) -> Room:
    """Return the room after `event` at the moment `at`; raises a Refusal of refusals.py when it is not possible.

    What had passed its deadline by then has ended first, however late the loop of deadlines is.
    """
    return _settle(_STEPS[type(event)](_expire(room, at), event, at), at)


def next_deadline(room: Room) -> datetime | None:
    """Return the first moment at which something of this room ends by itself; None for an ended room."""
    moments = [ring.deadline for ring in room.ringing()] + [_gone_at(seat) for seat in room.live_seats()]
    return min(moments, default=None)


def changes(before: Room | None, after: Room) -> Changes:
    """Return what differs between two states of one room, and who has a part in it and must be told."""
    old_rings = {ring.id: ring for ring in before.rings} if before else {}
    old_seats = {seat.id: seat for seat in before.seats} if before else {}
    rung = [ring for ring in after.rings if ring != old_rings.get(ring.id)]
    moved = [seat for seat in after.seats if seat != old_seats.get(seat.id)]
    involved = after.live_seats() + [seat for seat in moved if not seat.live]
    return Changes(
        room=before != after,
        rings_started=tuple(ring for ring in rung if ring.rings),
        rings_ended=tuple(ring for ring in rung if not ring.open),
        seats_taken=tuple(seat for seat in moved if seat.id not in old_seats),
        seats_left=tuple(seat for seat in moved if not seat.live),
        told=frozenset(seat.person for seat in involved),
    )


def _call(room: Room, event: Call, at: datetime) -> Room:
    _check_open(room)
    if any(ring.purpose in JOINING for ring in event.rings):
        _check_joinable(room)
    rings = tuple(ring.ended(RingState.BUSY, at) if ring.callee in event.busy else ring for ring in event.rings)
    called = replace(room, rings=room.rings + rings)
    if _places(replace(room, rings=room.rings + event.rings)) > MESH_SEATS:
        raise refusals.room_full()
    return called


def _accept(room: Room, event: Accept, at: datetime) -> Room:
    ring = room.ring(event.ring)
    if ring.state is RingState.ACCEPTED and ring.client == event.seat.client:
        return room  # The same tab asks twice.
    if not ring.rings:
        raise refusals.ring_ended(ring.state)
    _check_open(room)
    if len(room.live_seats()) >= MESH_SEATS + (ring.purpose is Purpose.TRANSFER):
        raise refusals.room_full()
    room = room.with_ring(ring.ended(RingState.ACCEPTED, at, event.seat.client))
    for other in room.waiting():
        if ring.hunt is not None and other.hunt == ring.hunt:
            room = room.with_ring(other.ended(RingState.TAKEN, at))
    caller, seat = room.seat_of(ring.caller), replace(event.seat, circle=ring.circle)
    if ring.purpose is Purpose.TRANSFER and caller is not None and caller.live:
        room, seat = room.with_seat(caller.relieved(seat.id, at + RELIEF)), seat.entrusted()
    seats = (*room.seats, seat)
    return replace(room, seats=seats, state=RoomState.OPEN, connected_at=room.connected_at or at)


def _end_ring(room: Room, ring_id: UUID, state: RingState, at: datetime) -> Room:
    ring = room.ring(ring_id)
    if ring.state is state:
        return room
    if not ring.open:
        raise refusals.ring_ended(ring.state)
    return room.with_ring(ring.ended(state, at))


def _leave(room: Room, event: Leave, at: datetime) -> Room:
    seat = room.seat(event.seat)
    if not seat.live:
        return room
    if seat.state is SeatState.JOINED and seat.client != event.client:
        raise refusals.seat_elsewhere()
    return _without(room, seat.left(at), RingState.CANCELLED, at)


def _lose(room: Room, event: Lose, at: datetime) -> Room:
    seat = room.seat(event.seat)
    if seat.state is not SeatState.JOINED or seat.client != event.client:
        return room
    return room.with_seat(replace(seat, state=SeatState.AWAY, away_since=at, lease_until=event.lease_until))


def _return(room: Room, event: Return, at: datetime) -> Room:
    seat = room.seat(event.seat)
    _check_open(room)
    if not seat.live:
        raise refusals.seat_left()
    back = replace(seat, state=SeatState.JOINED, client=event.client, away_since=None, lease_until=event.lease_until)
    return room.with_seat(replace(back, telephone=event.telephone))


def _remove(room: Room, event: Remove, at: datetime) -> Room:
    for ring in room.waiting():
        if ring.callee == event.person:
            room = room.with_ring(ring.ended(RingState.FAILED, at))
    seat = room.seat_of(event.person)
    return _without(room, seat.left(at), RingState.FAILED, at) if seat is not None else room


def _expire(room: Room, at: datetime) -> Room:
    """End what is past its time, each at its own moment and in that order, as if nobody had been late to look."""
    while (moment := next_deadline(room)) is not None and moment <= at:
        for ring in room.ringing():
            if ring.deadline <= moment:
                room = room.with_ring(ring.ended(RingState.NO_ANSWER, moment))
        for seat in room.live_seats():
            if seat.lease_until <= moment:
                room = _without(room, seat.left(moment), RingState.FAILED, moment)
            elif _gone_at(seat) <= moment:
                room = _without(room, seat.left(moment), RingState.CANCELLED, moment)
        room = _settle(room, moment)
    return room


def _switch(room: Room, event: Switch, at: datetime) -> Room:
    _check_open(room)
    if not room.seat(event.seat).live:
        raise refusals.seat_left()
    return replace(room, media=event.media)


def _consult(room: Room, event: Consult, at: datetime) -> Room:
    apart.check_together(room)
    return _call(apart.begun(room, event.seat), Call((event.ring,), event.busy), at)


def _seen(room: Room, event: Seen, at: datetime) -> Room:
    _check_open(room)
    if not room.seat(event.seat).live:
        raise refusals.seat_left()
    # A successor says nothing of himself: what counts is that the others see him.
    if event.seat == event.other:
        return room
    for seat in room.live_seats():
        if seat.successor == event.other and seat.id != event.seat:
            room = _without(room, seat.left(at), RingState.CANCELLED, at)
    return room


def _without(room: Room, seat: Seat, rings: RingState, at: datetime) -> Room:
    """Return the room with this seat left and what this person rang ended as `rings`."""
    for ring in room.waiting():
        if ring.caller == seat.person:
            room = room.with_ring(ring.ended(rings, at))
    return room.with_seat(seat)


def _settle(room: Room, at: datetime) -> Room:
    """Go on with a hunt and without a consultation that is over; end a room in which nobody is left to talk with."""
    if room.state is RoomState.ENDED:
        return room
    room = apart.settled(_hunted(room, at))
    live = room.live_seats()
    if len(live) == 1:
        room = _unhanded(room, at)
    # Nobody is in the room and something rings: can not be, the rings of a caller end with his seat. Guests do not
    # stay behind among themselves.
    if room.ringing() or (len(live) > 1 and not all(seat.guest for seat in live)):
        return room
    seats = tuple(seat.left(at) for seat in room.seats)
    return replace(room, state=RoomState.ENDED, ended_at=at, seats=seats)


def _unhanded(room: Room, at: datetime) -> Room:
    """Ring nobody any more for a conversation of which one person is left: there is nobody to hand over."""
    for ring in room.joining():
        if ring.purpose is not Purpose.ADD:
            room = room.with_ring(ring.ended(RingState.CANCELLED, at))
    return room


def _hunted(room: Room, at: datetime) -> Room:
    """Ring the next one of each hunt in which nobody is being rung."""
    rung = {ring.hunt for ring in room.ringing()}
    for ring in room.rings:
        if ring.state is RingState.QUEUED and ring.hunt not in rung:
            rung.add(ring.hunt)
            room = room.with_ring(ring.begun(at))
    return room


def _places(room: Room) -> int:
    """Return how many seats would be taken if everybody who is rung answered: one for a hunt, none for a successor."""
    single = [ring for ring in room.waiting() if ring.hunt is None and ring.purpose is not Purpose.TRANSFER]
    return len(room.live_seats()) + len(single) + len({ring.hunt for ring in room.waiting() if ring.hunt is not None})


def _gone_at(seat: Seat) -> datetime:
    """Return the moment at which a live seat ends unless something happens."""
    return seat.lease_until if seat.leaves_at is None else min(seat.lease_until, seat.leaves_at)


def _check_joinable(room: Room) -> None:
    """Refuse to ask somebody into a call in which that is under way, or of which nobody else is there."""
    live = room.live_seats()
    if room.joining() or any(seat.successor is not None for seat in live):
        raise refusals.joining()
    if len(live) < 2:
        raise refusals.nobody_here()


def _check_open(room: Room) -> None:
    if room.state is RoomState.ENDED:
        raise refusals.room_ended()


#: What each kind of event does; `apply` settles the room afterwards.
_STEPS: dict[type[Event], Callable[[Room, Any, datetime], Room]] = {
    Call: _call,
    Accept: _accept,
    Decline: lambda room, event, at: _end_ring(room, event.ring, RingState.DECLINED, at),
    Cancel: lambda room, event, at: _end_ring(room, event.ring, RingState.CANCELLED, at),
    Engage: lambda room, event, at: _end_ring(room, event.ring, RingState.BUSY, at),
    NotReached: lambda room, event, at: _end_ring(room, event.ring, event.state, at),
    Leave: _leave,
    Lose: _lose,
    Return: _return,
    Remove: _remove,
    Expire: lambda room, _event, _at: room,
    Switch: _switch,
    Consult: _consult,
    Reunite: lambda room, event, at: apart.reunited(room, event.seat, at),
    EndConsult: lambda room, event, at: apart.ended(room, event.seat, at),
    HandOver: lambda room, event, _at: apart.handed_over(room, event.seat, event.until),
    Seen: _seen,
}
