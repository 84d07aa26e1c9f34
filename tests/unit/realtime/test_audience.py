"""The audience: who may listen, what he hears, and what a slow or a flooding one costs."""

import asyncio
from typing import Any

import pytest

from oogcontact.realtime import audience
from oogcontact.realtime.audience import Audience, AudienceDoors


class Site:
    """An audience whose one topic is "button"; `state` is what there is to know of it."""

    def __init__(self, state: str | None = "off") -> None:
        self.state: str | None = state
        self.audience = Audience[str](AudienceDoors(self._admit, self._state))

    async def _admit(self, scope: dict[str, Any]) -> str | None:
        return None if scope["path"] == "/foreign" else "button"

    async def _state(self, topic: str) -> str | None:
        return self.state

    async def say(self, state: str | None) -> None:
        self.state = state
        await self.audience.publish("button")
        await rest()


class Page:
    """A page that listens."""

    def __init__(self, site: Site, path: str = "/", address: str = "198.51.100.7") -> None:
        self.got: list[str] = []
        self.closed: int | None = None
        self.reads = asyncio.Event()
        self.reads.set()
        self.incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.incoming.put_nowait({"type": "websocket.connect"})
        scope = {"path": path, "client": (address, 1)}
        self.task = asyncio.create_task(site.audience(scope, self.incoming.get, self._send))

    async def _send(self, message: dict[str, Any]) -> None:
        await self.reads.wait()
        if message["type"] == "websocket.send":
            self.got.append(message["text"])
        elif message["type"] == "websocket.close":
            self.closed = message["code"]

    async def leave(self) -> None:
        self.incoming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await self.task


async def rest() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_page_hears_the_state_at_once_and_each_change() -> None:
    """BTN-1."""
    site = Site()
    page = Page(site)
    await rest()
    await site.say("on")
    await site.say("off")
    assert page.got == ["off", "on", "off"]
    await page.leave()
    assert (len(site.audience), site.audience.topics()) == (0, [])


async def test_a_foreign_page_is_refused_before_the_handshake() -> None:
    """BTN-6."""
    page = Page(Site(), "/foreign")
    await page.task
    assert (page.closed, page.got) == (audience.POLICY, [])


async def test_a_site_that_is_taken_off_the_list_is_cut_off() -> None:
    """BTN-6."""
    site = Site()
    page = Page(site)
    await rest()
    await site.say(None)
    assert page.closed == audience.POLICY


async def test_a_slow_page_gets_the_newest_state_only() -> None:
    """BTN-1: it costs one message, however often the state changes meanwhile."""
    site = Site()
    page = Page(site)
    await rest()
    page.reads.clear()
    for state in ("1", "2", "3", "4"):
        await site.say(state)
    page.reads.set()
    await rest()
    assert page.got == ["off", "1", "4"]


async def test_a_page_asks_for_the_state_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """BTN-6: for a fresh ticket; what it says is not looked at, and not without end."""
    monkeypatch.setattr(audience, "ANSWER_EVERY", 0)
    site = Site()
    page = Page(site)
    await rest()
    page.incoming.put_nowait({"type": "websocket.receive", "text": "{}"})
    await rest()
    assert page.got == ["off", "off"]
    for _ in range(audience.SAYS_AT_MOST):
        page.incoming.put_nowait({"type": "websocket.receive", "text": "x"})
    await asyncio.wait_for(page.task, 10)
    await rest()
    assert page.closed == audience.TOO_MANY


async def test_who_asks_without_pause_is_answered_once_in_a_while() -> None:
    """BTN-6: a page costs at most one answer a second."""
    site = Site()
    page = Page(site)
    await rest()
    for _ in range(5):
        page.incoming.put_nowait({"type": "websocket.receive", "text": "{}"})
        await rest()
    assert page.got == ["off", "off"]
    page.task.cancel()


async def test_who_is_not_admitted_yet_has_a_place_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """BTN-6: who floods the door does not get more questions asked than he has places."""
    monkeypatch.setattr(audience, "PER_ADDRESS", 2)
    site = Site()
    asked = 0
    opened = asyncio.Event()

    async def admit(scope: dict[str, Any]) -> None:
        nonlocal asked
        asked += 1
        await opened.wait()

    site.audience = Audience[str](AudienceDoors(admit, site._state))
    # Of IPv6 a whole network is one subscriber's (RFC 6177).
    pages = [Page(site, address=f"2001:db8::{number}") for number in range(1, 6)]
    await rest()
    assert asked == 2
    opened.set()
    await asyncio.gather(*(page.task for page in pages))
    assert len(site.audience) == 0


async def test_one_address_can_not_take_all_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """BTN-6."""
    monkeypatch.setattr(audience, "PER_ADDRESS", 2)
    site = Site()
    pages = [Page(site) for _ in range(3)]
    other = Page(site, address="198.51.100.8")
    await rest()
    assert [page.closed for page in pages] == [None, None, audience.POLICY]
    assert other.got == ["off"]
    await pages[0].leave()
    late = Page(site)
    await rest()
    assert late.got == ["off"]


async def test_the_server_ends() -> None:
    """The pages come back by themselves."""
    site = Site()
    page = Page(site)
    await rest()
    site.audience.close_all()
    await rest()
    assert page.closed == audience.GOING_AWAY
