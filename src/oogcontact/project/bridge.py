"""Django's WSGI application behind ASGI: bodies are read on the event loop, views run in a small fixed pool of threads.

A thread is taken only when the whole body is there, so that slow senders hold none; whole answers go back in one
step. The pool never grows, so that each thread keeps one database connection for good (`CONN_MAX_AGE=None`).
"""

import asyncio
import io
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from typing import Any

Message = dict[str, Any]
Scope = dict[str, Any]
Receive = Callable[[], Any]
Send = Callable[[Message], Any]
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

#: Threads that answer requests, by database. In the process itself a read waits for nobody, and more threads only pass
#: Python's lock around: `GET /api/contacts` 960, 830 and 720 times a second with 1, 2 and 3, and relayed signals are
#: later with each. Two, so that one may wait for SQLite's one writer; a database server is waited for at every step.
THREADS = {"sqlite": 2, "postgresql": 4}

#: Threads for what takes long, so that nobody else waits for it: passwords, photos.
SLOW_THREADS = 2

#: A body must be here within this time (seconds); phones on a poor network send a photo of 10 MB at 1 Mbit/s in 80 s.
BODY_SECONDS = 120

#: Answers up to this size (bytes) leave the thread in one step; larger ones wait for the reader piece by piece.
WHOLE_ANSWER = 256 * 1024

#: The key in the WSGI environment that tells Django to refuse the request, because its body was too large to read.
TOO_LARGE = "oogcontact.too_large"


class Disconnected(Exception):
    """The client went away, or sent its body too slowly."""


class Bridge:
    """Answers ASGI `http` by a WSGI application.

    `limit_of(path)` gives the most bytes of a body; `threads` views run at once; what `is_slow(path)` names has
    threads of its own.
    """

    def __init__(
        self,
        app: WsgiApp,
        limit_of: Callable[[str], int],
        is_slow: Callable[[str], bool] = lambda path: False,
        *,
        threads: int,
    ) -> None:
        self._app = app
        self._limit_of = limit_of
        self._is_slow = is_slow
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="web")
        self._slow_pool = ThreadPoolExecutor(SLOW_THREADS, thread_name_prefix="slow")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await read_body(scope, receive, self._limit_of(scope["path"]))
        except (Disconnected, TimeoutError):
            return
        environ = build_environ(scope, body)
        loop = asyncio.get_running_loop()
        pool = self._slow_pool if self._is_slow(scope["path"]) else self._pool
        answer = await loop.run_in_executor(pool, self._run, environ, loop, send)
        for message in answer:
            await send(message)

    def close(self) -> None:
        """End the threads; returns when the running views have answered."""
        self._pool.shutdown()
        self._slow_pool.shutdown()

    def _run(self, environ: dict[str, Any], loop: asyncio.AbstractEventLoop, send: Send) -> list[Message]:
        """Run the application in this thread; return the messages that it has not sent itself."""
        waiting: list[Message] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
            waiting[:] = [{"type": "http.response.start", "status": int(status[:3]), "headers": pairs}]

        def send_now() -> None:
            for message in waiting:
                asyncio.run_coroutine_threadsafe(send(message), loop).result()
            waiting.clear()

        result = self._app(environ, start_response)
        size = 0
        with closing(result) if hasattr(result, "close") else nullcontext():  # type: ignore[type-var]
            for chunk in _filled(result):
                waiting.append({"type": "http.response.body", "body": chunk, "more_body": True})
                size += len(chunk)
                if size > WHOLE_ANSWER:
                    send_now()
        if waiting and "body" in waiting[-1]:
            waiting[-1]["more_body"] = False
        else:
            waiting.append({"type": "http.response.body", "body": b""})
        return waiting


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """Return the whole body, or None when it is longer than `limit` bytes; raises Disconnected."""
    announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if announced.isdigit() and int(announced) > limit:
        return None
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > limit:
            return None
        if not message.get("more_body", False):
            return b"".join(pieces)


def build_environ(scope: Scope, body: bytes | None) -> dict[str, Any]:
    """Return the WSGI environment (PEP 3333) of an ASGI `http` scope; a body of None was too large."""
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body or b""),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        TOO_LARGE: body is None,
    }
    for name, value in _headers(scope):
        # Doubled headers become one list; the second Host or length of a smuggled request makes an invalid one.
        environ[name] = f"{environ[name]},{value}" if name in environ else value
    # The length that was read rules: a chunked body announces none.
    environ["CONTENT_LENGTH"] = str(len(body or b""))
    return environ


def _headers(scope: Scope) -> Iterator[tuple[str, str]]:
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin-1")
        # X_Forwarded_For would else be read as X-Forwarded-For.
        if "_" in name or name == "content-length":
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        yield key, raw_value.decode("latin-1")


def _filled(result: Iterable[bytes]) -> Iterator[bytes]:
    return (chunk for chunk in result if chunk)
