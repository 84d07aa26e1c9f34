"""Is a video call possible? The page of the connection test with a real browser and the real server's WebRTC."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.browsers import User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer

#: All steps together have limits of 45 s; a test that goes well takes 8 s.
TEST_SECONDS = 60

#: The server's addresses do not reach the browser: as a network that lets no WebRTC through.
BLOCKED = """
const original = RTCPeerConnection.prototype.setRemoteDescription
RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
  return original.call(this, { type, sdp: sdp.replace(/a=candidate:.*\\r\\n/g, '') })
}
"""

NO_WEBRTC = "delete window.RTCPeerConnection"

#: A WebSocket that nobody answers, as behind a proxy that does not know it.
NO_SOCKETS = """
window.WebSocket = class extends EventTarget { close() {} send() {} }
"""

#: The user has clicked "block" for the camera; the microphone works.
CAMERA_REFUSED = """
const original = MediaDevices.prototype.getUserMedia
MediaDevices.prototype.getUserMedia = function (constraints) {
  if (constraints.video) return Promise.reject(new DOMException('refused', 'NotAllowedError'))
  return original.call(this, constraints)
}
const query = Permissions.prototype.query
Permissions.prototype.query = function (what) {
  return what.name === 'camera' ? Promise.resolve({ state: 'denied' }) : query.call(this, what)
}
"""


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it."""
    return shared_server


def opened(make_user: MakeUser, script: str = "", **options: object) -> User:
    """Return somebody who has opened the page."""
    user: User = make_user(**options)
    if script:
        user.add_init_script(script)
    user.page.goto("/verbindingstest")
    expect(user.page.get_by_role("heading", name="Is beeldcontact mogelijk?", level=1)).to_be_visible()
    return user


def begin(user: User) -> None:
    """Press the button; the test runs."""
    user.page.get_by_role("button", name="Test verbinding").click()
    expect(user.page.get_by_role("heading", name="Wacht tot de test klaar is")).to_be_visible()


def ended(user: User, level: str) -> Locator:
    """Wait for the bar of this level."""
    bar = user.page.locator("[data-level]")
    expect(bar).to_be_visible(timeout=TEST_SECONDS * 1000)
    expect(bar).to_have_attribute("data-level", level)
    return bar


def figures(user: User) -> dict[str, str]:
    """Open the details; return what was measured."""
    user.page.get_by_text("Details", exact=True).click()
    rows = user.page.locator("dl > div").all()
    return {row.locator("dt").inner_text(): row.locator("dd").inner_text() for row in rows}


def test_all_is_well(make_user: MakeUser) -> None:
    """NET-1, NET-2: a green bar, figures that were really measured, and a report for the helpdesk."""
    user = opened(make_user, permissions=["camera", "microphone", "clipboard-read", "clipboard-write"])
    begin(user)
    for step in ("Verbinding met de server", "Weg voor beeld en geluid", "Camera en microfoon"):
        expect(user.page.get_by_role("listitem").filter(has_text=step)).to_be_visible()
    expect(ended(user, "good")).to_contain_text("Beeldcontact is mogelijk")
    measured = figures(user)
    for label in ("Snelheid van het internet", "Snelheid naar het internet"):
        number = re.fullmatch(r"(\d+) kbit/s", measured[label])
        assert number is not None, measured
        assert int(number[1]) > 1000, measured
    assert measured["Weg voor beeld en geluid"] == "Rechtstreeks"
    assert measured["Omweg over UDP (TURN)"] == "Niet ingericht"
    assert re.fullmatch(r"\d+ ms", measured["Onregelmatigheid (jitter)"])
    user.page.get_by_role("button", name="Kopieer voor helpdesk").click()
    expect(user.page.get_by_text("Het verslag is gekopieerd.")).to_be_visible()
    report = user.page.evaluate("navigator.clipboard.readText()")
    assert "Resultaat: Beeldcontact is mogelijk (good)" in report
    assert f"Snelheid van het internet: {measured['Snelheid van het internet']}" in report
    assert user.axe() == []


def test_the_server_is_free_for_the_next_test_at_once(make_user: MakeUser) -> None:
    """NET-1: testing again works, and stopping a test lets go of everything."""
    user = opened(make_user)
    begin(user)
    user.page.get_by_role("button", name="Annuleren").click()
    begin(user)
    ended(user, "good")
    user.page.get_by_role("button", name="Test opnieuw").click()
    ended(user, "good")


@pytest.mark.parametrize(
    ("script", "why"),
    [
        pytest.param(BLOCKED, "Uw netwerk houdt beeld en geluid tegen.", id="network"),
        pytest.param(NO_WEBRTC, "Deze browser kan niet beeldbellen.", id="browser"),
        pytest.param(NO_SOCKETS, "Uw netwerk houdt de verbinding met de server tegen.", id="proxy"),
    ],
)
def test_no_call_is_possible(make_user: MakeUser, script: str, why: str) -> None:
    """NET-2: a red bar with the reason, also when nothing ever answers."""
    user = opened(make_user, script)
    # A browser that has no calls at all is found out before anybody could read that he has to wait.
    user.page.get_by_role("button", name="Test verbinding").click()
    expect(ended(user, "bad")).to_contain_text(why)


def test_a_slow_line(make_user: MakeUser) -> None:
    """NET-2: an orange bar on a line that carries sound, but no sharp picture."""
    user = opened(make_user)
    chrome = user.tools()
    # 600 kbit/s each way; Chromium counts bytes.
    line = {"offline": False, "latency": 20, "downloadThroughput": 75_000, "uploadThroughput": 75_000}
    chrome.send("Network.enable")
    chrome.send("Network.emulateNetworkConditions", line)
    begin(user)
    expect(ended(user, "limited")).to_contain_text("Geluid werkt")
    measured = figures(user)
    for label in ("Snelheid van het internet", "Snelheid naar het internet"):
        assert 450 < int(measured[label].split()[0]) < 750, measured


def test_the_camera_is_refused(make_user: MakeUser) -> None:
    """NET-1, NET-2: an orange bar that says how to allow it."""
    user = opened(make_user, CAMERA_REFUSED)
    begin(user)
    bar = ended(user, "limited")
    expect(bar).to_contain_text("De browser mag uw camera niet gebruiken")
    expect(bar).to_contain_text("slotje")
    assert figures(user)["Microfoon"] == "Werkt"


def test_the_clipboard_is_refused(make_user: MakeUser) -> None:
    """NET-2: then the report stands on the page, selected."""
    user = opened(make_user, "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    begin(user)
    ended(user, "good")
    user.page.get_by_role("button", name="Kopieer voor helpdesk").click()
    report = user.page.get_by_label("Verslag voor de helpdesk")
    expect(report).to_be_focused()
    assert "Resultaat: Beeldcontact is mogelijk (good)" in user.page.evaluate("getSelection().toString()")
