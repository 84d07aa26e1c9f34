"""The WebSocket endpoint: who connects, what he missed, and what he sends (docs/protocol.md).

It knows no domain and no database: all that comes through `Doors`.
"""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from oogcontact.kernel.errors import Refusal
from oogcontact.realtime.hub import NOT_SIGNED_IN, Connection, Hub, Send

#: Who connects says hello within this time (seconds).
HELLO_SECONDS = 10

#: More frames than this in a second are no use: a call of three people makes some hundred when it starts.
FRAMES_PER_SECOND = 500

#: Close codes (docs/protocol.md; RFC 6455, section 7.4.1).
POLICY = 1008
TOO_MANY = 4429
SILENT = 4408

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Visitor(Protocol):
    """Who connects."""

    @property
    def user(self) -> uuid.UUID:
        """The signed-in user."""

    @property
    def session_key(self) -> str:
        """His session, with which the connection ends."""


class Missed(Protocol):
    """What a returning client has to be told."""

    @property
    def last(self) -> int:
        """The number of the newest event."""

    @property
    def frames(self) -> list[bytes] | None:
        """The frames since, or None to fetch everything anew."""


Handler = Callable[[Connection, Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Doors:
    """What the gateway asks of the rest of the product."""

    is_own_page: Callable[[Scope], bool]
    authenticate: Callable[[Scope], Awaitable[Visitor | None]]
    #: Returns the guest whose token this is, or None.
    admit: Callable[[Scope, str], Awaitable[Visitor | None]]
    missed: Callable[[uuid.UUID, int | None], Awaitable[Missed]]
    opened: Callable[[Connection], Awaitable[None]]
    closed: Callable[[Connection], Awaitable[None]]
    handlers: Mapping[str, Handler] = field(default_factory=dict)


class Gone(Exception):
    """The client closed the connection, or is told to by `code`."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(code)
        self.code = code


class Gateway:
    """An ASGI application for `websocket`: `/ws` for signed-in people, `/ws/guest` for guests, who say their token.

    `/ws/public` only answers pings.
    """

    def __init__(self, hub: Hub, doors: Doors) -> None:
        self._hub = hub
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one WebSocket until it closes."""
        await receive()
        if scope["path"] not in ("/ws", "/ws/guest", "/ws/public") or not self._doors.is_own_page(scope):
            # Before the handshake: answered with 403.
            await send({"type": "websocket.close", "code": POLICY})
            return
        await send({"type": "websocket.accept"})
        reader = Reader(receive)
        try:
            if scope["path"] == "/ws":
                await self._serve_person(scope, reader, send)
            elif scope["path"] == "/ws/guest":
                await self._serve_guest(scope, reader, send)
            else:
                await _serve_public(reader, send)
        except Gone as gone:
            if gone.code is not None:
                await send({"type": "websocket.close", "code": gone.code})

    async def _serve_person(self, scope: Scope, reader: "Reader", send: Send) -> None:
        visitor = await self._doors.authenticate(scope)
        if visitor is None:
            raise Gone(NOT_SIGNED_IN)
        hello = await _hello(reader)
        await self._serve(Connection(visitor.user, hello.client, visitor.session_key, send), hello.last, reader)

    async def _serve_guest(self, scope: Scope, reader: "Reader", send: Send) -> None:
        hello = await _hello(reader)
        visitor = await self._doors.admit(scope, hello.token)
        if visitor is None:
            raise Gone(NOT_SIGNED_IN)
        connection = Connection(visitor.user, hello.client, visitor.session_key, send, guest=True)
        await self._serve(connection, hello.last, reader)

    async def _serve(self, connection: Connection, last: int | None, reader: "Reader") -> None:
        # First it receives, then what was missed is read: what happens between comes twice, and never not at all.
        self._hub.add(connection)
        try:
            await self._doors.opened(connection)
            missed = await self._doors.missed(connection.user, last)
            welcome = {"type": "welcome", "last": missed.last, "resumed": missed.frames is not None}
            connection.release([json.dumps(welcome), *(frame.decode() for frame in missed.frames or [])])
            while True:
                await self._handle(connection, await reader.read())
        finally:
            self._hub.remove(connection)
            # Also when the server ends: the client is told away at once.
            await asyncio.shield(self._doors.closed(connection))

    async def _handle(self, connection: Connection, message: Mapping[str, Any]) -> None:
        kind = message.get("type")
        if kind == "ping":
            connection.offer(_pong(message))
            return
        handler = self._doors.handlers.get(str(kind))
        try:
            if handler is None:
                raise Refusal("unknown_type", "This kind of message does not exist.")
            await handler(connection, message)
        except Refusal as refusal:
            error = {"type": "refused", "code": refusal.code, "message": str(refusal.message), "of": str(kind)}
            connection.offer(json.dumps(error))


class Reader:
    """Reads the frames of one client as JSON objects; raises Gone when it ends, floods or sends something else."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._second = 0
        self._count = 0

    async def read(self) -> Mapping[str, Any]:
        """Return the next message."""
        event = await self._receive()
        if event["type"] == "websocket.disconnect":
            raise Gone
        self._check_pace()
        try:
            message = json.loads(event.get("text") or "")
        except (ValueError, RecursionError) as error:
            raise Gone(POLICY) from error
        if not isinstance(message, dict):
            raise Gone(POLICY)
        return message

    def _check_pace(self) -> None:
        second = int(asyncio.get_running_loop().time())
        if second != self._second:
            self._second, self._count = second, 0
        self._count += 1
        if self._count > FRAMES_PER_SECOND:
            raise Gone(TOO_MANY)


async def _serve_public(reader: Reader, send: Send) -> None:
    while True:
        message = await reader.read()
        if message.get("type") == "ping":
            await send({"type": "websocket.send", "text": _pong(message)})


@dataclass(frozen=True)
class _Hello:
    """The first frame of a client."""

    client: uuid.UUID
    last: int | None
    token: str


async def _hello(reader: Reader) -> _Hello:
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            message = await reader.read()
    except TimeoutError as error:
        raise Gone(SILENT) from error
    last = message.get("last")
    try:
        client = uuid.UUID(str(message.get("client")))
    except ValueError as error:
        raise Gone(POLICY) from error
    if message.get("type") != "hello" or not (last is None or (type(last) is int and 0 <= last < 2**62)):
        raise Gone(POLICY)
    return _Hello(client, last, str(message.get("token", "")))


def _pong(message: Mapping[str, Any]) -> str:
    at = message.get("at")
    # Only a number goes back: nobody uses the server as a mirror.
    return json.dumps({"type": "pong", "at": at if isinstance(at, int | float) else None})
