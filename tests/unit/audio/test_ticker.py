"""The clock of the audio plane, with its real thread: it goes on whatever a tick does, and says how late it was."""

import logging
import threading
import time
from collections.abc import Iterator

import pytest

from oogcontact.audio.g711 import Law
from oogcontact.audio.legs import Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import Arrivals, Sockets, end_of
from oogcontact.audio.ticker import Ticker
from tests.until import wait_until


@pytest.fixture
def plane() -> Iterator[Plane]:
    """A plane on which nobody is."""
    made = Plane(Legs(1), Sockets(1, "127.0.0.1", range(44_000, 44_010)))
    yield made
    made.sockets.close_all()


@pytest.fixture
def ticker(plane: Plane) -> Iterator[Ticker]:
    """Its clock, which runs."""
    made = Ticker(plane)
    made.start()
    yield made
    made.stop()


def test_it_ticks_in_time_and_survives_a_fault(
    plane: Plane, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TEL-9."""
    plane.open(Law.A, 101, end_of("127.0.0.1", 9), lambda _digit: None)
    enough = threading.Event()
    receive = plane.sockets.receive

    def fail_at_first() -> Arrivals:
        if plane.ticks < 3:
            raise ValueError("one leg went wrong")
        if plane.ticks > 5:
            enough.set()
        return receive()

    monkeypatch.setattr(plane.sockets, "receive", fail_at_first)
    ticker = Ticker(plane)
    ticker.start()
    try:
        with caplog.at_level(logging.ERROR):
            assert enough.wait(5)
    finally:
        ticker.stop()
    assert caplog.text.count("audio tick failed") == 2
    assert len(ticker.ends) == plane.ticks
    assert (ticker.ends >= 0).all()


def test_it_rests_while_nobody_is_there_but_its_clock_goes_on(plane: Plane, ticker: Ticker) -> None:
    """CNF-8: what is to be done after a second is done then, and the ticks in between are only counted."""
    begun, over = time.monotonic(), threading.Event()
    plane.do(lambda: plane.after(1.0, over.set))
    assert over.wait(5)
    assert time.monotonic() - begun > 0.95
    assert plane.ticks >= 50
    assert len(ticker.ends) < 10


def test_what_is_to_be_done_wakes_it_at_once(plane: Plane, ticker: Ticker) -> None:
    """CNF-2: a caller does not wait until it looks again."""
    late = []
    for _ in range(5):
        begun, done = time.monotonic(), threading.Event()
        plane.do(done.set)
        assert done.wait(5)
        late.append(time.monotonic() - begun)
    assert min(late) < 0.1


def test_a_leg_keeps_it_awake(plane: Plane, ticker: Ticker) -> None:
    """CNF-8: from the tick in which it opens until it is closed."""
    opened: list[int] = []
    plane.do(lambda: opened.append(plane.open(Law.A, 101, end_of("127.0.0.1", 9), lambda _digit: None)[0]))
    wait_until(lambda: len(ticker.ends) > 10)
    assert plane.rest() == 0
    plane.do(lambda: plane.close(opened[0]))
    wait_until(lambda: plane.rest() > 0)
