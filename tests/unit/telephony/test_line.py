"""CNF-2: the conversation over a real leg: prompts that are heard, keys in packets, a name that is recorded."""

import asyncio
from collections.abc import Awaitable, Iterator
from typing import TypeVar
from uuid import UUID

import numpy as np
import pytest

from oogcontact.audio import FRAME
from oogcontact.audio.dtmf import event_payload
from oogcontact.audio.legs import Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import Sockets
from oogcontact.audio.speech import Voice
from oogcontact.domains.conferences.script import Admission, Found, admit
from oogcontact.domains.telephony.line import HungUp, Line
from tests.unit.audio.phones import EVENTS, HERE, Phone, loudness

T = TypeVar("T")

#: More ticks than any of these conversations take.
PATIENCE = 4_000


class Telephone(Phone):
    """A telephone whose keys go to a line."""

    line: Line

    def press(self, key: str) -> None:
        """Press a key: the packets of RFC 4733."""
        stamp = self.timestamp
        for duration in (160, 320, 480):
            self.send(EVENTS, event_payload(key, duration, end=duration == 480), timestamp=stamp)

    def _digit(self, digit: str) -> None:
        self.line.press(digit)


@pytest.fixture
def plane() -> Iterator[Plane]:
    made = Plane(Legs(2), Sockets(2, HERE, range(44_100, 44_200)))
    yield made
    made.sockets.close_all()


@pytest.fixture
def telephone(plane: Plane) -> Iterator[Telephone]:
    made = Telephone(plane)
    yield made
    made.close()


async def live(plane: Plane, telephone: Telephone, work: Awaitable[T], *presses: tuple[int, str]) -> T:
    """Let the plane tick until the work is done; press keys at their ticks, and speak all the time."""
    task = asyncio.ensure_future(work)
    for tick in range(PATIENCE):
        for at, key in presses:
            if at == tick:
                telephone.press(key)
        telephone.tone(350)
        plane.tick()
        telephone.listen()
        # What the tick told, and what the conversation does about it.
        for _ in range(8):
            await asyncio.sleep(0)
        if task.done():
            return await task
    raise AssertionError("the conversation does not end")


async def test_a_prompt_is_heard_to_its_end(plane: Plane, telephone: Telephone) -> None:
    telephone.line = Line(plane, telephone.slot, Voice("nl"))
    await live(plane, telephone, telephone.line.say("welcome"))
    expected = Voice("nl").say("welcome")
    assert len(telephone.heard) * FRAME == pytest.approx(len(expected), abs=4 * FRAME)
    heard = np.concatenate(telephone.heard).astype(float)
    assert np.abs(heard).max() == pytest.approx(np.abs(expected.astype(int)).max(), rel=0.1)


async def test_a_key_ends_a_prompt_and_is_kept(plane: Plane, telephone: Telephone) -> None:
    telephone.line = Line(plane, telephone.slot, Voice("nl"))
    await live(plane, telephone, telephone.line.say("controls-moderator"), (20, "5"))
    assert len(telephone.heard) < 40
    assert await live(plane, telephone, telephone.line.key(1)) == "5"
    # And nothing of it is left.
    telephone.heard.clear()
    await live(plane, telephone, telephone.line.key(0.2))
    assert np.abs(np.concatenate(telephone.heard[2:]).astype(int)).max() < 20


async def test_no_key_is_told_after_its_time(plane: Plane, telephone: Telephone) -> None:
    telephone.line = Line(plane, telephone.slot, Voice("nl"))
    before = plane.ticks
    assert await live(plane, telephone, telephone.line.key(2.0)) is None
    assert plane.ticks - before == pytest.approx(100, abs=3)


async def test_a_name_is_recorded_after_the_tone(plane: Plane, telephone: Telephone) -> None:
    telephone.line = Line(plane, telephone.slot, Voice("nl"))
    name = await live(plane, telephone, telephone.line.record(6), (60, "#"))
    assert len(name) == pytest.approx(46 * FRAME, abs=5 * FRAME)
    assert loudness(name[800:4_000], 350) == pytest.approx(4_000, rel=0.1)


async def test_who_hangs_up_ends_everything(plane: Plane, telephone: Telephone) -> None:
    for work in ("say", "key", "record"):
        line = telephone.line = Line(plane, telephone.slot, Voice("nl"))
        plane.do(lambda: plane.after(0.1, telephone.line.hang_up))
        conversation = {"say": line.say("controls"), "key": line.key(5), "record": line.record(5)}
        for name, unused in conversation.items():
            if name != work:
                unused.close()
        with pytest.raises(HungUp):
            await live(plane, telephone, conversation[work])


class Desk:
    """The conference of the demonstration."""

    async def find(self, number: str) -> Found | None:
        return Found(UUID(int=1)) if number == "4321" else None

    async def check(self, found: Found, pin: str) -> bool | None:
        return {"9876": True, "1234": False}.get(pin)


async def test_the_whole_way_in(plane: Plane, telephone: Telephone) -> None:
    """Pressed ahead, as people do who know the way."""
    telephone.line = Line(plane, telephone.slot, Voice("nl"))
    keys = [(20 + 10 * place, key) for place, key in enumerate("4321#1234#")]
    admission = await live(plane, telephone, admit(telephone.line, Desk()), *keys, (600, "#"))
    assert isinstance(admission, Admission)
    assert not admission.moderator
    assert len(admission.name) > FRAME
