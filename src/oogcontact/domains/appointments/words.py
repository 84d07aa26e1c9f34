"""Dates and times in words, in Dutch and English, of the zone in which people live (Europe/Amsterdam). Pure."""

from datetime import datetime

from babel.dates import format_date, format_time

from oogcontact.domains.appointments.policy import ZONE, Interval

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_UNTIL = {"nl": "tot", "en": "until"}


def day_in_words(at: datetime, language: str) -> str:
    """Return "zaterdag 21 november 2026"."""
    return format_date(at.astimezone(ZONE).date(), "EEEE d MMMM y", _LOCALES[language])


def time_in_words(at: datetime, language: str) -> str:
    """Return "14:00"."""
    return format_time(at.astimezone(ZONE).time(), "HH:mm", locale=_LOCALES[language])


def times_in_words(time: Interval, language: str) -> str:
    """Return "14:00 tot 14:30"; of an end on another day that day too."""
    ends = time_in_words(time.ends, language)
    if time.ends.astimezone(ZONE).date() != time.starts.astimezone(ZONE).date():
        ends = f"{day_in_words(time.ends, language)} {ends}"
    return f"{time_in_words(time.starts, language)} {_UNTIL[language]} {ends}"
