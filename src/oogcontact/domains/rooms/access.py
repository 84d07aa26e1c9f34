"""What a person may see of the live rooms."""

from uuid import UUID

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import schemas, store, values
from oogcontact.kernel import clock


def live(person: UUID) -> schemas.Live:
    """Return the calls in which this person has a live seat, and the rings to him that can still be answered."""
    seated, ringing = store.live_of(person)
    people = schemas.people_of([*seated, *ringing])
    rings = [
        schemas.ring_of(ring, room.id, people)
        for room in ringing
        for ring in room.ringing()
        if ring.callee == person and ring.deadline > clock.now()
    ]
    rooms = [schemas.room_of(room, people) for room in seated]
    if accounts.guests_among([person]):
        return schemas.Live(
            rooms=[schemas.room_for_guest(room) for room in rooms],
            rings=[schemas.ring_for_guest(ring) for ring in rings],
        )
    return schemas.Live(rooms=rooms, rings=rings)


def seen_by(person: UUID, room: values.Room) -> schemas.Room:
    """Return the shape of a room as this person may see it."""
    shape = schemas.room_of(room)
    return schemas.room_for_guest(shape) if accounts.guests_among([person]) else shape
