"""BTN-1: what the button costs the main thread of the page that carries it, beside a bare button and nothing at all.

`python -m bench.button_paint` opens a page of another site in Chromium, lets it come to rest, and adds the script; the
bare button is one element with four rules of style that a line of script adds, and the script alone is ours with an id
that can be none: it is fetched and run, and does nothing. What the browser's tools call task duration is counted from
then until the button stands there and all is at rest again. The aim is for what the processor has worked of it, because
other programs of the machine make the rest; the time that passed is told beside. The tools count and do nothing else:
Playwright would have them report each request and each socket, on the thread that is measured. The longest single task,
for which the page's own work may have to wait, is read from a trace of its own, in which all takes a little longer.
Prints medians and writes build/bench/button_paint.json.
"""

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from bench import _measure
from tests.e2e.browsers import CHROMIUM
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab
from tests.e2e.website import Website
from tests.until import wait_until

ROUNDS, TRACES = 15, 5
TARGET_MS = 10.0

#: So long after a page has come, and after something was added to it, it is at rest (seconds). Nobody looks meanwhile:
#: each look takes half a millisecond of what is measured.
REST = 2.0

#: A browser, or a page, that has not come by then does not come (seconds).
PATIENCE = 30

#: A page of some length, so that a change of its layout would cost something.
BODY = "".join(f"<section><h2>Onderwerp {number}</h2><p>{'Kom langs. ' * 40}</p></section>" for number in range(100))

BARE = """(() => {
  const made = document.createElement('button')
  made.textContent = 'Videobellen met ons'
  made.style.cssText = 'position:fixed;right:1rem;bottom:1rem;padding:1rem;background:#0b5d66'
  document.body.append(made)
})()"""

OURS = """(source => {
  const made = document.createElement('script')
  made.src = source
  document.body.append(made)
})"""

COUNT = "document.querySelectorAll('oogcontact-button').length"

#: Milliseconds of the main thread: as they pass, and as the processor works.
Cost = tuple[float, float]


def main() -> None:
    """Measure, print, and fail when the button takes more of the processor than the target."""
    with tempfile.TemporaryDirectory() as name:
        server = RunningServer(Path(name) / "server").start()
        site = Website()
        try:
            script = _button(server, site)
            address = site.put("/", BODY)
            cases = {
                "our button": f"{OURS}('{script}')",
                "our script alone": f"{OURS}('{script.partition('=')[0]}=none')",
                "bare button": BARE,
                "nothing": "(() => {})()",
            }
            found: dict[str, list[Cost]] = {what: [] for what in cases}
            with _browser(Path(name) / "browser") as browser:
                for _ in range(ROUNDS + 1):
                    for what, code in cases.items():
                        found[what].append(_cost(browser, address, code, buttons=int(what == "our button")))
                longest = [_longest_task(browser, address, cases["our button"]) for _ in range(TRACES)]
        finally:
            site.close()
            server.stop()
    figures = _figures(found)
    figures["our button, longest task"] = round(statistics.median(longest), 1)
    _measure.write("button_paint", figures)
    for what, cost in figures.items():
        print(f"{what:32} {cost:5.1f} ms of the main thread")
    if figures["our button, net, processor"] > TARGET_MS:
        raise SystemExit(f"more than {TARGET_MS:.0f} ms")


def _figures(found: dict[str, list[Cost]]) -> dict[str, float]:
    """Return the medians; net is without what a page takes to which nothing is added."""
    # The first turn of each does not count.
    passed = {what: statistics.median(cost[0] for cost in costs[1:]) for what, costs in found.items()}
    worked = {what: statistics.median(cost[1] for cost in costs[1:]) for what, costs in found.items()}
    figures = {what: round(cost, 1) for what, cost in passed.items()}
    for what in found:
        if what != "nothing":
            figures[f"{what}, net"] = round(passed[what] - passed["nothing"], 1)
            figures[f"{what}, net, processor"] = round(worked[what] - worked["nothing"], 1)
    return figures


def _button(server: RunningServer, site: Website) -> str:
    """Let an agent be available behind the button of the demonstration; return the address of its script."""
    administrator, agent = Tab(server, "anna"), Tab(server, "bram")
    [button] = administrator.send("GET", "/api/administration/buttons")["buttons"]
    administrator.send("PATCH", f"/api/administration/buttons/{button['id']}", origins=[site.url])
    agent.online()
    agent.send("PUT", "/api/availability", available=True)
    return f"{server.url}/button.js?id={button['public_id']}"


class Tools:
    """The browser's tools (Chrome DevTools Protocol), of which only what is asked for is on."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._number = 0
        #: What a trace has found so far.
        self.events: list[dict[str, Any]] = []

    def send(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Send a command, to a page if `session` is one's; return its result."""
        self._number += 1
        to = {"sessionId": session} if session else {}
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": params, **to}))
        while (answer := self._next()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def wait_for(self, event: str) -> None:
        """Return when this has happened."""
        while self._next().get("method") != event:
            pass

    def _next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self._connection.recv(PATIENCE))
        if message.get("method") == "Tracing.dataCollected":
            self.events += message["params"]["value"]
        return message


class RestingPage:
    """A page in a window of its own, and the tools on it: once for the time that passes, once for the processor."""

    def __init__(self, browser: Tools, target: str) -> None:
        self._browser = browser
        self._clocks = [self._attach(target, clock) for clock in ("timeTicks", "threadTicks")]

    def run(self, code: str) -> Any:
        """Run code on the page; return its value."""
        answer = self._browser.send("Runtime.evaluate", self._clocks[0], expression=code)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def spent(self) -> Cost:
        """Return what the main thread has spent until now."""
        passed, worked = (self._duration(session) for session in self._clocks)
        return passed, worked

    def _attach(self, target: str, clock: str) -> str:
        session: str = self._browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._browser.send("Performance.enable", session, timeDomain=clock)
        return session

    def _duration(self, session: str) -> float:
        metrics = self._browser.send("Performance.getMetrics", session)["metrics"]
        return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def _cost(browser: Tools, address: str, code: str, *, buttons: int) -> Cost:
    """Return what a script takes on a page at rest, which then has so many buttons of ours."""
    with _page_at_rest(browser, address) as page:
        before = page.spent()
        page.run(code)
        time.sleep(REST)
        after = page.spent()
        assert page.run(COUNT) == buttons, "the button did not come"
        return after[0] - before[0], after[1] - before[1]


def _longest_task(browser: Tools, address: str, code: str) -> float:
    """Return the milliseconds of the longest task of the main thread until our button stands there."""
    with _page_at_rest(browser, address) as page:
        browser.events.clear()
        browser.send("Tracing.start", traceConfig={"includedCategories": ["toplevel", "__metadata"]})
        page.run(code)
        time.sleep(REST)
        browser.send("Tracing.end")
        browser.wait_for("Tracing.tracingComplete")
    events = browser.events
    mains = {(one["pid"], one["tid"]) for one in events if one.get("args", {}).get("name") == "CrRendererMain"}
    ours = [one for one in events if (one["pid"], one["tid"]) in mains and one["name"].endswith("RunTask")]
    # One that goes on when the trace ends has no duration.
    tasks = [one["dur"] for one in ours if "dur" in one]
    assert tasks, "no tasks in the trace"
    return float(max(tasks)) / 1000


@contextmanager
def _page_at_rest(browser: Tools, address: str) -> Iterator[RestingPage]:
    """A page in a window of its own that has nothing to do."""
    context = browser.send("Target.createBrowserContext")["browserContextId"]
    try:
        target = browser.send("Target.createTarget", url=address, browserContextId=context)["targetId"]
        page = RestingPage(browser, target)
        wait_until(lambda: page.run("document.readyState") == "complete", PATIENCE, "the page")
        time.sleep(REST)
        yield page
    finally:
        browser.send("Target.disposeBrowserContext", browserContextId=context)


@contextmanager
def _browser(data: Path) -> Iterator[Tools]:
    """Debian's Chromium, as it is but for its window."""
    own = ["--headless=new", "--no-sandbox", "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={data}"]
    process = subprocess.Popen([CHROMIUM, *own], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        told = data / "DevToolsActivePort"
        wait_until(lambda: told.exists() and len(told.read_text().split()) == 2, PATIENCE, "the browser")
        port, path = told.read_text().split()
        with connect(f"ws://127.0.0.1:{port}{path}", max_size=None) as connection:
            yield Tools(connection)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
