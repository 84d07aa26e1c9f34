"""Who may call whom, and what a call leaves behind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from oogcontact.domains.calls.policy import Direction, Outcome, Party, Trace, may_call, traces
from oogcontact.domains.rooms import states
from oogcontact.domains.rooms.values import Media, Ring, RingState, Room, Seat

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
HERE, THERE = uuid4(), uuid4()
ANNA, BRAM, CARLA = (uuid4() for _ in range(3))


def at(seconds: float) -> datetime:
    """Return the moment this long after the start."""
    return START + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("caller", "callee", "same", "linked", "may"),
    [
        ("agent", "administrator", True, False, True),
        ("agent", "agent", False, False, False),
        ("agent", "client", True, False, False),
        ("client", "agent", True, False, False),
        ("client", "client", True, False, False),
        ("client", "agent", True, True, True),
        ("agent", "client", False, True, True),
    ],
)
def test_may_call(caller: str, callee: str, same: bool, linked: bool, may: bool) -> None:
    """CAL-1: staff of one organisation each other; all others only their contacts."""
    one, other = Party(ANNA, HERE, caller), Party(BRAM, HERE if same else THERE, callee)
    assert may_call(one, other, linked) is may


def seat(person: UUID, joined: float, left: float | None = None) -> Seat:
    """Return a seat that was or is held."""
    value = Seat(uuid4(), person, uuid4(), at(joined), at(600))
    return value.left(at(left)) if left is not None else value


def ring(callee: UUID, state: RingState, ended: float | None, caller: UUID = ANNA) -> Ring:
    """Return a ring."""
    value = Ring(uuid4(), caller, callee, Media.VIDEO, START, at(30))
    return value if ended is None else replace(value, state=state, ended_at=at(ended))


def ended(*rings: Ring, seats: tuple[Seat, ...] = (), connected: float | None = None) -> list[Trace]:
    """Return what a room with these rings and seats leaves when all of it ends in one step."""
    moment = None if connected is None else at(connected)
    own = seats or (seat(ANNA, 0, 30),)
    room = Room(uuid4(), HERE, Media.VIDEO, True, START, connected_at=moment, seats=own, rings=rings)
    return traces(room, states.changes(None, room))


@pytest.mark.parametrize(
    ("state", "missed"),
    [
        (RingState.DECLINED, False),
        (RingState.BUSY, False),
        (RingState.NO_ANSWER, True),
        (RingState.CANCELLED, True),
        (RingState.FAILED, True),
    ],
)
def test_a_call_that_nobody_answered(state: RingState, missed: bool) -> None:
    """CAL-3, CAL-12: both sides keep how it ended; only the callee can miss it."""
    callee, caller = ended(ring(BRAM, state, 12))
    assert callee == Trace(BRAM, Direction.INCOMING, Outcome(state.value), Media.VIDEO, (ANNA,), START, 0)
    assert caller == Trace(ANNA, Direction.OUTGOING, Outcome(state.value), Media.VIDEO, (BRAM,), START, 0)
    assert (callee.missed, caller.missed) == (missed, False)


def test_an_answered_call() -> None:
    """CAL-12: each his own time in the call, from when somebody was there to talk with."""
    seats = (seat(ANNA, 0, 70), seat(BRAM, 10, 70), seat(CARLA, 20, 50))
    rings = (ring(BRAM, RingState.ACCEPTED, 10), ring(CARLA, RingState.ACCEPTED, 20))
    found = {trace.person: trace for trace in ended(*rings, seats=seats, connected=10)}
    assert {person: trace.seconds for person, trace in found.items()} == {ANNA: 60, BRAM: 60, CARLA: 30}
    assert {trace.outcome for trace in found.values()} == {Outcome.ANSWERED}
    assert found[ANNA].people == (BRAM, CARLA)
    assert found[CARLA].people == (ANNA, BRAM)


def test_several_who_did_not_answer() -> None:
    """CAL-4: the last ring says what became of the call."""
    *_others, caller = ended(ring(BRAM, RingState.DECLINED, 5), ring(CARLA, RingState.NO_ANSWER, 30))
    assert (caller.outcome, caller.people) == (Outcome.NO_ANSWER, (BRAM, CARLA))


def test_nobody_was_rung() -> None:
    """CAL-3: a room that came to nothing failed."""
    (caller,) = ended()
    assert caller.outcome is Outcome.FAILED


def test_who_answered_and_rang_on() -> None:
    """CAL-2: both called each other, and he rang a third one: for him it was an incoming call."""
    seats = (seat(ANNA, 0, 40), seat(BRAM, 5, 40))
    rings = (ring(BRAM, RingState.ACCEPTED, 5), ring(CARLA, RingState.CANCELLED, 40, caller=BRAM))
    found = {trace.person: trace for trace in ended(*rings, seats=seats, connected=5)}
    assert (found[BRAM].direction, found[BRAM].people) == (Direction.INCOMING, (ANNA, CARLA))
    assert found[CARLA].missed
