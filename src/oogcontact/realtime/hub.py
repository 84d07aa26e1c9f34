"""The hub: which connections each user has in this process, and how frames reach them from any thread.

A frame is encoded once and goes as the same text into the queue of each connection. A connection that does not read is
cut off; it resumes by number when it returns.
"""

import asyncio
import uuid
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

#: As many frames may wait for one reader. A busy minute of a user is some fifty events; signals of a call a hundred.
QUEUE_AT_MOST = 500

#: Close codes (docs/protocol.md).
NOT_SIGNED_IN = 4401
TOO_SLOW = 4429

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Connection:
    """One WebSocket of one tab. Only the event loop's thread touches it."""

    def __init__(self, user: uuid.UUID, client: uuid.UUID, session: str, send: Send, *, guest: bool = False) -> None:
        self.guest = guest
        self.user = user
        self.client = client
        self.session = session
        self._send = send
        self._queue: deque[str] = deque()
        self._writer: asyncio.Task[None] | None = None
        self._held = True
        self.closed = False

    def offer(self, text: str) -> None:
        """Queue a frame; a reader that is too far behind is cut off."""
        if self.closed:
            return
        if len(self._queue) >= QUEUE_AT_MOST:
            self.close(TOO_SLOW)
            return
        self._queue.append(text)
        self._write()

    def release(self, first: Iterable[str]) -> None:
        """Send `first`, then what was offered since the connection was made, and from now on everything at once."""
        self._queue.extendleft(reversed(list(first)))
        self._held = False
        self._write()

    def close(self, code: int) -> None:
        """Close the WebSocket with this code; what is queued is dropped."""
        if not self.closed:
            self.closed = True
            self._queue.clear()
            self._writer_task(self._close(code))

    def _write(self) -> None:
        if self._writer is None and not self._held and self._queue:
            self._writer_task(self._drain())

    def _writer_task(self, work: Any) -> None:
        before = self._writer
        if before is not None:
            before.cancel()
        self._writer = asyncio.get_running_loop().create_task(work)

    async def _drain(self) -> None:
        try:
            while self._queue:
                await self._send({"type": "websocket.send", "text": self._queue.popleft()})
        except (OSError, RuntimeError):
            # The other side is gone: the gateway's receive says so.
            self._queue.clear()
        self._writer = None

    async def _close(self, code: int) -> None:
        try:
            await self._send({"type": "websocket.close", "code": code})
        except (OSError, RuntimeError):
            return


class Hub:
    """All connections of this process."""

    def __init__(self) -> None:
        self._connections: dict[uuid.UUID, set[Connection]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say in which loop the connections live; before it, frames are dropped."""
        self._loop = loop

    def add(self, connection: Connection) -> None:
        """Let a connection receive; in the loop's thread."""
        self._connections.setdefault(connection.user, set()).add(connection)

    def remove(self, connection: Connection) -> None:
        """Let a connection receive no more; in the loop's thread."""
        mine = self._connections.get(connection.user)
        if mine is not None:
            mine.discard(connection)
            if not mine:
                del self._connections[connection.user]

    def deliver(self, users: Iterable[uuid.UUID], frame: bytes) -> None:
        """Send a frame to every connection of these users; from any thread."""
        self._in_loop(self._deliver, list(users), frame.decode())

    def deliver_to(self, user: uuid.UUID, client: uuid.UUID, frame: bytes) -> None:
        """Send a frame to one tab of one user; from any thread."""
        self._in_loop(self._deliver_to, user, client, frame.decode())

    def close_sessions(self, keys: Iterable[str]) -> None:
        """Close the connections of sessions that ended; from any thread."""
        self._in_loop(self._close_sessions, frozenset(keys))

    def close_all(self, code: int) -> None:
        """Close every connection; in the loop's thread."""
        for connection in list(self._all()):
            connection.close(code)

    def sessions(self) -> set[str]:
        """Return the session keys that are connected; from any thread."""
        # A copy in one step: the loop changes the table meanwhile.
        return {connection.session for mine in list(self._connections.values()) for connection in tuple(mine)}

    def _all(self) -> Iterator[Connection]:
        return (connection for mine in self._connections.values() for connection in mine)

    def _deliver(self, users: list[uuid.UUID], text: str) -> None:
        for user in users:
            for connection in tuple(self._connections.get(user, ())):
                connection.offer(text)

    def _deliver_to(self, user: uuid.UUID, client: uuid.UUID, text: str) -> None:
        for connection in tuple(self._connections.get(user, ())):
            if connection.client == client:
                connection.offer(text)

    def _close_sessions(self, keys: frozenset[str]) -> None:
        for connection in list(self._all()):
            if connection.session in keys:
                connection.close(NOT_SIGNED_IN)

    def _in_loop(self, function: Callable[..., None], *arguments: object) -> None:
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is loop:
            function(*arguments)
        else:
            loop.call_soon_threadsafe(function, *arguments)
