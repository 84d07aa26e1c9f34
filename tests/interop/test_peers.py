"""Real telephones of others: SIPp with captured keys and sound, baresip, and PJSIP (CNF-2, CNF-5, CNF-9)."""

import contextlib
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from oogcontact.audio import RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.speech import Voice
from oogcontact.audio.wav import load_wav
from tests.e2e.server import ROOT, free_port
from tests.e2e.tab import Tab
from tests.interop.conferring import MODERATOR, conference, dial_in
from tests.interop.conftest import TelephoneServer
from tests.telephones import Telephone, find
from tests.unit.audio.phones import sine
from tests.until import wait_until

SCENARIO = Path(__file__).with_name("sipp_conference.xml")

#: So much of a prompt is looked for at once, in samples.
PIECE = RATE // 2


@contextlib.contextmanager
def process(*command: str, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """A program of others, which is ended in any case; what it says stands in a file."""
    with (cwd / "said.txt").open("w") as said:
        made = subprocess.Popen(command, cwd=cwd, stdin=subprocess.PIPE, stdout=said, stderr=said, text=True)
        try:
            yield made
        finally:
            assert made.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                made.stdin.close()
            made.send_signal(signal.SIGTERM)
            try:
                made.wait(10)
            except subprocess.TimeoutExpired:
                made.kill()
                made.wait()


def write_tone(file: Path, frequency: float, seconds: float = 60) -> None:
    """Write a tone as a WAV file of 8 kHz."""
    with wave.open(str(file), "wb") as output:
        output.setparams((1, 2, RATE, 0, "NONE", ""))
        output.writeframes(sine(frequency, seconds=seconds).astype("<i2").tobytes())


def heard_in(file: Path) -> Samples:
    """Return what stands in a WAV file until now, though it is still being written."""
    try:
        content = bytearray(file.read_bytes())
        # Its sizes are written only at the end.
        content[4:8] = (len(content) - 8).to_bytes(4, "little")
        at = content.index(b"data")
        content[at + 4 : at + 8] = (len(content) - at - 8).to_bytes(4, "little")
        return load_wav(bytes(content))
    except (OSError, ValueError, OverflowError):
        return np.zeros(0, np.int16)


def hears(file: Path, prompt: str) -> None:
    """Wait until a prompt stands in a file, with whatever gaps: a peer whose clock is late leaves out frames."""
    said = Voice("nl").say(prompt).astype(np.float32)
    pieces = np.array_split(said, max(1, len(said) // PIECE))

    def heard() -> bool:
        sound = heard_in(file)
        return sum(find(piece, sound) is not None for piece in pieces) > len(pieces) / 2

    wait_until(heard, 30)


def there(tab: Tab) -> list[str]:
    """Return the numbers of those who are in the conference."""
    live = conference(tab)["live"]
    return [one["number"] for one in live["participants"]] if live else []


@pytest.mark.long
def test_sipp_with_captured_keys_and_sound(server: TelephoneServer, tmp_path: Path) -> None:
    """Ten calls of SIPp: its own RFC 4733 captures lead them in, and their captured voice is heard."""
    tab = Tab(server, "anna")
    send = ("PATCH", f"/api/conference-accounts/{conference(tab)['account_id']}")
    tab.send(*send, most=12)
    anna = dial_in(Telephone(server.sip_port, tone=440), MODERATOR, hears="you-are-first")
    try:
        target = f"127.0.0.1:{server.sip_port}"
        options = ("-m", "10", "-r", "2", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", str(free_port()), "-nostdin")
        with process("sipp", target, "-sf", str(SCENARIO), *options, "-s", "100", cwd=tmp_path) as sipp:
            wait_until(lambda: len(there(tab)) == 11, 60)
            begin = len(anna.heard)
            wait_until(lambda: np.abs(anna.heard[begin:].astype(int)).max(initial=0) > 3_000, 30)
            wait_until(lambda: len(there(tab)) == 1, 60)
            assert sipp.wait(30) == 0, (tmp_path / "said.txt").read_text()[-3_000:]
    finally:
        tab.send(*send, most=10)
        anna.hang_up()


def test_baresip(server: TelephoneServer, tmp_path: Path) -> None:
    tab = Tab(server, "anna")
    anna = dial_in(Telephone(server.sip_port, tone=440), MODERATOR, hears="you-are-first")
    control = free_port()
    write_tone(tmp_path / "says.wav", 620)
    (tmp_path / "config").write_text(
        "\n".join(
            [
                f"module_path {_modules()}",
                *(f"module {name}.so" for name in ("g711", "aufile")),
                *(f"module_app {name}.so" for name in ("account", "menu", "ctrl_tcp")),
                f"sip_listen 127.0.0.1:{free_port()}",
                f"ctrl_tcp_listen 127.0.0.1:{control}",
                f"audio_source aufile,{tmp_path / 'says.wav'}",
                f"audio_player aufile,{tmp_path / 'hears.wav'}",
                "audio_alert aufile,/dev/null",
                "rtp_ports 24000-24100",
                "",
            ]
        )
    )
    (tmp_path / "accounts").write_text("<sip:0622222222@127.0.0.1>;regint=0;audio_codecs=PCMA/8000/1\n")
    (tmp_path / "contacts").write_text("")
    with process("baresip", "-f", str(tmp_path), cwd=tmp_path), _connected(control) as ask:
        ask("dial", f"sip:100@127.0.0.1:{server.sip_port}")
        time.sleep(2)
        for key in "4321#1234#":
            ask("sndcode", key)
            time.sleep(0.3)
        time.sleep(3)
        ask("sndcode", "#")
        wait_until(lambda: there(tab) == ["06 1•••••78", "06 2•••••22"], 30)
        wait_until(lambda: anna.loudness(620) > 1_500, 30)
        ask("sndcode", "*")
        ask("sndcode", "1")
        wait_until(lambda: conference(tab)["live"]["participants"][1]["muted"], 20)
        ask("hangup", "")
        wait_until(lambda: len(there(tab)) == 1)
    anna.hang_up()


@pytest.mark.long
def test_pjsip(server: TelephoneServer, tmp_path: Path) -> None:
    tab = Tab(server, "anna")
    anna = dial_in(Telephone(server.sip_port, tone=440), MODERATOR, hears="you-are-first")
    write_tone(tmp_path / "says.wav", 620)
    program = (sys.executable, "-m", "tests.interop.pjsua_telephone", f"sip:100@127.0.0.1:{server.sip_port}")
    with process(*program, str(tmp_path / "says.wav"), str(tmp_path / "hears.wav"), cwd=_at_root(tmp_path)) as phone:
        assert phone.stdin is not None

        def ask(line: str) -> None:
            assert phone.stdin is not None
            phone.stdin.write(line + "\n")
            phone.stdin.flush()

        hears(tmp_path / "hears.wav", "conference-number")
        ask("keys 4321#")
        hears(tmp_path / "hears.wav", "pin")
        ask("keys 1234#")
        hears(tmp_path / "hears.wav", "name")
        time.sleep(0.6)
        ask("keys #")
        hears(tmp_path / "hears.wav", "one-other")
        wait_until(lambda: anna.loudness(620) > 1_500, 30)
        ask("keys *1")
        wait_until(lambda: conference(tab)["live"]["participants"][1]["muted"], 20)
        ask("bye")
        wait_until(lambda: len(there(tab)) == 1)
    anna.hang_up()


def _at_root(folder: Path) -> Path:
    """Return a folder in which the tests can be imported."""
    (folder / "tests").symlink_to(ROOT / "tests")
    return folder


def _modules() -> Path:
    program = shutil.which("baresip")
    assert program is not None, "make test installs it"
    return next(Path("/usr/lib").glob("**/baresip/modules"))


@contextlib.contextmanager
def _connected(port: int) -> Iterator["_Ask"]:
    end = time.monotonic() + 20
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port), 5)
            break
        except OSError:
            assert time.monotonic() < end, "baresip does not start"
            time.sleep(0.1)
    with connection:
        yield _Ask(connection)


class _Ask:
    """Gives commands to baresip, as netstrings of JSON (its module ctrl_tcp)."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def __call__(self, command: str, parameters: str) -> None:
        text = json.dumps({"command": command, "params": parameters})
        self._connection.sendall(f"{len(text)}:{text},".encode())


@pytest.fixture(autouse=True)
def _installed() -> None:
    for program in ("sipp", "baresip"):
        assert shutil.which(program), "make test installs it"
