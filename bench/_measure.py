"""What the benches share: figures in a file, the memory of a process, people signed in over HTTP."""

import http.cookiejar
import json
import os
import urllib.request
import uuid
from pathlib import Path
from typing import Any

OUTPUT = Path("build/bench")

#: Of everybody in the demo organisation.
PASSWORD = "Welkom-2026!"


def write(name: str, figures: object) -> None:
    """Write figures to build/bench/`name`.json."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    (OUTPUT / f"{name}.json").write_text(json.dumps(figures, indent=2))


def percentile(sorted_values: list[float], part: float) -> float:
    """Return the value below which `part` (0 to 1) of the values lie."""
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * part))]


def rss_kib(pid: int) -> int:
    """Return the resident memory of a process (KiB), without the pages that it shares with a file on disk."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon")).split()[1])


def prepare_django(folder: str) -> None:
    """Set Django up in this process with the product's settings and the data in `folder`."""
    os.environ["DATA_DIR"] = folder
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "oogcontact.project.settings"
    import django  # noqa: PLC0415  # only now stands in the environment what its settings read

    django.setup()


class Person:
    """Somebody of the demo organisation, signed in on one tab."""

    def __init__(self, url: str, name: str) -> None:
        self.url = url
        self.client = str(uuid.uuid4())
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self.send("GET", "/api/session")
        self.send("POST", "/_allauth/browser/v1/auth/login", email=f"{name}@voorbeeld.test", password=PASSWORD)
        self.id: str = self.send("GET", "/api/session")["person"]["id"]

    @property
    def cookies(self) -> str:
        """The value of the Cookie header."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def send(self, method: str, path: str, **body: object) -> Any:
        """Send a command; return its answer; raises urllib's HTTPError when it is refused."""
        token = next((cookie.value or "" for cookie in self._jar if cookie.name == "csrftoken"), "")
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        data = None if method == "GET" else json.dumps(body).encode()
        with self._opener.open(urllib.request.Request(self.url + path, data, headers, method=method)) as answer:
            text = answer.read()
        return json.loads(text) if text else None
