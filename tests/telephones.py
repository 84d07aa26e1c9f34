"""Real telephones for the tests: SIP over UDP and G.711 in RTP, on the loopback address, in real time.

A telephone speaks a tone all the time, presses keys as packets (RFC 4733), as messages (INFO) or as tones, and keeps
all that it hears.
"""

import re
import socket
import threading
import time
import uuid
from collections.abc import Callable
from typing import Literal

import numpy as np

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.dtmf import event_payload
from oogcontact.audio.g711 import Law, Samples, decode, encode
from oogcontact.audio.speech import Voice

HERE = "127.0.0.1"

#: The payload type of keys that these telephones offer.
EVENTS = 101

#: Whatever a telephone waits for comes within this time (seconds), on a loaded machine too.
PATIENCE = 20.0

#: Of a long prompt so much is recognised (seconds).
LONGEST = 4

Way = Literal["packets", "messages", "tones"]

_ROWS, _COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477)
_PLACES = "123456789*0#"


class Telephone:
    """One telephone; it rings nowhere, and calls."""

    def __init__(
        self, server: int, *, number: str = "0612345678", tone: float = 0, law: Law = Law.A, keys: Way = "packets"
    ) -> None:
        self.server = server
        self.number = number
        self.tone = tone
        self.law = law
        self.keys = keys
        self.status = 0
        self.ended = False
        self._signals = self._heeded = _bound()
        self._signals.settimeout(0.1)
        self._media = _bound()
        self._media.setblocking(False)
        self._call_id, self._tag, self._sequence = uuid.uuid4().hex, "", 1
        self._target: tuple[str, int] | None = None
        self._frames: list[Samples] = []
        self._lock = threading.Lock()
        self._outbox: list[tuple[int, bytes, bool]] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._listen, self._talk)]
        self._answers: list[tuple[int, str, str]] = []

    # What one does with a telephone.

    def call(self, number: str = "100") -> int:
        """Call a number; return the status of the final answer (RFC 3261, section 21)."""
        self._begin()
        self._send(self._request("INVITE", number, self._offer()))
        status, text = self._answer("INVITE")
        self.status = status
        self._tag = (re.search(r"^To:.*;tag=([^\s;]+)", text, re.M) or ["", ""])[1]
        if status == 200:
            self._find_target(text)
        self._send(self._request("ACK", number))
        return status

    def press(self, keys: str) -> None:
        """Press keys one after the other; returns when the last one has been sent."""
        for key in keys:
            if self.keys == "messages":
                self._sequence += 1
                self._send(self._request("INFO", "100", f"Signal={key}\r\nDuration=160\r\n", "application/dtmf-relay"))
                self._answer("INFO")
            else:
                (self._press_packets if self.keys == "packets" else self._press_tone)(key)
                self._until(lambda: not self._outbox)
            time.sleep(0.06)

    def repeat_offer(self, direction: str) -> int:
        """Offer again, with another direction ("sendonly": the other side is on hold); return the answer's status."""
        self._sequence += 1
        self._send(self._request("INVITE", "100", f"{self._offer()}a={direction}\r\n"))
        status, _ = self._answer("INVITE")
        self._send(self._request("ACK", "100"))
        return status

    def hang_up(self) -> None:
        """End the call; twice is once."""
        if self.status == 200 and not self.ended:
            self.ended = True
            self._sequence += 1
            self._send(self._request("BYE", "100"))
            self._answer("BYE")
        self.close()

    def close(self) -> None:
        """Pull the plug."""
        self._stop.set()
        for thread in self._threads:
            if thread.is_alive() and thread is not threading.current_thread():
                thread.join()
        self._signals.close()
        self._media.close()

    # What one hears.

    @property
    def heard(self) -> Samples:
        """Everything that was heard until now."""
        with self._lock:
            if len(self._frames) > 1:
                self._frames = [np.concatenate(self._frames)]
            return self._frames[0] if self._frames else np.zeros(0, np.int16)

    def hears(self, prompt: str, *, since: int = 0, language: str = "nl", seconds: float = PATIENCE) -> int:
        """Wait until a prompt has been said, after the sample `since`; return where it ended."""
        wanted = Voice(language).say(prompt).astype(np.float32)[: LONGEST * RATE]
        end = time.monotonic() + seconds
        begin = since
        while True:
            heard = self.heard
            found = find(wanted, heard[begin:])
            if found is not None:
                return begin + found + len(wanted)
            # It does not stand in what has been searched, except for a piece of it at the end.
            begin = max(begin, len(heard) - len(wanted))
            if time.monotonic() > end:
                raise AssertionError(f"{self.number} does not hear {prompt!r}")
            time.sleep(0.1)

    def loudness(self, frequency: float, seconds: float = 1.0) -> float:
        """Listen for so long from now; return the amplitude of a tone in what was heard.

        It is the median of pieces of 50 ms: a gap in one of them says nothing of the loudness.
        """
        begin, size = len(self.heard), RATE // 20
        self._until(lambda: len(self.heard) >= begin + int(seconds * RATE))
        sound = self.heard[begin : begin + int(seconds * RATE) // size * size].astype(np.float64).reshape(-1, size)
        # A soft begin and end of each piece, so that a loud tone does not stand beside its place too.
        window = np.hanning(size) / np.hanning(size).sum()
        turning = window * np.exp(-2j * np.pi * frequency * np.arange(size) / RATE)
        return float(np.median(2 * np.abs(sound @ turning)))

    def waits_for_end(self, seconds: float = PATIENCE) -> None:
        """Wait until the other side has hung up."""
        self._until(lambda: self.ended, seconds)

    # How it works.

    def _begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def _find_target(self, text: str) -> None:
        """Note where the other side wants to hear us."""
        host = (re.search(r"^c=IN IP4 (\S+)", text, re.M) or ["", HERE])[1]
        self._target = (host, int((re.search(r"^m=audio (\d+)", text, re.M) or ["", "0"])[1]))

    def _until(self, done: Callable[[], bool], seconds: float = PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, f"{self.number} waits in vain"
            time.sleep(0.02)

    def _offer(self) -> str:
        port = self._media.getsockname()[1]
        events = "" if self.keys == "tones" else f"a=rtpmap:{EVENTS} telephone-event/8000\r\n"
        kinds = f"{int(self.law)}" + ("" if self.keys == "tones" else f" {EVENTS}")
        return (
            f"v=0\r\no=- 1 1 IN IP4 {HERE}\r\ns=-\r\nc=IN IP4 {HERE}\r\nt=0 0\r\n"
            f"m=audio {port} RTP/AVP {kinds}\r\n{events}"
        )

    def _request(self, method: str, number: str, body: str = "", kind: str = "application/sdp") -> str:
        here = self._signals.getsockname()[1]
        tag = f";tag={self._tag}" if self._tag else ""
        lines = [
            f"{method} sip:{number}@{HERE}:{self.server} SIP/2.0",
            f"Via: SIP/2.0/UDP {HERE}:{here};rport;branch=z9hG4bK{self._call_id}{self._sequence}{method}",
            "Max-Forwards: 70",
            f"From: <sip:{self.number}@{HERE}>;tag=mine",
            f"To: <sip:{number}@{HERE}>{tag}",
            f"Call-ID: {self._call_id}",
            f"CSeq: {self._sequence} {method}",
            f"Contact: <sip:{self.number}@{HERE}:{here}>",
            *([f"Content-Type: {kind}"] if body else []),
            f"Content-Length: {len(body)}",
        ]
        return "\r\n".join([*lines, "", body])

    def _send(self, text: str) -> None:
        self._signals.sendto(text.encode(), (HERE, self.server))

    def _answer(self, method: str) -> tuple[int, str]:
        def final() -> bool:
            return any(sequence == f"{self._sequence} {method}" for _, sequence, _ in self._answers)

        self._until(final)
        return next((code, text) for code, sequence, text in self._answers if sequence == f"{self._sequence} {method}")

    def _listen(self) -> None:
        while not self._stop.is_set():
            self._heeded = self._signals
            try:
                data, source = self._heeded.recvfrom(8_000)
            except (TimeoutError, OSError):
                continue
            text = data.decode()
            if text.startswith("SIP/2.0 "):
                code, sequence = int(text.split()[1]), (re.search(r"^CSeq: (.*?)\s*$", text, re.M) or ["", ""])[1]
                if code >= 200:
                    self._answers.append((code, sequence, text))
            else:
                self._asked(text, source)

    def _asked(self, text: str, source: tuple[str, int]) -> None:
        """Answer a request of the other side."""
        if text.startswith("BYE "):
            self._signals.sendto(response(text, "200 OK").encode(), source)
            self.ended = True

    def _talk(self) -> None:
        due, sequence, stamp = time.monotonic(), 1, 0
        while not self._stop.is_set():
            self._take()
            if self._target is not None:
                with self._lock:
                    kind, payload, is_new = self._outbox.pop(0) if self._outbox else (int(self.law), b"", True)
                if not payload:
                    payload = encode(self._tone(stamp), self.law).tobytes()
                at = self._key_stamp if kind == EVENTS and not is_new else stamp
                if kind == EVENTS and is_new:
                    self._key_stamp = stamp
                self._media.sendto(_packet(kind, sequence, at, payload), self._target)
                sequence, stamp = sequence + 1, stamp + FRAME
            due += FRAME / RATE
            time.sleep(max(0.0, due - time.monotonic()))

    _key_stamp = 0

    def _tone(self, stamp: int) -> Samples:
        at = (stamp + np.arange(FRAME)) / RATE
        tone: Samples = (4_000 * np.sin(2 * np.pi * self.tone * at)).astype(np.int16)
        return tone

    def _take(self) -> None:
        while True:
            try:
                data = self._media.recv(2_000)
            except (BlockingIOError, ConnectionError):
                return
            with self._lock:
                self._frames.append(decode(np.frombuffer(data[12:], np.uint8), Law(data[1] & 0x7F)))

    def _press_packets(self, key: str) -> None:
        payloads = [event_payload(key, size, end=size >= 640) for size in (160, 320, 480, 640, 640)]
        with self._lock:
            self._outbox += [(EVENTS, payload, number == 0) for number, payload in enumerate(payloads)]

    def _press_tone(self, key: str) -> None:
        place = _PLACES.index(key)
        at = np.arange(5 * FRAME) / RATE
        sound = sum(6_000 * np.sin(2 * np.pi * f * at) for f in (_ROWS[place // 3], _COLUMNS[place % 3]))
        frames = np.asarray(sound).astype(np.int16).reshape(-1, FRAME)
        with self._lock:
            self._outbox += [(int(self.law), encode(frame, self.law).tobytes(), True) for frame in frames]
            silence = encode(np.zeros(FRAME, np.int16), self.law).tobytes()
            self._outbox += [(int(self.law), silence, True)] * 3


def find(wanted: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]", heard: Samples) -> int | None:
    """Return where a sound stands in another one, however loud, among whatever else; None where it does not."""
    if len(heard) < len(wanted):
        return None
    size = 1 << (len(heard) + len(wanted)).bit_length()
    sound = heard.astype(np.float32)
    match = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(wanted, size)), size)[: len(heard)]
    power = np.concatenate([[0], np.cumsum(sound.astype(np.float64) ** 2)])
    count = len(heard) - len(wanted) + 1
    energy = np.sqrt(np.maximum(power[len(wanted) :] - power[:count], 1))
    likeness = match[:count] / energy / np.sqrt((wanted.astype(np.float64) ** 2).sum())
    best = int(likeness.argmax())
    return best if likeness[best] > 0.6 else None


def _bound(port: int = 0) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind((HERE, port))
    return made


def _packet(kind: int, sequence: int, stamp: int, payload: bytes) -> bytes:
    head = bytes([0x80, kind]) + (sequence % 2**16).to_bytes(2, "big") + (stamp % 2**32).to_bytes(4, "big")
    return head + (7).to_bytes(4, "big") + payload


def response(request: str, status: str, *, tag: str = "", more: tuple[str, ...] = (), body: str = "") -> str:
    """Return the answer to a request."""
    kept = [line for line in request.split("\r\n") if line.startswith(("Via:", "From:", "To:", "Call-ID:", "CSeq:"))]
    kept = [f"{line};tag={tag}" if line.startswith("To:") and tag and ";tag=" not in line else line for line in kept]
    return "\r\n".join([f"SIP/2.0 {status}", *kept, *more, f"Content-Length: {len(body)}", "", body])


Behaviour = Literal["answers", "rings", "is busy", "declines", "does not exist"]

_REFUSALS = {"is busy": "486 Busy Here", "declines": "603 Decline", "does not exist": "404 Not Found"}


class CalledTelephone(Telephone):
    """A telephone that is called, at `port`; it keeps what was asked for."""

    def __init__(self, behaviour: Behaviour = "answers", *, port: int = 0, tone: float = 0) -> None:
        super().__init__(0, tone=tone)
        self.behaviour = behaviour
        self.asked: list[str] = []
        self._signals.close()
        self._signals = _bound(port)
        self._signals.settimeout(0.1)
        self._begin()

    @property
    def port(self) -> int:
        """Where it is called."""
        return int(self._signals.getsockname()[1])

    def moves_away(self) -> None:
        """Be called no more at this port, so that another telephone can be; what goes on goes on."""
        gone = self._signals
        self._signals = _bound()
        self._signals.settimeout(0.1)
        gone.close()
        # Until it looks again the listening thread waits at the old port, which is not free before.
        self._until(lambda: self._heeded is self._signals)

    def waits_for(self, method: str) -> str:
        """Wait until a request came; return it."""
        self._until(lambda: any(text.startswith(f"{method} ") for text in self.asked))
        return next(text for text in self.asked if text.startswith(f"{method} "))

    def hang_up(self) -> None:
        """End the call."""
        invite = self.waits_for("INVITE")
        ours, theirs = (re.search(f"^{name}: (.*?)\r$", invite, re.M) for name in ("To", "From"))
        contact = re.search(r"^Contact: <sip:(?:[^@>]*@)?([^:>]+):(\d+)", invite, re.M)
        assert contact
        assert ours
        assert theirs
        self._call_id = (re.search(r"^Call-ID: (\S+)", invite, re.M) or ["", ""])[1]
        bye = [
            f"BYE sip:{contact[1]}:{contact[2]} SIP/2.0",
            f"Via: SIP/2.0/UDP {HERE}:{self.port};rport;branch=z9hG4bK{uuid.uuid4().hex}",
            "Max-Forwards: 70",
            f"From: {ours[1]};tag=theirs",
            f"To: {theirs[1]}",
            f"Call-ID: {self._call_id}",
            "CSeq: 1 BYE",
            "Content-Length: 0",
        ]
        self._signals.sendto("\r\n".join([*bye, "", ""]).encode(), (contact[1], int(contact[2])))
        self._until(lambda: any(sequence == "1 BYE" for _, sequence, _ in self._answers))
        self.close()

    def _asked(self, text: str, source: tuple[str, int]) -> None:
        repeated = text in self.asked
        self.asked.append(text)
        if text.startswith("INVITE ") and not repeated:
            self._invited(text, source)
        elif text.startswith("CANCEL "):
            self._signals.sendto(response(text, "200 OK").encode(), source)
            invite = next(one for one in self.asked if one.startswith("INVITE "))
            self._signals.sendto(response(invite, "487 Request Terminated", tag="theirs").encode(), source)
        else:
            super()._asked(text, source)

    def _invited(self, text: str, source: tuple[str, int]) -> None:
        refusal = _REFUSALS.get(self.behaviour)
        self._signals.sendto(response(text, refusal or "180 Ringing", tag="theirs").encode(), source)
        if self.behaviour == "answers":
            self._find_target(text)
            contact = f"Contact: <sip:called@{HERE}:{self.port}>"
            more = (contact, "Content-Type: application/sdp")
            answer = response(text, "200 OK", tag="theirs", more=more, body=self._offer())
            self._signals.sendto(answer.encode(), source)
