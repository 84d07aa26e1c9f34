"""The live side of the waiting room: the tabs of guests that are connected to this process."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import close_old_connections

from oogcontact.domains.waiting_room import actions
from oogcontact.domains.waiting_room.states import RENEW_EVERY
from oogcontact.infra.tabs import Tabs

_log = logging.getLogger(__name__)


class Attendances:
    """Knows the connected tabs of guests of this process and keeps their places."""

    def __init__(self) -> None:
        self._tabs = Tabs(RENEW_EVERY)

    def opened(self, guest: UUID, client: UUID) -> None:
        """A tab has connected; blocks on the database."""
        with self._tabs.writing:
            self._tabs.opened((guest, client))
            actions.arrive(guest, client)

    def closed(self, guest: UUID, client: UUID) -> None:
        """A connection of a tab has ended; blocks on the database."""
        with self._tabs.writing:
            if not self._tabs.closed((guest, client)):
                return
            try:
                actions.lose(guest, client)
            except Exception:
                # The lease ends his stay at its time.
                _log.exception("guest not let go")
            finally:
                close_old_connections()

    def run_due(self, now: datetime) -> int:
        """Renew the places of the connected tabs if it is time; return how many. Runs beside the deadlines."""
        with self._tabs.writing:
            tabs = self._tabs.due(now)
            return actions.renew(tabs) if tabs is not None else 0
