"""One telephone connection: a slot of the audio plane, the line on which a script speaks, and the call that carries it.

It belongs to the event loop; the plane to the thread of its tick. A leg ends everything that it started.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeVar

from oogcontact.audio.g711 import Law
from oogcontact.audio.legs import TONES
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import Ends, end_of
from oogcontact.audio.speech import Voice
from oogcontact.domains.telephony.line import Line
from oogcontact.sip.sdp import Sound

T = TypeVar("T")

#: Until it is known where the other side is.
NOWHERE = ("0.0.0.0", 9)  # noqa: S104 - not an address to listen on: the discard port, to which nothing is sent


class Carrier(Protocol):
    """What carries the sound: a call of SIP, or a browser."""

    on_end: Callable[[], None]

    def hang_up(self) -> None:
        """End it; twice is once."""


class Leg:
    """A connection that is open until `end`."""

    def __init__(self, plane: Plane) -> None:
        self.plane = plane
        self.slot = -1
        self.port = 0
        self.line: Line
        #: Whether the other side has put us on hold: then it need not send anything.
        self.held = False
        #: Whether silence says that it is dead; who else is there says so himself.
        self.watched = True
        self._carrier: Carrier | None = None
        self._taker: Callable[[str], None] | None = None
        self._over = asyncio.Event()

    @classmethod
    async def open(cls, plane: Plane, voice: Voice, sound: Sound | None) -> "Leg":
        """Open a leg towards who offers `sound`, or towards one who is still to be called; raises Full, NoPort."""
        leg = cls(plane)
        law, digits, remote = _agreed(sound)

        def take() -> tuple[int, int]:
            slot, port = plane.open(law, digits, remote, leg._key)
            plane.legs.hears[slot] = sound is not None and sound.hears
            return slot, port

        leg.slot, leg.port = await in_tick(plane, take)
        leg.line = Line(plane, leg.slot, voice)
        return leg

    def carry(self, carrier: Carrier) -> None:
        """Say what carries it: when that ends, so does the leg."""
        self._carrier = carrier
        carrier.on_end = self.end

    def press(self, key: str) -> None:
        """Take a key that came as a message."""
        self.plane.do(lambda: self._key(key))

    def redirect(self, sound: Sound) -> None:
        """Take what was agreed on, or agreed on anew."""
        law, digits, remote = _agreed(sound)
        self.held = not sound.hears
        self.plane.do(lambda: self.plane.legs.redirect(self.slot, law, digits, remote, hears=sound.hears))

    def give_keys_to(self, taker: Callable[[str], None]) -> None:
        """Have keys go to `taker`, which is called in the thread of the tick, instead of to the line."""
        self._taker = taker

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._over.is_set()

    async def ended(self) -> None:
        """Wait until it has ended."""
        await self._over.wait()

    def end(self) -> None:
        """End the leg and what carries it; twice is once."""
        if self._over.is_set():
            return
        self._over.set()
        # Let go of each other, so that what was a call is freed at once.
        carrier, self._carrier = self._carrier, None
        if carrier is not None:
            carrier.hang_up()
        self.line.hang_up()
        self.plane.do(lambda: self.plane.close(self.slot))

    def _key(self, key: str) -> None:
        (self._taker or self.line.press)(key)


async def in_tick(plane: Plane, do: Callable[[], T]) -> T:
    """Do something in the thread of the tick; return or raise what it does."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def carry_out() -> None:
        try:
            result = do()
        except Exception as error:
            _tell(loop, done, error=error)
        else:
            _tell(loop, done, result=result)

    plane.do(carry_out)
    return await done


def _tell(
    loop: asyncio.AbstractEventLoop,
    done: "asyncio.Future[T]",
    *,
    result: T | None = None,
    error: Exception | None = None,
) -> None:
    def tell() -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None only where T is None

    loop.call_soon_threadsafe(tell)


def _agreed(sound: Sound | None) -> tuple[Law, int, Ends]:
    if sound is None:
        return Law.A, TONES, end_of(*NOWHERE)
    digits = TONES if sound.digits is None else sound.digits
    return Law(sound.law), digits, end_of(sound.address, sound.port)
