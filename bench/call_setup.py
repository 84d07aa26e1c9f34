"""Setting calls up: 50 calls a second from SIPp for a minute, of three seconds each; none may fail.

`python -m bench.call_setup` prints how many were made and failed, how soon they were answered, the CPU of the server,
and its memory before and after; it writes build/bench/call_setup.json.
"""

import csv
import os
import subprocess
import tempfile
import time
from pathlib import Path

from bench import _measure
from tests.e2e.server import RunningServer, free_port

SCENARIO = Path(__file__).with_name("_caller.xml")

#: Calls a second, and seconds: of the measurement, and before it, so that everything has been used once.
RATE, SECONDS, WARM = 50, 60, 20

#: Ended calls are remembered for so long (sip/endpoint.py), and then a little.
FORGET = 40

#: Memory may be above its start by this part: what the allocator keeps in reserve.
MEMORY = 0.05


def main() -> None:
    """Measure, print, and fail when a call fails or memory does not return."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "data").start()
        try:
            found = _measured(server, Path(folder))
        finally:
            server.stop()
    _measure.write("call_setup", found)
    print(
        f"{found['calls']:.0f} calls at {RATE}/s: {found['failed']:.0f} failed; answered p50 {found['p50_ms']:.0f}, "
        f"p99 {found['p99_ms']:.0f} ms; core {found['cpu']:.0f} %; "
        f"memory {found['before_mib']:.1f} -> {found['after_mib']:.1f} MiB"
    )
    if found["failed"] or found["calls"] < RATE * SECONDS:
        raise SystemExit("missed: calls failed")
    if found["after_mib"] > found["before_mib"] * (1 + MEMORY):
        raise SystemExit("missed: memory does not return to its start")


def _measured(server: RunningServer, folder: Path) -> dict[str, float]:
    _call(server, WARM, folder / "warm")
    time.sleep(FORGET)
    before, cpu = _measure.rss_kib(server.pid), _cpu(server.pid)
    begin = time.monotonic()
    figures = _call(server, SECONDS, folder / "measured")
    used = (_cpu(server.pid) - cpu) / (time.monotonic() - begin)
    time.sleep(FORGET)
    after = _measure.rss_kib(server.pid)
    return {**figures, "cpu": used * 100, "before_mib": before / 1024, "after_mib": after / 1024}


def _call(server: RunningServer, seconds: int, folder: Path) -> dict[str, float]:
    """Let SIPp call for so long; return how it went."""
    folder.mkdir()
    options = {
        "-sf": SCENARIO,
        "-s": "100",
        "-r": RATE,
        "-m": RATE * seconds,
        "-i": "127.0.0.1",
        "-mi": "127.0.0.1",
        "-p": free_port(),
        "-stf": folder / "calls.csv",
        "-rtt_freq": 1,
    }
    flags = [str(part) for pair in options.items() for part in pair]
    command = ["sipp", f"127.0.0.1:{server.sip_port}", *flags, "-trace_stat", "-trace_rtt", "-nostdin"]
    with (folder / "said.txt").open("w") as said:
        subprocess.run(command, cwd=folder, stdout=said, stderr=said, timeout=seconds + 60, check=False)
    rows = list(csv.DictReader((folder / "calls.csv").read_text().splitlines(), delimiter=";"))
    return {
        "calls": float(rows[-1]["TotalCallCreated"]),
        "failed": float(rows[-1]["FailedCall(C)"]),
        **_answer_times(folder),
    }


def _answer_times(folder: Path) -> dict[str, float]:
    """Return how soon calls were answered (ms)."""
    (file,) = folder.glob("*_rtt.csv")
    rows = csv.reader(file.read_text().splitlines()[1:], delimiter=";")
    times = sorted(float(row[1]) for row in rows if len(row) > 1)
    return {f"{name}_ms": _measure.percentile(times, part) for name, part in (("p50", 0.5), ("p99", 0.99))}


def _cpu(pid: int) -> float:
    """Return the processor time that a process has used (seconds)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
