"""Debian's coturn on the loopback address, with the configuration that the project ships."""

import grp
import os
import pwd
import socket
import subprocess
import time
from pathlib import Path

from tests.e2e.server import ROOT, free_port

SECRET = "the-secret-of-the-tests"


class TurnServer:
    """`turnserver -c deploy/coturn.conf`; `peers` may be reached though they are on this machine."""

    def __init__(self, folder: Path, *, peers: tuple[str, ...] = ()) -> None:
        self.port = free_port()
        self.log = folder / "coturn.log"
        own = {
            "listening-ip": "127.0.0.1",
            "relay-ip": "127.0.0.1",
            "listening-port": str(self.port),
            "static-auth-secret": SECRET,
            "pidfile": str(folder / "coturn.pid"),
            "userdb": str(folder / "turndb"),
            # The account of a service may not write into the folder of a test.
            "proc-user": pwd.getpwuid(os.getuid()).pw_name,
            "proc-group": grp.getgrgid(os.getgid()).gr_name,
        }
        allowed = ["--allow-loopback-peers", *(f"--allowed-peer-ip={peer}" for peer in peers)] if peers else []
        options = [f"--{name}={value}" for name, value in own.items()]
        self._command = ["turnserver", "-c", str(ROOT / "deploy/coturn.conf"), "--no-tls", "--no-dtls"]
        self._command += options + allowed
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the web server for this relay."""
        return {"TURN_URL": f"turn:127.0.0.1:{self.port}?transport=udp", "TURN_SECRET": SECRET}

    def start(self) -> "TurnServer":
        """Start it; returns when it takes connections."""
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        end = time.monotonic() + 20
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"coturn did not start:\n{self.log.read_text()[-3000:]}")
        return self

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False
