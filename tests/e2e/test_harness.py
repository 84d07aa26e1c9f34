"""The measuring itself: a picture that moves and sound that is heard are told from those that are not."""

from typing import Any

import pytest

from tests.e2e.browsers import User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer

#: Two ends of a call in one page; the far end shows what the near one sends.
CALL = """async () => {
  const near = new RTCPeerConnection(), far = new RTCPeerConnection();
  near.onicecandidate = ({candidate}) => far.addIceCandidate(candidate);
  far.onicecandidate = ({candidate}) => near.addIceCandidate(candidate);
  const element = document.body.appendChild(document.createElement('video'));
  element.autoplay = true;
  far.ontrack = ({streams}) => { element.srcObject = streams[0]; };
  window.own = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360 } });
  for (const track of own.getTracks()) near.addTrack(track, own);
  await near.setLocalDescription(); await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription(); await near.setRemoteDescription(far.localDescription);
  window.shown = element;
}"""


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests need a page of it, and nothing else."""
    return shared_server


@pytest.fixture
def caller(make_user: MakeUser) -> User:
    """Somebody in a call with himself."""
    user = make_user()
    user.page.goto("/demo/mail")
    user.page.evaluate(CALL)
    return user


def moving(user: User) -> Any:
    return user.page.evaluate("window.__watched.moving()")


def test_a_call_moves_and_sounds(caller: User) -> None:
    caller.sees_others_move()
    caller.hears_others()


def test_a_picture_that_stands_still_does_not_move(caller: User) -> None:
    caller.sees_others_move()
    caller.page.evaluate("own.getVideoTracks()[0].enabled = false")
    # Black frames still arrive; the one on the way may differ from the first black one.
    moving(caller)
    assert moving(caller) == 0


def test_a_hidden_picture_does_not_count(caller: User) -> None:
    caller.sees_others_move()
    caller.page.evaluate("shown.hidden = true")
    assert moving(caller) == 0


def test_silence_is_not_heard(caller: User) -> None:
    caller.hears_others()
    caller.page.evaluate("own.getAudioTracks()[0].enabled = false")
    # What is in the jitter buffer is played out within this second.
    caller.page.evaluate("window.__watched.loudness()")
    caller.hears_nobody()


def test_a_muted_element_is_not_heard(caller: User) -> None:
    caller.hears_others()
    caller.page.evaluate("shown.muted = true")
    caller.hears_nobody()
