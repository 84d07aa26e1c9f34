"""A browser as a telephone: Opus over WebRTC on one side, G.711 in RTP to a leg of the plane on the other.

So the plane knows only telephones. The way over the loopback address costs no time that one could hear, and packets
keep their timestamps: what the network has lost or brought late is seen by the plane's own jitter buffer.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable

import numpy as np

from oogcontact.audio import FRAME, RATE, rtp
from oogcontact.audio.g711 import Law, decode, encode
from oogcontact.audio.opus import BrokenPacket, Decoder, Encoder
from oogcontact.audio.webrtc import CLOCK, Peer

#: One sample of a telephone is so many ticks of the clock of Opus.
_STEP = CLOCK // RATE

#: Packets that wait to be sent to a browser; more are older than anybody wants to hear them.
_WAITING = 10


class Browser(asyncio.DatagramProtocol):
    """One browser; on the event loop. `on_end` is called once when it is gone."""

    def __init__(self, host: str) -> None:
        self.on_end: Callable[[], None] = _nothing
        #: Set when sound can go both ways.
        self.connected = asyncio.Event()
        self._host = host
        self._peer = Peer(self._from_browser, self.connected.set, self._gone)
        self._decoder, self._encoder = Decoder(), Encoder()
        self._transport: asyncio.DatagramTransport
        self._leg: tuple[str, int] | None = None
        # Towards the leg the timestamps are the browser's, a sixth as fast.
        self._clock = 0
        self._sequence, self._ssrc = secrets.randbelow(2**16), secrets.randbelow(2**32)
        self._out_sequence, self._out_timestamp = secrets.randbelow(2**16), secrets.randbelow(2**32)
        self._queue: deque[bytes] = deque(maxlen=_WAITING)
        self._filled = asyncio.Event()
        self._sender: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    async def connect(self, leg: int, sdp: str, public_address: str = "") -> str:
        """Connect a browser to the leg with this port, by its offer; return the answer. Raises BrokenOffer."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(self._host, 0))
        self._leg = (self._host, leg)
        self._sender = asyncio.create_task(self._send())
        return await self._peer.answer(sdp, public_address)

    @property
    def port(self) -> int:
        """The port to which its leg sends."""
        return int(self._transport.get_extra_info("sockname")[1])

    def hang_up(self) -> None:
        """End it; twice is once."""
        if self._closing is None:
            self._closing = asyncio.ensure_future(self.close())

    async def close(self) -> None:
        """End it; returns when everything is closed."""
        if self._sender is not None:
            self._sender.cancel()
            self._transport.close()
        await self._peer.close()

    def datagram_received(self, data: bytes, addr: object) -> None:
        """Take a frame of the leg, and have it sent to the browser."""
        if addr != self._leg or len(data) != rtp.HEADER + FRAME:
            return
        law = Law(data[1] & 0x7F)
        packet = self._encoder.encode(decode(np.frombuffer(data, np.uint8)[rtp.HEADER :], law))
        self._out_sequence = (self._out_sequence + 1) % 2**16
        self._out_timestamp = (self._out_timestamp + FRAME * _STEP) % 2**32
        head = bytes([0x80, self._peer.payload_type]) + self._out_sequence.to_bytes(2, "big")
        head += self._out_timestamp.to_bytes(4, "big") + self._peer.ssrc.to_bytes(4, "big")
        self._queue.append(head + packet)
        self._filled.set()

    def error_received(self, exc: Exception) -> None:
        """The leg is closed: its end follows by another way."""

    def _from_browser(self, packet: bytes) -> None:
        """Take a packet of the browser, and give its sound to the leg, in frames of 20 ms."""
        row = np.frombuffer(packet.ljust(rtp.HEADER, b"\0"), np.uint8)[None, :]
        found = rtp.parse(row, np.array([len(packet)]))
        if not len(found.row) or found.payload_type[0] != self._peer.payload_type or self._leg is None:
            return
        begin, size = int(found.begin[0]), int(found.size[0])
        try:
            sound = self._decoder.decode(packet[begin : begin + size])
        except BrokenPacket:
            return
        # Counted on without an end: the clock of Opus begins anew six times as often as ours would.
        self._clock += (int(found.timestamp[0]) - self._clock + 2**31) % 2**32 - 2**31
        for place in range(0, len(sound) - FRAME + 1, FRAME):
            self._sequence = (self._sequence + 1) % 2**16
            stamp = (self._clock // _STEP + place) % 2**32
            head = bytes([0x80, Law.A]) + self._sequence.to_bytes(2, "big") + stamp.to_bytes(4, "big")
            frame = encode(sound[place : place + FRAME], Law.A).tobytes()
            self._transport.sendto(head + self._ssrc.to_bytes(4, "big") + frame, self._leg)

    async def _send(self) -> None:
        while True:
            await self._filled.wait()
            self._filled.clear()
            while self._queue:
                await self._peer.send(self._queue.popleft())

    def _gone(self) -> None:
        self.on_end()


def _nothing() -> None:
    """Nobody wants to know."""
