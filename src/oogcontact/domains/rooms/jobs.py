"""What happens to rooms by itself: deadlines of rings and seats, and people who lose their access."""

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.presence import api as presence
from oogcontact.domains.rooms import actions, events
from oogcontact.domains.rooms.states import Changes, Room
from oogcontact.infra import deadlines


def register() -> None:
    """Have rings and seats end at their time, and with the access of their person."""
    deadlines.register("rooms", actions.run_due)
    accounts.access_ended.register(_end_access)
    events.watch(_note_calls)


def _end_access(event: accounts.AccessEnded) -> None:
    actions.remove(event.person)


def _note_calls(before: Room | None, after: Room, changes: Changes) -> None:
    """In a call is shown by itself (PRE-1)."""
    then = {seat.person for seat in before.live_seats()} if before is not None else set()
    now = {seat.person for seat in after.live_seats()}
    if then != now:
        presence.note_calls({person: person in now for person in then ^ now})
