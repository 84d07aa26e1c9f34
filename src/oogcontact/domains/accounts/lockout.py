"""When too many wrong passwords lock sign-in (ACC-1): pure, over moments that are passed in.

A try is counted before the password is looked at, so that tries at the same moment can not slip through.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
LOCKED_FOR = timedelta(minutes=15)
#: Wrong passwords for one account within WINDOW.
PER_ACCOUNT = 5
#: Wrong passwords from one address within WINDOW; many people can share an address.
PER_ADDRESS = 30


@dataclass(frozen=True)
class Tries:
    """The tries of one account or address: the moments of those within WINDOW, and until when it is locked."""

    moments: tuple[datetime, ...] = ()
    locked_until: datetime | None = None

    def is_locked(self, now: datetime) -> bool:
        """Tell whether sign-in is locked at `now`."""
        return self.locked_until is not None and now < self.locked_until

    def begun(self, now: datetime, limit: int) -> "Tries | None":
        """Return the tries with one more at `now`, or None when no more is allowed."""
        recent = tuple(moment for moment in self.moments if now - moment < WINDOW)
        if self.is_locked(now) or len(recent) >= limit:
            return None
        return Tries((*recent, now))

    def failed(self, now: datetime, limit: int) -> "Tries":
        """Return the tries after the one that was counted has failed: locked when it was the last allowed."""
        if len(self.moments) < limit or self.is_locked(now):
            return self
        return Tries((), now + LOCKED_FOR)

    def succeeded(self, moment: datetime) -> "Tries":
        """Return the tries without the one at `moment`, which was right."""
        rest = list(self.moments)
        if moment in rest:
            rest.remove(moment)
        return Tries(tuple(rest), self.locked_until)
