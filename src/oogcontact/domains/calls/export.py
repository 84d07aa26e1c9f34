"""The history as a file for a spreadsheet."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.calls import history
from oogcontact.infra import spreadsheet


def as_csv(user: accounts.User, chosen: history.Filter) -> bytes:
    """Return the entries that the filter leaves, in the user's language."""
    with translation.override(user.language):
        head = [_("Day"), _("Time"), _("Direction"), _("Who"), _("Outcome"), _("Kind"), _("Duration (seconds)")]
        return spreadsheet.write(head, map(_cells, history.every(user.pk, chosen)), user.language)


def file_name(language: str) -> str:
    """Return the name under which the file is saved."""
    return "oproepen.csv" if language == "nl" else "calls.csv"


def _cells(line: history.Line) -> list[str | int]:
    at = line.started_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    names = ", ".join(person.name for person in line.people)
    cells = [f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}", _direction(line), names, _outcome(line), _media(line)]
    return [*cells, line.seconds]


def _direction(line: history.Line) -> str:
    return _("Incoming") if line.direction == "incoming" else _("Outgoing")


def _media(line: history.Line) -> str:
    return _("Video call") if line.media == "video" else _("Audio call")


def _outcome(line: history.Line) -> str:
    words = {
        "answered": _("Answered"),
        "declined": _("Declined"),
        "busy": _("Busy"),
        "no_answer": _("No answer"),
        "cancelled": _("Cancelled"),
        "failed": _("Failed"),
    }
    return words[line.outcome]
