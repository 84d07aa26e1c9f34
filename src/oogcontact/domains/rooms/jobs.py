"""What happens to rooms by itself: deadlines of rings and seats, and people who lose their access."""

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import actions
from oogcontact.infra import deadlines


def register() -> None:
    """Have rings and seats end at their time, and with the access of their person."""
    deadlines.register("rooms", actions.run_due)
    accounts.access_ended.register(_end_access)


def _end_access(event: accounts.AccessEnded) -> None:
    actions.remove(event.person)
