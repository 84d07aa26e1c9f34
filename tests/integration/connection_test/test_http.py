"""The public face of the connection test: refusals, limits, and a whole test through the views."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection
from django.test import Client

from oogcontact.domains.connection_test import actions, api, policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The server's loop, in a thread of its own as in the server."""
    made = asyncio.new_event_loop()
    thread = threading.Thread(target=made.run_forever)
    thread.start()
    api.use_loop(made)
    yield made
    api.use_loop(None)
    asyncio.run_coroutine_threadsafe(_end(), made).result(10)
    made.call_soon_threadsafe(made.stop)
    thread.join()
    made.close()


async def _end() -> None:
    await api.stop_all()
    await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}), return_exceptions=True)


async def _sdp() -> str:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.createDataChannel("echo")
    await connection.setLocalDescription(await connection.createOffer())
    sdp: str = connection.localDescription.sdp
    await connection.close()
    return sdp


def offer(sdp: str, **fields: Any) -> Any:
    body = {"sdp": sdp, "type": "offer", **fields}
    client = Client(headers={"Accept-Language": "nl"})
    return client.post("/api/connection-test/offer", body, content_type="application/json")


def error(answer: Any) -> tuple[int, str, str]:
    found = answer.json()["errors"][0]
    return answer.status_code, found["code"], found["message"]


def test_an_offer_is_answered_without_an_account(loop: asyncio.AbstractEventLoop) -> None:
    """NET-2: by link without account."""
    answer = offer(asyncio.run(_sdp()))
    assert answer.status_code == 200
    body = answer.json()
    assert body["type"] == "answer"
    assert " typ host" in body["sdp"]
    assert body["seconds"] == policy.TEST_SECONDS


def test_too_many_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """NET-1."""
    sdp = asyncio.run(_sdp())
    answers = [offer(sdp) for _ in range(actions.AT_ONCE + 1)]
    assert error(answers[-1])[:2] == (503, "too_busy")
    assert "halve minuut" in error(answers[-1])[2]


@pytest.mark.parametrize(
    ("sdp", "status", "code"),
    [
        ("", 400, "offer_invalid"),
        ("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", 400, "offer_without_data"),
        ("v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", 400, "offer_invalid"),
        ("x" * (policy.SDP_MAX + 1), 413, "offer_too_large"),
    ],
)
def test_a_bad_offer_is_refused(loop: asyncio.AbstractEventLoop, sdp: str, status: int, code: str) -> None:
    """NET-1: with a stable code and a sentence."""
    found = error(offer(sdp))
    assert found[:2] == (status, code)
    assert "browser" in found[2]


def test_only_offers_are_taken(loop: asyncio.AbstractEventLoop) -> None:
    """NET-1."""
    assert error(offer("v=0", type="answer"))[:2] == (400, "offer_invalid")


def test_without_a_loop_it_says_so() -> None:
    """NET-1: while the server starts or stops."""
    assert error(offer(asyncio.run(_sdp())))[:2] == (503, "unavailable")


def test_an_address_may_test_only_so_often() -> None:
    """NET-1."""
    for _ in range(actions.PER_ADDRESS):
        offer("")
    assert error(offer(""))[:2] == (429, "too_many")


def test_what_is_not_configured_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """NET-1: honest about TURN."""
    for name in ("STUN_URL", "TURN_URL", "TURN_SECRET"):
        monkeypatch.delenv(name, raising=False)
    body = Client().get("/api/connection-test/ice-servers").json()
    assert body == {"ice_servers": [], "not_configured": ["stun", "turn"]}
    monkeypatch.setenv("TURN_URL", "turn:turn.voorbeeld.test")
    monkeypatch.setenv("TURN_SECRET", "secret")
    body = Client().get("/api/connection-test/ice-servers").json()
    assert body["not_configured"] == ["stun"]
    assert body["ice_servers"][0]["credential"]
