"""The one source of time. Rules and actions ask here, so that tests can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


class SetClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def advance(self, seconds: float) -> None:
        """Move the time forward by `seconds`."""
        self.time += timedelta(seconds=seconds)


_set: SetClock | None = None


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _set.time if _set is not None else datetime.now(UTC)


@contextmanager
def at(start: datetime) -> Iterator[SetClock]:
    """Hold the time of the whole process at `start` (aware); for tests only."""
    global _set
    before, _set = _set, SetClock(start)
    try:
        yield _set
    finally:
        _set = before
