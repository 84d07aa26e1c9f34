"""Waiting for something to be so."""

import time
from collections.abc import Callable


def wait_until(done: Callable[[], bool], seconds: float = 15, what: str = "it") -> None:
    """Look ten times a second until something is so; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"{what} does not come"
        time.sleep(0.1)
