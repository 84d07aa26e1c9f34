"""The rules of everything that rings and everything live: pure, without database, socket or clock.

A `Room` holds `Seats` and `Rings`. `apply` takes a room and one thing that happened and gives the room as it is then;
`changes` says what is different, so that whatever changes is also told (actions.py). Times come in as arguments.

    ring:  ringing -> accepted | declined | busy | no_answer | cancelled | failed
    seat:  joined <-> away -> left,  joined -> left
    room:  ringing -> open -> ended, ringing -> ended
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from oogcontact.domains.rooms import refusals

#: People in one mesh (media.md: four saturate a modest machine).
MESH_SEATS = 3


class Media(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"


class Circle(StrEnum):
    """Who hears and sees whom: those of one circle. Circles to put somebody apart follow with consultation."""

    MAIN = "main"


class RingState(StrEnum):
    RINGING = "ringing"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    CANCELLED = "cancelled"
    FAILED = "failed"


class SeatState(StrEnum):
    JOINED = "joined"
    AWAY = "away"
    LEFT = "left"


class RoomState(StrEnum):
    RINGING = "ringing"
    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True)
class Ring:
    """Somebody is asked to take a seat, until `deadline` at the latest."""

    id: UUID
    caller: UUID
    callee: UUID
    media: Media
    started_at: datetime
    deadline: datetime
    state: RingState = RingState.RINGING
    ended_at: datetime | None = None
    client: UUID | None = None

    @property
    def rings(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is RingState.RINGING

    def ended(self, state: RingState, at: datetime, client: UUID | None = None) -> "Ring":
        """Return this ring ended as `state`; one that ended before stays as it is."""
        return replace(self, state=state, ended_at=min(at, self.deadline), client=client) if self.rings else self


@dataclass(frozen=True)
class Seat:
    """A person's place in a room, held by one client (browser tab) until `lease_until` unless it is renewed."""

    id: UUID
    person: UUID
    client: UUID
    joined_at: datetime
    lease_until: datetime
    circle: Circle = Circle.MAIN
    state: SeatState = SeatState.JOINED
    away_since: datetime | None = None
    left_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether the person is in the room, or may come back to this place."""
        return self.state is not SeatState.LEFT

    def left(self, at: datetime) -> "Seat":
        """Return this seat left; who was away left when the connection was lost."""
        return replace(self, state=SeatState.LEFT, left_at=self.away_since or at) if self.live else self


@dataclass(frozen=True)
class Room:
    """A live call with its seats and rings, as one value."""

    id: UUID
    organisation: UUID
    media: Media
    countdown: bool
    created_at: datetime
    state: RoomState = RoomState.RINGING
    connected_at: datetime | None = None
    ended_at: datetime | None = None
    seats: tuple[Seat, ...] = ()
    rings: tuple[Ring, ...] = ()

    def live_seats(self) -> list[Seat]:
        """Return the seats that are joined or away."""
        return [seat for seat in self.seats if seat.live]

    def ringing(self) -> list[Ring]:
        """Return the rings that wait for an answer."""
        return [ring for ring in self.rings if ring.rings]

    def ring(self, ring_id: UUID) -> Ring:
        """Return the ring with this id; raises KeyError."""
        return {ring.id: ring for ring in self.rings}[ring_id]

    def seat_of(self, person: UUID) -> Seat | None:
        """Return the person's live seat, else the last one he left, or None if he never had one."""
        own = sorted(
            (seat for seat in self.seats if seat.person == person), key=lambda seat: (seat.live, seat.joined_at)
        )
        return own[-1] if own else None

    def with_ring(self, ring: Ring) -> "Room":
        """Return this room with `ring` in place of the one with its id."""
        return replace(self, rings=tuple(ring if old.id == ring.id else old for old in self.rings))

    def with_seat(self, seat: Seat) -> "Room":
        """Return this room with `seat` in place of the one with its id."""
        return replace(self, seats=tuple(seat if old.id == seat.id else old for old in self.seats))


@dataclass(frozen=True)
class Call:
    """Somebody in the room rings others; those in `busy` can not be rung now."""

    rings: tuple[Ring, ...]
    busy: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Accept:
    """The callee takes `seat` through this ring."""

    ring: UUID
    seat: Seat


@dataclass(frozen=True)
class Decline:
    ring: UUID


@dataclass(frozen=True)
class Engage:
    """The callee has become engaged in another call."""

    ring: UUID


@dataclass(frozen=True)
class Leave:
    """A client gives up its seat."""

    seat: UUID
    client: UUID


@dataclass(frozen=True)
class Lose:
    """The connection of the client that holds this seat was lost; it may return until `lease_until`."""

    seat: UUID
    client: UUID
    lease_until: datetime


@dataclass(frozen=True)
class Return:
    """A client takes the seat: the same one after a reload, or another tab or device of the person."""

    seat: UUID
    client: UUID
    lease_until: datetime


@dataclass(frozen=True)
class Remove:
    """A person may take part no longer: what he holds, rings and is rung for ends."""

    person: UUID


@dataclass(frozen=True)
class Expire:
    """Look whether the next deadline has passed."""


@dataclass(frozen=True)
class Switch:
    """The call goes on with other media; an audio call may become a video call (CAL-7)."""

    seat: UUID
    media: Media


Event = Call | Accept | Decline | Engage | Leave | Lose | Return | Remove | Expire | Switch


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
    moments = [ring.deadline for ring in room.ringing()] + [seat.lease_until for seat in room.live_seats()]
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
        rings_ended=tuple(ring for ring in rung if not ring.rings),
        seats_taken=tuple(seat for seat in moved if seat.id not in old_seats),
        seats_left=tuple(seat for seat in moved if not seat.live),
        told=frozenset(seat.person for seat in involved),
    )


def _call(room: Room, event: Call, at: datetime) -> Room:
    _check_open(room)
    if len(room.live_seats()) + len(room.ringing()) + len(event.rings) > MESH_SEATS:
        raise refusals.room_full()
    rings = tuple(ring.ended(RingState.BUSY, at) if ring.callee in event.busy else ring for ring in event.rings)
    return replace(room, rings=room.rings + rings)


def _accept(room: Room, event: Accept, at: datetime) -> Room:
    ring = room.ring(event.ring)
    if ring.state is RingState.ACCEPTED and ring.client == event.seat.client:
        return room  # The same tab asks twice.
    if not ring.rings:
        raise refusals.ring_ended(ring.state)
    _check_open(room)
    if len(room.live_seats()) >= MESH_SEATS:
        raise refusals.room_full()
    room = room.with_ring(ring.ended(RingState.ACCEPTED, at, event.seat.client))
    seats = (*room.seats, event.seat)
    return replace(room, seats=seats, state=RoomState.OPEN, connected_at=room.connected_at or at)


def _end_ring(room: Room, ring_id: UUID, state: RingState, at: datetime) -> Room:
    ring = room.ring(ring_id)
    if ring.state is state:
        return room
    if not ring.rings:
        raise refusals.ring_ended(ring.state)
    return room.with_ring(ring.ended(state, at))


def _leave(room: Room, event: Leave, at: datetime) -> Room:
    seat = _seat(room, event.seat)
    if not seat.live:
        return room
    if seat.state is SeatState.JOINED and seat.client != event.client:
        raise refusals.seat_elsewhere()
    return _without(room, seat.left(at), RingState.CANCELLED, at)


def _lose(room: Room, event: Lose, at: datetime) -> Room:
    seat = _seat(room, event.seat)
    if seat.state is not SeatState.JOINED or seat.client != event.client:
        return room
    return room.with_seat(replace(seat, state=SeatState.AWAY, away_since=at, lease_until=event.lease_until))


def _return(room: Room, event: Return, at: datetime) -> Room:
    seat = _seat(room, event.seat)
    _check_open(room)
    if not seat.live:
        raise refusals.seat_left()
    back = replace(seat, state=SeatState.JOINED, client=event.client, away_since=None, lease_until=event.lease_until)
    return room.with_seat(back)


def _remove(room: Room, event: Remove, at: datetime) -> Room:
    for ring in room.ringing():
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
        room = _settle(room, moment)
    return room


def _switch(room: Room, event: Switch, at: datetime) -> Room:
    _check_open(room)
    if not _seat(room, event.seat).live:
        raise refusals.seat_left()
    return replace(room, media=event.media)


def _without(room: Room, seat: Seat, rings: RingState, at: datetime) -> Room:
    """Return the room with this seat left and what this person rang ended as `rings`."""
    for ring in room.ringing():
        if ring.caller == seat.person:
            room = room.with_ring(ring.ended(rings, at))
    return room.with_seat(seat)


def _settle(room: Room, at: datetime) -> Room:
    """End a room in which nobody is left to talk with and nobody is on the way."""
    if room.state is RoomState.ENDED or room.ringing() or len(room.live_seats()) > 1:
        # Nobody is in the room and something rings: can not be, the rings of a caller end with his seat.
        return room
    seats = tuple(seat.left(at) for seat in room.seats)
    return replace(room, state=RoomState.ENDED, ended_at=at, seats=seats)


def _seat(room: Room, seat_id: UUID) -> Seat:
    return {seat.id: seat for seat in room.seats}[seat_id]


def _check_open(room: Room) -> None:
    if room.state is RoomState.ENDED:
        raise refusals.room_ended()


#: What each kind of event does; `apply` settles the room afterwards.
_STEPS: dict[type[Event], Callable[[Room, Any, datetime], Room]] = {
    Call: _call,
    Accept: _accept,
    Decline: lambda room, event, at: _end_ring(room, event.ring, RingState.DECLINED, at),
    Engage: lambda room, event, at: _end_ring(room, event.ring, RingState.BUSY, at),
    Leave: _leave,
    Lose: _lose,
    Return: _return,
    Remove: _remove,
    Expire: lambda room, _event, _at: room,
    Switch: _switch,
}
