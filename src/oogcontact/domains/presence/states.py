"""What somebody chose, what others see of it, and since when: pure values (PRE-1, PRE-2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: A lost connection turns to offline after this time, and not before (PRE-3).
GONE_AFTER = timedelta(seconds=30)

#: The devices of this process are renewed so often, to a moment that outlives a restart of the server.
RENEW_EVERY = timedelta(seconds=10)
LEASE = timedelta(seconds=40)

#: The longest status line.
TEXT_AT_MOST = 100

#: A choice ends by itself within this time, or never.
UNTIL_AT_MOST = timedelta(days=366)


class Choice(StrEnum):
    """What a person chose."""

    AVAILABLE = "available"
    BUSY = "busy"
    DND = "dnd"
    AWAY = "away"
    INVISIBLE = "invisible"


class State(StrEnum):
    """What others see."""

    AVAILABLE = "available"
    BUSY = "busy"
    DND = "dnd"
    AWAY = "away"
    OFFLINE = "offline"


@dataclass(frozen=True)
class Chosen:
    """A choice with its status line; both end at `until`, if that is given."""

    choice: Choice = Choice.AVAILABLE
    text: str = ""
    until: datetime | None = None

    def at(self, now: datetime) -> "Chosen":
        """Return what holds at this moment."""
        return Chosen() if self.until is not None and self.until <= now else self


@dataclass(frozen=True)
class Presence:
    """What others see of a person."""

    state: State = State.OFFLINE
    in_call: bool = False
    text: str = ""
    until: datetime | None = None


OFFLINE = Presence()


def shown(chosen: Chosen, now: datetime, *, connected: bool, in_call: bool) -> Presence:
    """Return what others see: who is invisible looks exactly like who is not there."""
    holds = chosen.at(now)
    if not connected or holds.choice is Choice.INVISIBLE:
        return OFFLINE
    return Presence(State(holds.choice.value), in_call, holds.text, holds.until if holds.text else None)
