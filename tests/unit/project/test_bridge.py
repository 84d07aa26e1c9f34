"""The bridge between ASGI and Django: bodies with a cap, whole answers, streams, and what a request can not forge."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from oogcontact.project import bridge
from oogcontact.project.bridge import TOO_LARGE, Bridge, Message

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def scope(headers: list[tuple[bytes, bytes]] | None = None, path: str = "/x") -> dict[str, Any]:
    return {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"a=b",
        "http_version": "1.1",
        "headers": headers or [],
        "client": ("192.0.2.7", 4000),
    }


async def ask(
    app: App, *pieces: bytes, headers: list[tuple[bytes, bytes]] | None = None, limit: int = 100
) -> list[Message]:
    waiting: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": index < len(pieces) - 1}
        for index, piece in enumerate(pieces)
    ] or [{"type": "http.request", "body": b""}]
    waiting.append({"type": "http.disconnect"})
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    made = Bridge(app, lambda path: limit, threads=1)
    await made(scope(headers), receive, send)
    made.close()
    return sent


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("201 Created", [("X-Length", environ["CONTENT_LENGTH"])])
    return [b"too large" if environ[TOO_LARGE] else environ["wsgi.input"].read()]


async def test_a_body_in_pieces_arrives_whole() -> None:
    sent = await ask(echo, b"abc", b"def")
    assert sent[0] == {"type": "http.response.start", "status": 201, "headers": [(b"x-length", b"6")]}
    assert b"".join(message["body"] for message in sent[1:]) == b"abcdef"
    assert not sent[-1].get("more_body")


@pytest.mark.parametrize("answer", [[b"whole"], [b"in ", b"pieces"], [b""], []])
async def test_an_answer_ends_with_its_last_piece(answer: list[bytes]) -> None:
    """Nothing more is sent after it; an empty answer ends too."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return answer

    sent = await ask(app)
    pieces = [message["body"] for message in sent[1:]]
    assert pieces == ([piece for piece in answer if piece] or [b""])
    assert [message.get("more_body", False) for message in sent[1:]] == [True] * (len(pieces) - 1) + [False]


@pytest.mark.parametrize("announced", [b"101", None])
async def test_a_body_above_the_limit_is_not_read(announced: bytes | None) -> None:
    """Announced or not: at most the limit is held in memory."""
    headers = [(b"content-length", announced)] if announced else []
    sent = await ask(echo, b"x" * 60, b"x" * 60, headers=headers)
    assert sent[1]["body"] == b"too large"


async def test_who_goes_away_while_sending_costs_no_thread() -> None:
    ran = False

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        nonlocal ran
        ran = True
        return []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError

    made = Bridge(app, lambda path: 100, threads=1)
    await made(scope(), receive, send)
    made.close()
    assert not ran


async def test_a_large_answer_waits_for_its_reader() -> None:
    """What lies in memory of a stream is bounded, and the stream is closed at its end."""
    made = 0
    closed = False

    def stream() -> Iterator[bytes]:
        nonlocal made, closed
        try:
            for _ in range(20):
                made += 1
                yield b"x" * 100_000
        finally:
            closed = True

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return stream()

    ahead: list[int] = []
    size = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        nonlocal size
        size += len(message.get("body", b""))
        ahead.append(made * 100_000 - size)

    bridged = Bridge(app, lambda path: 100, threads=1)
    await bridged(scope(), receive, send)
    await asyncio.to_thread(bridged.close)
    assert size == 2_000_000
    assert closed
    assert max(ahead) <= bridge.WHOLE_ANSWER + 100_000


def test_headers_with_underscores_can_not_pass_for_others() -> None:
    environ = bridge.build_environ(scope([(b"x_forwarded_for", b"1.2.3.4"), (b"x-real", b"yes")]), b"")
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert environ["HTTP_X_REAL"] == "yes"
    assert environ["REMOTE_ADDR"] == "192.0.2.7"


def test_doubled_headers_become_a_list() -> None:
    """A second Host makes an invalid one, which Django refuses."""
    assert bridge.build_environ(scope([(b"host", b"a"), (b"host", b"b")]), b"")["HTTP_HOST"] == "a,b"


async def test_what_is_slow_holds_nobody_up() -> None:
    """CAL-2: an answer to a ring does not wait for photos."""
    at_work, photos = threading.Event(), threading.Event()

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/photo":
            at_work.set()
            photos.wait(5)
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    made = Bridge(app, lambda path: 100, is_slow=lambda path: path == "/photo", threads=1)
    answered: list[str] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        return None

    async def answer(path: str) -> None:
        await made(scope(path=path), receive, send)
        answered.append(path)

    slow = [asyncio.create_task(answer("/photo")) for _ in range(3)]
    await asyncio.to_thread(at_work.wait, 5)
    await answer("/ring")
    photos.set()
    await asyncio.gather(*slow)
    made.close()
    assert answered == ["/ring", "/photo", "/photo", "/photo"]
