"""What is live, as frozen values: a `Room` with its `Seats` and `Rings`. How they change stands in states.py."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Media(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"


class Purpose(StrEnum):
    """What a room is for, and why somebody is rung into it."""

    CALL = "call"
    #: A visitor of the website asks for whoever is available (BTN-2).
    VISIT = "visit"
    #: A guest is called in from the waiting room (WAI-3).
    APPOINTMENT = "appointment"
    #: Somebody joins a call that goes on (CAL-11).
    ADD = "add"
    #: Somebody takes the place of who rings him (CAL-9).
    TRANSFER = "transfer"
    #: Somebody is asked apart, while the others are on hold (CAL-10).
    CONSULT = "consult"


#: Why somebody is rung by a colleague who is in a call.
JOINING = frozenset({Purpose.ADD, Purpose.TRANSFER, Purpose.CONSULT})


class Circle(StrEnum):
    """Who hears and sees whom: those of one circle; who is on hold hears and sees nobody (CAL-10)."""

    MAIN = "main"
    ASIDE = "aside"
    ON_HOLD = "on_hold"


class RingState(StrEnum):
    #: Rings when those before it in its hunt have not answered.
    QUEUED = "queued"
    RINGING = "ringing"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    CANCELLED = "cancelled"
    FAILED = "failed"
    #: Somebody else of its hunt has answered.
    TAKEN = "taken"


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
    """Somebody is asked to take a seat, until `deadline` at the latest.

    Rings with the same `hunt` look for one person: the first who answers ends the others. `note` says what it is about,
    `others` who sat in the call, besides the caller, when somebody was first asked to join it.
    """

    id: UUID
    caller: UUID
    callee: UUID
    media: Media
    started_at: datetime
    deadline: datetime
    purpose: Purpose = Purpose.CALL
    hunt: UUID | None = None
    note: str = ""
    others: tuple[UUID, ...] = ()
    state: RingState = RingState.RINGING
    ended_at: datetime | None = None
    client: UUID | None = None

    @property
    def rings(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is RingState.RINGING

    @property
    def open(self) -> bool:
        """Whether it may still be answered: it rings, or will."""
        return self.state in (RingState.RINGING, RingState.QUEUED)

    @property
    def circle(self) -> Circle:
        """The circle in which who answers it sits down."""
        return Circle.ASIDE if self.purpose is Purpose.CONSULT else Circle.MAIN

    def ended(self, state: RingState, at: datetime, client: UUID | None = None) -> "Ring":
        """Return this ring ended as `state`; one that ended before stays as it is."""
        return replace(self, state=state, ended_at=min(at, self.deadline), client=client) if self.open else self

    def begun(self, at: datetime) -> "Ring":
        """Return this queued ring ringing from `at` on, as long as it would have rung at first."""
        return replace(self, state=RingState.RINGING, started_at=at, deadline=at + (self.deadline - self.started_at))


@dataclass(frozen=True)
class Seat:
    """A person's place in a room, held by one client (browser tab) until `lease_until` unless it is renewed.

    That of a `telephone` is held by the server, which carries its sound.
    Who hands the call over leaves as soon as his `successor` (a seat) is seen, at `leaves_at` at the latest.
    """

    id: UUID
    person: UUID
    client: UUID
    joined_at: datetime
    lease_until: datetime
    guest: bool = False
    telephone: bool = False
    circle: Circle = Circle.MAIN
    state: SeatState = SeatState.JOINED
    away_since: datetime | None = None
    left_at: datetime | None = None
    successor: UUID | None = None
    leaves_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether the person is in the room, or may come back to this place."""
        return self.state is not SeatState.LEFT

    def left(self, at: datetime) -> "Seat":
        """Return this seat left; who was away left when the connection was lost."""
        return replace(self, state=SeatState.LEFT, left_at=self.away_since or at) if self.live else self

    def entrusted(self) -> "Seat":
        """Return this seat as that of somebody to whom the call was handed: it goes on with him, whoever he is."""
        return replace(self, guest=False)

    def relieved(self, successor: UUID, by: datetime) -> "Seat":
        """Return this seat on its way out: its successor has sat down."""
        return replace(self, successor=successor, leaves_at=by)


@dataclass(frozen=True)
class Room:
    """A live call with its seats and rings, as one value. `about` is the appointment or the visit that it is for.

    `version` rises with each change, so that who hears of two knows the later one.
    """

    id: UUID
    organisation: UUID
    media: Media
    countdown: bool
    created_at: datetime
    purpose: Purpose = Purpose.CALL
    about: UUID | None = None
    version: int = 0
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

    def waiting(self) -> list[Ring]:
        """Return the rings that may still be answered: those that ring, and those that will."""
        return [ring for ring in self.rings if ring.open]

    def ring(self, ring_id: UUID) -> Ring:
        """Return the ring with this id; raises KeyError."""
        return {ring.id: ring for ring in self.rings}[ring_id]

    def joining(self) -> list[Ring]:
        """Return the rings by which somebody is being asked into this call."""
        return [ring for ring in self.waiting() if ring.purpose in JOINING]

    def seat_of(self, person: UUID) -> Seat | None:
        """Return the person's live seat, else the last one he left, or None if he never had one."""
        own = sorted(
            (seat for seat in self.seats if seat.person == person), key=lambda seat: (seat.live, seat.joined_at)
        )
        return own[-1] if own else None

    def seat(self, seat_id: UUID) -> Seat:
        """Return the seat with this id; raises KeyError."""
        return {seat.id: seat for seat in self.seats}[seat_id]

    def with_ring(self, ring: Ring) -> "Room":
        """Return this room with `ring` in place of the one with its id."""
        return replace(self, rings=tuple(ring if old.id == ring.id else old for old in self.rings))

    def with_seat(self, seat: Seat) -> "Room":
        """Return this room with `seat` in place of the one with its id."""
        return replace(self, seats=tuple(seat if old.id == seat.id else old for old in self.seats))

    def in_circles(self, place: "Callable[[Seat], Circle]") -> "Room":
        """Return this room with each live seat in the circle that `place` gives it."""
        seats = (replace(seat, circle=place(seat)) if seat.live else seat for seat in self.seats)
        return replace(self, seats=tuple(seats))
