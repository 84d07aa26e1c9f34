"""The pure rules of the button: which sites may carry it, when it is open, and what a visitor may say of himself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit

from oogcontact.kernel.plain_text import is_plain, one_line

#: The days of a week of opening hours, from Monday on.
DAYS = 7

#: As many sites may carry one button.
SITES_AT_MOST = 50

#: What an agent reads of the page that a visitor is on (rooms keep 500).
NOTE_AT_MOST = 200

#: When visitors plan appointments through a button that is always open: on working days.
OFFICE_HOURS = time(9), time(17)

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PORTS = {"http": 80, "https": 443}

#: The opening hours of a day, or None when it is closed: "09:00", "17:00".
Day = tuple[str, str] | None


@dataclass(frozen=True)
class Hours:
    """Opening hours: a day each from Monday on."""

    days: tuple[Day, ...]

    def open_at(self, local: datetime) -> bool:
        """Tell whether it is open at this moment, given in the time of the organisation's country."""
        day = self.days[local.weekday()]
        return day is not None and day[0] <= local.strftime("%H:%M") < day[1]

    def on(self, day: date) -> list[tuple[time, time]]:
        """Return from when until when it is open on that day, by the clock."""
        times = self.days[day.weekday()]
        # An appointment ends on the day on which it begins: the last minute of a day is no part of one.
        return [(time.fromisoformat(times[0]), time.fromisoformat(times[1].replace("24:00", "23:59")))] if times else []


def hours_of(days: Sequence[Sequence[str] | None] | None) -> Hours | None:
    """Return opening hours as they are kept; None: always open. Raises ValueError when they can not be kept."""
    if days is None:
        return None
    if len(days) != DAYS:
        raise ValueError("seven days")
    return Hours(tuple(_day(day) for day in days))


def _day(day: Sequence[str] | None) -> Day:
    if day is None:
        return None
    begins, ends = day
    if not (_TIME.fullmatch(begins) and _TIME.fullmatch(ends)) or begins >= ends:
        raise ValueError("from before until")
    return begins, ends


def planned_within(hours: Hours | None, day: date) -> list[tuple[time, time]]:
    """Return the times of a day within which visitors plan appointments: the opening hours, else those of an office."""
    if hours is not None:
        return hours.on(day)
    return [OFFICE_HOURS] if day.weekday() < 5 else []


def origin_of(text: str) -> str | None:
    """Return the origin (RFC 6454) of an address as a browser writes it, None when it has none.

    "https://www.Voorbeeld.nl:443/contact" gives "https://www.voorbeeld.nl".
    """
    text = text.strip()
    if not is_plain(text) or any(sign.isspace() for sign in text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _PORTS or parts.username is not None or len(host) > 253 or not _HOST.fullmatch(host):
        return None
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")


def origins_of(lines: Iterable[str]) -> list[str]:
    """Return the origins of these addresses, each once; raises ValueError with the first line that is none."""
    found: dict[str, None] = {}
    for line in lines:
        if not line.strip():
            continue
        # Who types "www.voorbeeld.nl" means the safe one.
        origin = origin_of(line if "://" in line else f"https://{line.strip()}")
        if origin is None:
            raise ValueError(line)
        found[origin] = None
    return list(found)


def cleaned(text: str, at_most: int) -> str:
    """Return a foreign text as one plain line of at most so many signs."""
    line = one_line(text)
    return line if len(line) <= at_most else line[: at_most - 1].rstrip() + "…"


def has_address(text: str) -> bool:
    """Tell whether a name has something that mail programs make a link of: it goes to whom a visitor names."""
    return re.search(r"[/@]|www\.", text, re.IGNORECASE) is not None


def page_of(url: str, origin: str) -> str:
    """Return the address of a page of `origin` without what may be secret in it (query and fragment).

    What is no page of that site gives the site itself.
    """
    if origin_of(url) != origin:
        return origin
    return cleaned(origin + urlsplit(url).path, 300)


def note_of(title: str, page: str) -> str:
    """Return what an agent reads of the page that a visitor is on: its title and its address without the scheme."""
    address = page.split("://", 1)[-1].rstrip("/")
    name = cleaned(title, 100)
    return cleaned(f"{name} ({address})" if name else address, NOTE_AT_MOST)
