"""WebSocket clients that cost next to nothing, for hundreds in one process; RFC 6455 as far as a bench needs it."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, cast

from bench._engines import client_of, room_of

#: An ICE candidate as it travels between two tabs.
CANDIDATE = {
    "kind": "candidate",
    "session": "0c8a0f2e-6f0f-4d9e-9b57-0c6f6d6ef1f5",
    "candidate": {
        "candidate": "candidate:842163049 1 udp 1677729535 192.0.2.17 46154 typ srflx raddr 10.0.0.17 rport 46154",
        "sdpMid": "0",
        "sdpMLineIndex": 0,
        "usernameFragment": "EsAw",
    },
}


class Client(asyncio.Protocol):
    """One connection; answers every frame after the welcome with its signal, once it has one.

    `cookies` go with the handshake; `heard` gets every frame after the welcome.
    """

    def __init__(self, number: int, port: int, cookies: str = "", heard: Callable[[bytes], None] | None = None) -> None:
        self.number = number
        self.got = 0
        self.signal = b""
        self.welcome: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._port = port
        self._cookies = cookies
        self._heard = heard
        self._buffer = bytearray()
        self._open = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a WebSocket."""
        # uvloop's transport is one without saying so.
        self._transport = cast(asyncio.Transport, transport)
        head = f"GET /ws?{self.number} HTTP/1.1\r\nHost: localhost:{self._port}\r\nUpgrade: websocket\r\n"
        head += f"Origin: http://localhost:{self._port}\r\nCookie: {self._cookies}\r\n" if self._cookies else ""
        key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        self.write((head + "Connection: Upgrade\r\n" + key + "\r\n").encode())

    def data_received(self, data: bytes) -> None:
        """Take the answer, then frame by frame."""
        self._buffer += data
        if not self._open:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            assert self._buffer.startswith(b"HTTP/1.1 101"), bytes(self._buffer)
            del self._buffer[: end + 4]
            self._open = True
            self.write(_frame({"type": "hello", "client": str(client_of(self.number)), "last": None}))
        while (payload := self._next()) is not None:
            if not self.welcome.done():
                self.welcome.set_result(json.loads(payload))
                continue
            self.got += 1
            if self._heard is not None:
                self._heard(payload)
            if self.signal:
                self.write(self.signal)

    def write(self, frame: bytes) -> None:
        """Send bytes: a whole frame."""
        assert self._transport is not None
        self._transport.write(frame)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()

    def _next(self) -> bytes | None:
        buffer = self._buffer
        if len(buffer) < 4:
            return None
        if buffer[0] == 0x89:
            self._pong(buffer)
            return self._next()
        assert buffer[0] == 0x81, f"not a whole text: {bytes(buffer[:8])!r}"
        size, head = buffer[1], 2
        if size == 126:
            size, head = int.from_bytes(buffer[2:4], "big"), 4
        if len(buffer) < head + size:
            return None
        payload = bytes(buffer[head : head + size])
        del buffer[: head + size]
        return payload

    def _pong(self, buffer: bytearray) -> None:
        """Answer the ping at the front of the buffer; always a short one that came whole (section 5.5.2)."""
        size = buffer[1]
        self.write(b"\x8a" + bytes([0x80 | size]) + b"\0\0\0\0" + bytes(buffer[2 : 2 + size]))
        del buffer[: 2 + size]


async def connect(port: int, count: int) -> list[Client]:
    """Return `count` connections that have been welcomed."""
    loop = asyncio.get_running_loop()
    clients = []
    for number in range(count):
        _transport, client = await loop.create_connection(lambda n=number: Client(n, port), "127.0.0.1", port)  # type: ignore[misc]
        await asyncio.wait_for(client.welcome, 10)
        clients.append(client)
    return clients


def begin_to_signal(clients: list[Client]) -> None:
    """Let every even client and the next one signal to each other, one signal under way at a time."""
    for client in clients:
        other = clients[client.number ^ 1]
        # Channels wants to know the channel, the product the room.
        ends = {"room": str(room_of(client.number)), "channel": other.welcome.result().get("channel")}
        seats = {"seat": _seat(client.number), "to": _seat(other.number)}
        client.signal = _frame({"type": "signal", **ends, **seats, "data": CANDIDATE})
    for client in clients[::2]:
        client.write(client.signal)


def _seat(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012x}"


def _frame(message: object) -> bytes:
    """Return a text frame whose mask is zero, as RFC 6455 allows nobody else (section 5.3)."""
    payload = json.dumps(message).encode()
    assert len(payload) < 65_536
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return b"\x81" + size + b"\0\0\0\0" + payload
