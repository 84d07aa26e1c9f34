"""The tabs that are connected to this process, and when what they hold is to be renewed."""

import threading
from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

#: A user and one of his tabs.
Tab = tuple[UUID, UUID]


class Tabs:
    """Counts the connections of each tab: after a lost one a tab may have two for a moment. From any thread."""

    def __init__(self, renew_every: timedelta) -> None:
        self._renew_every = renew_every
        self._connections: Counter[Tab] = Counter()
        self._lock = threading.Lock()
        #: Held while what was learned here is written: a renewal begun before a tab went must not outlive it.
        self.writing = threading.Lock()
        self._next: datetime | None = None

    def __contains__(self, tab: Tab) -> bool:
        """Tell whether this tab is connected."""
        return tab in self._connections

    def opened(self, tab: Tab) -> None:
        """A connection of this tab has been made."""
        with self._lock:
            self._connections[tab] += 1

    def closed(self, tab: Tab) -> bool:
        """A connection of this tab has ended; return whether it was the last one."""
        with self._lock:
            self._connections[tab] -= 1
            if self._connections[tab] > 0:
                return False
            del self._connections[tab]
            return True

    def due(self, now: datetime) -> list[Tab] | None:
        """Return all connected tabs when it is time to renew what they hold, else None."""
        if self._next is not None and now < self._next:
            return None
        self._next = now + self._renew_every
        with self._lock:
            return list(self._connections)
