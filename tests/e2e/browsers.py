"""Real browsers with a fake camera and microphone, and the people who use them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect

#: Of everybody in the demo organisation.
PASSWORD = "Welkom-2026!"

CHROMIUM = "/usr/bin/chromium"
ROOT = Path(__file__).parents[2]

#: The sound of the fake microphone has a level of about 0.26; silence and comfort noise stay below a hundredth.
HEARD = 0.03

#: Media of two browsers with software codecs on two cores can take this long under load (seconds).
MEDIA_SECONDS = 20

#: What React Aria lays over the page for a popover.
POPOVER = '<div style="display: contents;">'

#: Leaves the calls of this tab, as its red receiver does.
LEAVE = """async () => {
  const token = /csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? '';
  const client = sessionStorage.getItem('oogcontact.client');
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token };
  const { rooms } = await (await fetch('/api/live')).json();
  for (const { id } of rooms) {
    await fetch(`/api/rooms/${id}/leave`, { method: 'POST', headers, body: JSON.stringify({ client }) });
  }
}"""

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def launch(playwright: Playwright, media: Path, *flags: str, executable: str = CHROMIUM) -> Browser:
    """Start Debian's Chromium whose camera and microphone are the files in `media`."""
    return playwright.chromium.launch(
        executable_path=executable,
        args=[
            "--no-sandbox",
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={media / 'camera.y4m'}",
            f"--use-file-for-fake-audio-capture={media / 'microphone.wav'}",
            "--allow-loopback-in-peer-connection",
            "--autoplay-policy=no-user-gesture-required",
            # A hidden or covered page of a test still counts as one that somebody looks at.
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            *flags,
        ],
    )


class User:
    """One person before one browser window."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        settings = {"viewport": DESKTOP, "locale": "nl-NL", "permissions": ["camera", "microphone"], **options}
        self.context: BrowserContext = browser.new_context(base_url=url, **settings)
        self.context.add_init_script(path=Path(__file__).parent / "watch.js")
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)

    def sign_in(self, name: str) -> "User":
        """Sign in as a person of the demo organisation, by the sign-in page; returns when the app is there."""
        self.page.goto("/inloggen")
        self.page.get_by_label("E-mailadres", exact=False).first.fill(f"{name}@voorbeeld.test")
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Inloggen", exact=True).click()
        return self._arrived()

    def open(self) -> "User":
        """Open the app as somebody who has signed in before; returns when it is there."""
        self.page.goto("/")
        return self._arrived()

    def end_calls(self) -> None:
        """Leave every call, so that the next test finds nobody busy; a server that is gone has none."""
        with suppress(Error):
            self.page.evaluate(LEAVE)

    def _arrived(self) -> "User":
        expect(self.page.get_by_role("heading", name="Beeldcontact").first).to_be_visible(timeout=15_000)
        return self

    def sees_others_move(self, count: int = 1) -> None:
        """Wait until the pictures of `count` others move on this person's screen; fails after MEDIA_SECONDS."""
        self._until(lambda: self.page.evaluate("window.__watched.moving()") >= count, f"{count} moving pictures")

    def hears_others(self) -> None:
        """Wait until this person hears somebody; fails after MEDIA_SECONDS."""
        self._until(lambda: self.page.evaluate("window.__watched.loudness()") > HEARD, "sound")

    def hears_nobody(self) -> None:
        """Wait until this person hears nothing for a second; what was on its way may still be heard before."""
        self._until(lambda: self.page.evaluate("window.__watched.loudness()") < HEARD, "silence")

    def axe(self) -> list[str]:
        """Return what axe finds on the present screen (WCAG 2.2 AA), a line each."""
        # Evaluated by the driver, not added as an element: the policy of the site forbids foreign scripts.
        self.page.evaluate((ROOT / "web/node_modules/axe-core/axe.min.js").read_text())
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = self.page.evaluate("tags => axe.run(document, { runOnly: tags })", tags)
        return [
            f"{item['id']} ({item['impact']}): {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
            for item in found["violations"]
            for node in item["nodes"]
            # The hidden button with which a screen reader closes a popover stands beside the dialog in it.
            if (item["id"], node["html"]) != ("region", POPOVER)
        ]

    def close(self) -> None:
        """Close the window."""
        self.context.close()

    def _note(self, message: Any) -> None:
        # What the page asks of the server and is refused, or of a server that was killed, is no fault of the page.
        told = ("Failed to load resource", "ERR_CONNECTION_REFUSED")
        if message.type == "error" and not any(words in message.text for words in told):
            self.errors.append(message.text)

    def _until(self, holds: Any, what: str) -> None:
        end = time.monotonic() + MEDIA_SECONDS
        while not holds():
            assert time.monotonic() < end, f"no {what} within {MEDIA_SECONDS} s"


@contextmanager
def user(browser: Browser, url: str, name: str | None = None, **options: Any) -> Iterator[User]:
    """A person before a window of his own, signed in as `name` if given."""
    made = User(browser, url, **options)
    try:
        yield made.sign_in(name) if name else made
    finally:
        made.close()
