"""A real server for the tests: its own process, port and data; it can be killed in the middle and started again."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from http.cookiejar import Cookie
from pathlib import Path
from typing import Any

from tests.ports import free_sip_port

ROOT = Path(__file__).parents[2]

#: The server must answer within this time (seconds); a loaded machine of two cores takes two to five.
READY_SECONDS = 60


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class RunningServer:
    """`oogcontact run` with the demo organisation, in `data`; more settings by `environment`."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.sip_port = free_sip_port()
        own = {"PORT": str(self.port), "DATA_DIR": str(data), "DEMO": "1", "PUBLIC_URL": self.url}
        # No two servers of the tests want the same ones.
        own |= {"SIP_PORT": str(self.sip_port), "SIP_TLS_PORT": str(free_sip_port())}
        # The settings of the tests must not reach the server: it is the product as it is.
        # Python may keep what it has compiled, so that the next server starts in half the time.
        unwanted = ("DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE")
        inherited = {name: value for name, value in os.environ.items() if name not in unwanted}
        self._environment = {**inherited, "SECRET_KEY": "the-key-of-the-tests", **own, **environment}
        self._command = [str(ROOT / ".venv/bin/oogcontact"), "run"]
        self._process: subprocess.Popen[bytes] | None = None
        self._helpers: dict[str, subprocess.Popen[str]] = {}
        self.log = data / "server.log"
        #: The cookies of those who have signed in, by name (tests/e2e/tab.py).
        self.sessions: dict[str, list[Cookie]] = {}

    def start(self) -> "RunningServer":
        """Start the process; returns when it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command, env=self._environment, cwd=ROOT, stdout=log, stderr=log)
        end = time.monotonic() + READY_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise RuntimeError("the server did not start:\n" + self.log.read_text()[-4000:])
            time.sleep(0.05)
        return self

    @property
    def pid(self) -> int:
        """The process that serves now."""
        assert self._process is not None
        return self._process.pid

    def revive(self) -> None:
        """Start the process where a test has left none."""
        if self._process is None or self._process.poll() is not None:
            self.start()

    def kill(self) -> None:
        """End the process at once, as a power cut would (kill -9)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the process as Ctrl-C does, and what works on its data; returns its exit."""
        for helper in self._helpers.values():
            # It ends with its questions.
            helper.communicate(timeout=15)
        self._helpers.clear()
        self._end(signal.SIGINT)

    def restart(self) -> None:
        """Kill the process and start it on the same port with the same data."""
        self.kill()
        self.start()

    def ask(self, script: str, question: Any) -> Any:
        """Ask a Python module of the tests that works on the server's data; it answers each line of JSON with one.

        It stays beside the server, because to start one takes as long as a server does.
        """
        if script not in self._helpers:
            command = [str(ROOT / ".venv/bin/python"), "-m", script]
            environment = {**self._environment, "DJANGO_SETTINGS_MODULE": "oogcontact.project.settings"}
            self._helpers[script] = subprocess.Popen(
                command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        helper = self._helpers[script]
        assert helper.stdin is not None
        assert helper.stdout is not None
        helper.stdin.write(json.dumps(question) + "\n")
        helper.stdin.flush()
        answer = helper.stdout.readline()
        assert answer, f"{script} has ended"
        return json.loads(answer)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise
        self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def copy_of(template: Path, target: Path) -> Path:
    """Return `target`, filled with the prepared data of a server that has ended."""
    shutil.copytree(template, target)
    return target
