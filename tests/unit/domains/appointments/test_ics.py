"""APP-2: the file for calendars, read back by the icalendar library and as each of the big three needs it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from oogcontact.domains.appointments import ics
from oogcontact.domains.appointments.ics import Entry, Mailbox
from oogcontact.domains.appointments.policy import ZONE, Interval

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
LINK = "https://oogcontact.example.org/gast#AZ3d9_-kAbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd"


def entry(**changes: Any) -> Entry:
    starts = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    plain = Entry(
        uid="0190-1@oogcontact.example.org",
        sequence=2,
        time=Interval(starts, starts + timedelta(minutes=30)),
        subject="Kennismaking; met, Zoë",
        description="Neem mee:\n- uw papieren\\map",
        organiser=Mailbox('Anna "Ank" de Vries', "oogcontact@example.org"),
        attendees=[Mailbox("Jansen, Zoë", "zoe@ergens.test")],
        link=LINK,
        link_words="Klik hier om het gesprek te openen",
        location="Beeldgesprek",
    )
    return replace(plain, **changes)


def event_of(content: bytes) -> Any:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_the_library_reads_back_what_was_meant() -> None:
    calendar = Calendar.from_ical(ics.invitation(entry(), NOW))
    assert calendar["METHOD"] == "REQUEST"
    assert calendar["PRODID"] == ics.PRODUCT
    assert calendar["VERSION"] == "2.0"
    event = event_of(ics.invitation(entry(), NOW))
    assert event["UID"] == "0190-1@oogcontact.example.org"
    assert event["SEQUENCE"] == 2
    assert event["DTSTAMP"].dt == NOW
    assert event["SUMMARY"] == "Kennismaking; met, Zoë"
    assert event["DESCRIPTION"] == f"Neem mee:\n- uw papieren\\map\n\nKlik hier om het gesprek te openen: {LINK}"
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=30)
    assert not event.errors


def test_outlook() -> None:
    """METHOD in the body, each TZID with its VTIMEZONE, no ^ or double quote in a name, an alarm that shows itself."""
    content = ics.invitation(entry(), NOW)
    calendar = Calendar.from_ical(content)
    assert b"METHOD:REQUEST\r\n" in content
    assert b"DTSTART;TZID=Europe/Amsterdam:20261123T140000\r\n" in content
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    event = event_of(content)
    assert event["ORGANIZER"].params["CN"] == "Anna 'Ank' de Vries"
    assert b"^'" not in content
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(minutes=-15))


def test_google() -> None:
    """The organiser is who sends, the receiver is asked to answer, and a change counts on."""
    event = event_of(ics.invitation(entry(), NOW))
    assert event["ORGANIZER"] == "mailto:oogcontact@example.org"
    attendee = event["ATTENDEE"]
    assert attendee == "mailto:zoe@ergens.test"
    assert dict(attendee.params) == {
        "CN": "Jansen, Zoë",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


def test_apple() -> None:
    """The address of the call stands in URL and CONFERENCE, whole, with its fragment."""
    event = event_of(ics.invitation(entry(), NOW))
    assert event["URL"] == LINK
    assert event["CONFERENCE"] == LINK
    assert event["CONFERENCE"].params["VALUE"] == "URI"


def test_lines_are_short_and_texts_whole() -> None:
    """RFC 5545, 3.1: at most 75 octets a line, never through the middle of a letter."""
    content = ics.invitation(entry(subject="Één " * 40, description="é" * 2000), NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    for line in content.split(b"\r\n"):
        line.decode()
    assert event_of(content)["SUMMARY"] == "Één " * 40


def test_a_cancellation() -> None:
    content = ics.invitation(entry(cancelled=True, sequence=3), NOW)
    assert Calendar.from_ical(content)["METHOD"] == "CANCEL"
    event = event_of(content)
    assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCELLED", 3, "0190-1@oogcontact.example.org")
    assert not event.walk("VALARM")


@pytest.mark.parametrize(
    ("starts", "local"),
    [
        # The Sundays on which the clock changes, before and after it does.
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "20270328T013000"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "20270328T033000"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "20271031T023000"),
        (datetime(2027, 10, 31, 2, 30, tzinfo=UTC), "20271031T033000"),
        (datetime(2027, 7, 1, 12, 0, tzinfo=UTC), "20270701T140000"),
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "20270101T130000"),
    ],
)
def test_summer_time(starts: datetime, local: str) -> None:
    """The clock's time stands in the file; by the rules in the file it is the same moment again."""
    content = ics.invitation(entry(time=Interval(starts, starts + timedelta(hours=1))), NOW)
    assert f"DTSTART;TZID=Europe/Amsterdam:{local}\r\n".encode() in content
    zone: Any
    (zone,) = Calendar.from_ical(content).walk("VTIMEZONE")
    naive = datetime.strptime(local, "%Y%m%dT%H%M%S")
    by_rules = naive.replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert by_rules.utcoffset() == naive.replace(tzinfo=ZONE).utcoffset()
    assert by_rules.astimezone(UTC) == starts


def test_the_feed() -> None:
    """APP-4: all appointments as one calendar, published, without alarms."""
    content = ics.feed([entry(), entry(uid="2@x")], "Oogcontact – Anna", NOW)
    calendar = Calendar.from_ical(content)
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == "Oogcontact – Anna"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n" in content
    assert len(calendar.walk("VEVENT")) == 2
    assert not calendar.walk("VALARM")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(subject=TEXT, description=TEXT, name=TEXT)
def test_whatever_is_typed_stays_in_its_place(subject: str, description: str, name: str) -> None:
    """No text can add a line to the file: what is read back has one event with the very same fields."""
    hostile = entry(subject=subject, description=description, attendees=[Mailbox(name, "zoe@ergens.test")])
    content = ics.invitation(hostile, NOW)
    plain = event_of(ics.invitation(entry(), NOW))
    event = event_of(content)
    assert set(event.keys()) == set(plain.keys())
    assert event["UID"] == plain["UID"]
    assert event["URL"] == LINK
    assert [part.name for part in Calendar.from_ical(content).subcomponents] == ["VTIMEZONE", "VEVENT"]
