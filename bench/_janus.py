"""The peer of the conference bridge: Debian's Janus with its AudioBridge, and telephones in it by plain RTP (G.711).

Janus runs with a configuration of its own in a folder that is thrown away, without rights, with no plugin but this one.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.e2e.server import free_port

PLUGIN = "janus.plugin.audiobridge"

#: What is loaded of all that Debian installs: the kind of module, and its name.
MODULES = {"plugins": "libjanus_audiobridge.so", "transports": "libjanus_websockets.so"}

#: Janus must take connections, answer and end within this time (seconds).
PATIENCE = 20.0

#: Rooms mix at the rate of the telephones, so that nothing is resampled; nobody asks who speaks, nothing is kept.
ROOM = {
    "sampling_rate": 8_000,
    "audiolevel_ext": False,
    "audiolevel_event": False,
    "record": False,
    "allow_rtp_participants": True,
}

#: Payload type of G.711 A-law (RFC 3551).
PCMA = 8


class Janus:
    """A Janus in a process of its own, with telephones in conferences of so many each."""

    def __init__(self, host: str, ports: range, conference: int) -> None:
        self._host = host
        self._ports = ports
        self._conference = conference
        self._folder = Path(tempfile.mkdtemp(prefix="oogcontact-janus-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._api: _Api | None = None
        self._from = (0.0, 0.0)

    def start(self, ports: list[int]) -> list[int]:
        """Start the process with a leg for each telephone, which receives on its port; return where it sends to."""
        api_port = free_port()
        self._write_configuration(api_port)
        # It needs no rights; who has them gives them up.
        as_nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
        if as_nobody:
            shutil.chown(self._folder, "nobody")
        command = [*as_nobody, "janus", "--configs-folder", str(self._folder), "--disable-colors"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log)
        self._api = _Api(self._connect(api_port))
        return [self._join(number, port) for number, port in enumerate(ports)]

    def begin(self) -> None:
        """Measure from now."""
        self._from = self._cpu_seconds(), time.monotonic()

    def end(self) -> dict[str, float]:
        """Return the CPU that it took since `begin`: `cpu`, the part of a core (%)."""
        cpu, begin = self._from
        return {"cpu": 100 * (self._cpu_seconds() - cpu) / (time.monotonic() - begin)}

    def close(self) -> None:
        """End the process and remove its folder."""
        if self._api:
            self._api.close()
        if self._process:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _log(self) -> Path:
        return self._folder / "janus.log"

    def _write_configuration(self, api_port: int) -> None:
        """Write the files of the configuration, and folders with only the modules that are used."""
        for kind, name in MODULES.items():
            installed = sorted(Path("/usr/lib").glob(f"*/janus/{kind}/{name}"))
            if not installed:
                raise SystemExit("the peer is missing: tools/debian-packages janus")
            (self._folder / kind).mkdir()
            (self._folder / kind / name).symlink_to(installed[-1])
        folders = {f"{kind}_folder": str(self._folder / kind) for kind in (*MODULES, "events", "loggers")}
        # A session without requests lives on: while it is measured nothing else is asked of it.
        general = {**folders, "debug_level": 3, "interface": self._host, "session_timeout": 0}
        self._write("janus", general=general)
        ports = f"{self._ports.start}-{self._ports.stop - 1}"
        self._write("janus.plugin.audiobridge", general={"rtp_port_range": ports, "local_ip": self._host})
        websocket = {"ws": True, "ws_ip": self._host, "ws_port": api_port}
        self._write("janus.transport.websockets", general=websocket)

    def _write(self, name: str, **sections: dict[str, object]) -> None:
        """Write a file of the configuration; its values are written as those of JSON."""
        blocks = []
        for section, values in sections.items():
            lines = "".join(f"  {key} = {json.dumps(value)}\n" for key, value in values.items())
            blocks.append(f"{section}: {{\n{lines}}}\n")
        (self._folder / f"{name}.jcfg").write_text("".join(blocks))

    def _connect(self, port: int) -> ClientConnection:
        assert self._process is not None
        end = time.monotonic() + PATIENCE
        while True:
            try:
                # At its first sound everybody in a room is told of a telephone: nobody reads that, and all of it fits.
                return connect(
                    f"ws://{self._host}:{port}",
                    subprotocols=[Subprotocol("janus-protocol")],
                    max_queue=None,
                    ping_interval=None,
                    proxy=None,
                )
            except OSError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("Janus did not start:\n" + self._log.read_text()[-4000:]) from None
                time.sleep(0.05)

    def _join(self, number: int, port: int) -> int:
        """Take a telephone into its conference, which its first one makes; return the port that it sends to."""
        assert self._api is not None
        handle = self._api.attach()
        room = 1 + number // self._conference
        if number % self._conference == 0:
            self._api.tell(handle, request="create", room=room, **ROOM)
        rtp = {"ip": self._host, "port": port, "payload_type": PCMA}
        joined = self._api.tell(handle, request="join", room=room, codec="pcma", rtp=rtp)
        at: int = joined["rtp"]["port"]
        return at

    def _cpu_seconds(self) -> float:
        """Return what all its threads took until now, in user and kernel mode."""
        assert self._process is not None
        # The name of the program, in brackets, can hold anything.
        after_name = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


class _Api:
    """One session of the Janus API over a WebSocket; each request waits for its answer."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._count = 0
        self._session: dict[str, int] = {}
        self._session = {"session_id": self._ask(janus="create")["data"]["id"]}

    def attach(self) -> int:
        """Return a new handle of the plugin: one for each telephone."""
        handle: int = self._ask(janus="attach", plugin=PLUGIN)["data"]["id"]
        return handle

    def tell(self, handle: int, **body: object) -> dict[str, Any]:
        """Send a request to the plugin; return its answer."""
        data: dict[str, Any] = self._ask(janus="message", handle_id=handle, body=body)["plugindata"]["data"]
        if "error" in data:
            raise RuntimeError(f"the AudioBridge refused {body}: {data['error']}")
        return data

    def close(self) -> None:
        """End the connection, and with it the session."""
        self._socket.close()

    def _ask(self, **request: object) -> dict[str, Any]:
        self._count += 1
        transaction = str(self._count)
        self._socket.send(json.dumps({**request, **self._session, "transaction": transaction}))
        while True:
            answer: dict[str, Any] = json.loads(self._socket.recv(PATIENCE))
            # Others in the room are told of newcomers, and what takes longer is acknowledged first.
            if answer.get("transaction") == transaction and answer["janus"] != "ack":
                if answer["janus"] == "error":
                    raise RuntimeError(f"Janus refused {request}: {answer['error']}")
                return answer
