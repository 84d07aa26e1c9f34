"""CNF-8: how many legs one core carries, with real sockets, in conferences of 10: the tick and the CPU.

`python -m bench.conference_capacity` lets as many telephones as it says send and receive G.711 every 20 ms from another
process, prints the curve and writes build/bench/conference_capacity.json. Jitter buffer, concealment, automatic level
and the search for keys in the sound (of one telephone in five, as it agreed on no packets) are all at work.
The same telephones then call Janus, whose AudioBridge puts packets in order, decodes, mixes and encodes, and no more.
`python -m bench.conference_capacity 1000` measures that number alone, and Janus at the number of the goal.
"""

import multiprocessing
import sys
import time
from multiprocessing.connection import Connection
from typing import Protocol

import numpy as np

from bench import _measure
from bench._janus import Janus
from oogcontact.audio import FRAME, RATE, TICK, rtp
from oogcontact.audio.g711 import Bytes, Law, encode
from oogcontact.audio.legs import TONES, Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import Ends, Sockets, end_of
from oogcontact.audio.ticker import Ticker

CURVE = (100, 300, 1_000, 2_000, 3_000, 4_000)
HERE = "127.0.0.1"
CONFERENCE = 10

#: Seconds: until buffers and caches are full, and of the measurement; a thousand ticks, for the 99.9th percentile.
WARM, SECONDS = 3.0, 20.0

#: At 1,000 legs: the end of the tick (ms), and the part of a core (%).
TARGETS = {"p99.9_ms": 20.0, "cpu": 45.0}

#: The legs of the peer: until it loses packets (the share that comes back), or takes more than a core (%).
PEER_CURVE = (100, 300, 600)
PEER_RECEIVED, PEER_CPU = 0.95, 100.0

#: The CPU of a leg of ours, beside that of one of the peer, when each has so many.
RATIO, RATIO_LEGS = 0.5, 300

#: The ports of the bridge, and those of the telephones.
BRIDGE, PHONES = range(10_000, 20_000), range(20_000, 30_000)

Figures = dict[str, float]


class Bridge(Protocol):
    """What the telephones call, in a process of its own."""

    def start(self, ports: list[int]) -> list[int]:
        """Open a leg for each telephone, which receives on its port; return the port that each sends to."""

    def begin(self) -> None:
        """Measure from now."""

    def end(self) -> Figures:
        """Return what was measured, with `cpu`: the part of a core (%)."""

    def close(self) -> None:
        """End the process, in whatever state it is."""


def main(curve: tuple[int, ...], peer_curve: tuple[int, ...]) -> None:
    """Measure, print, and fail when 1,000 legs miss their targets, or a leg takes too much beside one of the peer."""
    ours = {count: _measure_legs("ours", Ours(), count) for count in curve}
    peer = {}
    for count in peer_curve:
        peer[count] = found = _measure_legs("Janus", Janus(HERE, BRIDGE, CONFERENCE), count)
        if found["received"] < PEER_RECEIVED or found["cpu"] > PEER_CPU:
            break
    missed = [f"{name} at 1,000 legs" for name, target in TARGETS.items() if ours.get(1_000, {}).get(name, 0) >= target]
    figures: dict[str, object] = {"ours": ours, "janus": peer}
    if RATIO_LEGS in peer:
        legs = RATIO_LEGS if RATIO_LEGS in ours else curve[-1]
        figures["ratio"] = ratio = ours[legs]["us"] / peer[RATIO_LEGS]["us"]
        print(f"CPU of a leg: ours at {legs} / Janus at {RATIO_LEGS} legs = {ratio:.2f}  goal {RATIO}")
        if legs == RATIO_LEGS and ratio > RATIO:
            missed.append("the ratio to Janus")
    _measure.write("conference_capacity", figures)
    if missed:
        raise SystemExit(f"missed: {', '.join(missed)}")


def _measure_legs(who: str, bridge: Bridge, count: int) -> Figures:
    """Let telephones call a bridge; print and return what it found, and the share of packets that came back."""
    phones = Sockets(count, HERE, PHONES)
    try:
        ports = bridge.start([phones.open(slot) for slot in range(count)])
        targets = np.array([end_of(HERE, port) for port in ports])
        packets = _voices(count)
        warm, last = round(WARM / TICK), round((WARM + SECONDS) / TICK)
        _talk(phones, targets, packets, range(warm))
        bridge.begin()
        received = _talk(phones, targets, packets, range(warm, last))
        found = bridge.end()
    finally:
        bridge.close()
        phones.close_all()
    found |= {"us": found["cpu"] / 100 * TICK * 1e6 / count, "received": received}
    print(
        f"{who:5} {count:5} legs  {_ends(found):46}  core {found['cpu']:5.1f} %  "
        f"{found['us']:4.1f} us a leg and tick  received {found['received']:6.2%}",
        flush=True,
    )
    return found


def _ends(found: Figures) -> str:
    """Return when ticks end; only ours says it."""
    if "p50_ms" not in found:
        return ""
    return f"tick ends p50 {found['p50_ms']:5.1f}  p99 {found['p99_ms']:5.1f}  p99.9 {found['p99.9_ms']:5.1f} ms"


def _talk(phones: Sockets, targets: Ends, packets: list[Bytes], turns: range) -> float:
    """Send and receive at these turns, one each 20 ms; return the packets that came, as a share of those sent."""
    count = len(targets)
    slots, law = np.arange(count), np.full(count, Law.A)
    got = 0
    due = time.monotonic()
    for turn in turns:
        rows = packets[turn % len(packets)]
        rtp.write_headers(rows, law, np.full(count, turn), np.full(count, turn * FRAME), slots)
        phones.send(slots, targets, rows)
        got += len(phones.receive().slots)
        due += TICK
        time.sleep(max(0.0, due - time.monotonic()))
    return got / (count * len(turns))


def _voices(count: int) -> list[Bytes]:
    """Return ten frames of sound for each telephone, with room for the header: some speak, most listen."""
    made = []
    for turn in range(10):
        time_ = (turn * FRAME + np.arange(FRAME)) / RATE
        frames = np.zeros((count, FRAME), np.int16)
        speaking = np.arange(0, count, 5)
        frames[speaking] = 4_000 * np.sin(2 * np.pi * (200 + speaking[:, None] % 300) * time_)
        made.append(np.concatenate([np.zeros((count, rtp.HEADER), np.uint8), encode(frames, Law.A)], axis=1))
    return made


class Ours:
    """The product's part."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._pipe, self._theirs = self._context.Pipe()
        self._process: multiprocessing.process.BaseProcess | None = None

    def start(self, ports: list[int]) -> list[int]:
        """See `Bridge`."""
        self._process = self._context.Process(target=_serve, args=(self._theirs, ports))
        self._process.start()
        # Only the process holds its end: when it dies, nobody waits for it.
        self._theirs.close()
        own: list[int] = self._pipe.recv()
        return own

    def begin(self) -> None:
        """See `Bridge`."""
        self._pipe.send("measure")

    def end(self) -> Figures:
        """Also when ticks end: `p50_ms`, `p99_ms`, `p99.9_ms`."""
        self._pipe.send("stop")
        found: Figures = self._pipe.recv()
        return found

    def close(self) -> None:
        """See `Bridge`."""
        if self._process:
            self._process.terminate()
            self._process.join()


def _serve(pipe: Connection, ports: list[int]) -> None:
    """Serve, and measure between two words."""
    plane = Plane(Legs(len(ports)), Sockets(len(ports), HERE, BRIDGE))
    own = []
    for number, port in enumerate(ports):
        digits = TONES if number % 5 == 0 else 101
        slot, port_here = plane.open(Law.A, digits, end_of(HERE, port), lambda _digit: None)
        plane.join(slot, number // CONFERENCE)
        own.append(port_here)
    ticker = Ticker(plane)
    ticker.start()
    pipe.send(own)
    pipe.recv()
    cpu, begin = time.process_time(), time.monotonic()
    pipe.recv()
    used = (time.process_time() - cpu) / (time.monotonic() - begin)
    ends = np.sort(ticker.ends) * 1000
    ticker.stop()
    parts = {"p50_ms": 0.5, "p99_ms": 0.99, "p99.9_ms": 0.999}
    figures = {name: _measure.percentile(ends.tolist(), part) for name, part in parts.items()}
    pipe.send({**figures, "cpu": used * 100})


if __name__ == "__main__":
    asked = tuple(int(count) for count in sys.argv[1:])
    main(asked or CURVE, (RATIO_LEGS,) if asked else PEER_CURVE)
