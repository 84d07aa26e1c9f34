"""The audience: many WebSockets of foreign pages that only listen, each to one topic (docs/protocol.md).

A busy website has thousands of pages open, so that one listener costs as little as can be: no queue, no task while
nothing happens. Only the newest state counts: what a slow reader has not taken yet is replaced by what is newer.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from oogcontact.kernel.network import subscriber_of
from oogcontact.realtime.hub import Send

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
T = TypeVar("T", bound=Hashable)

#: Listeners in one process, and from one address: a large office shares one.
AT_MOST, PER_ADDRESS = 50_000, 1_000

#: So many are told in one go, then the loop does what else there is to do.
AT_ONCE = 200

#: A listener says nothing but that it wants the state again; more than this in a connection is a flood.
SAYS_AT_MOST = 1_000

#: So long passes after an answer before the next is given (seconds).
ANSWER_EVERY = 1.0

POLICY = 1008
GOING_AWAY = 1012
TOO_MANY = 4429


@dataclass(frozen=True)
class AudienceDoors(Generic[T]):
    """What the audience asks of the rest of the product."""

    #: Returns to what this page listens, or None when it may not.
    admit: Callable[[Scope], Awaitable[T | None]]
    #: Returns what those who listen to a topic are to know now; None when they may know nothing any more.
    state: Callable[[T], Awaitable[str | None]]


class Listener:
    """One page. Only the event loop's thread touches it."""

    __slots__ = ("_next", "_send", "_writer", "closed")

    def __init__(self, send: Send) -> None:
        self._send = send
        self._next: dict[str, Any] | None = None
        self._writer: asyncio.Task[None] | None = None
        self.closed = False

    def tell(self, text: str) -> None:
        """Send this state; one that waits is older and is dropped."""
        self._offer({"type": "websocket.send", "text": text})

    def close(self, code: int) -> None:
        """End the connection."""
        self._offer({"type": "websocket.close", "code": code})
        self.closed = True

    def _offer(self, message: dict[str, Any]) -> None:
        if self.closed:
            return
        self._next = message
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        try:
            while self._next is not None:
                message, self._next = self._next, None
                await self._send(message)
        except (OSError, RuntimeError):
            # The other side is gone: `receive` says so.
            self._next = None
        self._writer = None


class Audience(Generic[T]):
    """An ASGI application for the WebSockets of those who listen."""

    def __init__(self, doors: AudienceDoors[T]) -> None:
        self._doors = doors
        self._topics: dict[T, set[Listener]] = {}
        self._addresses: Counter[str] = Counter()
        self._count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one listener until it goes."""
        await receive()
        address = subscriber_of((scope.get("client") or ("", 0))[0])
        if self._count >= AT_MOST or self._addresses[address] >= PER_ADDRESS:
            await _refuse(send)
            return
        # Counted before anything is asked: who is not admitted must not keep us busy either.
        self._count += 1
        self._addresses[address] += 1
        try:
            await self._serve(scope, receive, send)
        finally:
            self._count -= 1
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]

    def topics(self) -> list[T]:
        """Return what is listened to."""
        return list(self._topics)

    def __len__(self) -> int:
        return self._count

    async def publish(self, topic: T) -> None:
        """Tell everybody who listens to this topic its present state, a few hundred at a time."""
        await self._tell(topic, list(self._topics.get(topic, ())))

    def close_all(self) -> None:
        """End every connection; the pages come back by themselves."""
        for listeners in self._topics.values():
            for listener in listeners:
                listener.close(GOING_AWAY)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        topic = await self._doors.admit(scope)
        if topic is None or await self._doors.state(topic) is None:
            await _refuse(send)
            return
        await send({"type": "websocket.accept"})
        listener = Listener(send)
        self._topics.setdefault(topic, set()).add(listener)
        try:
            # What changed during the handshake was told to others only.
            await self._tell(topic, [listener])
            await self._listen(topic, listener, receive)
        finally:
            listener.closed = True
            self._topics[topic].discard(listener)
            if not self._topics[topic]:
                del self._topics[topic]

    async def _tell(self, topic: T, listeners: list[Listener]) -> None:
        state = await self._doors.state(topic)
        for place, listener in enumerate(listeners, 1):
            if state is None:
                listener.close(POLICY)
            else:
                listener.tell(state)
            if place % AT_ONCE == 0:
                await asyncio.sleep(0)

    async def _listen(self, topic: T, listener: Listener, receive: Receive) -> None:
        for _ in range(SAYS_AT_MOST):
            if (await receive())["type"] == "websocket.disconnect":
                return
            await self._tell(topic, [listener])
            await asyncio.sleep(ANSWER_EVERY)
        listener.close(TOO_MANY)


async def _refuse(send: Send) -> None:
    """Refuse before the handshake: answered with 403."""
    await send({"type": "websocket.close", "code": POLICY})
