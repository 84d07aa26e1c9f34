"""Everything that changes a live room. Each function is one transaction: lock, apply the rule, save, tell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from oogcontact.domains.rooms import events, refusals, store
from oogcontact.domains.rooms.states import (
    Accept,
    Call,
    Decline,
    Engage,
    Event,
    Expire,
    Leave,
    Lose,
    Media,
    Remove,
    Return,
    Ring,
    RingState,
    Room,
    Seat,
    SeatState,
    Switch,
    apply,
)
from oogcontact.kernel import clock, ids

#: A seat is kept this long without a renewal (docs/protocol.md, leases); also how long a reload may take.
LEASE = timedelta(seconds=60)


@dataclass(frozen=True)
class Invitation:
    """Who calls whom, with what: the people are checked by the caller of `call`. `silent`: those not to be rung now."""

    organisation: UUID
    caller: UUID
    client: UUID
    callees: tuple[UUID, ...]
    media: Media
    ring_for: timedelta
    countdown: bool
    silent: frozenset[UUID] = frozenset()


def call(invitation: Invitation) -> Room:
    """Ring people and give the caller a seat; return the room (CAL-1, CAL-4).

    When one of them is ringing the caller at this moment, the caller joins that call instead and the others are rung
    from there: two who call each other land in one call (CAL-2). Raises `in_call`, `room_full`.
    """
    with transaction.atomic():
        store.lock_people([invitation.caller, *invitation.callees])
        change = _Change(clock.now())
        room = _mutual(change, invitation) or _new_room(change, invitation)
        change.end()
        return change.rooms[room]


def accept_ring(person: UUID, ring_id: UUID, client: UUID) -> Room:
    """Take a seat through this ring (first one wins); return the room. Other rings of the person end as busy.

    Raises `not_found`, `ring_ended`, `room_ended`, `room_full`, `in_call`.
    """
    with transaction.atomic():
        store.lock_people([person])
        room_id = store.room_of_ring(ring_id, person)
        if room_id is None:
            raise refusals.not_found()
        change = _Change(clock.now())
        change.take([room_id, *store.rooms_ringing(person), *store.rooms_with(person)])
        ring = change.rooms[room_id].ring(ring_id)
        repeated = ring.state is RingState.ACCEPTED and ring.client == client
        if ring.rings and not repeated:
            _free(change, person)
        _accept(change, room_id, ring, client)
        change.end()
        return change.rooms[room_id]


def decline_ring(person: UUID, ring_id: UUID) -> tuple[Room, Ring]:
    """Decline this ring on all devices; return its room and the ring. Raises `not_found`, `ring_ended`."""
    with transaction.atomic():
        room_id = store.room_of_ring(ring_id, person)
        if room_id is None:
            raise refusals.not_found()
        room = _step(room_id, lambda _room: Decline(ring_id))
        return room, room.ring(ring_id)


def leave(person: UUID, room_id: UUID, client: UUID) -> Room:
    """Give up the person's seat and what he rang; return the room. Twice is once.

    Raises `not_found`, `seat_elsewhere`.
    """
    return _at_seat(person, room_id, lambda seat: Leave(seat.id, client))


def return_to(person: UUID, room_id: UUID, client: UUID) -> Room:
    """Hold the person's seat with this client: after a reload, or taken over from another one; return the room.

    Raises `not_found`, `room_ended`, `seat_left`.
    """
    until = clock.now() + LEASE
    return _at_seat(person, room_id, lambda seat: Return(seat.id, client, until))


def switch_media(person: UUID, room_id: UUID, media: Media) -> Room:
    """Go on with other media (CAL-7); return the room. Raises `not_found`, `room_ended`, `seat_left`."""
    return _at_seat(person, room_id, lambda seat: Switch(seat.id, media))


def lose(person: UUID, client: UUID) -> None:
    """The last connection of this client was lost: its seat is away until it returns or the lease passes."""
    until = clock.now() + LEASE
    with transaction.atomic():
        for room_id in store.rooms_with(person):
            _step(room_id, _for_seat(person, lambda seat: Lose(seat.id, client, until)))


def remove(person: UUID) -> None:
    """End what this person takes part in, because he may no longer use the product (ADM-1)."""
    with transaction.atomic():
        store.lock_people([person])
        change = _Change(clock.now())
        change.take([*store.rooms_with(person), *store.rooms_ringing(person)])
        for room_id in list(change.rooms):
            change.apply(room_id, Remove(person))
        change.end()


def renew(holders: Iterable[tuple[UUID, UUID]]) -> int:
    """Prolong the seats of the connected (person, client) pairs in one statement; return how many."""
    wanted = list(holders)
    if not wanted:
        return 0
    with transaction.atomic():
        return store.renew(wanted, clock.now() + LEASE)


def run_due(now: datetime) -> int:
    """End what has passed its deadline by `now`, each room in its own transaction; return how many rooms changed."""
    ended = 0
    for room_id in store.due(now):
        with transaction.atomic():
            change = _Change(now)
            change.take([room_id])
            change.apply(room_id, Expire())
            ended += change.end()
    return ended


class _Change:
    """The rooms that one transaction works on: as they were locked, and as they become."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.rooms: dict[UUID, Room] = {}
        self._before: dict[UUID, Room | None] = {}

    def take(self, room_ids: Iterable[UUID]) -> None:
        """Lock these rooms; once per transaction, for the order of the locks."""
        self.rooms = store.lock(room_ids)
        self._before = dict(self.rooms)

    def add(self, room: Room) -> None:
        """Bring in a room that is new."""
        self.rooms[room.id] = room
        self._before[room.id] = None

    def apply(self, room_id: UUID, event: Event) -> None:
        """Let `event` happen in a room; raises its Refusal."""
        self.rooms[room_id] = apply(self.rooms[room_id], event, self.at)

    def end(self) -> int:
        """Save and tell what has changed; return in how many rooms."""
        steps = [(self._before[id_], room) for id_, room in self.rooms.items() if room != self._before[id_]]
        # A room that somebody leaves before the one that he joins: he holds one live seat at a time.
        steps.sort(key=lambda step: len(step[1].live_seats()) - (len(step[0].live_seats()) if step[0] else 0))
        for before, after in steps:
            store.save(before, after)
        events.tell(steps)
        return len(steps)


def _mutual(change: _Change, invitation: Invitation) -> UUID | None:
    """Lock the caller's rooms, free him, and accept the ring of one of his callees; return that room's id if any."""
    caller = invitation.caller
    change.take([*store.rooms_with(caller), *store.rooms_ringing(caller)])
    found = [
        (room.id, ring)
        for room in change.rooms.values()
        for ring in room.ringing()
        if ring.callee == caller and ring.caller in invitation.callees and ring.deadline > change.at
    ]
    _free(change, caller)
    if not found:
        _engage(change, caller, None)
        return None
    room_id, ring = min(found, key=lambda item: item[1].started_at)
    _accept(change, room_id, ring, invitation.client)
    present = {seat.person for seat in change.rooms[room_id].live_seats()}
    _ring(change, room_id, invitation, [id_ for id_ in invitation.callees if id_ not in present])
    return room_id


def _new_room(change: _Change, invitation: Invitation) -> UUID:
    room_id, at = ids.new_id(), change.at
    seat = Seat(ids.new_id(), invitation.caller, invitation.client, at, at + LEASE)
    change.add(Room(room_id, invitation.organisation, invitation.media, invitation.countdown, at, seats=(seat,)))
    _ring(change, room_id, invitation, invitation.callees)
    return room_id


def _ring(change: _Change, room_id: UUID, invitation: Invitation, callees: Iterable[UUID]) -> None:
    room, at = change.rooms[room_id], change.at
    asked = {ring.callee for ring in room.ringing()}
    rings = tuple(
        Ring(ids.new_id(), invitation.caller, callee, room.media, at, at + invitation.ring_for)
        for callee in callees
        if callee not in asked
    )
    if rings:
        busy = invitation.silent | _engaged(change, [ring.callee for ring in rings])
        change.apply(room_id, Call(rings, frozenset(busy)))


def _engaged(change: _Change, people: list[UUID]) -> set[UUID]:
    """Return those who are in a call: as the rows say, but as this change leaves the rooms that it has locked."""
    rows = store.seats_elsewhere(people, change.rooms)
    here = {seat.person for room in change.rooms.values() for seat in room.live_seats()}
    return rows | (here & set(people))


def _accept(change: _Change, room_id: UUID, ring: Ring, client: UUID) -> None:
    seat = Seat(ids.new_id(), ring.callee, client, change.at, change.at + LEASE)
    change.apply(room_id, Accept(ring.id, seat))
    _engage(change, ring.callee, room_id)


def _engage(change: _Change, person: UUID, joined: UUID | None) -> None:
    """End the rings to a person who is in a call from now on, except in the room that he joined."""
    for room_id, room in list(change.rooms.items()):
        for ring in room.ringing():
            if ring.callee == person and room_id != joined:
                change.apply(room_id, Engage(ring.id))


def _free(change: _Change, person: UUID) -> None:
    """Let a person who begins a call leave the one that he lost; raises `in_call` while he is in one."""
    for room_id, room in list(change.rooms.items()):
        seat = room.seat_of(person)
        if seat is None or not seat.live:
            continue
        if seat.state is SeatState.JOINED and seat.lease_until > change.at:
            raise refusals.in_call()
        change.apply(room_id, Leave(seat.id, seat.client))


def _at_seat(person: UUID, room_id: UUID, event: Callable[[Seat], Event]) -> Room:
    with transaction.atomic():
        return _step(room_id, _for_seat(person, event))


def _for_seat(person: UUID, event: Callable[[Seat], Event]) -> Callable[[Room], Event]:
    def choose(room: Room) -> Event:
        seat = room.seat_of(person)
        if seat is None:
            raise refusals.not_found()
        return event(seat)

    return choose


def _step(room_id: UUID, event: Callable[[Room], Event]) -> Room:
    """Let what `event` chooses happen in one room, within the running transaction; return the room after it."""
    change = _Change(clock.now())
    change.take([room_id])
    if room_id not in change.rooms:
        raise refusals.not_found()
    change.apply(room_id, event(change.rooms[room_id]))
    change.end()
    return change.rooms[room_id]
