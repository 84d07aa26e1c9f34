"""The live engine beside Django Channels: fan-out, relays, and the memory of connections that wait.

`python -m bench.hub` prints both and the ratio, and writes build/bench/hub.json. The first two run within this process,
without sockets, and count what one core does in a second of its time; the third opens 2,000 real WebSockets to servers.
"""

import asyncio
import gc
import json
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from bench import _measure
from tests.e2e.server import RunningServer, free_port

RECEIVERS, PAIRS, IDLE = 100, 500, 2_000
SECONDS, ROUNDS = 1.0, 5

#: So many events may be on the way to a receiver: the layer of Channels drops more than 100.
AHEAD = 30

#: Handshakes under way at one time.
HANDSHAKES = 20

TARGETS = {"fan_out": 60_000, "relay": 8_000, "idle_kib": 25}
UNITS = {"fan_out": "deliveries/s", "relay": "relays/s", "idle_kib": "KiB a connection"}


def main() -> None:
    """Measure, print, and fail when the product misses a target."""
    with tempfile.TemporaryDirectory() as folder:
        figures = {what: {"product": 0.0, "channels": 0.0} for what in TARGETS}
        _measure.prepare_django(folder)
        for what, run in (("fan_out", fan_out), ("relay", relays)):
            figures[what] = _alternate(run)
        figures["idle_kib"] = {"product": _idle_product(Path(folder)), "channels": _idle_channels()}
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


def _alternate(run: Callable[[str], Awaitable[float]]) -> dict[str, float]:
    """Return the median of each engine; their rounds take turns, so that both have the same neighbours."""
    found: dict[str, list[float]] = {"product": [], "channels": []}
    for _ in range(ROUNDS):
        for engine, rates in found.items():
            gc.collect()
            rates.append(uvloop.run(_one(run, engine)))
    return {engine: statistics.median(rates) for engine, rates in found.items()}


async def _one(run: Callable[[str], Awaitable[float]], engine: str) -> float:
    return await run(engine)


async def fan_out(engine: str) -> float:
    """Return the deliveries to 100 receivers in a second of this core's time."""
    from bench import _engines  # noqa: PLC0415  # Django must be set up

    made = _engines.ENGINES[engine](RECEIVERS)
    async with _connected(made, RECEIVERS) as peers:
        sent, start, end = 0, time.thread_time(), time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            await made.tell_all()
            sent += 1
            # One event each turn of the loop: nothing is saved by writing several at once.
            await asyncio.sleep(0)
            while sent - peers[-1].got > AHEAD:
                await asyncio.sleep(0)
        while any(peer.got < sent for peer in peers):
            await asyncio.sleep(0)
        return sent * RECEIVERS / (time.thread_time() - start)


async def relays(engine: str) -> float:
    """Return the signals between 500 pairs, one under way in each, in a second of this core's time."""
    from bench import _engines  # noqa: PLC0415

    made = _engines.ENGINES[engine](2 * PAIRS)
    async with _connected(made, 2 * PAIRS) as peers:
        for one, other in _engines.in_pairs(len(peers)):
            made.pair(peers[one], peers[other], (one, other))
        start = time.thread_time()
        for peer in peers[::2]:
            peer.write(peer.answer or "")
        # The pairs keep themselves going; the loop must not wake for this one alone.
        await asyncio.sleep(SECONDS)
        took = time.thread_time() - start
        got: int = sum(peer.got for peer in peers)
        for peer in peers:
            peer.answer = None
        assert min(peer.got for peer in peers) > 0, "a pair stood still"
        return got / took


@asynccontextmanager
async def _connected(engine: "object", count: int) -> AsyncIterator[list]:  # type: ignore[type-arg]
    from bench import _engines  # noqa: PLC0415

    peers = [_engines.Peer() for _ in range(count)]
    tasks = [asyncio.ensure_future(engine.serve(peer, number)) for number, peer in enumerate(peers)]  # type: ignore[attr-defined]
    while not all(peer.welcome for peer in peers):
        await asyncio.sleep(0)
    try:
        yield peers
    finally:
        for peer in peers:
            peer.answer = None
            peer.leave()
        await asyncio.gather(*tasks)


def _idle_product(folder: Path) -> float:
    """Return the memory of a waiting connection (KiB) in the product: signed in, of five people."""
    server = RunningServer(folder / "server").start()
    try:
        people = [_measure.Person(server.url, name) for name in ("anna", "bram", "carla", "dirk", "els")]
        headers = [{"Cookie": person.cookies} for person in people]
        kib: float = uvloop.run(_idle(server.port, headers, server.pid))
        return kib
    finally:
        server.stop()


def _idle_channels() -> float:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench._channels_echo", str(port)])
    try:
        while not _listens(port):
            assert process.poll() is None, "the echo did not start"
        kib: float = uvloop.run(_idle(port, [{}], process.pid))
        return kib
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), timeout=1).close()
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
            made = await connect(
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
