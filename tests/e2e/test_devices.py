"""Instellingen > Apparaten with a fake camera and microphone (PRO-3)."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsers import User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer

#: Whether one's own picture changes: two frames that differ in many places.
MOVES = """async label => {
  const video = document.querySelector(`video[aria-label="${label}"]`)
  const pen = Object.assign(document.createElement('canvas'), { width: 64, height: 36 })
    .getContext('2d', { willReadFrequently: true })
  const frame = () => new Promise(resolve => video.requestVideoFrameCallback(() => {
    pen.drawImage(video, 0, 0, 64, 36)
    resolve(pen.getImageData(0, 0, 64, 36).data)
  }))
  const first = await frame()
  for (let round = 0; round < 20; round += 1) {
    const later = await frame()
    if (later.filter((value, at) => Math.abs(value - first[at]) > 24).length > 60) return true
  }
  return false
}"""

#: The highest level that the meter shows within three seconds.
LEVEL = """async () => {
  let highest = 0
  for (const end = performance.now() + 3000; performance.now() < end; ) {
    await new Promise(requestAnimationFrame)
    highest = Math.max(highest, document.querySelector('meter').value)
  }
  return highest
}"""

#: Once all tracks that were opened have ended; false after five seconds.
ENDED = """async () => {
  const ended = () => window.opened.length > 0 && window.opened.every(({ readyState }) => readyState === 'ended')
  for (const end = performance.now() + 5000; performance.now() < end && !ended(); )
    await new Promise(requestAnimationFrame)
  return ended()
}"""

#: The level of the fake microphone's sound; a quiet room stays below half of it.
LOUD = 0.6

REFUSED = """
MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
"""

NEVER_ASKED = """
Permissions.prototype.query = () => Promise.resolve({ state: 'prompt' })
"""


@pytest.fixture
def chromium(whole_chromium: Browser) -> Browser:
    """Whose devices keep their ids when the page is loaded again."""
    return whole_chromium


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it."""
    return shared_server


def opened(make_user: MakeUser, script: str = "", **options: object) -> User:
    """Return Anna before the page."""
    user: User = make_user(**options)
    if script:
        user.add_init_script(script)
    user.sign_in("anna")
    user.page.goto("/instellingen/apparaten")
    expect(user.page.get_by_role("heading", name="Apparaten", level=1)).to_be_visible()
    return user


def test_one_sees_and_hears_oneself(make_user: MakeUser) -> None:
    """PRO-3: the own picture moves and the meter follows the microphone."""
    user = opened(make_user)
    expect(user.page.get_by_label("Uw eigen beeld")).to_be_visible()
    assert user.page.evaluate(MOVES, "Uw eigen beeld")
    expect(user.page.get_by_text("De microfoon hoort u.")).to_be_visible()
    assert user.page.evaluate(LEVEL) > LOUD
    assert user.axe() == []


def test_a_choice_is_remembered_on_this_device(make_user: MakeUser) -> None:
    """PRO-3: also after loading the page again; the picture then comes from the chosen camera."""
    user = opened(make_user)
    expect(user.page.get_by_label("Uw eigen beeld")).to_be_visible()
    choice = user.page.get_by_role("combobox", name="Camera", exact=True)
    name = choice.locator("option").nth(1).inner_text()
    choice.select_option(label=name)
    user.page.reload()
    expect(choice.locator("option:checked")).to_have_text(name)
    expect(user.page.get_by_label("Uw eigen beeld")).to_be_visible()
    assert user.page.evaluate(MOVES, "Uw eigen beeld")


def test_the_camera_opens_only_when_one_asks(make_user: MakeUser) -> None:
    """PRO-3: whom the browser would ask first decides himself when that happens."""
    user = opened(make_user, NEVER_ASKED)
    expect(user.page.get_by_text("Uw camera en microfoon staan uit")).to_be_visible()
    user.page.get_by_role("button", name="Camera en microfoon aanzetten").click()
    expect(user.page.get_by_label("Uw eigen beeld")).to_be_visible()


def test_what_is_refused_says_what_to_do(make_user: MakeUser) -> None:
    """PRO-3: the page says how to allow the camera, and tries again."""
    user = opened(make_user, REFUSED)
    expect(user.page.get_by_text("De browser mag uw camera niet gebruiken")).to_be_visible()
    expect(user.page.get_by_text("De browser mag uw microfoon niet gebruiken")).to_be_visible()
    expect(user.page.get_by_text("Klik op het slotje").first).to_be_visible()
    expect(user.page.get_by_role("button", name="Opnieuw proberen").first).to_be_enabled()


def test_leaving_the_page_lets_the_camera_go(make_user: MakeUser) -> None:
    """PRO-3: the light of the camera goes out."""
    script = """
    window.opened = []
    const original = MediaDevices.prototype.getUserMedia
    MediaDevices.prototype.getUserMedia = async function (constraints) {
      const stream = await original.call(this, constraints)
      window.opened.push(...stream.getTracks())
      return stream
    }
    """
    user = opened(make_user, script)
    expect(user.page.get_by_label("Uw eigen beeld")).to_be_visible()
    user.page.get_by_role("link", name="Start", exact=True).first.click()
    expect(user.page.get_by_role("heading", name="Apparaten", level=1)).to_be_hidden()
    assert user.page.evaluate(ENDED)
