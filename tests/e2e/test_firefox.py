"""A call between Chromium and Firefox ESR."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsers import HEARD, PASSWORD
from tests.e2e.conftest import MakeUser
from tests.e2e.firefox import Firefox, firefox
from tests.e2e.server import RunningServer
from tests.e2e.steps import call, hang_up_button

#: How loud the decoded sound is (0 to 1). Firefox plays nothing on a machine without a sound card, but it decodes.
LOUDNESS = """
async () => {
  const levels = [];
  for (const pc of window.__watched.peers ?? [])
    for (const [, entry] of await pc.getStats())
      if (entry.type === 'inbound-rtp' && entry.kind === 'audio') levels.push(entry.audioLevel ?? 0);
  return Math.max(0, ...levels);
}
"""


@pytest.fixture
def chromium(whole_chromium: Browser) -> Browser:
    """The browser as people have it."""
    return whole_chromium


def sign_in(browser: Firefox, url: str, name: str) -> None:
    """Sign in by the sign-in page."""
    browser.goto(f"{url}/inloggen")
    browser.fill("^E-mailadres", f"{name}@voorbeeld.test")
    browser.fill("^Wachtwoord$", PASSWORD)
    browser.click("^Inloggen$")
    browser.wait_for("[...document.querySelectorAll('h1, h2')].some((title) => title.textContent === 'Beeldcontact')")


def test_chromium_and_firefox_see_and_hear_each_other(
    make_user: MakeUser, server: RunningServer, tmp_path: Path
) -> None:
    """CAL-6, CAL-13: one codec that both have, picture and sound in both directions."""
    anna = make_user("anna")
    with firefox(tmp_path / "profile") as bram:
        sign_in(bram, server.url, "bram")
        call(anna, "Bram Jansen")
        bram.click("^Accepteren$")
        expect(hang_up_button(anna)).to_be_visible(timeout=20_000)
        anna.sees_others_move()
        anna.hears_others()
        bram.wait_for("window.__watched.moving()", 30)
        bram.wait_for(f"({LOUDNESS})().then((loudness) => loudness > {HEARD})", 20)
        hang_up_button(anna).click()
        bram.wait_for("document.body.innerText.includes('Gesprek beëindigd')")
