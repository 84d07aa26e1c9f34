"""What is told when rooms change: ring.started and ring.ended to the callee, room.changed to those in the room."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import schemas
from oogcontact.domains.rooms.states import Changes, changes
from oogcontact.domains.rooms.values import Ring, Room
from oogcontact.infra import events

#: Called in the transaction with a room before (None: new) and after each change. How higher domains take part.
Watcher = Callable[[Room | None, Room, Changes], None]

_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    """Have `watcher` called in the same transaction for every change of a room; its failure undoes the change."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def tell(steps: Sequence[tuple[Room | None, Room]]) -> None:
    """Tell everybody concerned what changed in these rooms, from before to after, in the running transaction."""
    found = [(before, after, changes(before, after)) for before, after in steps]
    found = [step for step in found if step[2].room]
    people = schemas.people_of([after for _before, after, _changes in found])
    # All at once and first, so that two transactions that tell the same people never wait for each other.
    events.lock(user for _before, after, _changes in found for user in _everybody(after))
    for before, after, step in found:
        for ring in step.rings_started:
            _tell_ring("ring.started", ring, after, people)
        for ring in step.rings_ended:
            _tell_ring("ring.ended", ring, after, people)
        _tell_room(step.told, after, people)
        for watcher in _watchers:
            watcher(before, after, step)


def _tell_ring(kind: str, ring: Ring, room: Room, people: schemas.People) -> None:
    shape = schemas.ring_of(ring, room.id, people)
    guest = people[ring.callee].role == accounts.GUEST
    events.emit([ring.callee], kind, {"ring": _data(schemas.ring_for_guest(shape) if guest else shape)})


def _tell_room(told: Iterable[UUID], room: Room, people: schemas.People) -> None:
    shape = schemas.room_of(room, people)
    guests = {person for person in told if people[person].role == accounts.GUEST}
    if others := set(told) - guests:
        events.emit(others, "room.changed", {"room": _data(shape)})
    if guests:
        events.emit(guests, "room.changed", {"room": _data(schemas.room_for_guest(shape))})


def _everybody(room: Room) -> set[UUID]:
    return {seat.person for seat in room.seats} | {ring.callee for ring in room.rings}


def _data(shape: schemas.Room | schemas.Ring) -> dict[str, object]:
    data: dict[str, object] = shape.model_dump(mode="json")
    return data
