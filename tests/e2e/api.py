"""A client of the server without a browser: the same HTTP commands and WebSocket, for what needs no screen."""

import http.cookiejar
import json
import urllib.request
import uuid
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

PASSWORD = "Welkom-2026!"


class Tab:
    """One browser tab of one person, or of nobody."""

    def __init__(self, url: str, name: str | None = None) -> None:
        self.url = url
        self.client = str(uuid.uuid4())
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self.get("/api/session")
        if name:
            self.post("/_allauth/browser/v1/auth/login", {"email": f"{name}@voorbeeld.test", "password": PASSWORD})

    @property
    def person_id(self) -> str:
        """The id of who is signed in."""
        return str(self.get("/api/session")["person"]["id"])

    def get(self, path: str) -> Any:
        """Return the JSON of an address."""
        with self._opener.open(self.url + path) as answer:
            return json.load(answer)

    def post(self, path: str, body: object) -> Any:
        """Send a command; raises urllib's HTTPError when it is refused."""
        return self._command("POST", path, body)

    def delete(self, path: str) -> Any:
        """Send a command that removes something."""
        return self._command("DELETE", path, None)

    def open(self, path: str = "/ws", *, origin: str | None = None) -> ClientConnection:
        """Open a WebSocket as a page of this site would."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies().items())
        address = self.url.replace("http", "ws", 1) + path
        # Legacy: the caller closes it, not a with statement.
        return connect(
            address,
            origin=Origin(origin or self.url),
            additional_headers={"Cookie": cookies},
            open_timeout=10,
            legacy=True,
        )

    def listen(self, last: int | None = None) -> "Events":
        """Open the stream of events."""
        return Events(self.open(), self.client, last)

    def _command(self, method: str, path: str, body: object) -> Any:
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._cookies()["csrftoken"], "Origin": self.url}
        data = None if body is None else json.dumps(body).encode()
        with self._opener.open(urllib.request.Request(self.url + path, data, headers, method=method)) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def _cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self._jar}


class Events:
    """The stream of one tab, after its hello."""

    def __init__(self, socket: ClientConnection, client: str, last: int | None) -> None:
        self.socket = socket
        self.send({"type": "hello", "client": client, "last": last})
        self.welcome = self.next()

    def send(self, message: object) -> None:
        """Send a message."""
        self.socket.send(json.dumps(message))

    def next(self, seconds: float = 10) -> Any:
        """Return the next frame; raises TimeoutError."""
        return json.loads(self.socket.recv(timeout=seconds))

    def until(self, kind: str, **data: object) -> Any:
        """Return the next frame of this type, some of whose data are these; the others are passed over."""
        while True:
            frame = self.next()
            if frame["type"] == kind and all(frame["data"].get(name) == value for name, value in data.items()):
                return frame

    def close(self) -> None:
        """Close the stream."""
        self.socket.close()
