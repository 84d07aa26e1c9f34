"""CNF-2: the whole conversation with every way in which it can go wrong."""

from uuid import UUID

import numpy as np
import pytest

from oogcontact.audio import RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.speech import sentences
from oogcontact.domains.conferences.script import TRIES, Admission, Found, admit
from oogcontact.domains.telephony.line import HungUp

ACCOUNT = UUID(int=1)
NAME = np.full(RATE, 2_000, np.int16)

#: In place of a key: nothing is pressed, or the caller hangs up.
SILENCE, HANG_UP = None, "hang up"


class Line:
    """A caller who presses keys one after the other, and what he heard."""

    def __init__(self, *keys: str | None) -> None:
        self.keys = [one for key in keys for one in ([key] if key in (SILENCE, HANG_UP) else list(str(key)))]
        self.heard: list[str | int] = []

    async def say(self, *pieces: str | int) -> None:
        self.heard += pieces

    async def key(self, seconds: float) -> str | None:
        assert seconds > 0
        key = self.keys.pop(0) if self.keys else SILENCE
        if key == HANG_UP:
            raise HungUp
        return key

    async def record(self, seconds: float) -> Samples:
        if await self.key(seconds) == HANG_UP:
            raise HungUp
        return NAME


class Desk:
    """The conference of the demonstration."""

    async def find(self, number: str) -> Found | None:
        return Found(ACCOUNT) if number == "4321" else None

    async def check(self, found: Found, pin: str) -> bool | None:
        assert found.account == ACCOUNT
        return {"9876": True, "1234": False}.get(pin)


@pytest.mark.parametrize(("pin", "moderator"), [("9876#", True), ("1234#", False)])
async def test_the_way_in(pin: str, moderator: bool) -> None:
    line = Line("4321#", pin, "#")
    admission = await admit(line, Desk())
    assert isinstance(admission, Admission)
    assert (admission.account, admission.moderator) == (ACCOUNT, moderator)
    assert len(admission.name) == len(NAME)
    assert line.heard == ["welcome", "conference-number", "pin", "name", "joining"]


async def test_a_pause_ends_an_answer_too() -> None:
    assert await admit(Line("4321", SILENCE, "1234", SILENCE, "#"), Desk()) is not None


async def test_a_star_begins_an_answer_anew() -> None:
    assert await admit(Line("99*4321#", "1234#", "#"), Desk()) is not None


async def test_a_wrong_answer_can_be_mended() -> None:
    line = Line("1111#", "4321#", "0000#", "1234#", "#")
    assert await admit(line, Desk()) is not None
    assert line.heard == [
        "welcome",
        *("conference-number", "conference-unknown"),
        *("conference-number", "pin", "pin-wrong"),
        *("pin", "name", "joining"),
    ]


@pytest.mark.parametrize(
    ("keys", "last"),
    [
        (["1#", "2#", "3#"], "conference-unknown"),
        (["4321#", "1#", "2#", "3#"], "pin-wrong"),
        ([SILENCE] * TRIES, "nothing-entered"),
        (["#", "#", "#"], "nothing-entered"),
        (["4321#", SILENCE, SILENCE, SILENCE], "nothing-entered"),
        (["4321#", "1#", SILENCE, "2#"], "pin-wrong"),
    ],
)
async def test_three_tries_and_a_friendly_end(keys: list[str | None], last: str) -> None:
    line = Line(*keys)
    assert await admit(line, Desk()) is None
    assert line.heard[-2:] == [last, "too-many-tries"]


@pytest.mark.parametrize("before", [[], ["43"], ["4321#"], ["4321#", "12"], ["4321#", "1234#"]])
async def test_hanging_up_ends_it_anywhere(before: list[str]) -> None:
    with pytest.raises(HungUp):
        await admit(Line(*before, HANG_UP), Desk())


async def test_no_end_of_digits_is_an_answer_too() -> None:
    """TEL-9."""
    line = Line("1" * 100)
    assert await admit(line, Desk()) is None
    assert line.heard.count("conference-unknown") == TRIES


async def test_everything_it_says_exists_in_both_languages() -> None:
    lines = [Line("4321#", "1#", "1234#", "#"), Line("1#", SILENCE, "2#")]
    for line in lines:
        await admit(line, Desk())
        for language in ("nl", "en"):
            assert set(line.heard) <= sentences()[language].keys()
