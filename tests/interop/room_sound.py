"""The sound of a browser in a room with a telephone, by aiortc: it speaks a tone and keeps what it hears."""

import asyncio
import fractions
import threading
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

import numpy as np
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame

from tests.e2e.tab import Json, Tab

T = TypeVar("T")

#: aiortc's own rate (Hz), and its frame of 20 ms.
RATE, FRAME = 48_000, 960


class Tone(MediaStreamTrack):
    """A microphone that hears a tone."""

    kind = "audio"

    def __init__(self, frequency: float) -> None:
        super().__init__()
        self._frequency = frequency
        self._at = 0
        self._begin = 0.0

    async def recv(self) -> AudioFrame:
        """Return the next frame, when it is time for it."""
        self._begin = self._begin or time.monotonic()
        await asyncio.sleep(max(0.0, self._begin + self._at / RATE - time.monotonic()))
        time_of = (self._at + np.arange(FRAME)) / RATE
        sound = (8_000 * np.sin(2 * np.pi * self._frequency * time_of)).astype(np.int16)
        frame = AudioFrame.from_ndarray(sound[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, fractions.Fraction(1, RATE)
        self._at += FRAME
        return frame


class RoomSound:
    """The connection of a tab to the seat of a telephone; `close` ends it."""

    def __init__(self, tab: Tab, room: Json, tone: float) -> None:
        self._tab, self._room = tab, room
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._frames: list[np.ndarray[Any, np.dtype[np.int16]]] = []
        self._tone = tone
        self._tasks: list[asyncio.Task[None]] = []
        self._connection = self._run(self._make())

    def connect(self, session: str = "one") -> None:
        """Offer sound to the telephone, and take its answer."""
        offer = self._run(self._offer())
        self.signal({"kind": "offer", "session": session, "sdp": offer})
        answer = self._tab.next("signal")
        assert (answer["from"], answer["data"]["session"]) == (self._to, session)
        self._run(self._take(answer["data"]["sdp"]))

    def signal(self, data: object) -> None:
        """Send something to the telephone's seat."""
        mine = seat_of(self._room, self._tab.person)
        self._tab._write({"type": "signal", "room": self._room["id"], "seat": mine, "to": self._to, "data": data})

    @property
    def _to(self) -> str:
        return next(str(one["id"]) for one in self._room["seats"] if one["telephone"] and one["state"] == "joined")

    def loudness(self, frequency: float, seconds: float = 0.6) -> float:
        """Listen for so long from now; return the amplitude of a tone in what is heard (median of pieces of 50 ms)."""
        self._frames.clear()
        end = time.monotonic() + 10
        while sum(map(len, self._frames)) < seconds * RATE and time.monotonic() < end:
            time.sleep(0.05)
        frames = list(self._frames)
        # Silence is sent too: nothing at all is no silence, but a connection that is broken.
        assert sum(map(len, frames)) >= seconds * RATE, "no sound comes"
        sound = np.concatenate(frames)
        size = RATE // 20
        pieces = sound[: len(sound) // size * size].astype(np.float64).reshape(-1, size)
        window = np.hanning(size) / np.hanning(size).sum()
        turning = window * np.exp(-2j * np.pi * frequency * np.arange(size) / RATE)
        return float(np.median(2 * np.abs(pieces @ turning)))

    def close(self) -> None:
        """End the connection."""
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _make(self) -> RTCPeerConnection:
        connection = RTCPeerConnection()
        connection.addTrack(Tone(self._tone))
        connection.on("track", lambda track: self._tasks.append(asyncio.ensure_future(self._hear(track))))
        return connection

    async def _offer(self) -> str:
        await self._connection.setLocalDescription(await self._connection.createOffer())
        sdp: str = self._connection.localDescription.sdp
        return sdp

    async def _take(self, sdp: str) -> None:
        await self._connection.setRemoteDescription(RTCSessionDescription(sdp, "answer"))

    async def _end(self) -> None:
        await self._connection.close()
        for task in self._tasks:
            task.cancel()
        # Sockets are closed in the next round of the loop.
        await asyncio.sleep(0.05)

    async def _hear(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, AudioFrame)
            sound = frame.to_ndarray().reshape(-1, len(frame.layout.channels))[:, 0]
            self._frames.append(sound.astype(np.int16))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)


def seat_of(room: Json, person: str) -> str:
    """Return the live seat of somebody."""
    return next(str(one["id"]) for one in room["seats"] if one["person"]["id"] == person and one["state"] != "left")
