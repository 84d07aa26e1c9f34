"""What a calendar elsewhere says about when somebody is busy: nothing else is taken out of it. Pure.

The file is somebody else's: what can not be read is passed over, and a rule that would repeat every second is too.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from oogcontact.domains.appointments.policy import ZONE, Interval

#: So much is read of a file; a busy calendar of ten years is a few megabytes.
MOST_BYTES = 8_000_000
#: More busy times than this are no agenda.
MOST_TIMES = 5_000
MOST_EVENTS = 30_000

#: How often something repeats that people have in their agendas (RFC 5545, 3.3.10).
_REPEATS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


class NotACalendar(ValueError):
    """The bytes are not a calendar."""


def busy_times(content: bytes, span: Interval, own_host: str) -> list[Interval]:
    """Return the times within `span` at which the calendar's owner is busy, in order, joined where they overlap.

    Free, cancelled and declined time is left out, and our own appointments, which have a UID at `own_host`. Raises
    NotACalendar.
    """
    try:
        calendar = Calendar.from_ical(content)
        if not isinstance(calendar, Calendar) or calendar.name != "VCALENDAR":
            raise NotACalendar
        found = [*_of_events(calendar, span, own_host), *_of_free_busy(calendar)]
    # What the libraries stumble over is no calendar, however it came to be broken.
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise NotACalendar from error
    return joined(one for one in found if one.overlaps(span))[:MOST_TIMES]


def joined(times: Iterable[Interval]) -> list[Interval]:
    """Return the times in order, with those made one that overlap or touch."""
    result: list[Interval] = []
    for one in sorted(times, key=lambda time: time.starts):
        if result and one.starts <= result[-1].ends:
            result[-1] = Interval(result[-1].starts, max(result[-1].ends, one.ends))
        else:
            result.append(one)
    return result


def _of_events(calendar: Calendar, span: Interval, own_host: str) -> Iterator[Interval]:
    events = calendar.walk("VEVENT")
    if len(events) > MOST_EVENTS:
        raise NotACalendar
    calendar.subcomponents = [
        part for part in calendar.subcomponents if part.name != "VEVENT" or _counts(part, own_host)
    ]
    query = recurring_ical_events.of(calendar, components=["VEVENT"], skip_bad_series=True)
    for event in query.between(span.starts, span.ends):
        interval = _interval(event)
        # An occurrence that was moved or freed by itself says so itself.
        if interval is not None and _is_busy(event):
            yield interval


def _counts(event: Any, own_host: str) -> bool:
    """Tell whether an event is to be looked at: it has a start, is none of ours, and repeats no oftener than daily."""
    if str(event.get("UID", "")).lower().endswith(f"@{own_host}".lower()) or event.get("DTSTART") is None:
        return False
    # A time of the clock alone is read as well, and is none of an event.
    times = [event[name] for name in ("DTSTART", "DTEND") if event.get(name) is not None]
    if not all(isinstance(getattr(one, "dt", None), date) for one in times):
        return False
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        often = {str(value).upper() for value in rule.get("FREQ", [])}
        if not often <= _REPEATS or any(len(rule.get(part, [])) > 4 for part in ("BYHOUR", "BYMINUTE", "BYSECOND")):
            return False
    return True


def _is_busy(event: Any) -> bool:
    transparent = str(event.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT"
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    # Outlook's own word for time that is kept free (MS-OXCICAL, 2.1.3.1.1.20.31).
    free = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"
    return not (transparent or cancelled or free)


def _interval(event: Any) -> Interval | None:
    starts = _moment(event["DTSTART"].dt)
    if event.get("DTEND") is not None:
        ends = _moment(event["DTEND"].dt)
    elif event.get("DURATION") is not None:
        ends = starts + event["DURATION"].dt
    else:
        # A day without an end is that day; a moment without an end takes no time (RFC 5545, 3.6.1).
        whole = not isinstance(event["DTSTART"].dt, datetime)
        ends = starts + timedelta(days=1) if whole else starts
    return Interval(starts, ends) if ends > starts else None


def _of_free_busy(calendar: Calendar) -> Iterator[Interval]:
    for part in calendar.walk("VFREEBUSY"):
        periods = part.get("FREEBUSY", [])
        for period in periods if isinstance(periods, list) else [periods]:
            if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                yield Interval(_moment(period.start), _moment(period.end))


def _moment(at: date | datetime) -> datetime:
    """Return a moment of a calendar; one without a zone is of ours, a day begins at its midnight."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return at if at.tzinfo is not None else at.replace(tzinfo=ZONE)
