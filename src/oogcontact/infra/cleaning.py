"""Throwing away what has been kept long enough, a little at a time (ADM-5).

What becomes old says how it is found and deleted (`register`). A run looks at all of it once an hour, in a thread of
its own (infra/worker.py); each look deletes at most `AT_ONCE` rows in one short transaction, so that nobody waits for
SQLite's one writer. Nothing is kept of a run: what a process that ended has not deleted, the next one finds.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import close_old_connections, transaction
from django.db.models import QuerySet

from oogcontact.infra.ports import Port

#: The time between the beginnings of two runs.
EVERY = timedelta(hours=1)

#: Rows in one transaction, without what goes with them; 100 calls take 20 ms, 100 guests 80 ms.
AT_ONCE = 100

#: Deletes what is due at a moment, at most `AT_ONCE`; returns how many rows went by organisation, nothing at the end.
Clean = Callable[[datetime], Mapping[UUID, int]]


@dataclass(frozen=True)
class RunEnded:
    """A run has deleted so many rows, by organisation and what they are; told only when there were any."""

    gone: Mapping[UUID, Mapping[str, int]]


run_ended: Port[RunEnded] = Port()

_log = logging.getLogger(__name__)
_registered: dict[str, Clean] = {}


def register(what: str, clean: Clean) -> None:
    """Have `clean(now)` called in each run until it deletes nothing more.

    What is registered last comes first: a higher domain points at a lower one's rows.
    """
    _registered[what] = clean


def forget_some(rows: QuerySet[Any]) -> int:
    """Delete at most `AT_ONCE` of these rows, and what goes with them; return how many of them went."""
    # They are looked for outside of the transaction, and asked again inside.
    found = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    if not found:
        return 0
    with transaction.atomic():
        by_model = rows.filter(pk__in=found).delete()[1]
    return by_model.get(rows.model._meta.label, 0)


class Cleaner:
    """The runs of one process."""

    def __init__(self) -> None:
        self._next: datetime | None = None
        self._left: list[tuple[str, Clean]] = []
        self._gone: dict[UUID, Counter[str]] = {}

    def run_due(self, now: datetime) -> int:
        """Delete one batch if a run is due or under way; return how many rows went."""
        if not self._left:
            if self._next is not None and now < self._next:
                return 0
            self._next = now + EVERY
            self._left = list(reversed(_registered.items()))
        while self._left:
            if gone := self._batch(*self._left[0], now):
                return gone
            self._left.pop(0)
        self._end()
        return 0

    def _batch(self, what: str, clean: Clean, now: datetime) -> int:
        """Delete one batch; what fails is logged, and does not hold up the rest."""
        try:
            found = clean(now)
        except Exception:
            _log.exception("cleaning of %s failed", what)
            close_old_connections()
            return 0
        for organisation, count in found.items():
            self._gone.setdefault(organisation, Counter())[what] += count
        return sum(found.values())

    def _end(self) -> None:
        gone, self._gone = self._gone, {}
        if gone:
            _log.info("cleaned", extra={"rows": sum(sum(counts.values()) for counts in gone.values())})
            run_ended.tell(RunEnded(gone))
