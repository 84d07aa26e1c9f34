"""Star codes: what somebody in a conference means by the keys that he presses (CNF-3, CNF-4). Pure: time comes in."""

from dataclasses import dataclass, replace
from enum import StrEnum

#: So long the second digit of `*1`, `*2` and `*3` is waited for (seconds).
PAUSE = 1.5

#: So long after its last digit a telephone number is complete (CNF-4).
NUMBER_PAUSE = 4.0

#: More digits are no telephone number (ITU-T E.164: fifteen, and what one dials before it).
LONGEST_NUMBER = 20


class Code(StrEnum):
    """What a code asks for, by its keys."""

    HELP = "#"
    MUTE = "*1"
    ANNOUNCEMENTS = "*2"
    PRESENT = "*3"
    SOFTER = "*7"
    LOUDER = "*9"
    INVITE = "*8"
    END = "*30"
    REMOVE_LAST = "*31"
    CLOSE = "*21"
    OPEN = "*20"
    MUTE_ALL = "*11"
    UNMUTE_ALL = "*10"


#: The codes that only a moderator may use (CNF-4).
OF_MODERATORS = frozenset(
    {Code.INVITE, Code.END, Code.REMOVE_LAST, Code.CLOSE, Code.OPEN, Code.MUTE_ALL, Code.UNMUTE_ALL}
)

#: Codes with which longer ones begin: only a pause tells that they are meant themselves.
_AMBIGUOUS = frozenset({Code.MUTE, Code.ANNOUNCEMENTS, Code.PRESENT})

_CODES = frozenset(code.value for code in Code)
_BEGINS = frozenset(code.value[:size] for code in Code for size in range(1, len(code.value)))


@dataclass(frozen=True)
class Asked:
    """A code that was pressed; with `*8` the telephone number. `code` is None for keys that mean nothing."""

    code: Code | None
    number: str = ""


@dataclass(frozen=True)
class Keys:
    """The keys pressed so far; `deadline` is the moment (seconds) at which they are complete by themselves."""

    pressed: str = ""
    deadline: float | None = None

    def press(self, key: str, at: float) -> tuple["Keys", list[Asked]]:
        """Return what is pressed after this key, and what was asked by it."""
        if self.deadline is not None and at >= self.deadline:
            before, asked = self.wait(at)
            after, more = before.press(key, at)
            return after, [*asked, *more]
        if self.pressed.startswith(Code.INVITE):
            return self._dial(key, at)
        pressed = self.pressed + key
        if pressed in _AMBIGUOUS:
            return Keys(pressed, at + PAUSE), []
        if pressed == Code.INVITE:
            return Keys(pressed, at + NUMBER_PAUSE), []
        if pressed in _CODES:
            return Keys(), [Asked(Code(pressed))]
        if pressed in _BEGINS:
            return Keys(pressed, at + PAUSE), []
        if self.pressed in _AMBIGUOUS:
            # "*1" and then something else: both were meant.
            after, more = Keys().press(key, at)
            return after, [Asked(Code(self.pressed)), *more]
        if key == "*" and self.pressed:
            # Somebody begins anew.
            return Keys("*", at + PAUSE), [Asked(None)]
        return Keys(), [Asked(None)]

    def wait(self, at: float) -> tuple["Keys", list[Asked]]:
        """Return what is pressed and was asked when nothing has been pressed until now."""
        if self.deadline is None or at < self.deadline:
            return self, []
        number = self.pressed[len(Code.INVITE) :]
        if self.pressed.startswith(Code.INVITE) and number:
            return Keys(), [Asked(Code.INVITE, number)]
        if self.pressed in _AMBIGUOUS:
            return Keys(), [Asked(Code(self.pressed))]
        return Keys(), [Asked(None)]

    def _dial(self, key: str, at: float) -> tuple["Keys", list[Asked]]:
        number = self.pressed[len(Code.INVITE) :]
        if key == "#":
            return Keys(), [Asked(Code.INVITE, number) if number else Asked(None)]
        if not key.isdigit() or len(number) >= LONGEST_NUMBER:
            return Keys(), [Asked(None)]
        return replace(self, pressed=self.pressed + key, deadline=at + NUMBER_PAUSE), []


def may_use(code: Code, *, moderator: bool) -> bool:
    """Tell whether somebody may use a code (CNF-5)."""
    return moderator or code not in OF_MODERATORS


# Conference accounts (CNF-1).

#: How many digits a conference number and a PIN may have, and how many people may confer: least and most.
NUMBER_DIGITS = (3, 10)
PIN_DIGITS = (4, 8)
MOST = (2, 100)


def is_digits(text: str, size: tuple[int, int]) -> bool:
    """Tell whether a text is nothing but so many digits as a telephone has."""
    return text.isascii() and text.isdigit() and size[0] <= len(text) <= size[1]
