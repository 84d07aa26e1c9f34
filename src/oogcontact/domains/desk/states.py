"""The slider **Beschikbaar** / **Niet beschikbaar** as a value: pure, moments come in as arguments (PRE-4)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

#: An agent whose last device has been gone for this time takes no visitors any more.
GONE_FOR = timedelta(seconds=60)


@dataclass(frozen=True)
class Slider:
    """On since `since` (None: off), its agent in no call since `idle_since`; at `off_at` it turns off by itself."""

    since: datetime | None = None
    idle_since: datetime | None = None
    off_at: datetime | None = None

    @property
    def on(self) -> bool:
        """Whether the agent takes visitors."""
        return self.since is not None

    def switched_on(self, at: datetime, *, here: bool) -> "Slider":
        """Return the slider on; one that was on stays on since then. Without a device (`here`) not for long."""
        if self.on:
            return self
        return Slider(at, at, None if here else at + GONE_FOR)

    def switched_off(self) -> "Slider":
        """Return the slider off."""
        return Slider()

    def alone(self, at: datetime) -> "Slider":
        """Return the slider after its agent's last device has gone, at that moment."""
        return replace(self, off_at=self.off_at or at + GONE_FOR) if self.on else self

    def accompanied(self) -> "Slider":
        """Return the slider after a device of its agent has come."""
        return replace(self, off_at=None)

    def idle_from(self, at: datetime) -> "Slider":
        """Return the slider after a call of its agent has ended."""
        return replace(self, idle_since=at) if self.on else self

    def at(self, now: datetime) -> "Slider":
        """Return what holds at this moment."""
        return Slider() if self.off_at is not None and self.off_at <= now else self
