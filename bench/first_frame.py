"""From the click on **Accepteren** to the first picture of the other, beside the least page that makes a call.

`python -m bench.first_frame` lets the product and bench/bare_page.html take turns in one Chromium with the same flags,
on the loopback address, prints the medians and the ratio, and writes build/bench/first_frame.json.
`python -m bench.first_frame bare` measures the bare page alone.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from playwright.sync_api import Browser, Page, expect, sync_playwright
from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from bench import _measure
from tests.e2e import media, steps
from tests.e2e.browsers import User, launch
from tests.e2e.server import RunningServer, free_port

FOLDER = Path(__file__).parent
ROUNDS = 9
RATIO = 1.3

#: No picture within this time is a failure, not a figure (ms).
PATIENCE_MS = 20_000

#: Evaluated by the driver: the policy of the site forbids the page to evaluate anything.
SHOWN = """patience => Promise.race([
  window.__firstFrame.shown,
  new Promise((_, reject) => setTimeout(() => reject(new Error("no picture of the other")), patience)),
])"""

#: Milliseconds from the callee's click until he sees the caller, and until the caller sees him.
Seen = tuple[float, float]


def main(*, only_bare: bool) -> None:
    """Measure, print, and fail when the product is slower than the ratio allows."""
    with tempfile.TemporaryDirectory() as name, _relay() as bare_url, sync_playwright() as playwright:
        folder = Path(name)
        media.write_video(folder / "camera.y4m")
        media.write_sound(folder / "microphone.wav")
        browser = launch(playwright, folder)
        rounds: dict[str, Callable[[], Seen]] = {
            "bare": lambda: _bare_round(browser, bare_url, "callee"),
            "bare, camera open before": lambda: _bare_round(browser, bare_url, "early"),
        }
        if only_bare:
            figures = _alternate(rounds)
        else:
            with _product(folder / "server", browser) as product_round:
                figures = _alternate({"product": product_round, **rounds})
        browser.close()
    _measure.write("first_frame", figures)
    for name, found in figures.items():
        print(f"{name:25} callee sees {found['callee_ms']:6.0f} ms  caller sees {found['caller_ms']:6.0f} ms")
    if not only_bare:
        ratios = {who: figures["product"][who] / figures["bare"][who] for who in figures["bare"]}
        print("ratio to the bare page:", {who: round(ratio, 2) for who, ratio in ratios.items()})
        if max(ratios.values()) > RATIO:
            raise SystemExit(f"slower than {RATIO} times the bare page")


def _alternate(rounds: dict[str, Callable[[], Seen]]) -> dict[str, dict[str, float]]:
    """Return the medians; who is measured takes turns, and the first turn of each does not count."""
    found: dict[str, list[Seen]] = {name: [] for name in rounds}
    for _ in range(ROUNDS + 1):
        for name, run in rounds.items():
            found[name].append(run())
    return {
        name: {
            "callee_ms": round(statistics.median(callee for callee, _ in seen[1:]), 1),
            "caller_ms": round(statistics.median(caller for _, caller in seen[1:]), 1),
        }
        for name, seen in found.items()
    }


def _times(callee: Page, caller: Page) -> Seen:
    """Wait until both see the other; return when, counted from the click."""
    callee_shown, caller_shown = (float(page.evaluate(SHOWN, PATIENCE_MS)) for page in (callee, caller))
    clicked = float(callee.evaluate("window.__firstFrame.clicked"))
    return callee_shown - clicked, caller_shown - clicked


def _window(browser: Browser, url: str) -> User:
    someone = User(browser, url)
    someone.context.add_init_script(path=FOLDER / "_first_frame.js")
    return someone


def _bare_round(browser: Browser, url: str, how: str) -> Seen:
    callee, caller = _window(browser, url), _window(browser, url)
    try:
        for someone, role in ((callee, how), (caller, "caller")):
            someone.page.goto(f"/#{role}")
            expect(someone.page.locator("body[data-ready]")).to_be_attached(timeout=PATIENCE_MS)
        callee.page.get_by_role("button", name="Accept").click()
        return _times(callee.page, caller.page)
    finally:
        callee.close()
        caller.close()


@contextmanager
def _product(folder: Path, browser: Browser) -> Iterator[Callable[[], Seen]]:
    """A server without countdown, two people before it, and the round that they play."""
    server = RunningServer(folder).start()
    people: list[User] = []
    try:
        _measure.Person(server.url, "anna").send("PATCH", "/api/administration/policies", countdown=False)
        people += [_window(browser, server.url).sign_in(name) for name in ("anna", "bram")]
        anna, bram = people

        def play() -> Seen:
            for someone in people:
                # A page that begins anew, as the bare one does.
                someone.page.goto("/")
            steps.call(anna, "Bram Jansen")
            steps.accept(bram)
            seen = _times(bram.page, anna.page)
            steps.hang_up_button(anna).click()
            expect(steps.hang_up_button(bram)).to_be_hidden(timeout=PATIENCE_MS)
            return seen

        yield play
    finally:
        for someone in people:
            someone.close()
        server.stop()


@contextmanager
def _relay() -> Iterator[str]:
    """The server of the bare page, in its own process as the product's is; gives its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.first_frame", "relay", str(port)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait()


def _serve_relay(port: int) -> None:
    """Serve the bare page, and pass each frame of `/relay` on to the other pages."""
    page = (FOLDER / "bare_page.html").read_bytes()
    connected: set[ServerConnection] = set()
    lock = Lock()

    def answer(connection: ServerConnection, request: Request) -> Response | None:
        if request.path == "/relay":
            return None
        headers = Headers({"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page))})
        return Response(200, "OK", headers, page)

    def pass_on(connection: ServerConnection) -> None:
        with lock:
            connected.add(connection)
        try:
            for frame in connection:
                with lock:
                    others = connected - {connection}
                for other in others:
                    other.send(frame)
        finally:
            with lock:
                connected.discard(connection)

    made: Server = serve(pass_on, "127.0.0.1", port, process_request=answer, compression=None)
    print("ready", flush=True)
    made.serve_forever()


if __name__ == "__main__":
    if sys.argv[1:2] == ["relay"]:
        _serve_relay(int(sys.argv[2]))
    else:
        main(only_bare=sys.argv[1:] == ["bare"])
