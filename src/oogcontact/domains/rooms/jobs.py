"""What happens to rooms by itself: deadlines of rings and seats, and people who lose their access."""

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.presence import api as presence
from oogcontact.domains.rooms import actions, events, keeping, store
from oogcontact.domains.rooms.states import Changes
from oogcontact.domains.rooms.values import Room, Seat
from oogcontact.infra import deadlines


def register() -> None:
    """Have rings and seats end at their time and with the access of their person, and old calls deleted."""
    deadlines.register("rooms", actions.run_due, store.due_rings, store.due_seats)
    accounts.access_ended.register(_end_access)
    events.watch(_note_calls)
    keeping.register()


def _end_access(event: accounts.AccessEnded) -> None:
    actions.remove(event.person)


def _note_calls(before: Room | None, after: Room, changes: Changes) -> None:
    """In a call is shown by itself (PRE-1); guests and telephones have no presence."""
    then = {seat.person for seat in before.live_seats() if _has_presence(seat)} if before is not None else set()
    now = {seat.person for seat in after.live_seats() if _has_presence(seat)}
    if then != now:
        presence.note_calls({person: person in now for person in then ^ now})


def _has_presence(seat: Seat) -> bool:
    return not seat.guest and not seat.telephone
