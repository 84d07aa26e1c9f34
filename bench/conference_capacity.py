"""CNF-8: how many legs one core carries, with real sockets, in conferences of 10: the tick and the CPU.

`python -m bench.conference_capacity` lets as many telephones as it says send and receive G.711 every 20 ms from another
process, prints the curve and writes build/bench/conference_capacity.json. Jitter buffer, concealment, automatic level
and the search for keys in the sound (of one telephone in five, as it agreed on no packets) are all at work.
`python -m bench.conference_capacity 1000` measures that number alone.
"""

import multiprocessing
import sys
import time
from multiprocessing.connection import Connection

import numpy as np

from bench import _measure
from oogcontact.audio import FRAME, RATE, TICK, rtp
from oogcontact.audio.g711 import Law, encode
from oogcontact.audio.legs import TONES, Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import Sockets, end_of
from oogcontact.audio.ticker import Ticker

CURVE = (100, 300, 1_000, 2_000, 3_000, 4_000)
HERE = "127.0.0.1"
CONFERENCE = 10

#: Seconds: until buffers and caches are full, and of the measurement; a thousand ticks, for the 99.9th percentile.
WARM, SECONDS = 3.0, 20.0

#: At 1,000 legs: the end of the tick (ms), and the part of a core (%).
TARGETS = {"p99.9_ms": 20.0, "cpu": 45.0}

#: The ports of the bridge, and those of the telephones.
BRIDGE, PHONES = range(10_000, 20_000), range(20_000, 30_000)


def main(curve: tuple[int, ...]) -> None:
    """Measure, print, and fail when 1,000 legs miss their targets."""
    figures = {}
    for count in curve:
        figures[count] = found = _measure_legs(count)
        print(
            f"{count:5} legs  tick ends p50 {found['p50_ms']:5.1f}  p99 {found['p99_ms']:5.1f}  "
            f"p99.9 {found['p99.9_ms']:5.1f} ms  core {found['cpu']:5.1f} %  {found['us']:4.1f} us a leg and tick  "
            f"received {found['received']:6.2%}",
            flush=True,
        )
    _measure.write("conference_capacity", figures)
    missed = [name for name, target in TARGETS.items() if figures.get(1_000, {}).get(name, 0) >= target]
    if missed:
        raise SystemExit(f"missed at 1,000 legs: {', '.join(missed)}")


def _measure_legs(count: int) -> dict[str, float]:
    phones = Sockets(count, HERE, PHONES)
    ports = [phones.open(slot) for slot in range(count)]
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    bridge = context.Process(target=_bridge, args=(theirs, ports))
    bridge.start()
    targets = np.array([end_of(HERE, port) for port in ours.recv()])
    sent = got = 0
    slots = np.arange(count)
    packets = _voices(count)
    due = begin = time.monotonic()
    measured_from = 0
    while due < begin + WARM + SECONDS:
        turn = sent // count
        if turn * TICK >= WARM and not measured_from:
            measured_from = got = sent
            got = 0
            ours.send("measure")
        rows = packets[turn % len(packets)]
        rtp.write_headers(rows, np.full(count, Law.A), np.full(count, turn), np.full(count, turn * FRAME), slots)
        phones.send(slots, targets, rows)
        got += len(phones.receive().slots)
        sent += count
        due += TICK
        time.sleep(max(0.0, due - time.monotonic()))
    ours.send("stop")
    found: dict[str, float] = ours.recv()
    bridge.join()
    phones.close_all()
    return {**found, "us": found["cpu"] / 100 * TICK * 1e6 / count, "received": got / (sent - measured_from)}


def _voices(count: int) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    """Return ten frames of sound for each telephone, with room for the header: some speak, most listen."""
    made = []
    for turn in range(10):
        time_ = (turn * FRAME + np.arange(FRAME)) / RATE
        frames = np.zeros((count, FRAME), np.int16)
        speaking = np.arange(0, count, 5)
        frames[speaking] = 4_000 * np.sin(2 * np.pi * (200 + speaking[:, None] % 300) * time_)
        made.append(np.concatenate([np.zeros((count, rtp.HEADER), np.uint8), encode(frames, Law.A)], axis=1))
    return made


def _bridge(pipe: Connection, ports: list[int]) -> None:
    """The product's part, in a process of its own."""
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
    main(tuple(int(count) for count in sys.argv[1:]) or CURVE)
