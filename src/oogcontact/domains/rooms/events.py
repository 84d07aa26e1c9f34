"""What is told when rooms change: ring.started and ring.ended to the callee, room.changed to those in the room."""

from collections.abc import Callable, Sequence
from uuid import UUID

from oogcontact.domains.rooms import schemas
from oogcontact.domains.rooms.states import Changes, Room, changes
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
            events.emit([ring.callee], "ring.started", {"ring": _data(schemas.ring_of(ring, after.id, people))})
        for ring in step.rings_ended:
            events.emit([ring.callee], "ring.ended", {"ring": _data(schemas.ring_of(ring, after.id, people))})
        if step.told:
            events.emit(step.told, "room.changed", {"room": _data(schemas.room_of(after, people))})
        for watcher in _watchers:
            watcher(before, after, step)


def _everybody(room: Room) -> set[UUID]:
    return {seat.person for seat in room.seats} | {ring.callee for ring in room.rings}


def _data(shape: schemas.Room | schemas.Ring) -> dict[str, object]:
    data: dict[str, object] = shape.model_dump(mode="json")
    return data
