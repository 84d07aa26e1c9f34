"""The hot read `GET /api/contacts`: 50 contacts through the real server on SQLite, requests per second.

`python -m bench.contact_search_list` starts a server of its own, loads it from this process over kept connections in
some rounds, prints their median beside the target and writes build/bench/contact_list.json. Server and load share the
machine's cores, so that other work on it lowers the figure; the server's own time on a core tells how much work a
request is.
"""

import asyncio
import http.cookiejar
import json
import os
import statistics
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.e2e.server import RunningServer

CONNECTIONS = 8
ROUNDS = 5
SECONDS = 3.0
CONTACTS = 50
#: Requests per second that the server must answer at least.
TARGET = 800
OUTPUT = Path("build/bench/contact_list.json")


def main() -> None:
    """Start, fill, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder)).start()
        try:
            cookies = _sign_in_and_fill(server.url)
            # The first round fills the caches of the server and is not counted.
            rounds = [_round(server, cookies) for _ in range(ROUNDS + 1)][1:]
        finally:
            server.stop()
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    medians = {name: round(statistics.median(each[name] for each in rounds), 2) for name in rounds[0]}
    figures = {"contacts": CONTACTS, "connections": CONNECTIONS, "rounds": ROUNDS, **medians, "target": TARGET}
    OUTPUT.write_text(json.dumps(figures))
    print(figures)
    reached = "reached" if medians["per_second"] >= TARGET else "not reached"
    print(f"{medians['per_second']:.0f} req/s; target {TARGET}: {reached}")


def _sign_in_and_fill(url: str) -> str:
    """Sign Anna in, fill her list up to 50, and return her cookies as a header."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def send(path: str, body: object = None) -> dict[str, object]:
        headers = {
            "Content-Type": "application/json",
            "X-CSRFToken": {c.name: c.value or "" for c in jar}.get("csrftoken", ""),
        }
        data = None if body is None else json.dumps(body).encode()
        with opener.open(urllib.request.Request(url + path, data, headers)) as answer:
            return dict(json.load(answer))

    send("/api/session")
    send("/_allauth/browser/v1/auth/login", {"email": "anna@voorbeeld.test", "password": "Welkom-2026!"})
    have = send("/api/contacts")["total"]
    assert isinstance(have, int)
    for number in range(CONTACTS - have):
        numbers = [{"label": "mobiel", "number": f"06{number:08}"}]
        send("/api/contacts", {"kind": "plain", "name": f"Persoon {number}", "numbers": numbers})
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _round(server: RunningServer, cookies: str) -> dict[str, float]:
    """Load the server for a while; return what one round found."""
    begin = _cpu_seconds(server.pid)
    times = sorted(asyncio.run(_load(server.port, cookies)))
    used = _cpu_seconds(server.pid) - begin
    return {
        "per_second": round(len(times) / SECONDS),
        "p50_ms": times[len(times) // 2],
        "p99_ms": times[int(len(times) * 0.99)],
        "server_cpu_ms": used / len(times) * 1000,
    }


def _cpu_seconds(pid: int) -> float:
    """Return how long the threads of a process have been on a core."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _load(port: int, cookies: str) -> list[float]:
    """Ask for the list over all connections; return the times of the answers (ms)."""
    request = f"GET /api/contacts HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookies}\r\n\r\n".encode()
    times: list[float] = []
    end = time.perf_counter() + SECONDS

    async def reader_loop() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            begin = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            times.append((time.perf_counter() - begin) * 1000)
        writer.close()

    await asyncio.gather(*(reader_loop() for _ in range(CONNECTIONS)))
    return times


if __name__ == "__main__":
    main()
