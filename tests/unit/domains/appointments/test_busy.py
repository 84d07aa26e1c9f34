"""APP-4: when somebody is busy, out of whatever file his other calendar gives."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.appointments.busy import NotACalendar, busy_times, joined
from oogcontact.domains.appointments.policy import Interval

SPAN = Interval(datetime(2026, 11, 20, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC))
HOST = "oogcontact.example.org"


def calendar(*events: str) -> bytes:
    blocks = "".join(
        f"BEGIN:VEVENT\r\nUID:{place}@elders\r\n{event}END:VEVENT\r\n" for place, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{blocks}END:VCALENDAR\r\n".encode()


def busy(*events: str) -> list[tuple[str, str]]:
    found = busy_times(calendar(*events), SPAN, HOST)
    return [(f"{one.starts.astimezone(UTC):%m-%dT%H:%M}", f"{one.ends.astimezone(UTC):%m-%dT%H:%M}") for one in found]


def test_a_plain_event() -> None:
    assert busy("DTSTART:20261123T090000Z\r\nDTEND:20261123T100000Z\r\n") == [("11-23T09:00", "11-23T10:00")]
    assert busy("DTSTART:20261123T090000Z\r\nDURATION:PT45M\r\n") == [("11-23T09:00", "11-23T09:45")]


def test_floating_times_and_whole_days_are_of_our_zone() -> None:
    assert busy("DTSTART:20261123T090000\r\nDTEND:20261123T100000\r\n") == [("11-23T08:00", "11-23T09:00")]
    assert busy("DTSTART;VALUE=DATE:20261123\r\n") == [("11-22T23:00", "11-23T23:00")]


def test_what_repeats_follows_the_clock() -> None:
    """Every week at nine, also after the change to summer time; one was taken out and one was moved."""
    rule = (
        "DTSTART;TZID=Europe/Amsterdam:20270322T090000\r\nDTEND;TZID=Europe/Amsterdam:20270322T100000\r\n"
        "RRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;TZID=Europe/Amsterdam:20270405T090000\r\n"
    )
    assert busy(rule) == [("03-22T08:00", "03-22T09:00"), ("03-29T07:00", "03-29T08:00")]
    moved = (
        b"BEGIN:VEVENT\r\nUID:0@elders\r\nRECURRENCE-ID;TZID=Europe/Amsterdam:20270329T090000\r\n"
        b"DTSTART:20270329T120000Z\r\nDTEND:20270329T130000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    content = calendar(rule).replace(b"END:VCALENDAR\r\n", moved)
    assert f"{busy_times(content, SPAN, HOST)[1].starts.astimezone(UTC):%m-%dT%H:%M}" == "03-29T12:00"


@pytest.mark.parametrize(
    "line",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "UID:x@oogcontact.example.org"],
)
def test_what_does_not_count(line: str) -> None:
    event = f"DTSTART:20261123T090000Z\r\nDTEND:20261123T100000Z\r\n{line}\r\n"
    content = calendar(event)
    if line.startswith("UID"):
        content = content.replace(b"UID:0@elders\r\n", b"")
    assert busy_times(content, SPAN, HOST) == []


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=DAILY;BYMINUTE=" + ",".join(map(str, range(60)))]
)
def test_a_rule_without_end_costs_nothing(rule: str) -> None:
    assert busy(f"DTSTART:20261123T090000Z\r\nDTEND:20261123T090100Z\r\nRRULE:{rule}\r\n") == []


def test_free_busy_of_a_server() -> None:
    content = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VFREEBUSY\r\nUID:1\r\n"
        b"FREEBUSY;FBTYPE=BUSY:20261123T090000Z/20261123T100000Z,20261123T120000Z/PT1H\r\n"
        b"FREEBUSY;FBTYPE=FREE:20261124T090000Z/20261124T100000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )
    assert len(busy_times(content, SPAN, HOST)) == 2


def test_overlapping_times_are_one() -> None:
    event = "DTSTART:2026112{}T090000Z\r\nDTEND:2026112{}T{}0000Z\r\n"
    assert busy(event.format(3, 3, 10), event.format(3, 3, 12), event.format(4, 4, 10)) == [
        ("11-23T09:00", "11-23T12:00"),
        ("11-24T09:00", "11-24T10:00"),
    ]
    assert joined([]) == []


@pytest.mark.parametrize("content", [b"", b"<html>", b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"\xff\xfe\x00", b"BEGIN:VEVENT"])
def test_what_is_no_calendar(content: bytes) -> None:
    with pytest.raises(NotACalendar):
        busy_times(content, SPAN, HOST)


def test_an_event_without_a_day_is_passed_over() -> None:
    """APP-4: a time of the clock alone; what else stands in the file still counts."""
    odd = "DTSTART;VALUE=TIME:090000\r\nDTEND;VALUE=TIME:100000\r\n"
    assert busy_times(calendar(odd), SPAN, HOST) == []
    ends = "DTSTART:20261123T090000Z\r\nDTEND;VALUE=TIME:100000\r\n"
    assert busy_times(calendar(ends), SPAN, HOST) == []


@given(st.binary(max_size=300), st.integers(0, 200), st.integers(0, 200))
def test_broken_files_are_refused_or_passed_over(noise: bytes, start: int, length: int) -> None:
    content = calendar("DTSTART:20261123T090000Z\r\nDTEND:20261123T100000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\n")
    broken = content[:start] + noise + content[start + length :]
    with contextlib.suppress(NotACalendar):
        busy_times(broken, SPAN, HOST)
