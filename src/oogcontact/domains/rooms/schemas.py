"""The shapes of rooms, seats and rings as they go over HTTP and in events: one shape for both (docs/protocol.md)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import PlainSerializer, WithJsonSchema

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import values

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


PurposeName = Literal["call", "visit", "appointment", "add", "transfer", "consult"]


class Seat(Schema):
    """A person's place in a room."""

    id: UUID
    person: accounts.Person
    client: UUID
    circle: Literal["main", "aside", "on_hold"]
    guest: bool
    #: Its sound goes over the telephone network, and it has no picture.
    telephone: bool
    state: Literal["joined", "away", "left"]
    joined_at: Moment
    #: The seat for which this one makes room.
    successor: UUID | None


class Ring(Schema):
    """Somebody is asked to take a seat; `client` is the tab that accepted, `note` what it is about.

    `others` are those with whom the caller talked when he asked somebody to join.
    """

    id: UUID
    room_id: UUID
    caller: accounts.Person
    callee: accounts.Person
    media: Literal["video", "audio"]
    purpose: PurposeName
    hunt: UUID | None
    note: str
    others: list[accounts.Person]
    state: Literal["queued", "ringing", "accepted", "declined", "busy", "no_answer", "cancelled", "failed", "taken"]
    started_at: Moment
    deadline: Moment
    ended_at: Moment | None
    client: UUID | None


class Room(Schema):
    """A live call with everybody who is, was or is asked to be in it; the higher of two versions is the later one."""

    id: UUID
    media: Literal["video", "audio"]
    state: Literal["ringing", "open", "ended"]
    topology: Literal["mesh"]
    purpose: PurposeName
    about: UUID | None
    version: int
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


def people_of(rooms: Iterable[values.Room]) -> People:
    """Return everybody who has a seat or a ring in these rooms."""
    ids: set[UUID] = set()
    for room in rooms:
        ids |= {seat.person for seat in room.seats}
        ids |= {ring.caller for ring in room.rings} | {ring.callee for ring in room.rings}
    return accounts.people(ids)


def seat_of(seat: values.Seat, people: People) -> Seat:
    """Return the shape of a seat."""
    return Seat(
        id=seat.id,
        person=people[seat.person],
        client=seat.client,
        circle=seat.circle.value,
        guest=seat.guest,
        telephone=seat.telephone,
        state=seat.state.value,
        joined_at=seat.joined_at,
        successor=seat.successor,
    )


def ring_of(ring: values.Ring, room_id: UUID, people: People) -> Ring:
    """Return the shape of a ring."""
    return Ring(
        id=ring.id,
        room_id=room_id,
        caller=people[ring.caller],
        callee=people[ring.callee],
        media=ring.media.value,
        purpose=ring.purpose.value,
        hunt=ring.hunt,
        note=ring.note,
        others=[people[person] for person in ring.others if person in people],
        state=ring.state.value,
        started_at=ring.started_at,
        deadline=ring.deadline,
        ended_at=ring.ended_at,
        client=ring.client,
    )


def room_of(room: values.Room, people: People | None = None) -> Room:
    """Return the shape of a room; fetches its people when they are not given."""
    known = people_of([room]) if people is None else people
    return Room(
        id=room.id,
        media=room.media.value,
        state=room.state.value,
        topology="mesh",
        purpose=room.purpose.value,
        about=room.about,
        version=room.version,
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


#: Who is rung stays hidden from guests until he has answered (BTN-6).
_SOMEBODY = accounts.Person(UUID(int=0), "", None, "", "agent", "", UUID(int=0))


def room_for_guest(room: Room) -> Room:
    """Return what a guest may see of a room: who sits in it, and of the others only what became of the rings."""
    seats = [seat.model_copy(update={"person": accounts.seen_by_guest(seat.person)}) for seat in room.seats]
    return room.model_copy(update={"seats": seats, "rings": [_veiled(ring) for ring in _folded(room.rings)]})


def ring_for_guest(ring: Ring) -> Ring:
    """Return what a guest may see of a ring to him."""
    return ring.model_copy(update={"caller": accounts.seen_by_guest(ring.caller), "others": []})


def _folded(rings: Iterable[Ring]) -> list[Ring]:
    """Return one ring of each hunt, so that nobody counts agents: the answered one, one that rings, or the last."""
    kept: dict[UUID, Ring] = {}
    for ring in rings:
        other = kept.get(ring.hunt or ring.id)
        if other is None or _weight(ring) >= _weight(other):
            kept[ring.hunt or ring.id] = ring
    return list(kept.values())


def _weight(ring: Ring) -> tuple[int, float]:
    order = {"accepted": 3, "ringing": 2, "queued": 0}
    return order.get(ring.state, 1), ring.ended_at.timestamp() if ring.ended_at else 0.0


def _veiled(ring: Ring) -> Ring:
    answered = ring.state == "accepted"
    return ring.model_copy(
        update={
            "caller": accounts.seen_by_guest(ring.caller),
            "callee": accounts.seen_by_guest(ring.callee) if answered or ring.callee.role == "guest" else _SOMEBODY,
            "note": "",
            "others": [],
        }
    )
