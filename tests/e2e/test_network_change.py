"""A call goes on when the network of one of the two changes under it; in namespaces, with a real change of address."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.browsers import User, launch
from tests.e2e.namespaces import FarServer, Networks, networks
from tests.e2e.server import copy_of
from tests.e2e.steps import accept, call, hang_up_button, talk

#: Within this time the picture moves again (seconds).
MOVES_AGAIN_SECONDS = 5

#: Shorter than this nobody noticed anything: then the network did not change.
GAP_AT_LEAST_SECONDS = 0.2

#: So many frames after the gap are a picture that moves.
FRAMES = 10

#: Within this time control is back (CAL-8).
CONTROL_SECONDS = 10

#: Counts each shown frame of the other's picture, with its moment (seconds since 1970).
COUNT = """() => {
  window.__frames = [];
  const others = new Set(window.__watched.tracks.map(({ id }) => id));
  const video = [...document.querySelectorAll("video")]
    .find(({ srcObject }) => srcObject?.getVideoTracks().some(({ id }) => others.has(id)));
  const count = () => {
    window.__frames.push((performance.timeOrigin + performance.now()) / 1000);
    video.requestVideoFrameCallback(count);
  };
  video.requestVideoFrameCallback(count);
}"""


@pytest.fixture
def made() -> Iterator[Networks]:
    """The two namespaces of this test."""
    with networks() as pair:
        yield pair


@pytest.fixture
def far_server(made: Networks, prepared_data: Path, tmp_path: Path) -> Iterator[FarServer]:
    """The server in the far namespace."""
    running = FarServer(made, copy_of(prepared_data, tmp_path / "data"))
    running.log.write_text("")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def browser_in(
    made: Networks, far_server: FarServer, playwright: Playwright, media_files: Path, tmp_path: Path
) -> Iterator[Any]:
    """Start a browser in a namespace, for which the far server is as good as localhost."""
    started: list[Browser] = []

    def start(namespace: str) -> Browser:
        # Without it a browser gives no camera to a page that came without TLS.
        secure = f"--unsafely-treat-insecure-origin-as-secure={far_server.url}"
        program = made.chromium(namespace, tmp_path)
        started.append(launch(playwright, media_files, secure, executable=program))
        return started[-1]

    yield start
    for browser in started:
        browser.close()


def gap_after(user: User, change: float) -> float | None:
    """Return how long no picture came around the change (seconds), or None as long as it does not move again."""
    frames: list[float] = user.page.evaluate("window.__frames")
    around = [moment for moment in frames if moment > change - 1]
    gaps = [(later - earlier, later) for earlier, later in itertools.pairwise(around)]
    longest, end = max(gaps, default=(0.0, 0.0))
    moves = sum(moment > end for moment in around) >= FRAMES and around[-1] > change + GAP_AT_LEAST_SECONDS
    return longest if moves and longest > GAP_AT_LEAST_SECONDS else None


def changes_without_end(made: Networks, way: Any, *users: User) -> None:
    """Change the network and check that each sees the other move again in time."""
    for user in users:
        user.page.evaluate(COUNT)
    for user in users:
        user.sees_others_move()
    change = time.time()
    made.use(way)
    for user in users:
        gap = None
        while (gap := gap_after(user, change)) is None:
            assert time.time() < change + 4 * MOVES_AGAIN_SECONDS, "the picture stands still, or never did"
            user.page.wait_for_timeout(100)
        assert gap < MOVES_AGAIN_SECONDS, f"the picture stood still for {gap:.1f} s after the change to {way}"


@pytest.mark.timeout(180)
def test_a_call_survives_a_change_of_network(made: Networks, far_server: FarServer, browser_in: Any) -> None:
    """CAL-8: from Wi-Fi to mobile and back the pictures move again within 5 s, and control is back too."""
    anna = User(browser_in(made.near), far_server.url).sign_in("anna")
    bram = User(browser_in(made.far), far_server.url).sign_in("bram")
    call(anna, "Bram Jansen")
    accept(bram)
    talk(anna, bram)
    for way in ("mobile", "wifi"):
        changes_without_end(made, way, anna, bram)
        anna.hears_others()
        bram.hears_others()
    hang_up_button(bram).click()
    expect(hang_up_button(anna)).to_be_hidden(timeout=CONTROL_SECONDS * 1000)
    # The fault was the network's: the pages saw none.
    assert not [error for error in [*anna.errors, *bram.errors] if "WebSocket" not in error and "net::" not in error]
