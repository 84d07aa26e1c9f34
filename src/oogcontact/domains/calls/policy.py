"""Who may call whom, and what a call leaves behind: pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from oogcontact.domains.rooms import api as rooms

STAFF = ("administrator", "agent")


@dataclass(frozen=True)
class Party:
    """A person in one organisation, as far as calling goes."""

    person: UUID
    organisation: UUID
    role: str


class Direction(StrEnum):
    OUTGOING = "outgoing"
    INCOMING = "incoming"


class Outcome(StrEnum):
    ANSWERED = "answered"
    DECLINED = "declined"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    CANCELLED = "cancelled"
    FAILED = "failed"


#: An incoming call that ended so was missed: it counts on the tab and may be mailed (CAL-3, CAL-12).
MISSED = frozenset({Outcome.NO_ANSWER, Outcome.CANCELLED, Outcome.FAILED})


@dataclass(frozen=True)
class Trace:
    """What one person keeps of one room (CAL-12); `seconds` is the time in which he could talk."""

    person: UUID
    direction: Direction
    outcome: Outcome
    media: rooms.Media
    people: tuple[UUID, ...]
    started_at: datetime
    seconds: int

    @property
    def missed(self) -> bool:
        """Whether this person missed a call."""
        return self.direction is Direction.INCOMING and self.outcome in MISSED


def may_call(caller: Party, callee: Party, linked: bool) -> bool:
    """Whether the caller may ring the callee: staff of one organisation each other, else only their contacts."""
    colleagues = caller.organisation == callee.organisation and caller.role in STAFF and callee.role in STAFF
    return linked or colleagues


def traces(room: rooms.Room, changes: rooms.Changes) -> list[Trace]:
    """Return what this change leaves in the history: for whom was not reached, and for whom left; none for guests."""
    # What a colleague has answered was missed by nobody.
    over = (rooms.RingState.ACCEPTED, rooms.RingState.TAKEN)
    unreached = [ring for ring in changes.rings_ended if ring.state not in over]
    left = {seat.person for seat in changes.seats_left if not seat.guest}
    seated = {seat.person for seat in room.seats}
    found = [_of_ring(room, ring) for ring in unreached if ring.callee not in seated]
    return found + [_of_seat(room, person) for person in sorted(left)]


def _of_ring(room: rooms.Room, ring: rooms.Ring) -> Trace:
    others = _unique([ring.caller, *(seat.person for seat in room.seats)], ring.callee)
    outcome = Outcome(ring.state.value)
    return Trace(ring.callee, Direction.INCOMING, outcome, room.media, others, ring.started_at, 0)


def _of_seat(room: rooms.Room, person: UUID) -> Trace:
    accepted = [ring for ring in room.rings if ring.callee == person and ring.state is rooms.RingState.ACCEPTED]
    made = [ring for ring in room.rings if ring.caller == person]
    seats = [seat.person for seat in room.seats]
    if accepted:
        others = _unique([accepted[0].caller, *seats, *(ring.callee for ring in made)], person)
        start, direction, outcome = accepted[0].started_at, Direction.INCOMING, Outcome.ANSWERED
    else:
        others = _unique([*(ring.callee for ring in made), *seats], person)
        start, direction, outcome = room.created_at, Direction.OUTGOING, _outcome(made)
    seconds = _seconds(room, person) if outcome is Outcome.ANSWERED else 0
    return Trace(person, direction, outcome, room.media, others, start, seconds)


def _outcome(made: list[rooms.Ring]) -> Outcome:
    """Return what became of a call: answered if anybody did, else what its last ring came to."""
    if any(ring.state is rooms.RingState.ACCEPTED for ring in made):
        return Outcome.ANSWERED
    ended = [ring for ring in made if ring.ended_at is not None and ring.state is not rooms.RingState.TAKEN]
    if not ended:
        return Outcome.FAILED
    return Outcome(max(ended, key=lambda ring: (ring.ended_at, ring.id)).state.value)


def _seconds(room: rooms.Room, person: UUID) -> int:
    """Return the whole seconds in which this person was in the room after somebody had answered."""
    if room.connected_at is None:
        return 0
    total = 0.0
    for seat in room.seats:
        if seat.person == person and seat.left_at is not None:
            total += max(0.0, (seat.left_at - max(seat.joined_at, room.connected_at)).total_seconds())
    return int(total)


def _unique(people: Iterable[UUID], without: UUID) -> tuple[UUID, ...]:
    return tuple(person for person in dict.fromkeys(people) if person != without)
