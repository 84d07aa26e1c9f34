"""BTN-1: what 10,000 open pages with a button cost the server: listening over the push channel, and polling instead.

`python -m bench.website_button [pages]` starts the real server with the demonstration, opens that many pages (10,000 by
default; the limit of open files must allow it), lets them rest, lets an agent come and go, then lets pages poll over
kept connections, as they do where their site forbids the channel. Prints memory and processor time for each page,
reckoned for 10,000, and writes build/bench/website_button.json. Clients and server share the machine's cores.
"""

import asyncio
import base64
import json
import os
import struct
import sys
import tempfile
import time
from pathlib import Path
from typing import cast

import uvloop

from bench import _measure
from bench._measure import Person, percentile
from tests.e2e.server import RunningServer

PAGES = 10_000

#: Handshakes under way at one time.
HANDSHAKES = 50

#: How long the pages rest (seconds): some rounds of the protocol's own pings.
REST = 30.0

#: Times that an agent comes or goes.
CHANGES = 10

#: Polls that are measured, over so many kept connections.
POLLS, CONNECTIONS = 4_000, 8

#: A page polls so often at first (seconds), web/button/src/liveness.ts; later, while nothing happens, every 15.
POLL_EVERY = (2.0, 15.0)

#: All pages must hear of a change within this time (seconds).
TARGET = 2.0

TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure, print, and fail when the last page hears of an agent too late."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder)).start()
        try:
            figures = uvloop.run(_measure_all(server, pages))
        finally:
            server.stop()
    _measure.write("website_button", figures)
    print(json.dumps(figures, indent=2))
    if figures["change_heard_by_all_s"] > TARGET:
        raise SystemExit(f"slower than {TARGET:.0f} s")


class Page(asyncio.Protocol):
    """A page that listens, as cheap as can be (RFC 6455): counts what it is told, answers pings."""

    def __init__(self, server: RunningServer, public_id: str) -> None:
        self._request = (
            f"GET /ws/button?id={public_id} HTTP/1.1\r\nHost: localhost:{server.port}\r\nOrigin: {server.url}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n"
        ).encode()
        self._kept = b""
        self._open = False
        self.first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        #: When it was last told that the button is to be seen or hidden, and which.
        self.shown: bool | None = None
        self.told_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._kept += data
        if not self._open:
            head, mark, rest = self._kept.partition(b"\r\n\r\n")
            if not mark:
                return
            assert b" 101 " in head, head
            self._open, self._kept = True, rest
        while (frame := self._next()) is not None:
            kind, payload = frame
            if kind == 9:
                self.transport.write(b"\x8a" + bytes([0x80 | len(payload)]) + bytes(4) + payload)
            elif kind == 1:
                self._hear(payload)

    def _next(self) -> tuple[int, bytes] | None:
        if len(self._kept) < 4:
            return None if len(self._kept) < 2 or self._kept[1] else self._take(2, 0)
        length, begin = self._kept[1], 2
        if length == 126:
            (length,) = struct.unpack_from("!H", self._kept, 2)
            begin = 4
        return self._take(begin, length) if len(self._kept) >= begin + length else None

    def _take(self, begin: int, length: int) -> tuple[int, bytes]:
        kind, payload = self._kept[0] & 15, self._kept[begin : begin + length]
        self._kept = self._kept[begin + length :]
        return kind, payload

    def _hear(self, payload: bytes) -> None:
        self.shown = b'"shown":true' in payload
        self.told_at = time.perf_counter()
        if not self.first.done():
            self.first.set_result(None)


async def _measure_all(server: RunningServer, count: int) -> dict[str, float]:
    anna = await asyncio.to_thread(Person, server.url, "anna")
    [button] = (await asyncio.to_thread(anna.send, "GET", "/api/administration/buttons"))["buttons"]
    # An agent who is there: his slider alone decides.
    bram = await asyncio.to_thread(Person, server.url, "bram")
    agent = await _connect_agent(server, bram)
    empty = _measure.rss_kib(server.pid)
    pages = await _open(server, button["public_id"], count)
    full = _measure.rss_kib(server.pid)
    begin, used = time.perf_counter(), _cpu(server.pid)
    await asyncio.sleep(REST)
    idle = (_cpu(server.pid) - used) / (time.perf_counter() - begin)
    used, late = _cpu(server.pid), []
    for number in range(CHANGES):
        late.append(await _change(bram, pages, shown=number % 2 == 0))
    change = (_cpu(server.pid) - used) / CHANGES
    poll = await _poll(server, button["public_id"])
    agent.close()
    for page in pages:
        page.transport.close()
    per = 10_000 / count
    late.sort()
    return {
        "pages": count,
        "memory_per_page_kib": round((full - empty) / count, 1),
        "memory_of_10000_mib": round((full - empty) * per / 1024, 0),
        "idle_cpu_of_10000_percent": round(idle * per * 100, 1),
        "change_cpu_of_10000_s": round(change * per, 2),
        "change_heard_by_all_s": round(percentile(late, 1.0), 2),
        "poll_cpu_ms": round(poll * 1000, 2),
        **{f"polling_every_{every:.0f}_s_cpu_of_10000_percent": round(1e6 * poll / every, 0) for every in POLL_EVERY},
    }


async def _open(server: RunningServer, public_id: str, count: int) -> list[Page]:
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(HANDSHAKES)

    async def one(number: int) -> Page:
        # A machine has 28,000 ports for each address, and an address may have a thousand pages open.
        local = (f"127.0.{1 + number // 900}.1", 0)
        async with gate:
            _transport, page = await loop.create_connection(
                lambda: Page(server, public_id), "127.0.0.1", server.port, local_addr=local
            )
            await asyncio.wait_for(page.first, 60)
            return page

    return await asyncio.gather(*(one(number) for number in range(count)))


async def _change(agent: Person, pages: list[Page], *, shown: bool) -> float:
    """Move the slider; return after how long the last page knew."""
    begin = time.perf_counter()
    await asyncio.to_thread(agent.send, "PUT", "/api/availability", available=shown)
    while not all(page.shown is shown for page in pages):
        assert time.perf_counter() - begin < 30, "some pages were not told"
        await asyncio.sleep(0.02)
    return max(page.told_at for page in pages) - begin


async def _poll(server: RunningServer, public_id: str) -> float:
    """Return the processor time that one poll costs the server (seconds)."""
    request = (
        f"GET /api/button/{public_id}/state HTTP/1.1\r\nHost: localhost:{server.port}\r\nOrigin: {server.url}\r\n\r\n"
    ).encode()

    async def page() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for _ in range(POLLS // CONNECTIONS):
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert b" 200 " in head.splitlines()[0], head
            length = next(line for line in head.lower().splitlines() if line.startswith(b"content-length"))
            await reader.readexactly(int(length.split(b":")[1]))
        writer.close()

    used = _cpu(server.pid)
    await asyncio.gather(*(page() for _ in range(CONNECTIONS)))
    return (_cpu(server.pid) - used) / POLLS


async def _connect_agent(server: RunningServer, agent: Person) -> asyncio.Transport:
    from bench import _clients  # noqa: PLC0415 - brings the engines of other benches with it

    loop = asyncio.get_running_loop()
    transport, client = await loop.create_connection(
        lambda: _clients.Client(0, server.port, agent.cookies, lambda payload: None), "127.0.0.1", server.port
    )
    await asyncio.wait_for(client.welcome, 60)
    return transport


def _cpu(pid: int) -> float:
    """Return the processor time that a process has used (seconds)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
