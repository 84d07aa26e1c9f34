"""The rules of appointments: times of the clock, validity of links, overlaps and free hours."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from oogcontact.domains.appointments import policy
from oogcontact.domains.appointments.policy import Fault, Interval, Plan

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
ANNA, BRAM = UUID(int=1), UUID(int=2)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A moment of that day in winter, by the clock of Amsterdam."""
    return datetime(2026, 11, day, hour, minute, tzinfo=policy.ZONE).astimezone(UTC)


def typed(day: str, starts: str, ends: str) -> Plan:
    return Plan(day, starts, ends, "", "", (), "")


@pytest.mark.parametrize(
    ("day", "starts", "ends", "expected"),
    [
        ("2026-11-21", "12:00", "12:30", Interval(NOW, NOW + timedelta(minutes=30))),
        # In the night to summer time an hour is missing: from 1:30 to 3:30 is one hour.
        (
            "2027-03-28",
            "01:30",
            "03:30",
            Interval(datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ),
        # In the night to winter time one is there twice: the first is meant, and 2:00 to 4:00 lasts three hours.
        (
            "2027-10-31",
            "02:00",
            "04:00",
            Interval(datetime(2027, 10, 31, 0, 0, tzinfo=UTC), datetime(2027, 10, 31, 3, 0, tzinfo=UTC)),
        ),
    ],
)
def test_times_of_the_clock(day: str, starts: str, ends: str, expected: Interval) -> None:
    assert policy.time_of(typed(day, starts, ends), NOW) == (expected, [])


@pytest.mark.parametrize("text", ["9:00", "09.00", "24:00", "12:60", "12", "", "½½:00", "12:00:00", "-1:00"])
def test_what_is_no_time(text: str) -> None:
    _time, faults = policy.time_of(typed("2026-11-23", text, "20:00"), NOW)
    assert faults == [Fault("starts", "time_invalid" if text else "required")]


@pytest.mark.parametrize("text", ["2026-13-01", "morgen", "2026-11", "23-11-2026"])
def test_what_is_no_date(text: str) -> None:
    assert policy.time_of(typed(text, "12:00", "13:00"), NOW)[1] == [Fault("date", "date_invalid")]


def test_today_is_a_day_of_the_clock() -> None:
    """Half past midnight in Amsterdam is still yesterday in UTC."""
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert policy.time_of(typed("2026-11-21", "23:00", "23:30"), late)[1] == [Fault("date", "date_past")]
    assert policy.time_of(typed("2026-11-22", "09:00", "09:30"), late)[1] == []


def test_the_minute_that_runs_is_not_over() -> None:
    now = NOW + timedelta(seconds=40)
    assert policy.time_of(typed("2026-11-21", "12:00", "12:30"), now)[1] == []
    assert policy.time_of(typed("2026-11-21", "11:59", "12:30"), now)[1] == [Fault("starts", "time_past")]


def test_both_ends_of_a_skipped_hour() -> None:
    assert policy.time_of(typed("2027-03-28", "02:00", "02:30"), NOW)[1] == [
        Fault("starts", "time_skipped"),
        Fault("ends", "time_skipped"),
    ]


def test_validity_of_links() -> None:
    """APP-2: from 60 minutes before until 24 hours after; APP-5: an urgent one at once."""
    time = Interval(at(14), at(15))
    assert policy.validity(time, urgent=False, now=NOW) == Interval(at(13), at(15, day=24))
    assert policy.validity(time, urgent=True, now=NOW).starts == NOW


def test_an_urgent_conversation_fits_before_the_next() -> None:
    """APP-5."""
    now = at(14, 3)
    assert policy.urgent_time(now, []) == Interval(at(14, 3), at(14, 33))
    assert policy.urgent_time(now, [Interval(at(14, 20), at(15))]).ends == at(14, 20)
    # One that goes on already, or begins at once, leaves no time; who invites then knows what he does.
    busy = [Interval(at(14), at(15)), Interval(at(14, 5), at(15))]
    assert policy.urgent_time(now, busy).ends == at(14, 33)


def test_overlaps() -> None:
    first = Interval(at(14), at(15))
    assert first.overlaps(Interval(at(14, 59), at(16)))
    assert not first.overlaps(Interval(at(15), at(16)))


def test_free_hours() -> None:
    """BTN-4: within the opening hours, minus what each has; with who is free."""
    busy = {ANNA: [Interval(at(9, 30), at(10, 15))], BRAM: [Interval(at(9), at(17))]}
    found = policy.free_hours(date(2026, 11, 23), timedelta(minutes=30), [(time(9), time(11))], busy, NOW)
    assert [(hour.starts, hour.people) for hour in found] == [(at(9), (ANNA,)), (at(10, 30), (ANNA,))]


def test_free_hours_are_not_sooner_than_an_hour_from_now() -> None:
    now = at(9, 10)
    found = policy.free_hours(date(2026, 11, 23), timedelta(minutes=30), [(time(9), time(11))], {ANNA: []}, now)
    assert [hour.starts for hour in found] == [at(10, 30)]


def test_free_hours_on_the_night_of_summer_time() -> None:
    """From one to four there are two hours, and no time that the clock does not show."""
    found = policy.free_hours(date(2027, 3, 28), timedelta(hours=1), [(time(1), time(4))], {ANNA: []}, NOW)
    assert [f"{hour.starts.astimezone(policy.ZONE):%H:%M}" for hour in found] == ["01:00", "01:30", "03:00"]
    assert all(one.ends - one.starts == timedelta(hours=1) for one in found)


@pytest.mark.parametrize("sign", ["\r", "\n", "\x00", "\u2028", "\u202e", "\ud800", "\x7f"])
def test_no_control_sign_in_one_line(sign: str) -> None:
    assert policy.text_faults("subject", "subject", f"a{sign}b") == [Fault("subject", "text_invalid")]


@pytest.mark.parametrize("text", ["Zoë 李 😀 👩‍⚕️", "a\u00a0b", "المواعيد"])
def test_every_script_is_a_text(text: str) -> None:
    assert policy.text_faults("subject", "subject", text) == []


def test_lines_only_where_there_are_lines() -> None:
    assert policy.text_faults("message", "message", "a\r\nb\tc", lines=True) == [Fault("message", "text_invalid")]
    assert policy.text_faults("message", "message", "a\nb\tc", lines=True) == []


def test_days_when_the_clock_changes() -> None:
    assert policy.day_of(date(2027, 3, 28)).ends - policy.day_of(date(2027, 3, 28)).starts == timedelta(hours=23)
    assert policy.day_of(date(2027, 10, 31)).ends - policy.day_of(date(2027, 10, 31)).starts == timedelta(hours=25)
