"""Threads for work that waits for other machines: mail servers, gateways, calendars elsewhere.

Such work must not stand in the way of the deadlines. As there, the rows are the truth: what a worker has not done, the
next process takes up.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection

from oogcontact.kernel import clock

#: Seconds between two looks.
INTERVAL = 5.0

_log = logging.getLogger(__name__)


class Worker:
    """A thread that calls `run_due(now)` every `INTERVAL` seconds, and at once when `wake` is set."""

    def __init__(self, name: str, run_due: Callable[[datetime], int], wake: threading.Event | None = None) -> None:
        self._run_due = run_due
        self._wake = wake or threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done now; what is left is kept for the next start."""
        self._stopped.set()
        self._wake.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        try:
            while not self._stopped.is_set():
                self._wake.clear()
                self._round()
                self._wake.wait(INTERVAL)
        finally:
            connection.close()

    def _round(self) -> None:
        try:
            self._run_due(clock.now())
        except Exception:
            _log.exception("%s failed", self._thread.name)
            close_old_connections()
