"""The shapes of rooms, seats and rings as they go over HTTP and in events: one shape for both (docs/protocol.md)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import PlainSerializer, WithJsonSchema

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import states

People = Mapping[UUID, accounts.Person]


def _iso(moment: datetime) -> str:
    """Return the moment as Django's encoder writes it: RFC 3339, in UTC, in milliseconds at most."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
    return text.replace("+00:00", "Z")


#: The same text in an answer, in a repeated answer and in an event.
Moment = Annotated[
    datetime,
    PlainSerializer(_iso, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Seat(Schema):
    """A person's place in a room."""

    id: UUID
    person: accounts.Person
    client: UUID
    circle: Literal["main"]
    state: Literal["joined", "away", "left"]
    joined_at: Moment


class Ring(Schema):
    """Somebody is asked to take a seat; `client` is the tab that accepted."""

    id: UUID
    room_id: UUID
    caller: accounts.Person
    callee: accounts.Person
    media: Literal["video", "audio"]
    state: Literal["ringing", "accepted", "declined", "busy", "no_answer", "cancelled", "failed"]
    started_at: Moment
    deadline: Moment
    ended_at: Moment | None
    client: UUID | None


class Room(Schema):
    """A live call with everybody who is, was or is asked to be in it."""

    id: UUID
    media: Literal["video", "audio"]
    state: Literal["ringing", "open", "ended"]
    topology: Literal["mesh"]
    countdown: bool
    created_at: Moment
    connected_at: Moment | None
    ended_at: Moment | None
    seats: list[Seat]
    rings: list[Ring]


class Live(Schema):
    """What a person takes part in now: calls with his seat, and rings to him."""

    rooms: list[Room]
    rings: list[Ring]


def people_of(rooms: Iterable[states.Room]) -> People:
    """Return everybody who has a seat or a ring in these rooms."""
    ids: set[UUID] = set()
    for room in rooms:
        ids |= {seat.person for seat in room.seats}
        ids |= {ring.caller for ring in room.rings} | {ring.callee for ring in room.rings}
    return accounts.people(ids)


def seat_of(seat: states.Seat, people: People) -> Seat:
    """Return the shape of a seat."""
    return Seat(
        id=seat.id,
        person=people[seat.person],
        client=seat.client,
        circle=seat.circle.value,
        state=seat.state.value,
        joined_at=seat.joined_at,
    )


def ring_of(ring: states.Ring, room_id: UUID, people: People) -> Ring:
    """Return the shape of a ring."""
    return Ring(
        id=ring.id,
        room_id=room_id,
        caller=people[ring.caller],
        callee=people[ring.callee],
        media=ring.media.value,
        state=ring.state.value,
        started_at=ring.started_at,
        deadline=ring.deadline,
        ended_at=ring.ended_at,
        client=ring.client,
    )


def room_of(room: states.Room, people: People | None = None) -> Room:
    """Return the shape of a room; fetches its people when they are not given."""
    known = people_of([room]) if people is None else people
    return Room(
        id=room.id,
        media=room.media.value,
        state=room.state.value,
        topology="mesh",
        countdown=room.countdown,
        created_at=room.created_at,
        connected_at=room.connected_at,
        ended_at=room.ended_at,
        # In one order, whether the room was just changed or comes from the tables.
        seats=[seat_of(seat, known) for seat in sorted(room.seats, key=lambda seat: (seat.joined_at, seat.id))],
        rings=[
            ring_of(ring, room.id, known) for ring in sorted(room.rings, key=lambda ring: (ring.started_at, ring.id))
        ],
    )
