"""Rules of links into calls: for how long they work, how many there may be, and what may be typed. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from oogcontact.kernel.plain_text import is_plain

#: Who may bring somebody into a call by a link.
STAFF = ("administrator", "agent")

#: Who has a link may wait for so long to be let in; who was let in may come back to the call for so long.
WORKS_FOR = timedelta(hours=2)
TALKS_FOR = timedelta(hours=12)

#: Links of one room that are open at a time: two seats are left at most, and somebody may not come.
OPEN_AT_MOST = 5

#: Links, each with one mail at most, that one agent makes in an hour; more is a mailing.
HOURLY = 30

NAME_AT_MOST = 140


@dataclass(frozen=True)
class Fault:
    """What is wrong with which field."""

    param: Literal["name", "email"]
    code: Literal["required", "too_long", "text_invalid", "email_invalid"]


def faults(name: str, email: str, *, is_address: Callable[[str], bool]) -> list[Fault]:
    """Return what is wrong with what was typed; no address at all is right."""
    found: list[Fault] = []
    if not name.strip():
        found.append(Fault("name", "required"))
    elif len(name) > NAME_AT_MOST:
        found.append(Fault("name", "too_long"))
    elif not is_plain(name):
        found.append(Fault("name", "text_invalid"))
    if email.strip() and not is_address(email):
        found.append(Fault("email", "email_invalid"))
    return found
