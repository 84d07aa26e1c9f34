"""What runs by itself: the deadlines of rings and seats."""

from oogcontact.domains.rooms import actions
from oogcontact.infra import deadlines


def register() -> None:
    """Have rings and seats end at their time."""
    deadlines.register("rooms", actions.run_due)
