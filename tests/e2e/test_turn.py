"""Media through the relay: credentials of the real server, Debian's coturn, real browsers' connections."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsers import PASSWORD, user
from tests.e2e.server import RunningServer, copy_of
from tests.e2e.steps import start_call
from tests.e2e.turn_server import TurnServer

#: Two connections between themselves, by the relay alone; resolves with what is known once a picture has come.
RELAYED_CALL = """async servers => {
  const make = () => new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: "relay" });
  const [one, other] = [make(), make()];
  one.onicecandidate = event => event.candidate && other.addIceCandidate(event.candidate);
  other.onicecandidate = event => event.candidate && one.addIceCandidate(event.candidate);
  const picture = new Promise(resolve => other.ontrack = event => {
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = new MediaStream([event.track]);
    video.requestVideoFrameCallback(() => resolve(video.videoWidth));
    video.play();
  });
  const canvas = document.createElement("canvas");
  canvas.width = 320;
  const context = canvas.getContext("2d");
  const timer = setInterval(() => context.fillRect(Math.random() * 300, 0, 20, 20), 40);
  one.addTrack(canvas.captureStream(25).getVideoTracks()[0]);
  await one.setLocalDescription();
  await other.setRemoteDescription(one.localDescription);
  await other.setLocalDescription();
  await one.setRemoteDescription(other.localDescription);
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("no picture: " + one.iceConnectionState)),
    15000));
  const width = await Promise.race([picture, late]);
  const stats = [...(await one.getStats()).values()];
  const transport = stats.find(item => item.type === "transport");
  const pair = stats.find(item => item.id === transport.selectedCandidatePairId);
  const kind = id => stats.find(item => item.id === id).candidateType;
  clearInterval(timer);
  one.close();
  other.close();
  return { width, local: kind(pair.localCandidateId), remote: kind(pair.remoteCandidateId) };
}"""

SIGN_IN = """async password => {
  const session = await (await fetch("/api/session")).json();
  const answer = await fetch("/_allauth/browser/v1/auth/login", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": session.csrf },
    body: JSON.stringify({ email: "anna@voorbeeld.test", password }),
  });
  return answer.status;
}"""

MakeTurn = Callable[..., TurnServer]


@pytest.fixture
def make_turn(tmp_path: Path) -> Iterator[MakeTurn]:
    """Start relays that end with the test."""
    made: list[TurnServer] = []

    def make(**options: tuple[str, ...]) -> TurnServer:
        made.append(TurnServer(tmp_path, **options))
        return made[-1].start()

    yield make
    for server in made:
        server.stop()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window of nobody."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_media_goes_through_the_relay(make_turn: MakeTurn, prepared_data: Path, tmp_path: Path, page: Page) -> None:
    """CAL-13, NET-2: with the credentials of `/api/ice-servers` a picture comes, and both ends are relay candidates."""
    turn = make_turn(peers=("127.0.0.1",))
    server = RunningServer(copy_of(prepared_data, tmp_path / "data"), **turn.environment).start()
    try:
        page.goto(f"{server.url}/health")
        assert page.evaluate(SIGN_IN, PASSWORD) == 200
        servers = page.evaluate("async () => (await (await fetch('/api/ice-servers')).json()).ice_servers")
        assert [list(entry) for entry in servers] == [["urls", "username", "credential"]]
        found = page.evaluate(RELAYED_CALL, servers)
    finally:
        server.stop()
    assert found == {"width": 320, "local": "relay", "remote": "relay"}


#: What the nominated pair of each connection of this page is made of.
NOMINATED = """async () => {
  const kinds = [];
  for (const pc of window.__watched.peers ?? []) {
    const stats = [...(await pc.getStats()).values()];
    const transport = stats.find(item => item.type === "transport" && item.selectedCandidatePairId);
    const pair = stats.find(item => item.id === transport?.selectedCandidatePairId);
    if (pair) kinds.push(stats.find(item => item.id === pair.localCandidateId).candidateType);
  }
  return kinds;
}"""


def test_two_people_call_through_the_relay(
    make_turn: MakeTurn, prepared_data: Path, tmp_path: Path, chromium: Browser
) -> None:
    """CAL-6, CAL-13: whose browser is told to use the relay alone has the same call."""
    turn = make_turn(peers=("127.0.0.1",))
    server = RunningServer(copy_of(prepared_data, tmp_path / "data"), **turn.environment).start()
    try:
        with user(chromium, server.url) as anna, user(chromium, server.url) as bram:
            for name, someone in (("anna", anna), ("bram", bram)):
                someone.add_init_script("localStorage.setItem('oogcontact.relay_only', '1')")
                someone.sign_in(name)
            start_call(anna, bram, "Bram Jansen")
            assert anna.page.evaluate(NOMINATED) == ["relay"]
            assert bram.page.evaluate(NOMINATED) == ["relay"]
    finally:
        server.stop()
