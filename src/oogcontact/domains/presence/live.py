"""The live side of presence: the devices that are connected to this process."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import close_old_connections

from oogcontact.domains.presence import actions
from oogcontact.domains.presence.states import RENEW_EVERY
from oogcontact.infra.tabs import Tabs

_log = logging.getLogger(__name__)


class Devices:
    """Knows the connected tabs of this process and keeps their leases; several tabs are one presence (PRE-3)."""

    def __init__(self) -> None:
        self._tabs = Tabs(RENEW_EVERY)

    def opened(self, person: UUID, client: UUID) -> None:
        """A tab has connected; blocks on the database."""
        with self._tabs.writing:
            self._tabs.opened((person, client))
            actions.arrive(person, client)

    def closed(self, person: UUID, client: UUID, *, signed_out: bool) -> None:
        """A connection of a tab has ended, by a sign-out or not; blocks on the database."""
        with self._tabs.writing:
            if not self._tabs.closed((person, client)):
                return
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
        with self._tabs.writing:
            tabs = self._tabs.due(now)
            return actions.renew(tabs) if tabs is not None else 0
