"""The live engine beside Django Channels: fan-out, relays, and the memory of connections that wait.

`python -m bench.hub` prints both and the ratio, and writes build/bench/hub.json. All goes over real WebSockets to a
process of its own, behind the same uvicorn. The first two count what that process does in a second of its loop's time.
"""

import asyncio
import json
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvloop
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as connect_websocket
from websockets.typing import Origin

from bench import _clients, _measure
from tests.e2e.server import RunningServer, free_port

#: Connections of each measurement: 100 receivers, 500 pairs.
CONNECTIONS = {"fan_out": 100, "relay": 1_000}
IDLE, ROUNDS = 2_000, 5

#: Handshakes under way at one time.
HANDSHAKES = 20

TARGETS = {"fan_out": 60_000, "relay": 8_000, "idle_kib": 25}
UNITS = {"fan_out": "deliveries/s", "relay": "relays/s", "idle_kib": "KiB a connection"}


def main() -> None:
    """Measure, print, and fail when the product misses a target."""
    figures = {what: _alternate(what) for what in CONNECTIONS}
    figures["idle_kib"] = {"product": _idle_product(), "channels": _idle_channels()}
    _measure.write("hub", figures)
    missed = []
    for what, found in figures.items():
        more_is_better = what != "idle_kib"
        ratio = found["product"] / found["channels"]
        print(
            f"{what:9} product {found['product']:9,.1f}  Channels {found['channels']:9,.1f} {UNITS[what]:17} "
            f"ratio {ratio:5.2f}  target {TARGETS[what]:,}"
        )
        if (found["product"] >= TARGETS[what]) != more_is_better:
            missed.append(what)
    if missed:
        raise SystemExit(f"missed: {', '.join(missed)}")


def _alternate(what: str) -> dict[str, float]:
    """Return the median of each engine; their rounds take turns, so that both have the same neighbours."""
    found: dict[str, list[float]] = {"product": [], "channels": []}
    for _ in range(ROUNDS):
        for engine, rates in found.items():
            port = free_port()
            with _process(port, "bench._engines", engine, str(port), str(CONNECTIONS[what])):
                rates.append(uvloop.run(_rate(what, port)))
    return {engine: statistics.median(rates) for engine, rates in found.items()}


async def _rate(what: str, port: int) -> float:
    clients = await _clients.connect(port, CONNECTIONS[what])
    if what == "relay":
        _clients.begin_to_signal(clients)
    rate = await asyncio.to_thread(_ask, f"http://127.0.0.1:{port}/{what}")
    assert min(client.got for client in clients) > 0, "somebody got nothing"
    for client in clients:
        client.close()
    return rate


def _ask(url: str) -> float:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return float(answer.read())


@contextmanager
def _process(port: int, module: str, *arguments: str) -> Iterator[int]:
    """A server of this bench; gives its process id once it listens."""
    process = subprocess.Popen([sys.executable, "-m", module, *arguments])
    try:
        while not _listens(port):
            assert process.poll() is None, f"{module} did not start"
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _idle_product() -> float:
    """Return the memory of a waiting connection (KiB) in the product: signed in, of five people."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder)).start()
        try:
            people = [_measure.Person(server.url, name) for name in ("anna", "bram", "carla", "dirk", "els")]
            kib: float = uvloop.run(_idle(server.port, [{"Cookie": person.cookies} for person in people], server.pid))
            return kib
        finally:
            server.stop()


def _idle_channels() -> float:
    port = free_port()
    with _process(port, "bench._channels_echo", str(port)) as pid:
        kib: float = uvloop.run(_idle(port, [{}], pid))
        return kib


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


async def _idle(port: int, headers: list[dict[str, str]], pid: int) -> float:
    # What the first connections make once - threads, caches of statements - is not theirs.
    await _close(await _open(port, headers, 100))
    before = _measure.rss_kib(pid)
    sockets = await _open(port, headers, IDLE)
    after = _measure.rss_kib(pid)
    await _close(sockets)
    return (after - before) / IDLE


async def _open(port: int, headers: list[dict[str, str]], count: int) -> list[ClientConnection]:
    gate = asyncio.Semaphore(HANDSHAKES)

    async def one(number: int) -> ClientConnection:
        async with gate:
            made = await connect_websocket(
                f"ws://localhost:{port}/ws",
                additional_headers=headers[number % len(headers)],
                origin=Origin(f"http://localhost:{port}"),
                compression=None,
                ping_interval=None,
                open_timeout=60,
            )
            await made.send(json.dumps({"type": "hello", "client": str(uuid.uuid4()), "last": None}))
            assert "welcome" in str(await made.recv())
            return made

    return await asyncio.gather(*(one(number) for number in range(count)))


async def _close(sockets: list[ClientConnection]) -> None:
    await asyncio.gather(*(socket.close() for socket in sockets))


if __name__ == "__main__":
    main()
