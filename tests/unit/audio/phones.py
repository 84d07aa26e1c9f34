"""Telephones of the tests: each says a tone in RTP and keeps what it hears; no clock."""

import socket

import numpy as np

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.g711 import Law, Samples, decode, encode
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import Ends, end_of

HERE = "127.0.0.1"

#: The payload type of digits that these telephones agree on.
EVENTS = 101


class Phone:
    """One telephone, its leg in a plane, and the digits that the plane told of it."""

    def __init__(self, plane: Plane, *, law: Law = Law.A, events: int = EVENTS, source: str = HERE) -> None:
        self.plane = plane
        self.law = law
        self.heard: list[Samples] = []
        self.digits = ""
        self.timestamp = 0
        self.sequence = 65_000
        self.ssrc = 7
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((source, 0))
        self._socket.setblocking(False)
        try:
            self.slot, self.port = plane.open(law, events, self.end, self._digit)
        except Exception:
            self.close()
            raise

    @property
    def end(self) -> Ends:
        """Where it is."""
        return end_of(*self._socket.getsockname())

    def say(self, samples: Samples) -> None:
        """Send a frame of sound."""
        self.send(self.law, encode(samples, self.law).tobytes())

    def tone(self, frequency: float, amplitude: float = 4_000) -> None:
        """Send the next frame of a tone."""
        time = (self.timestamp + np.arange(FRAME)) / RATE
        self.say((amplitude * np.sin(2 * np.pi * frequency * time)).astype(np.int16))

    def send(self, payload_type: int, payload: bytes, *, timestamp: int | None = None) -> None:
        """Send a packet."""
        stamp = self.timestamp if timestamp is None else timestamp
        head = bytes([0x80, payload_type]) + self.sequence.to_bytes(2, "big") + (stamp % 2**32).to_bytes(4, "big")
        self.send_bytes(head + self.ssrc.to_bytes(4, "big") + payload)
        self.sequence = (self.sequence + 1) % 65_536
        self.timestamp += FRAME

    def send_bytes(self, datagram: bytes) -> None:
        """Send anything to the leg."""
        self._socket.sendto(datagram, (HERE, self.port))

    def listen(self) -> None:
        """Take what has come."""
        while True:
            try:
                datagram = self._socket.recv(2_000)
            except BlockingIOError:
                return
            assert datagram[1] == self.law
            self.heard.append(decode(np.frombuffer(datagram[12:], np.uint8), self.law))

    def close(self) -> None:
        """Throw the telephone away; its leg stays."""
        self._socket.close()

    def _digit(self, digit: str) -> None:
        self.digits += digit


def loudness(samples: Samples, frequency: float) -> float:
    """Return the amplitude of a tone in a sound."""
    time = np.arange(len(samples)) / RATE
    turning = np.exp(-2j * np.pi * frequency * time)
    return float(2 * abs((samples * turning).mean()))


def sine(frequency: float, *, rate: int = RATE, seconds: float = 1.0) -> Samples:
    """Return a tone of any rate."""
    return (8_000 * np.sin(2 * np.pi * frequency * np.arange(int(rate * seconds)) / rate)).astype(np.int16)
