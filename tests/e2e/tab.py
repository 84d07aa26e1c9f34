"""One browser tab of a person as the server sees it: session, commands over HTTP, events over WebSocket."""

import http.cookiejar
import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.e2e.browsers import PASSWORD
from tests.e2e.server import RunningServer

Json = dict[str, Any]


class Tab:
    """A tab that is signed in; `online` connects it, and again after a fault with the last number that it saw."""

    def __init__(self, server: RunningServer, name: str) -> None:
        self.server = server
        self.client = str(uuid.uuid4())
        self.person = ""
        self._cookies = http.cookiejar.CookieJar()
        self._http = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self._socket: ClientConnection | None = None
        self._last: int | None = None
        self.send("GET", "/api/session")
        self.send("POST", "/_allauth/browser/v1/auth/login", email=f"{name}@voorbeeld.test", password=PASSWORD)
        self.person = self.send("GET", "/api/session")["person"]["id"]

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

    def online(self) -> Json:
        """Connect; return the welcome."""
        self.offline()
        headers = {"Cookie": f"sessionid={self._cookie('sessionid')}"}
        url = self.server.url.replace("http", "ws", 1) + "/ws"
        origin = Origin(self.server.url)
        # `legacy` is the form without a context manager: the connection outlives this call.
        self._socket = connect(url, additional_headers=headers, origin=origin, compression=None, legacy=True)
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
        """Return the next frame of this type; others that come before it are passed over."""
        assert self._socket is not None
        end = time.monotonic() + seconds
        while True:
            try:
                frame: Json = json.loads(self._socket.recv(timeout=max(0, end - time.monotonic())))
            except (TimeoutError, ConnectionClosed) as error:
                raise AssertionError(f"no {kind} within {seconds} s") from error
            self._last = frame.get("n", self._last)
            if frame["type"] == kind:
                return frame

    def room_until(self, holds: Callable[[Json], bool], seconds: float = 5) -> Json:
        """Return the room once an event tells one for which `holds`."""
        end = time.monotonic() + seconds
        while True:
            room: Json = self.next("room.changed", end - time.monotonic())["data"]["room"]
            if holds(room):
                return room

    def signal(self, room: Json, to: "Tab", data: Any) -> None:
        """Send a signal from my seat to another's."""
        seats = {seat["person"]["id"]: seat["id"] for seat in room["seats"]}
        self._write(
            {"type": "signal", "room": room["id"], "seat": seats[self.person], "to": seats[to.person], "data": data}
        )

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

    def history(self) -> list[tuple[str, str]]:
        """Return direction and outcome of each entry, the newest first."""
        return [(entry["direction"], entry["outcome"]) for entry in self.send("GET", "/api/history")["items"]]

    def _write(self, message: Json) -> None:
        assert self._socket is not None
        self._socket.send(json.dumps(message))

    def _cookie(self, name: str) -> str:
        return next((cookie.value or "" for cookie in self._cookies if cookie.name == name), "")
