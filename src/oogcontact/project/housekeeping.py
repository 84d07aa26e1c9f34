"""What is thrown away once it is old: events, answers to commands, sessions."""

import logging
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from oogcontact.infra import deadlines, events, idempotency

#: The time between two rounds.
EVERY = timedelta(hours=1)

_log = logging.getLogger(__name__)


class Housekeeping:
    """Runs a round at the first look and then once in `EVERY`."""

    def __init__(self) -> None:
        self._next: datetime | None = None

    def run_due(self, now: datetime) -> int:
        """Throw away what is old if the time has come; return how many rows went."""
        if self._next is not None and now < self._next:
            return 0
        self._next = now + EVERY
        gone = events.forget_old() + idempotency.forget_old()
        gone += Session.objects.filter(expire_date__lt=now).delete()[0]
        _log.info("housekeeping", extra={"rows": gone})
        return gone


def register() -> None:
    """Have the rounds run beside the deadlines."""
    deadlines.register("housekeeping", Housekeeping().run_due)
