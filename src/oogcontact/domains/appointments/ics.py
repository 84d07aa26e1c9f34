"""Appointments as calendars know them (RFC 5545, invitations RFC 5546, addresses of calls RFC 7986). Pure.

What the three big calendars ask for: Outlook wants METHOD in the body and in the part's type, a VTIMEZONE for each
TZID, and no double quote in a name; Google compares ORGANIZER with the sender and SEQUENCE with what it has; Apple
opens the URL, and takes a changed invitation only with the same UID.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vUri

from oogcontact.domains.appointments.policy import ZONE, Interval

PRODUCT = "-//Oogcontact//Oogcontact//NL"

#: So long before the start a calendar reminds.
ALARM = timedelta(minutes=15)

#: How often a calendar should read a feed anew.
REFRESH = timedelta(minutes=15)

#: Signs that a calendar can not carry (RFC 5545, 3.1: CONTROL).
_CONTROL = dict.fromkeys((*range(9), *range(10, 32), 127))

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


@dataclass(frozen=True)
class Mailbox:
    """A person with his address."""

    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    """What a calendar knows of an appointment, through the eyes of one receiver.

    `link` is what opens the conversation for him, `link_words` how that is called; `attendees` are those he may know.
    """

    uid: str
    sequence: int
    time: Interval
    subject: str
    description: str
    organiser: Mailbox
    attendees: Sequence[Mailbox]
    link: str
    link_words: str
    location: str
    cancelled: bool = False


def invitation(entry: Entry, now: datetime) -> bytes:
    """Return an invitation, or a cancellation of one, as a file for one receiver."""
    return calendar("CANCEL" if entry.cancelled else "REQUEST", [_event(entry, now, alarm=not entry.cancelled)])


def feed(entries: Iterable[Entry], name: str, now: datetime) -> bytes:
    """Return all appointments as a calendar that another one subscribes to."""
    return calendar("PUBLISH", [_event(entry, now, alarm=False) for entry in entries], name)


def calendar(method: Method, events: Iterable[Event], name: str = "") -> bytes:
    """Return the events as a file: lines of at most 75 octets, texts escaped."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    if name:
        made.add("name", _clean(name))
        made.add("x-wr-calname", _clean(name))
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", "PT15M")
    made.add_component(_zone())
    for event in events:
        made.add_component(event)
    return bytes(made.to_ical())


def _event(entry: Entry, now: datetime, *, alarm: bool) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", entry.time.starts.astimezone(ZONE))
    event.add("dtend", entry.time.ends.astimezone(ZONE))
    event.add("summary", _clean(entry.subject))
    words = [entry.description.strip(), f"{entry.link_words}: {entry.link}"]
    event.add("description", _clean("\n\n".join(filter(None, words))))
    event.add("location", _clean(entry.location))
    event.add("url", entry.link)
    conference = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": _quotable(entry.link_words)}
    event.add("conference", vUri(entry.link, params=conference))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("organizer", _address(entry.organiser))
    for attendee in entry.attendees:
        event.add("attendee", _address(attendee, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="TRUE"))
    if alarm:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", _clean(entry.subject))
    made.add("trigger", -ALARM)
    return made


def _address(person: Mailbox, **params: str) -> vCalAddress:
    made = vCalAddress(f"mailto:{person.email}")
    made.params.update({"CN": _quotable(person.name), **params})
    return made


def _zone() -> Timezone:
    """Return the zone by its rules since 1996: summer time from the last Sunday of March to that of October."""
    zone = Timezone()
    zone.add("tzid", "Europe/Amsterdam")
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    for kind, name, before, after, month in (
        (TimezoneDaylight(), "CEST", winter, summer, 3),
        (TimezoneStandard(), "CET", summer, winter, 10),
    ):
        part: Any = kind
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, 2 if month == 3 else 3))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        part.add("rrule", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        zone.add_component(part)
    return zone


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").translate({code: gone for code, gone in _CONTROL.items() if code != 10})


def _quotable(text: str) -> str:
    """Return a text for a parameter, in one line: a double quote can not stand there for Outlook (RFC 6868 can)."""
    return " ".join(text.translate(_CONTROL | {10: " ", 9: " "}).split()).replace('"', "'")
