"""Debian's Firefox ESR with a fake camera and microphone, driven by WebDriver BiDi (w3.org/TR/webdriver-bidi)."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

FIREFOX = "/usr/bin/firefox-esr"
START_SECONDS = 60

#: A camera and microphone made by Firefox itself, no questions, and media over loopback.
PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.loopback": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
    "media.autoplay.block-webaudio": False,
    "intl.accept_languages": "nl, en",
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "app.update.enabled": False,
}

#: Firefox's own camera shows one colour that changes slowly: this one moves. Its microphone is a tone.
CAMERA = """
() => {
  const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async ({ video, audio }) => {
    const tracks = [];
    if (video) {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
      const pen = canvas.getContext('2d');
      let at = 0;
      setInterval(() => {
        at = (at + 16) % 640;
        pen.fillStyle = '#24505a';
        pen.fillRect(0, 0, 640, 360);
        pen.fillStyle = '#fff2dc';
        pen.fillRect(at, 0, 80, 360);
      }, 40);
      tracks.push(canvas.captureStream(25).getVideoTracks()[0]);
    }
    if (audio) tracks.push((await native({ audio: true })).getAudioTracks()[0]);
    return new MediaStream(tracks);
  };
}
"""

#: The button, link or field with this accessible name, as it stands on the page.
FIND = """
(name) => {
  const wanted = new RegExp(name);
  const nameOf = (element) =>
    element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
  return [...document.querySelectorAll('button, a, input, [role=button], [role=option], [role=checkbox], label')]
    .find((element) => wanted.test((nameOf(element) ?? '').trim()) && element.getClientRects().length > 0);
}
"""


class Firefox:
    """One Firefox with one page."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._send("session.new", capabilities={})
        self._page = self._send("browsingContext.getTree")["contexts"][0]["context"]
        watch = (Path(__file__).parent / "watch.js").read_text()
        self._send("script.addPreloadScript", functionDeclaration="() => {" + watch + "}")
        self._send("script.addPreloadScript", functionDeclaration=CAMERA)

    def goto(self, url: str) -> None:
        """Open a page and wait until it has loaded."""
        self._send("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return what an expression gives, awaited, as JSON; raises AssertionError when it throws."""
        answer = self._send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._page},
            awaitPromise=True,
            userActivation=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait_for(self, expression: str, seconds: float = 20) -> Any:
        """Wait until an expression gives something true; return it."""
        end = time.monotonic() + seconds
        while True:
            found = self.evaluate(expression)
            if found:
                return found
            assert time.monotonic() < end, f"not within {seconds} s: {expression}"
            self.evaluate("new Promise((resolve) => setTimeout(resolve, 100))")

    def click(self, name: str, seconds: float = 20) -> None:
        """Click the button or link of this name once it is there."""
        pattern = json.dumps(name)
        self.wait_for(f"Boolean(({FIND})({pattern}))", seconds)
        self.evaluate(f"({FIND})({pattern}).click()")

    def fill(self, name: str, text: str) -> None:
        """Type into the field of this name."""
        pattern = json.dumps(name)
        self.wait_for(f"Boolean(({FIND})({pattern}))")
        self.evaluate(f"({FIND})({pattern}).focus()")
        keys = [{"type": action, "value": key} for key in text for action in ("keyDown", "keyUp")]
        self._send("input.performActions", context=self._page, actions=[{"type": "key", "id": "keys", "actions": keys}])

    def shows(self, text: str) -> bool:
        """Whether this text stands on the page."""
        found: bool = self.evaluate(f"document.body.innerText.includes({json.dumps(text)})")
        return found

    def _send(self, method: str, **params: Any) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("id") == self._number:
                assert answer["type"] == "success", answer
                return answer["result"]


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A Firefox of this test's own; its profile is the folder `profile`."""
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines))
    environment = {**os.environ, "HOME": str(profile), "MOZ_HEADLESS": "1"}
    log = profile / "firefox.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
    try:
        with connect(f"{_address(process, log)}/session", max_size=None, compression=None) as socket:
            yield Firefox(socket)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until Firefox says where it listens."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        found = re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text(errors="replace"))
        if found:
            return found[1]
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        time.sleep(0.1)
    raise AssertionError(f"Firefox did not start: {log.read_text(errors='replace')[-2000:]}")
