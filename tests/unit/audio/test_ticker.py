"""The clock of the audio plane, with its real thread: it goes on whatever a tick does, and says how late it was."""

import logging
import threading

import pytest

from oogcontact.audio.legs import Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import Sockets
from oogcontact.audio.ticker import Ticker


def test_it_ticks_in_time_and_survives_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    """TEL-9."""
    plane = Plane(Legs(1), Sockets(1, "127.0.0.1", range(44_000, 44_010)))
    enough = threading.Event()

    def fail() -> None:
        plane.do(lambda: enough.set() if plane.ticks > 5 else plane.do(fail))
        raise ValueError("one leg went wrong")

    plane.do(fail)
    ticker = Ticker(plane)
    ticker.start()
    try:
        with caplog.at_level(logging.ERROR):
            assert enough.wait(5)
    finally:
        ticker.stop()
        plane.sockets.close_all()
    assert "audio tick failed" in caplog.text
    assert len(ticker.ends) == plane.ticks
    assert (ticker.ends >= 0).all()
