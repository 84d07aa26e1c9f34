"""The hot read `GET /api/contacts`: 50 contacts through the real server on SQLite, requests per second.

`python -m bench.contact_search_list` starts a server of its own, loads it from this process over kept connections,
prints the figure and writes build/bench/contact_list.json. Server and load share the machine's cores.
"""

import asyncio
import http.cookiejar
import json
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.e2e.server import RunningServer

CONNECTIONS = 8
SECONDS = 6.0
CONTACTS = 50
OUTPUT = Path("build/bench/contact_list.json")


def main() -> None:
    """Start, fill, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder)).start()
        try:
            cookies = _sign_in_and_fill(server.url)
            figures = asyncio.run(_load(server.port, cookies))
        finally:
            server.stop()
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(json.dumps(figures))
    print(figures)


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


async def _load(port: int, cookies: str) -> dict[str, object]:
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
    times.sort()
    found = {
        "per_second": round(len(times) / SECONDS),
        "p50_ms": times[len(times) // 2],
        "p99_ms": times[int(len(times) * 0.99)],
    }
    return {"contacts": CONTACTS, "connections": CONNECTIONS, **{name: round(each, 1) for name, each in found.items()}}


if __name__ == "__main__":
    main()
