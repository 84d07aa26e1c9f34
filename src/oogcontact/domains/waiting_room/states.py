"""Who is in the waiting room and since when: pure values (WAI-2, WAI-4)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

#: A lost connection counts as gone after this time: a page that is reloaded is back within a few seconds.
GONE_AFTER = timedelta(seconds=5)

#: The tabs of this process are renewed so often (sooner than a lost one is gone), to a moment that outlives a restart.
RENEW_EVERY = timedelta(seconds=4)
LEASE = timedelta(seconds=40)

#: So many tabs that gave their place away are remembered.
DISPLACED_KEPT = 20


class LinkState(StrEnum):
    """What a guest's link opens at this moment."""

    #: It works later on.
    EARLY = "early"
    OPEN = "open"
    #: The appointment does not take place.
    CANCELLED = "cancelled"
    #: What he was invited into has ended.
    OVER = "over"
    #: The guest has no appointment: he visits.
    NONE = "none"


@dataclass(frozen=True)
class Place:
    """A guest's place in the waiting room: the tab that holds it, since when, and until when unless it is renewed."""

    client: UUID | None = None
    arrived_at: datetime | None = None
    lease_until: datetime | None = None
    displaced: tuple[UUID, ...] = ()

    def there(self, now: datetime) -> bool:
        """Whether the guest is there."""
        return self.client is not None and self.lease_until is not None and self.lease_until > now

    def arrived(self, client: UUID, now: datetime) -> "Place":
        """Return the place after a tab has connected: the last one that opens the link has it.

        A tab that gave it to another one is no newcomer: it stays outside while the other is there.
        """
        if self.there(now) and self.client != client and client in self.displaced:
            return self
        return self.taken(client, now)

    def taken(self, client: UUID, now: datetime) -> "Place":
        """Return the place held by this tab."""
        displaced = [known for known in self.displaced if known != client]
        if self.client is not None and self.client != client:
            displaced.append(self.client)
        return Place(
            client,
            self.arrived_at if self.there(now) and self.arrived_at is not None else now,
            now + LEASE,
            tuple(displaced[-DISPLACED_KEPT:]),
        )

    def lost(self, client: UUID, now: datetime) -> "Place":
        """Return the place after the last connection of a tab ended: it is kept for a moment."""
        if client != self.client or not self.there(now):
            return self
        return replace(self, lease_until=now + GONE_AFTER)

    def left(self) -> "Place":
        """Return the empty place; who held it last may come back to it."""
        return replace(self, client=None, arrived_at=None, lease_until=None)


def link_state(opens: datetime, now: datetime, *, has_appointment: bool, cancelled: bool) -> LinkState:
    """Return what a link opens that has not expired."""
    if not has_appointment:
        return LinkState.NONE
    if cancelled:
        return LinkState.CANCELLED
    return LinkState.EARLY if now < opens else LinkState.OPEN
