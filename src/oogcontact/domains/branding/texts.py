"""The text of the mail with which somebody is invited for an appointment, and the places in it that are filled in.

Pure: a place is a word in braces, Dutch or English in either language: `{naam}` and `{name}` are the same.
"""

import re
from collections.abc import Mapping
from typing import Literal

Place = Literal["name", "organisation", "agent", "date", "time"]

#: The words for each place, the Dutch one and then the English one.
WORDS: dict[Place, tuple[str, str]] = {
    "name": ("naam", "name"),
    "organisation": ("organisatie", "organisation"),
    "agent": ("medewerker", "agent"),
    "date": ("datum", "date"),
    "time": ("tijd", "time"),
}

#: The longest text; nobody reads more in a mail.
LONGEST = 3000

DEFAULTS = {
    "nl": (
        "Beste {naam},\n\n"
        "U heeft een afspraak met {medewerker} van {organisatie} op {datum} om {tijd}.\n\n"
        "U spreekt elkaar met beeld en geluid, via internet. U hoeft niets te installeren. Klik op de knop hieronder "
        "als het zover is. Dat kan vanaf een uur van tevoren.\n\n"
        "Met vriendelijke groet,\n{organisatie}"
    ),
    "en": (
        "Dear {name},\n\n"
        "You have an appointment with {agent} of {organisation} on {date} at {time}.\n\n"
        "You will see and hear each other over the internet. There is nothing to install. Click the button below "
        "when it is time. You can do so from one hour before.\n\n"
        "Kind regards,\n{organisation}"
    ),
}

_MEANINGS: dict[str, Place] = {word: place for place, words in WORDS.items() for word in words}
_PLACE = re.compile(r"\{([^{}\n]*)\}")


def tidied(text: str) -> str:
    """Return `text` with one kind of line end, without space at the ends of lines and of the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def unknown_place(text: str) -> str | None:
    """Return the first place of `text` that we can not fill in, as it was written; None when there is none.

    A brace without its other half is one too: who reads the mail would see it.
    """
    for found in _PLACE.finditer(text):
        if _meaning(found.group(1)) is None:
            return found.group(0)
    rest = _PLACE.sub("", text)
    found_half = re.search(r"[{}][^\s{}]*", rest)
    return found_half.group(0) if found_half else None


def filled(text: str, values: Mapping[Place, str]) -> str:
    """Return `text` with its places filled in; what is unknown, or stands in braces in a value, stays as it is."""

    def value(found: re.Match[str]) -> str:
        place = _meaning(found.group(1))
        return found.group(0) if place is None else values[place]

    return _PLACE.sub(value, text)


def _meaning(word: str) -> Place | None:
    return _MEANINGS.get(word.strip().lower())
