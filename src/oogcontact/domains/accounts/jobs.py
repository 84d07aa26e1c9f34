"""What accounts does by the clock."""

from datetime import datetime

from oogcontact.domains.accounts import keeping, sessions, tries
from oogcontact.infra import deadlines


class Minutely:
    """Runs the work at most once in NOTED_EVERY, however often the deadlines are looked at."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """End idle sessions and forget old tries when a minute has passed; return how many were ended."""
        if self._last is not None and now - self._last < sessions.NOTED_EVERY:
            return 0
        self._last = now
        tries.forget_old(now)
        return sessions.end_idle(now)


def register() -> None:
    """Have the deadline loop call it, and old guests deleted."""
    deadlines.register("accounts", Minutely())
    keeping.register()
