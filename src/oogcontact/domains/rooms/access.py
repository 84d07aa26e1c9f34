"""What a person may see of the live rooms."""

from uuid import UUID

from oogcontact.domains.rooms import schemas, store
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
    return schemas.Live(rooms=[schemas.room_of(room, people) for room in seated], rings=rings)
