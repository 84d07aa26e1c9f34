"""Everything that changes a live room. Each function is one transaction: lock, apply the rule, save, tell.

Who is brought into a call that goes on, and how: joining.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import refusals, store
from oogcontact.domains.rooms.change import Change, at_seat, for_seat, step
from oogcontact.domains.rooms.happenings import (
    Accept,
    Call,
    Decline,
    Engage,
    Expire,
    Leave,
    Lose,
    NotReached,
    Remove,
    Return,
    Seen,
    Switch,
)
from oogcontact.domains.rooms.values import Media, Purpose, Ring, RingState, Room, Seat, SeatState
from oogcontact.kernel import clock, ids

#: A seat is kept this long without a renewal (docs/protocol.md, leases); also how long a reload may take.
LEASE = timedelta(seconds=60)


@dataclass(frozen=True)
class Invitation:
    """Who calls whom, with what: the people are checked by the caller of `call`. `silent`: those not to be rung now.

    A `hunt` looks for one of the callees: all ring at once, or one after the other in their order. `about` is the
    appointment or the visit that the room is for, `note` is shown to who is rung.
    """

    organisation: UUID
    caller: UUID
    client: UUID
    callees: tuple[UUID, ...]
    media: Media
    ring_for: timedelta
    countdown: bool
    silent: frozenset[UUID] = frozenset()
    purpose: Purpose = Purpose.CALL
    about: UUID | None = None
    note: str = ""
    hunt: Literal["none", "all", "one_by_one"] = "none"


def call(invitation: Invitation) -> Room:
    """Ring people and give the caller a seat; return the room (CAL-1, CAL-4).

    When one of them is ringing the caller at this moment, the caller joins that call instead and the others are rung
    from there: two who call each other land in one call (CAL-2). Raises `in_call`, `room_full`.
    """
    with transaction.atomic():
        store.lock_people([invitation.caller, *invitation.callees])
        change = Change(clock.now())
        room = _mutual(change, invitation) or _new_room(change, invitation)
        change.end()
        return change.rooms[room]


def accept_ring(person: UUID, ring_id: UUID, client: UUID, *, telephone: bool = False) -> Room:
    """Take a seat through this ring (first one wins); return the room. Other rings of the person end as busy.

    `telephone`: he answered by telephone, and the server holds his seat.

    Raises `not_found`, `ring_ended`, `room_ended`, `room_full`, `in_call`.
    """
    with transaction.atomic():
        store.lock_people([person])
        room_id = store.room_of_ring(ring_id, person)
        if room_id is None:
            raise refusals.not_found()
        change = Change(clock.now())
        change.take([room_id, *store.rooms_ringing(person), *store.rooms_with(person)])
        ring = change.rooms[room_id].ring(ring_id)
        repeated = ring.state is RingState.ACCEPTED and ring.client == client
        if ring.rings and not repeated:
            _free(change, person)
        _accept(change, room_id, ring, client, telephone=telephone)
        change.end()
        return change.rooms[room_id]


def decline_ring(person: UUID, ring_id: UUID) -> tuple[Room, Ring]:
    """Decline this ring on all devices; return its room and the ring. Raises `not_found`, `ring_ended`."""
    with transaction.atomic():
        room_id = store.room_of_ring(ring_id, person)
        if room_id is None:
            raise refusals.not_found()
        room = step(room_id, lambda _room: Decline(ring_id))
        return room, room.ring(ring_id)


def not_reached(person: UUID, ring_id: UUID, state: RingState) -> Room:
    """End a ring to a telephone that was not answered, as `state`; return the room.

    Raises `not_found`, `ring_ended`.
    """
    with transaction.atomic():
        room_id = store.room_of_ring(ring_id, person)
        if room_id is None:
            raise refusals.not_found()
        return step(room_id, lambda _room: NotReached(ring_id, state))


def leave(person: UUID, room_id: UUID, client: UUID) -> Room:
    """Give up the person's seat and what he rang; return the room. Twice is once.

    Raises `not_found`, `seat_elsewhere`.
    """
    with transaction.atomic():
        return at_seat(person, room_id, lambda seat: Leave(seat.id, client))


def return_to(person: UUID, room_id: UUID, client: UUID, *, telephone: bool = False) -> Room:
    """Hold the person's seat with this client: after a reload, or taken over from another one; return the room.

    Raises `not_found`, `room_ended`, `seat_left`.
    """
    until = clock.now() + LEASE
    with transaction.atomic():
        return at_seat(person, room_id, lambda seat: Return(seat.id, client, until, telephone))


def switch_media(person: UUID, room_id: UUID, media: Media) -> Room:
    """Go on with other media (CAL-7); return the room. Raises `not_found`, `room_ended`, `seat_left`."""
    with transaction.atomic():
        return at_seat(person, room_id, lambda seat: Switch(seat.id, media))


def say_seen(person: UUID, room_id: UUID, other: UUID) -> Room:
    """Say that this person sees the seat `other` now (CAL-9); return the room. Raises `not_found`."""
    with transaction.atomic():
        return at_seat(person, room_id, lambda seat: Seen(seat.id, other))


def lose(person: UUID, client: UUID) -> None:
    """The last connection of this client was lost: its seat is away until it returns or the lease passes."""
    until = clock.now() + LEASE
    with transaction.atomic():
        for room_id in store.rooms_with(person):
            step(room_id, for_seat(person, lambda seat: Lose(seat.id, client, until)))


def remove(person: UUID) -> None:
    """End what this person takes part in, because he may no longer use the product (ADM-1)."""
    with transaction.atomic():
        store.lock_people([person])
        change = Change(clock.now())
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
            change = Change(now)
            change.take([room_id])
            change.apply(room_id, Expire())
            ended += change.end()
    return ended


def _mutual(change: Change, invitation: Invitation) -> UUID | None:
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


def _new_room(change: Change, invitation: Invitation) -> UUID:
    room_id, at = ids.new_id(), change.at
    room = Room(
        room_id,
        invitation.organisation,
        invitation.media,
        invitation.countdown,
        at,
        purpose=invitation.purpose,
        about=invitation.about,
        seats=(new_seat(invitation.caller, invitation.client, at),),
    )
    change.add(room)
    _ring(change, room_id, invitation, invitation.callees)
    return room_id


def new_seat(person: UUID, client: UUID, at: datetime, *, telephone: bool = False) -> Seat:
    """Return a fresh seat for this person, held by this tab."""
    guest = bool(accounts.guests_among([person]))
    return Seat(ids.new_id(), person, client, at, at + LEASE, guest=guest, telephone=telephone)


def _ring(change: Change, room_id: UUID, invitation: Invitation, callees: Iterable[UUID]) -> None:
    room, at = change.rooms[room_id], change.at
    asked = {ring.callee for ring in room.ringing()}
    hunt = None if invitation.hunt == "none" else ids.new_id()
    rings = tuple(
        Ring(
            ids.new_id(),
            invitation.caller,
            callee,
            room.media,
            at,
            at + invitation.ring_for,
            purpose=invitation.purpose,
            hunt=hunt,
            note=invitation.note,
            # The first of them rings as soon as the room settles.
            state=RingState.QUEUED if invitation.hunt == "one_by_one" else RingState.RINGING,
        )
        for callee in callees
        if callee not in asked
    )
    if rings:
        busy = invitation.silent | change.engaged(ring.callee for ring in rings)
        change.apply(room_id, Call(rings, frozenset(busy)))


def _accept(change: Change, room_id: UUID, ring: Ring, client: UUID, *, telephone: bool = False) -> None:
    seat = new_seat(ring.callee, client, change.at, telephone=telephone)
    change.apply(room_id, Accept(ring.id, seat))
    _engage(change, ring.callee, room_id)


def _engage(change: Change, person: UUID, joined: UUID | None) -> None:
    """End the rings to a person who is in a call from now on, except in the room that he joined."""
    for room_id, room in list(change.rooms.items()):
        for ring in room.ringing():
            if ring.callee == person and room_id != joined:
                change.apply(room_id, Engage(ring.id))


def _free(change: Change, person: UUID) -> None:
    """Let a person who begins a call leave the one that he lost; raises `in_call` while he is in one."""
    for room_id, room in list(change.rooms.items()):
        seat = room.seat_of(person)
        if seat is None or not seat.live:
            continue
        if seat.state is SeatState.JOINED and seat.lease_until > change.at:
            raise refusals.in_call()
        change.apply(room_id, Leave(seat.id, seat.client))
