"""The rules of rooms, seats and rings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from oogcontact.domains.rooms.happenings import (
    Accept,
    Call,
    Decline,
    Engage,
    Event,
    Expire,
    Leave,
    Lose,
    Remove,
    Return,
    Switch,
)
from oogcontact.domains.rooms.states import apply, changes, next_deadline
from oogcontact.domains.rooms.values import Media, Ring, RingState, Room, RoomState, Seat, SeatState
from oogcontact.kernel.errors import Refusal

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANNA, BRAM, CARLA, DIRK = (uuid4() for _ in range(4))


def at(seconds: float) -> datetime:
    """Return the moment this long after the start."""
    return START + timedelta(seconds=seconds)


def seat(person: UUID, moment: float = 0, lease: float = 600) -> Seat:
    """Return a new seat."""
    return Seat(uuid4(), person, uuid4(), at(moment), at(lease))


def ring(callee: UUID, caller: UUID = ANNA, seconds: float = 30) -> Ring:
    """Return a new ring."""
    return Ring(uuid4(), caller, callee, Media.VIDEO, START, at(seconds))


def ringing(*callees: UUID) -> Room:
    """Return a room in which Anna rings these people."""
    room = Room(uuid4(), uuid4(), Media.AUDIO, True, START, seats=(seat(ANNA),))
    return apply(room, Call(tuple(ring(callee) for callee in callees)), START)


def answered(*callees: UUID) -> Room:
    """Return a room in which all of them have answered after a second."""
    room = ringing(*callees)
    for callee, its in zip(callees, room.rings, strict=True):
        room = apply(room, Accept(its.id, seat(callee, 1)), at(1))
    return room


def code_of(room: Room, event: Event, moment: float) -> str:
    """Return the code with which the event is refused."""
    with pytest.raises(Refusal) as caught:
        apply(room, event, at(moment))
    return caught.value.code


def states(room: Room) -> Sequence[str]:
    """Return the states of the room, its seats and its rings."""
    return [room.state, *(seat.state for seat in room.seats), *(ring.state for ring in room.rings)]


def test_accepting_opens_the_room_once() -> None:
    """CAL-2, CAL-4: connected since the first answer."""
    room = ringing(BRAM, CARLA)
    assert states(room) == ["ringing", "joined", "ringing", "ringing"]
    first = seat(BRAM, 2)
    room = apply(room, Accept(room.rings[0].id, first), at(2))
    assert (room.state, room.connected_at, room.rings[0].client) == (RoomState.OPEN, at(2), first.client)
    room = apply(room, Accept(room.rings[1].id, seat(CARLA, 9)), at(9))
    assert room.connected_at == at(2)
    assert len(room.live_seats()) == 3


def test_an_ended_ring_can_not_be_answered() -> None:
    """CAL-2: except again by the same tab."""
    room = answered(BRAM)
    its = room.rings[0]
    assert apply(room, Accept(its.id, replace(seat(BRAM), client=room.seats[1].client)), at(2)) == room
    assert code_of(room, Accept(its.id, seat(BRAM)), 2) == "ring_ended"
    assert code_of(room, Decline(its.id), 2) == "ring_ended"


def test_the_deadline_rules_at_its_moment() -> None:
    """CAL-3: a moment before one may answer, at it no more."""
    room = ringing(BRAM)
    its = room.rings[0].id
    assert apply(room, Accept(its, seat(BRAM)), at(29.999)).state is RoomState.OPEN
    assert code_of(room, Accept(its, seat(BRAM)), 30) == "ring_ended"
    after = apply(room, Expire(), at(500))
    assert states(after) == ["ended", "left", "no_answer"]
    assert (after.ended_at, after.rings[0].ended_at, after.seats[0].left_at) == (at(30), at(30), at(30))
    assert next_deadline(after) is None


def test_all_declined_or_busy_ends_the_room() -> None:
    """CAL-3, CAL-4: the caller is not left alone."""
    room = ringing(BRAM, CARLA)
    room = apply(room, Decline(room.rings[0].id), at(3))
    assert room.state is RoomState.RINGING
    room = apply(room, Engage(room.rings[1].id), at(4))
    assert states(room) == ["ended", "left", "declined", "busy"]
    assert apply(room, Decline(room.rings[0].id), at(5)) == room


def test_busy_from_the_start() -> None:
    """CAL-3: nobody is rung, the room ends at once."""
    room = Room(uuid4(), uuid4(), Media.AUDIO, True, START, seats=(seat(ANNA),))
    room = apply(room, Call((ring(BRAM),), frozenset({BRAM})), START)
    assert states(room) == ["ended", "left", "busy"]
    assert not changes(None, room).rings_started


def test_a_full_room() -> None:
    """CAL-13: three in a mesh, counting those who are being rung."""
    assert code_of(ringing(BRAM, CARLA), Call((ring(DIRK),)), 1) == "room_full"
    room = answered(BRAM, CARLA)
    room = replace(room, rings=(*room.rings, ring(DIRK)))
    assert code_of(room, Accept(room.rings[-1].id, seat(DIRK)), 1) == "room_full"


def test_the_caller_leaves() -> None:
    """CAL-3: what he rang is cancelled; those who talk go on."""
    room = ringing(BRAM)
    assert states(apply(room, Leave(room.seats[0].id, room.seats[0].client), at(3))) == ["ended", "left", "cancelled"]
    room = answered(BRAM, CARLA)
    room = apply(room, Leave(room.seats[0].id, room.seats[0].client), at(3))
    assert states(room)[:4] == ["open", "left", "joined", "joined"]
    room = apply(room, Leave(room.seats[1].id, room.seats[1].client), at(4))
    assert states(room)[:4] == ["ended", "left", "left", "left"]
    assert apply(room, Leave(room.seats[1].id, uuid4()), at(5)) == room


def test_one_leaves_while_another_is_rung() -> None:
    """CAL-4: the caller waits for the other one."""
    room = ringing(BRAM, CARLA)
    room = apply(room, Accept(room.rings[0].id, seat(BRAM)), at(1))
    room = apply(room, Leave(room.seats[1].id, room.seats[1].client), at(2))
    assert room.state is RoomState.OPEN
    assert apply(room, Expire(), at(30)).state is RoomState.ENDED


def test_away_and_back() -> None:
    """CAL-8: only the tab that holds the seat loses it; any tab of the person may take it."""
    room = answered(BRAM)
    mine = room.seats[1]
    assert apply(room, Lose(mine.id, uuid4(), at(90)), at(5)) == room
    away = apply(room, Lose(mine.id, mine.client, at(65)), at(5))
    assert away.seats[1].state is SeatState.AWAY
    assert apply(away, Lose(mine.id, mine.client, at(99)), at(6)) == away
    other = uuid4()
    back = apply(away, Return(mine.id, other, at(90)), at(30)).seats[1]
    assert (back.state, back.client, back.away_since, back.lease_until) == (SeatState.JOINED, other, None, at(90))
    gone = apply(away, Expire(), at(65))
    assert (gone.state, gone.seats[1].left_at) == (RoomState.ENDED, at(5))
    assert code_of(away, Return(mine.id, other, at(99)), 65) == "room_ended"


def test_another_tab_does_not_hang_up() -> None:
    """CAL-8: but it may end a call that is away."""
    room = answered(BRAM)
    mine = room.seats[1]
    assert code_of(room, Leave(mine.id, uuid4()), 2) == "seat_elsewhere"
    away = apply(room, Lose(mine.id, mine.client, at(65)), at(5))
    assert apply(away, Leave(mine.id, uuid4()), at(6)).state is RoomState.ENDED


def test_the_callers_lease_passes_while_it_rings() -> None:
    """CAL-3: the ring fails with it."""
    room = ringing(BRAM)
    room = replace(room, seats=(replace(room.seats[0], lease_until=at(10)),))
    assert next_deadline(room) == at(10)
    assert states(apply(room, Expire(), at(12))) == ["ended", "left", "failed"]


def test_who_left_stays_out() -> None:
    """CAL-8: `seat_left`."""
    room = answered(BRAM, CARLA)
    mine = room.seats[1]
    room = apply(room, Leave(mine.id, mine.client), at(3))
    assert code_of(room, Return(mine.id, mine.client, at(60)), 4) == "seat_left"
    assert code_of(room, Switch(mine.id, Media.VIDEO), 4) == "seat_left"
    assert room.seat_of(BRAM) == room.seats[1]
    assert room.seat_of(DIRK) is None


def test_who_loses_his_access() -> None:
    """ADM-1: as caller, as callee and as one of three."""
    assert states(apply(ringing(BRAM), Remove(ANNA), at(2))) == ["ended", "left", "failed"]
    assert states(apply(ringing(BRAM), Remove(BRAM), at(2))) == ["ended", "left", "failed"]
    assert states(apply(answered(BRAM, CARLA), Remove(BRAM), at(2)))[:4] == ["open", "joined", "left", "joined"]


def test_audio_becomes_video() -> None:
    """CAL-7."""
    room = answered(BRAM)
    assert apply(room, Switch(room.seats[0].id, Media.VIDEO), at(3)).media is Media.VIDEO


def test_an_ended_room_takes_nothing() -> None:
    """CAL-3: `room_ended`."""
    room = apply(ringing(BRAM), Expire(), at(30))
    assert code_of(room, Call((ring(CARLA),)), 40) == "room_ended"
    assert code_of(room, Switch(room.seats[0].id, Media.VIDEO), 40) == "room_ended"


def test_changes_name_all_that_is_different() -> None:
    """CAL-2: what is told, and to whom."""
    before = ringing(BRAM, CARLA)
    new = changes(None, before)
    assert ({its.callee for its in new.rings_started}, new.told) == ({BRAM, CARLA}, frozenset({ANNA}))
    after = apply(before, Accept(before.rings[0].id, seat(BRAM)), at(1))
    step = changes(before, after)
    assert [its.state for its in step.rings_ended] == [RingState.ACCEPTED]
    assert (step.told, len(step.seats_taken)) == (frozenset({ANNA, BRAM}), 1)
    left = apply(after, Leave(after.seats[1].id, after.seats[1].client), at(2))
    assert changes(after, left).told == frozenset({ANNA, BRAM})
    assert not changes(left, left).room
