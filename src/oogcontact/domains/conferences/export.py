"""The history of conferences as a file for a spreadsheet: a line for everybody's time in each."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from oogcontact.domains.conferences import history
from oogcontact.domains.conferences.models import ConferenceAccount
from oogcontact.domains.conferences.shapes import AttendanceOut
from oogcontact.infra import spreadsheet


def as_csv(account: ConferenceAccount, language: str) -> bytes:
    """Return the history of an account in a language."""
    with translation.override(language):
        head = [_("Day"), _("Conference began"), _("Came in"), _("Left"), _("Who"), _("Role"), _("Duration (seconds)")]
        return spreadsheet.write(head, _lines(account), language)


def file_name(language: str) -> str:
    """Return the name under which the file is saved."""
    return "conferenties.csv" if language == "nl" else "conferences.csv"


def _lines(account: ConferenceAccount) -> Iterator[list[str | int]]:
    for held in history.every(account):
        for one in held.attendances:
            end = one.left_at or held.ended_at
            seconds = int((end - one.joined_at).total_seconds()) if end else 0
            times = [_day(held.started_at), *map(_time, (held.started_at, one.joined_at, end))]
            yield [*times, _who(one), _("Moderator") if one.moderator else _("Participant"), seconds]


def _who(one: AttendanceOut) -> str:
    return one.name or one.number or _("Unknown number")


def _day(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(settings.TIME_ZONE)):%Y-%m-%d}"


def _time(at: datetime | None) -> str:
    return f"{at.astimezone(ZoneInfo(settings.TIME_ZONE)):%H:%M:%S}" if at else ""
