"""The line of a caller, as a conversation uses it: a leg of the audio plane, seen from the event loop.

The plane lives in the thread of its tick. What is asked of it goes there by `Plane.do`, and what it tells comes back by
`call_soon_threadsafe`; time is the plane's.
"""

import asyncio
from collections import deque
from collections.abc import Callable

import numpy as np

from oogcontact.audio.g711 import Samples
from oogcontact.audio.plane import Plane
from oogcontact.audio.speech import Voice, beep


class HungUp(Exception):
    """The caller is gone."""


class Line:
    """What is said and heard on a leg; made and used in the loop's thread. Everything raises HungUp once he is gone."""

    def __init__(self, plane: Plane, slot: int, voice: Voice) -> None:
        self._plane = plane
        self._slot = slot
        self.voice = voice
        self._loop = asyncio.get_running_loop()
        self._keys: deque[str] = deque()
        self._gone = False
        self._woken = asyncio.Event()

    def press(self, key: str) -> None:
        """Take a key; from any thread."""
        self._tell(lambda: self._keys.append(key))

    def hang_up(self) -> None:
        """The caller is gone: whatever waits for him ends with HungUp; from any thread."""

        def gone() -> None:
            self._gone = True

        self._tell(gone)

    async def say(self, *pieces: str | int) -> None:
        """Say prompts and numbers; a key that is pressed ends it. Who knows the way presses ahead and hears nothing."""
        await self._play(self.voice.say(*pieces), interrupted=True)

    async def key(self, seconds: float) -> str | None:
        """Return the next key, None when none is pressed for so long."""
        await self._until(self._timer(seconds), or_key=True)
        return self._keys.popleft() if self._keys else None

    async def record(self, seconds: float) -> Samples:
        """Return what the caller says after a tone, until he presses a key or `seconds` are over."""
        await self._play(beep(), interrupted=False)
        self._plane.do(lambda: self._plane.record(self._slot))
        await self.key(seconds)
        said: list[Samples] = []
        kept = asyncio.Event()

        def keep() -> None:
            said.append(self._plane.recorded(self._slot))
            self._tell(kept.set)

        self._plane.do(keep)
        await self._until(kept)
        return said[0] if said else np.zeros(0, np.int16)

    async def _play(self, samples: Samples, *, interrupted: bool) -> None:
        if self._keys and interrupted:
            return
        ended = asyncio.Event()
        self._plane.do(lambda: self._plane.play(self._slot, samples, lambda: self._tell(ended.set)))
        await self._until(ended, or_key=interrupted)
        if not ended.is_set():
            self._plane.do(lambda: self._plane.stop_playing(self._slot))

    def _timer(self, seconds: float) -> asyncio.Event:
        over = asyncio.Event()
        self._plane.do(lambda: self._plane.after(seconds, lambda: self._tell(over.set)))
        return over

    def _tell(self, change: Callable[[], None]) -> None:
        def carry_out() -> None:
            change()
            self._woken.set()

        self._loop.call_soon_threadsafe(carry_out)

    async def _until(self, event: asyncio.Event, *, or_key: bool = False) -> None:
        """Wait for something, or for a key; raises HungUp."""
        while not (event.is_set() or (or_key and self._keys)):
            if self._gone:
                raise HungUp
            self._woken.clear()
            await self._woken.wait()
        if self._gone:
            raise HungUp
