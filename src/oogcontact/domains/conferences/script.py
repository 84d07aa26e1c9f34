"""The conversation with which a caller comes into a conference (CNF-2), told as it is heard.

It knows neither telephone nor database: `Caller` is the line, `Desk` answers what the conversation has to know. Whoever
hangs up ends it at any place, by telephony's `HungUp` out of every word to the caller.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from oogcontact.audio.g711 import Samples
from oogcontact.audio.level import spoken_part

#: Wrong answers to one question before the conversation ends.
TRIES = 3

#: So long the first key of an answer is waited for after the question, and each next one (seconds).
FIRST_KEY, NEXT_KEY = 8.0, 5.0

#: More digits are no conference number and no PIN.
LONGEST_ANSWER = 12

#: A name may be so long (seconds).
LONGEST_NAME = 6.0

#: So often, and each time for so long (seconds), an invited one is asked to confirm; an answering machine never does.
ASKED, CONFIRM = 3, 6.0

T = TypeVar("T")


class Caller(Protocol):
    """The line of a caller. Everything raises HungUp once he is gone."""

    async def say(self, *pieces: str | int) -> None:
        """Say prompts and numbers; a key that is pressed ends it, and is kept for `key`."""

    async def key(self, seconds: float) -> str | None:
        """Return the next key, None when none is pressed for so long."""

    async def record(self, seconds: float) -> Samples:
        """Return what the caller says after a tone, until he presses a key (not kept) or `seconds` are over."""


@dataclass(frozen=True)
class Found:
    """A conference account that has the number that was entered."""

    account: UUID


class Desk(Protocol):
    """What the conversation has to know."""

    async def find(self, number: str) -> Found | None:
        """Return the conference with this number, None if there is none."""

    async def check(self, found: Found, pin: str) -> bool | None:
        """Return whether the PIN makes a moderator (True) or a participant (False); None when it is wrong."""


@dataclass(frozen=True)
class Admission:
    """Somebody who has answered all questions; his name lives as long as the conference."""

    account: UUID
    moderator: bool
    name: Samples


async def admit(caller: Caller, desk: Desk) -> Admission | None:
    """Lead a caller through the questions; None when he could not answer them and has been told goodbye."""
    await caller.say("welcome")
    found = await _ask(caller, "conference-number", desk.find, wrong="conference-unknown")
    if found is None:
        return None

    async def check(pin: str) -> bool | None:
        return await desk.check(found, pin)

    moderator = await _ask(caller, "pin", check, wrong="pin-wrong")
    if moderator is None:
        return None
    await caller.say("name")
    name = spoken_part(await caller.record(LONGEST_NAME))
    await caller.say("joining")
    return Admission(found.account, moderator, name)


async def confirm(caller: Caller) -> bool:
    """Ask somebody who was called whether he wants to take part; he confirms by 1 (CNF-4)."""
    for _ in range(ASKED):
        await caller.say("invite-confirm")
        key = await caller.key(CONFIRM)
        if key is not None:
            return key == "1"
    return False


async def _ask(caller: Caller, question: str, answer: Callable[[str], Awaitable[T | None]], *, wrong: str) -> T | None:
    """Ask until the answer is right, three times at most; None after the friendly end."""
    for _ in range(TRIES):
        await caller.say(question)
        digits = await _digits(caller)
        if not digits:
            await caller.say("nothing-entered")
            continue
        found = await answer(digits)
        if found is not None:
            return found
        await caller.say(wrong)
    await caller.say("too-many-tries")
    return None


async def _digits(caller: Caller) -> str:
    """Return the digits up to the hash, or up to a pause; a star begins anew."""
    digits = ""
    key = await caller.key(FIRST_KEY)
    while key is not None and key != "#" and len(digits) < LONGEST_ANSWER:
        digits = "" if key == "*" else digits + key
        key = await caller.key(NEXT_KEY)
    return digits
