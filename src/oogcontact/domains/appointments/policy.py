"""The rules of appointments: what can be planned, until when links work, what overlaps, which hours are free. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from oogcontact.kernel.plain_text import is_plain

#: Every time that people read or type is of this zone.
ZONE = ZoneInfo("Europe/Amsterdam")

#: A link works from so long before the start until so long after the end (APP-2).
BEFORE, AFTER = timedelta(minutes=60), timedelta(hours=24)

#: Two guests and the agent are one call of three (APP-6); more is a meeting.
MOST_RECIPIENTS = 2

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=12)
#: Who types another year than he meant reads so.
FURTHEST = timedelta(days=2 * 366)

#: How long an urgent conversation is taken to last when nothing comes after it, and at least.
URGENT, URGENT_LEAST = timedelta(minutes=30), timedelta(minutes=5)

#: Free hours begin at such steps, and not sooner than this from now.
STEP, NOTICE = timedelta(minutes=30), timedelta(minutes=60)

LENGTHS = {"name": 140, "subject": 200, "description": 4000, "message": 8000}

#: What can be wrong with a field; the sentences stand in refusals.py.
Code = Literal[
    "required",
    "too_long",
    "text_invalid",
    "email_invalid",
    "email_twice",
    "mobile_invalid",
    "date_invalid",
    "date_past",
    "date_too_far",
    "time_invalid",
    "time_past",
    "time_skipped",
    "ends_before_start",
    "too_short",
    "lasts_too_long",
    "recipients_missing",
    "recipients_too_many",
]


@dataclass(frozen=True)
class Fault:
    """What is wrong with which field of the form."""

    param: str
    code: Code


@dataclass(frozen=True)
class Interval:
    """A time from `starts` until just before `ends`."""

    starts: datetime
    ends: datetime

    def overlaps(self, other: "Interval") -> bool:
        """Tell whether the two have a moment in common; one that begins when the other ends has none."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Invitee:
    """Somebody to invite, as typed; `id` is that of a recipient who was invited already."""

    name: str
    email: str
    mobile: str = ""
    id: UUID | None = None


@dataclass(frozen=True)
class Plan:
    """An appointment as typed: date `2026-11-21`, times `14:00`, of the zone `ZONE`."""

    date: str
    starts: str
    ends: str
    subject: str
    description: str
    recipients: Sequence[Invitee]
    message: str


@dataclass(frozen=True)
class Asked:
    """Who is invited planned it himself on a website: the language of his mails, and what only the agent reads."""

    language: str
    note: str


@dataclass(frozen=True)
class FreeHour:
    """A time at which these people are free."""

    starts: datetime
    ends: datetime
    people: tuple[UUID, ...]


def validity(time: Interval, *, urgent: bool, now: datetime) -> Interval:
    """Return from when until when the links of an appointment work."""
    begins = time.starts - BEFORE
    return Interval(min(begins, now) if urgent else begins, time.ends + AFTER)


def time_of(plan: Plan, now: datetime) -> tuple[Interval | None, list[Fault]]:
    """Return the time of a plan in UTC, None when there are faults in it."""
    day, faults = _day(plan.date, now)
    starts, ends = _clock_time(plan.starts), _clock_time(plan.ends)
    faults += [_time_fault(name, text) for name, text, found in _times(plan, starts, ends) if found is None]
    if day is None or starts is None or ends is None:
        return None, faults
    begin, end = moment(day, starts), moment(day, ends)
    if begin is None:
        faults.append(Fault("starts", "time_skipped"))
    if end is None:
        faults.append(Fault("ends", "time_skipped"))
    if begin is None or end is None:
        return None, faults
    if not faults and begin < now.replace(second=0, microsecond=0):
        faults.append(Fault("starts", "time_past"))
    if end <= begin:
        faults.append(Fault("ends", "ends_before_start"))
    elif end - begin < SHORTEST:
        faults.append(Fault("ends", "too_short"))
    elif end - begin > LONGEST:
        faults.append(Fault("ends", "lasts_too_long"))
    return (None, faults) if faults else (Interval(begin, end), [])


def moment(day: date, at: time) -> datetime | None:
    """Return a time of the clock in UTC; None for one that the change to summer time skips.

    Of the hour that is there twice when summer time ends, the first one is meant.
    """
    local = datetime.combine(day, at, ZONE)
    found = local.astimezone(UTC)
    return found if found.astimezone(ZONE).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def text_faults(param: str, kind: str, text: str, *, lines: bool = False, required: bool = True) -> list[Fault]:
    """Return what is wrong with a text; `lines` allows several lines. No control sign gets through to a header."""
    if not text.strip():
        return [Fault(param, "required")] if required else []
    if len(text) > LENGTHS[kind]:
        return [Fault(param, "too_long")]
    return [] if is_plain(text, lines=lines) else [Fault(param, "text_invalid")]


def recipient_faults(
    recipients: Sequence[Invitee], *, is_address: Callable[[str], bool], is_mobile: Callable[[str], bool]
) -> list[Fault]:
    """Return what is wrong with the recipients, each fault by the name of its field (`recipients.0.email`)."""
    if not recipients:
        return [Fault("recipients", "recipients_missing")]
    if len(recipients) > MOST_RECIPIENTS:
        return [Fault("recipients", "recipients_too_many")]
    faults: list[Fault] = []
    seen: set[str] = set()
    for place, one in enumerate(recipients):
        at = f"recipients.{place}"
        faults += text_faults(f"{at}.name", "name", one.name)
        if not one.email.strip():
            faults.append(Fault(f"{at}.email", "required"))
        elif not is_address(one.email):
            faults.append(Fault(f"{at}.email", "email_invalid"))
        elif one.email.strip().casefold() in seen:
            faults.append(Fault(f"{at}.email", "email_twice"))
        if one.mobile.strip() and not is_mobile(one.mobile):
            faults.append(Fault(f"{at}.mobile", "mobile_invalid"))
        seen.add(one.email.strip().casefold())
    return faults


def urgent_time(now: datetime, busy: Iterable[Interval]) -> Interval:
    """Return the time of an urgent conversation: from now, until the next appointment if that comes soon (APP-5)."""
    starts = now.replace(second=0, microsecond=0)
    ends = starts + URGENT
    following = [one.starts for one in busy if starts + URGENT_LEAST <= one.starts < ends]
    return Interval(starts, min([ends, *following]))


def free_hours(
    day: date,
    duration: timedelta,
    hours: Iterable[tuple[time, time]],
    busy: Mapping[UUID, Sequence[Interval]],
    now: datetime,
) -> list[FreeHour]:
    """Return the times of that day within the opening `hours` at which somebody is free, and who (BTN-4).

    `busy` has everybody who may be asked, also those who have nothing to do. Each begins and ends at a time that the
    clock shows on that day, and of one that it shows twice at the first.
    """
    found: list[FreeHour] = []
    for opens, closes in hours:
        at, last = datetime.combine(day, opens), datetime.combine(day, closes)
        while at < last:
            starts = moment(day, at.time())
            at += min(STEP, duration)
            if starts is None or starts < now + NOTICE or not _ends_by(starts + duration, day, last):
                continue
            slot = Interval(starts, starts + duration)
            free = tuple(person for person, taken in busy.items() if not any(slot.overlaps(one) for one in taken))
            if free:
                found.append(FreeHour(slot.starts, slot.ends, free))
    return sorted(found, key=lambda hour: hour.starts)


def _ends_by(ends: datetime, day: date, last: datetime) -> bool:
    """Tell whether the clock shows this end on that day not later than `last`, and shows it for the first time."""
    shown = ends.astimezone(ZONE).replace(tzinfo=None, fold=0)
    return shown <= last and moment(day, shown.time()) == ends


def day_of(day: date) -> Interval:
    """Return a day of the clock as an interval: 23 or 25 hours long when summer time begins or ends."""
    midnight = datetime.combine(day, time(), ZONE)
    return Interval(midnight.astimezone(UTC), datetime.combine(day + timedelta(days=1), time(), ZONE).astimezone(UTC))


def _day(text: str, now: datetime) -> tuple[date | None, list[Fault]]:
    if not text.strip():
        return None, [Fault("date", "required")]
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None, [Fault("date", "date_invalid")]
    today = now.astimezone(ZONE).date()
    if day < today:
        return day, [Fault("date", "date_past")]
    if day > today + FURTHEST:
        return None, [Fault("date", "date_too_far")]
    return day, []


def _times(plan: Plan, starts: time | None, ends: time | None) -> list[tuple[str, str, time | None]]:
    return [("starts", plan.starts, starts), ("ends", plan.ends, ends)]


def _time_fault(name: str, text: str) -> Fault:
    return Fault(name, "time_invalid" if text.strip() else "required")


def _clock_time(text: str) -> time | None:
    hour, colon, minute = text.strip().partition(":")
    digits = len(hour) == 2 and len(minute) == 2 and f"{hour}{minute}".isascii() and f"{hour}{minute}".isdigit()
    if not colon or not digits or int(hour) > 23 or int(minute) > 59:
        return None
    return time(int(hour), int(minute))
