"""From the click on the link in the mail to the guest's own picture, beside the page without `early.ts`.

`python -m bench.guest_page` lets both take turns in one Chromium on slow 4G (as its own tools define it) with a
processor six times slower, prints the medians and the ratio, and writes build/bench/guest_page.json.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench import _measure
from tests.e2e import media
from tests.e2e.appointments import plan
from tests.e2e.browsers import PHONE, User, launch
from tests.e2e.server import RunningServer

ROUNDS = 5
TARGET_MS = 2_000

#: "Slow 4G" of Chromium's tools: bytes a second, and milliseconds for each request.
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1000 * 1000 / 8 * 0.9,
    "uploadThroughput": 750 * 1000 / 8 * 0.9,
}
SLOWER = 6

#: Notes when the first picture of a camera is on the page, counted from the click.
WATCH = """
window.__shown = new Promise((resolve) => {
  const look = () => {
    const shown = [...document.querySelectorAll('video')].some(
      (video) => video.srcObject && video.videoWidth > 0 && !video.hidden && video.readyState >= 2,
    );
    if (shown) resolve(performance.now());
    else requestAnimationFrame(look);
  };
  look();
});
"""


def main() -> None:
    """Measure, print, and fail when the page is slower than the target."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        media.write_video(folder / "camera.y4m")
        media.write_sound(folder / "microphone.wav")
        server = RunningServer(folder / "server").start()
        browser = launch(playwright, folder)
        try:
            (link,) = plan(server, "anna", "Fatima Yilmaz", minutes=2)
            found: dict[str, list[float]] = {"product": [], "without the early script": []}
            for _ in range(ROUNDS + 1):
                for page, times in found.items():
                    times.append(_open(browser, server.url, link, early=page == "product"))
        finally:
            browser.close()
            server.stop()
    # The first turn of each does not count.
    figures = {page: round(statistics.median(times[1:])) for page, times in found.items()}
    _measure.write("guest_page", figures)
    for page, time in figures.items():
        print(f"{page:25} own picture after {time:6,} ms")
    print(f"ratio {figures['product'] / figures['without the early script']:.2f}")
    if figures["product"] > TARGET_MS:
        raise SystemExit(f"slower than {TARGET_MS} ms")


def _open(browser: Browser, url: str, link: str, *, early: bool) -> float:
    """Open the link in a fresh window; return the milliseconds to the guest's own picture."""
    someone = User(browser, url, viewport=PHONE, is_mobile=True, has_touch=True)
    try:
        someone.context.add_init_script(WATCH)
        if not early:
            someone.context.route("**/guest_early-*", lambda route: route.abort())
        tools = someone.context.new_cdp_session(someone.page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", SLOW_4G)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        someone.page.goto(link, wait_until="commit")
        return float(someone.page.evaluate("window.__shown"))
    finally:
        someone.close()


if __name__ == "__main__":
    main()
