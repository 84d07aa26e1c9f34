"""What one transaction does to rooms: locked at its beginning, saved and told at its end."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from oogcontact.domains.rooms import events, refusals, store
from oogcontact.domains.rooms.happenings import Engage, Event
from oogcontact.domains.rooms.states import apply
from oogcontact.domains.rooms.values import Room, Seat
from oogcontact.kernel import clock


class Change:
    """The rooms that one transaction works on: as they were locked, and as they become."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.rooms: dict[UUID, Room] = {}
        self._before: dict[UUID, Room | None] = {}

    def take(self, room_ids: Iterable[UUID]) -> None:
        """Lock these rooms; once per transaction, for the order of the locks."""
        self.rooms = store.lock(room_ids)
        self._before = dict(self.rooms)

    def add(self, room: Room) -> None:
        """Bring in a room that is new."""
        self.rooms[room.id] = room
        self._before[room.id] = None

    def apply(self, room_id: UUID, event: Event) -> None:
        """Let `event` happen in a room; raises its Refusal."""
        self.rooms[room_id] = apply(self.rooms[room_id], event, self.at)

    def end(self) -> int:
        """Save and tell what has changed; return in how many rooms."""
        self._pass_over_engaged()
        changed = {id_: room for id_, room in self.rooms.items() if room != self._before[id_]}
        self.rooms |= {id_: replace(room, version=room.version + 1) for id_, room in changed.items()}
        steps = [(self._before[id_], self.rooms[id_]) for id_ in changed]
        # A room that somebody leaves before the one that he joins: he holds one live seat at a time.
        steps.sort(key=lambda step: len(step[1].live_seats()) - (len(step[0].live_seats()) if step[0] else 0))
        for before, after in steps:
            store.save(before, after)
        events.tell(steps)
        return len(steps)

    def engaged(self, people: Iterable[UUID]) -> set[UUID]:
        """Return those who are in a call: as the rows say, but as this change leaves the rooms that it has locked."""
        wanted = set(people)
        here = {seat.person for room in self.rooms.values() for seat in room.live_seats()}
        return store.seats_elsewhere(wanted, self.rooms) | (here & wanted)

    def _pass_over_engaged(self) -> None:
        """Let a hunt go on past those who are in a call by now."""
        for room_id in list(self.rooms):
            passed = True
            while passed:
                before = self._before[room_id]
                rung = {ring.id for ring in before.ringing()} if before is not None else set()
                begun = [ring for ring in self.rooms[room_id].ringing() if ring.hunt and ring.id not in rung]
                busy = self.engaged(ring.callee for ring in begun)
                passed = any(ring.callee in busy for ring in begun)
                for ring in begun:
                    if ring.callee in busy:
                        self.apply(room_id, Engage(ring.id))


def at_seat(person: UUID, room_id: UUID, event: Callable[[Seat], Event]) -> Room:
    """Let what `event` chooses for this person's seat happen, within the running transaction; return the room.

    Raises `not_found`, and what the event is refused with.
    """
    return step(room_id, for_seat(person, event))


def for_seat(person: UUID, event: Callable[[Seat], Event]) -> Callable[[Room], Event]:
    """Return what chooses an event for this person's seat; it raises `not_found` where he has none."""

    def choose(room: Room) -> Event:
        seat = room.seat_of(person)
        if seat is None:
            raise refusals.not_found()
        return event(seat)

    return choose


def step(room_id: UUID, event: Callable[[Room], Event]) -> Room:
    """Let what `event` chooses happen in one room, within the running transaction; return the room after it."""
    change = Change(clock.now())
    change.take([room_id])
    if room_id not in change.rooms:
        raise refusals.not_found()
    change.apply(room_id, event(change.rooms[room_id]))
    change.end()
    return change.rooms[room_id]
