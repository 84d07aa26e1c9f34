"""A real server for the tests: its own process, port and data; it can be killed in the middle and started again."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

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
        own = {"PORT": str(self.port), "DATA_DIR": str(data), "DEMO": "1", "PUBLIC_URL": self.url}
        # The settings of the tests must not reach the server: it is the product as it is.
        inherited = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE",)}
        self._environment = {**inherited, "SECRET_KEY": "the-key-of-the-tests", **own, **environment}
        self._command = [str(ROOT / ".venv/bin/oogcontact"), "run"]
        self._process: subprocess.Popen[bytes] | None = None
        self.log = data / "server.log"

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

    def kill(self) -> None:
        """End the process at once, as a power cut would (kill -9)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the process as Ctrl-C does; returns its exit."""
        self._end(signal.SIGINT)

    def restart(self) -> None:
        """Kill the process and start it on the same port with the same data."""
        self.kill()
        self.start()

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
