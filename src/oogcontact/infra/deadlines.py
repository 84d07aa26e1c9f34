"""Deadlines: every waiting state is a row with a moment at which it ends, and this loop ends it.

The rows are the truth, so a deadline that passes while no server runs is taken up by the next one.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import close_old_connections, connection
from django.db.models import QuerySet

from oogcontact.kernel import clock

#: Seconds between two looks; a deadline is late by at most this and the time of its work.
INTERVAL = 0.25

#: Stands in a question for the moment at which it is asked.
_MOMENT = datetime(1900, 1, 1, tzinfo=UTC)

RunDue = Callable[[datetime], int]

#: The rows that are due at a moment.
Due = Callable[[datetime], QuerySet[Any]]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Deadline:
    run_due: RunDue
    #: Without any it is run at every look.
    due: tuple[Due, ...]


_registered: dict[str, _Deadline] = {}


def register(name: str, run_due: RunDue, *due: Due) -> None:
    """Have `run_due(now)` called regularly: it ends what is due and returns how many it ended.

    With `due` it is called only while one of these finds a row; all of them are asked in one statement.
    """
    _registered[name] = _Deadline(run_due, due)


def run_all(now: datetime) -> int:
    """Run each registered deadline that is due once; one that fails is logged and does not hold up the others."""
    ended = 0
    try:
        wanted = _wanted(now)
    except Exception:
        # The database is away: each says so for itself.
        _log.exception("deadlines can not be asked for")
        close_old_connections()
        wanted = list(_registered.items())
    for name, deadline in wanted:
        try:
            ended += deadline.run_due(now)
        except Exception:
            _log.exception("deadline %s failed", name)
            close_old_connections()
    return ended


def _wanted(now: datetime) -> list[tuple[str, _Deadline]]:
    """Return the deadlines that must be run now."""
    questions = [question for deadline in _registered.values() for question in deadline.due]
    answers = dict(zip(questions, _answers(questions, now), strict=True))
    return [
        (name, deadline)
        for name, deadline in _registered.items()
        if not deadline.due or any(answers[question] for question in deadline.due)
    ]


def _answers(questions: list[Due], now: datetime) -> list[bool]:
    """Return for each question whether there are such rows."""
    if not questions:
        return []
    moment, then = (connection.ops.adapt_datetimefield_value(value) for value in (_MOMENT, now))
    sqls, parameters = [], []
    for question in questions:
        sql, values = _statement(question)
        sqls.append(f"EXISTS({sql})")
        parameters += [then if value == moment else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(sqls), parameters)
        return [bool(found) for found in cursor.fetchone()]


#: Statements are written once: to let Django write them costs more than to ask the database.
_statements: dict[Due, tuple[str, tuple[Any, ...]]] = {}


def _statement(question: Due) -> tuple[str, tuple[Any, ...]]:
    if question not in _statements:
        _statements[question] = question(_MOMENT).order_by().values("pk").query.sql_with_params()
    return _statements[question]


class DeadlineLoop:
    """The thread that looks at the deadlines; `stop` ends it and waits for its present round."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End the loop; returns when its thread has ended."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stopped.wait(INTERVAL):
                run_all(clock.now())
        finally:
            connection.close()
