"""One browser tab of a person as the server sees it: session, commands over HTTP, events over WebSocket."""

import http.cookiejar
import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.e2e.browsers import PASSWORD
from tests.e2e.server import RunningServer

Json = dict[str, Any]


def open_socket(
    server: RunningServer, path: str = "/ws", *, headers: dict[str, str] | None = None, origin: str = ""
) -> ClientConnection:
    """Open a WebSocket as a page of this site would, or one of another `origin`."""
    url = server.url.replace("http", "ws", 1) + path
    # `legacy` is the form without a context manager: the connection outlives this call.
    return connect(url, additional_headers=headers, origin=Origin(origin or server.url), compression=None, legacy=True)


def close_code(socket: ClientConnection, seconds: float = 10) -> int:
    """Wait until the server closes a connection, whatever it says before; return its code (RFC 6455, 7.4)."""
    end = time.monotonic() + seconds
    with suppress(ConnectionClosed):
        while True:
            socket.recv(timeout=max(0, end - time.monotonic()))
    assert socket.protocol.close_code is not None
    return int(socket.protocol.close_code)


class Tab:
    """A tab that is signed in; `online` connects it, and again after a fault with the last number that it saw.

    With `anew` it has a session of its own, as another device.
    """

    def __init__(self, server: RunningServer, name: str, *, anew: bool = False) -> None:
        self.server = server
        self.client = str(uuid.uuid4())
        self.person = ""
        self._cookies = http.cookiejar.CookieJar()
        self._http = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self._socket: ClientConnection | None = None
        self._last: int | None = None
        # To sign in takes a third of a second of processor, on purpose: once is enough while the session lasts.
        for cookie in () if anew else server.sessions.get(name, ()):
            self._cookies.set_cookie(cookie)
        if self.send("GET", "/api/session")["person"] is None:
            self.send("POST", "/_allauth/browser/v1/auth/login", email=f"{name}@voorbeeld.test", password=PASSWORD)
            if not anew:
                server.sessions[name] = list(self._cookies)
        self.person = self.send("GET", "/api/session")["person"]["id"]
        self._old = {entry["id"] for entry in self.send("GET", "/api/history")["items"]}

    def send(self, method: str, path: str, **body: Any) -> Any:
        """Send a command; return its answer; raises HTTPError for a refused one."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._cookie("csrftoken")}
        data = None if method == "GET" else json.dumps(body).encode()
        request = urllib.request.Request(self.server.url + path, data, headers, method=method)
        with self._http.open(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def refused(self, method: str, path: str, **body: Any) -> str:
        """Send a command that must be refused; return the code."""
        try:
            self.send(method, path, **body)
        except urllib.error.HTTPError as error:
            with error:
                code: str = json.loads(error.read())["errors"][0]["code"]
            return code
        raise AssertionError(f"{path} was not refused")

    def cookies(self) -> list[dict[str, str]]:
        """Return the cookies of the session, for a browser window of this person."""
        names = ("sessionid", "csrftoken")
        return [{"name": name, "value": self._cookie(name), "url": self.server.url} for name in names]

    def headers(self) -> dict[str, str]:
        """Return the headers with which a WebSocket of this person is opened."""
        return {"Cookie": f"sessionid={self._cookie('sessionid')}"}

    def online(self) -> Json:
        """Connect; return the welcome."""
        self.offline()
        self._socket = open_socket(self.server, headers=self.headers())
        self._write({"type": "hello", "client": self.client, "last": self._last})
        welcome = self.next("welcome")
        if not welcome["resumed"]:
            self._last = welcome["last"]
        return welcome

    def offline(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def next(self, kind: str, seconds: float = 15) -> Json:
        """Return the next frame of this type; others that come before it are passed over.

        The numbered ones, its own among them, must follow upon the last one without a gap (CAL-8).
        """
        assert self._socket is not None
        end = time.monotonic() + seconds
        while True:
            try:
                frame: Json = json.loads(self._socket.recv(timeout=max(0, end - time.monotonic())))
            except (TimeoutError, ConnectionClosed) as error:
                raise AssertionError(f"no {kind} within {seconds} s: {error}") from error
            if "n" in frame:
                assert self._last is not None
                assert frame["n"] == self._last + 1, "an event is missing"
                self._last = frame["n"]
            if frame["type"] == kind:
                return frame

    def close_code(self) -> int:
        """Wait until the server closes the connection; return its code."""
        assert self._socket is not None
        return close_code(self._socket)

    def room_until(self, holds: Callable[[Json], bool], seconds: float = 5) -> Json:
        """Return the room once an event tells one for which `holds`."""
        end = time.monotonic() + seconds
        while True:
            room: Json = self.next("room.changed", end - time.monotonic())["data"]["room"]
            if holds(room):
                return room

    def signal(self, room: Json, to: "Tab", data: Any, as_seat: str | None = None) -> None:
        """Send a signal from my seat to another's, or as if it came from `as_seat`."""
        seats = {seat["person"]["id"]: seat["id"] for seat in room["seats"]}
        ends = {"seat": as_seat or seats[self.person], "to": seats[to.person]}
        self._write({"type": "signal", "room": room["id"], **ends, "data": data})

    def call(self, *others: "Tab") -> Json:
        """Call others; return the room."""
        ids = [other.person for other in others]
        room: Json = self.send("POST", "/api/calls", person_ids=ids, media="video", client=self.client)
        return room

    def accept(self, ring: str) -> Json:
        """Answer a ring; return the room."""
        room: Json = self.send("POST", f"/api/rings/{ring}/accept", client=self.client)
        return room

    def command(self, room: Json, verb: str) -> Json:
        """Leave or return to a room; return it."""
        answer: Json = self.send("POST", f"/api/rooms/{room['id']}/{verb}", client=self.client)
        return answer

    def end_calls(self) -> None:
        """Leave every call, so that the next test finds nobody busy."""
        for room in self.send("GET", "/api/live")["rooms"]:
            self.command(room, "leave")

    def history(self) -> list[tuple[str, str]]:
        """Return direction and outcome of each entry since this tab was made, the newest first."""
        entries = self.send("GET", "/api/history")["items"]
        return [(entry["direction"], entry["outcome"]) for entry in entries if entry["id"] not in self._old]

    def _write(self, message: Json) -> None:
        assert self._socket is not None
        self._socket.send(json.dumps(message))

    def _cookie(self, name: str) -> str:
        return next((cookie.value or "" for cookie in self._cookies if cookie.name == name), "")
