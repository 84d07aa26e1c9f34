"""The live side of presence: the devices that are connected to this process."""

import logging
import threading
from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import close_old_connections

from oogcontact.domains.presence import actions
from oogcontact.domains.presence.states import RENEW_EVERY

_log = logging.getLogger(__name__)

#: A person and one of his tabs.
Holder = tuple[UUID, UUID]


class Devices:
    """Knows the connected tabs of this process and keeps their leases; several tabs are one presence (PRE-3)."""

    def __init__(self) -> None:
        self._connected: Counter[Holder] = Counter()
        self._lock = threading.Lock()
        self._next: datetime | None = None

    def opened(self, person: UUID, client: UUID) -> None:
        """A tab has connected; blocks on the database."""
        with self._lock:
            self._connected[person, client] += 1
        actions.arrive(person, client)

    def closed(self, person: UUID, client: UUID, *, signed_out: bool) -> None:
        """A connection of a tab has ended, by a sign-out or not; blocks on the database."""
        with self._lock:
            self._connected[person, client] -= 1
            if self._connected[person, client] > 0:
                return
            del self._connected[person, client]
        try:
            if signed_out:
                actions.leave(person, client)
            else:
                actions.lose(person, client)
        except Exception:
            # The lease ends the device at its time.
            _log.exception("device not let go")
        finally:
            close_old_connections()

    def run_due(self, now: datetime) -> int:
        """Renew the devices of the connected tabs if it is time; return how many. Runs beside the deadlines."""
        if self._next is not None and now < self._next:
            return 0
        self._next = now + RENEW_EVERY
        with self._lock:
            holders = list(self._connected)
        return actions.renew(holders)
