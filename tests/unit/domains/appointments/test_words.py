"""Dates in words, of the clock in Amsterdam."""

from datetime import UTC, datetime, timedelta

from oogcontact.domains.appointments import words
from oogcontact.domains.appointments.policy import Interval

#: Half past midnight on a Sunday in Amsterdam.
NIGHT = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


def test_days_and_times() -> None:
    assert words.day_in_words(NIGHT, "nl") == "zondag 22 november 2026"
    assert words.day_in_words(NIGHT, "en") == "Sunday 22 November 2026"
    assert words.time_in_words(NIGHT, "nl") == "00:30"


def test_from_and_until() -> None:
    assert words.times_in_words(Interval(NIGHT, NIGHT + timedelta(hours=1)), "nl") == "00:30 tot 01:30"
    evening = NIGHT - timedelta(hours=1)
    assert words.times_in_words(Interval(evening, NIGHT), "en") == "23:30 until Sunday 22 November 2026 00:30"
