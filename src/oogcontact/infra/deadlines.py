"""Deadlines: every waiting state is a row with a moment at which it ends, and this loop ends it.

The rows are the truth, so a deadline that passes while no server runs is taken up by the next one.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection

from oogcontact.kernel import clock

#: Seconds between two looks; a deadline is late by at most this and the time of its work.
INTERVAL = 0.25

RunDue = Callable[[datetime], int]

_log = logging.getLogger(__name__)
_registered: dict[str, RunDue] = {}


def register(name: str, run_due: RunDue) -> None:
    """Have `run_due(now)` called regularly: it ends what is due and returns how many it ended."""
    _registered[name] = run_due


def run_all(now: datetime) -> int:
    """Run each registered deadline once; one that fails is logged and does not hold up the others."""
    ended = 0
    for name, run_due in _registered.items():
        try:
            ended += run_due(now)
        except Exception:
            _log.exception("deadline %s failed", name)
            close_old_connections()
    return ended


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
