"""Real browsers with a fake camera and microphone, and the people who use them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page, Playwright, ViewportSize, expect

from tests.until import wait_until

#: Of everybody in the demo organisation.
PASSWORD = "Welkom-2026!"

CHROMIUM = "/usr/bin/chromium"

#: The same engine without what stands around a page: each window costs a second and a half of processor less. It knows
#: nothing of changes of the network, and its devices have new ids in each page.
SHELL = "/usr/bin/chromium-headless-shell"

ROOT = Path(__file__).parents[2]

#: The sound of the fake microphone has a level of about 0.26; silence and comfort noise stay below a hundredth.
HEARD = 0.03

#: Media of two browsers with software codecs on two cores can take this long under load (seconds).
MEDIA_SECONDS = 20

#: All that axe knows of WCAG 2.2 AA and of good practice, and that of it which depends on colours.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")

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

#: Two frames, so that what a change begins to move is known; that is ended at once, but for what moves on for long.
STANDS_STILL = """async () => {
  const frame = () => new Promise(requestAnimationFrame)
  await frame()
  await frame()
  for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().endTime < 2000) one.finish()
  await frame()
}"""

#: Until nothing stands there in the place of what is being fetched.
IS_FILLED = """() => new Promise(resolve => {
  const look = () => (document.querySelector('[class*=skeleton]') ? requestAnimationFrame(look) : resolve())
  look()
})"""

#: Goes to another screen; until that has its heading and for two looks on end nothing is being fetched.
GO = """async (path) => {
  history.pushState(null, '', path)
  const waits = () => !document.querySelector('h1') || document.querySelector('[class*=skeleton], [class*=spinner]')
  for (let quiet = 0; quiet < 2; ) {
    await new Promise(resolve => setTimeout(resolve, 60))
    quiet = waits() || window.__watched.fetching > 0 ? 0 : quiet + 1
  }
}"""

#: What a page may use without asking.
DEVICES = ["camera", "microphone"]

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}


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
    """One person before one browser window; `installs` lets the app install itself (its service worker)."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.url = url
        #: Whether nothing of this window is other than of any: it can be used again (tests/e2e/windows.py).
        self.plain = not options
        installs = options.pop("installs", False)
        settings = {"viewport": DESKTOP, "locale": "nl-NL", "permissions": DEVICES, **options}
        self.context: BrowserContext = browser.new_context(base_url=url, **settings)
        self.context.add_init_script(path=Path(__file__).parent / "watch.js")
        if not installs:
            # A service worker fetches the whole client into each new window; private windows often have none.
            self.context.add_init_script("delete Navigator.prototype.serviceWorker")
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

    def go(self, path: str) -> None:
        """Go to another screen of the app that is there, as its links do: nothing is loaded anew."""
        self.page.evaluate(GO, path)

    def add_init_script(self, script: str) -> None:
        """Run a script in every page of this window before its own."""
        self.plain = False
        self.context.add_init_script(script)

    def tools(self) -> CDPSession:
        """Return the browser's tools for developers on this window."""
        self.plain = False
        return self.context.new_cdp_session(self.page)

    def end_calls(self) -> None:
        """Leave every call, so that the next test finds nobody busy; a server that is gone has none."""
        with suppress(Error):
            self.page.evaluate(LEAVE)

    def _arrived(self) -> "User":
        expect(self.page.get_by_role("heading", name="Beeldcontact").first).to_be_visible(timeout=15_000)
        # What is still being fetched moves what stands below it, also from under a mouse.
        self.page.evaluate(IS_FILLED)
        return self

    def sees_others_move(self, count: int = 1) -> None:
        """Wait until the pictures of `count` others move on this person's screen; fails after MEDIA_SECONDS."""
        wait_until(
            lambda: self.page.evaluate("window.__watched.moving()") >= count, MEDIA_SECONDS, f"{count} moving pictures"
        )

    def hears_others(self) -> None:
        """Wait until this person hears somebody; fails after MEDIA_SECONDS."""
        wait_until(
            lambda: self.page.evaluate("enough => window.__watched.loudness(enough)", HEARD) >= HEARD,
            MEDIA_SECONDS,
            "sound",
        )

    def hears_nobody(self) -> None:
        """Wait until this person hears nothing for a second; what was on its way may still be heard before."""
        wait_until(lambda: self.page.evaluate("window.__watched.loudness()") < HEARD, MEDIA_SECONDS, "silence")

    def stand_still(self) -> None:
        """Wait until nothing moves but what moves for ever: a text that is half there has too little contrast."""
        self.page.evaluate(STANDS_STILL)

    def axe(self, rules: Sequence[str] = WCAG) -> list[str]:
        """Return what axe finds on the present screen (by default WCAG 2.2 AA), a line each."""
        self.stand_still()
        # Evaluated by the driver, not added as an element: the policy of the site forbids foreign scripts.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate((ROOT / "web/node_modules/axe-core/axe.min.js").read_text())
        # Without what is in order: an answer of a tenth of the size.
        options = {"runOnly": rules, "resultTypes": ["violations"], "elementRef": False}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{item['id']} ({item['impact']}): {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
            for item in found["violations"]
            for node in item["nodes"]
            # The hidden button with which a screen reader closes a popover stands beside the dialog in it.
            if (item["id"], node["html"]) != ("region", POPOVER)
        ]

    def close(self) -> None:
        """Close the window."""
        self.plain = False
        self.context.close()

    def _note(self, message: Any) -> None:
        # What the page asks of the server and is refused, or of a server that was killed, is no fault of the page.
        # A page that has just been left still fetches the icon that it was about to show.
        told = ("Failed to load resource", "ERR_CONNECTION_REFUSED", "from origin 'null'")
        if message.type == "error" and not any(words in message.text for words in told):
            self.errors.append(message.text)


@contextmanager
def user(browser: Browser, url: str, name: str | None = None, **options: Any) -> Iterator[User]:
    """A person before a window of his own, signed in as `name` if given."""
    made = User(browser, url, **options)
    try:
        yield made.sign_in(name) if name else made
    finally:
        made.close()
