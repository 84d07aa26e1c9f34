"""CAL-9: how long a client sees no new picture while he is transferred, beside a call that nobody touches.

`python -m bench.transfer_gap` lets an agent transfer a client to a colleague, in three windows of Chromium that share
this machine with nothing else, and takes the longest time between two pictures that lay before the client's eyes. The
camera of the tests makes ten pictures a second. Prints medians and writes build/bench/transfer_gap.json.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from bench import _measure
from tests.e2e import front, media, steps
from tests.e2e.browsers import User, launch
from tests.e2e.server import RunningServer

ROUNDS = 5
TARGET_MS = 500

#: A machine on which other programs run needs longer than five seconds (ms).
expect.set_options(timeout=20_000)

#: As long as a transfer takes, about (ms).
UNTOUCHED = 5_000


def main() -> None:
    """Measure, print, and fail when the picture breaks for longer than the target."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        media.write_video(folder / "camera.y4m")
        media.write_sound(folder / "microphone.wav")
        server = RunningServer(folder / "server").start()
        browser = launch(playwright, folder)
        try:
            anna, dirk, carla = (User(browser, server.url).sign_in(person) for person in ("anna", "dirk", "carla"))
            found: dict[str, list[float]] = {"transferred": [], "untouched": []}
            for _ in range(ROUNDS):
                for what, longest in zip(found, _round(anna, dirk, carla), strict=True):
                    found[what].append(longest)
        finally:
            browser.close()
            server.stop()
    medians = {what: round(statistics.median(longest)) for what, longest in found.items()}
    worst = round(max(found["transferred"]))
    _measure.write("transfer_gap", {**medians, "transferred, longest of all": worst})
    for what, median in medians.items():
        print(f"longest gap, {what:<12} {median:4} ms (median of {ROUNDS})")
    print(f"longest gap of all transfers {worst} ms (at most {TARGET_MS})")
    if worst > TARGET_MS:
        raise SystemExit(f"more than {TARGET_MS} ms")


def _round(anna: User, dirk: User, carla: User) -> tuple[float, float]:
    """Return the longest gap of a transfer, and of the call after it."""
    steps.start_call(anna, dirk, "Dirk Bakker")
    front.watch(dirk)
    anna.page.get_by_role("button", name="Doorverbinden", exact=True).click()
    dialog = anna.page.get_by_role("dialog").filter(has=anna.page.get_by_role("radio"))
    dialog.get_by_text("Carla Mendes").click()
    dialog.get_by_role("button", name="Doorverbinden", exact=True).click()
    steps.accept(carla)
    expect(anna.page.get_by_text("U hebt doorverbonden met Carla Mendes").first).to_be_visible()
    expect(carla.page.get_by_role("timer")).to_be_hidden()
    steps.talk(dirk, carla)
    transferred = front.seen(dirk)
    assert transferred.names == ["Beeld van Anna de Vries", "Beeld van Carla Mendes"]
    before = len(transferred.gaps)
    dirk.page.wait_for_timeout(UNTOUCHED)
    untouched = front.seen(dirk).gaps[before:]
    steps.hang_up_button(carla).click()
    for someone in (anna, dirk, carla):
        someone.open()
    return max(transferred.gaps), max(untouched)


if __name__ == "__main__":
    main()
