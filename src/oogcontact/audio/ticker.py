"""The clock of an audio plane: a thread that lets it tick every 20 ms, and says how well it keeps time.

While no leg is open it rests: a server that nobody calls wakes up some times a second instead of fifty.
"""

import logging
import math
import threading
import time

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio import TICK
from oogcontact.audio.plane import Plane

_log = logging.getLogger(__name__)

#: When it is later than this, the ticks that were missed are left out instead of made up for (seconds).
GIVE_UP = 0.2

#: Ticks whose times are kept: twenty seconds.
KEPT = 1_000


class Ticker:
    """Lets a plane tick from `start` to `stop`."""

    def __init__(self, plane: Plane) -> None:
        self._plane = plane
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="audio", daemon=True)
        self._ends = np.zeros(KEPT)
        self._count = 0

    def start(self) -> None:
        """Begin to tick."""
        self._thread.start()

    def stop(self) -> None:
        """End; returns when the last tick has ended."""
        self._stopping.set()
        self._plane.woken.set()
        self._thread.join()

    @property
    def running(self) -> bool:
        """Whether it ticks."""
        return self._thread.is_alive()

    @property
    def ends(self) -> NDArray[np.float64]:
        """How long after its time each of the last ticks ended (seconds), in no order."""
        return self._ends[: min(self._count, KEPT)].copy()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopping.is_set():
            try:
                self._plane.tick()
            except Exception:
                # Whatever one leg did: the others go on.
                _log.exception("audio tick failed")
            now = time.monotonic()
            self._ends[self._count % KEPT] = now - due
            self._count += 1
            due += TICK
            if now - due > GIVE_UP:
                _log.warning("audio ticks left out: %d", int((now - due) / TICK))
                due = now
            due += self._rested(due)
            time.sleep(max(0.0, due - time.monotonic()))

    def _rested(self, due: float) -> float:
        """Let the plane rest, if it can; return the time of the ticks that it has left out by then (seconds)."""
        most = self._plane.rest()
        if not most or self._stopping.is_set():
            return 0.0
        self._plane.woken.wait(due + most * TICK - time.monotonic())
        left_out = max(0, min(most, math.ceil((time.monotonic() - due) / TICK)))
        self._plane.ticks += left_out
        return left_out * TICK
