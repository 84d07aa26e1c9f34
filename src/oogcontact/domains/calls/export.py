"""The history as a CSV file (RFC 4180) that opens in the spreadsheets that people have."""

import csv
import io
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.calls import history

#: A cell that begins so is taken for a formula by spreadsheets (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(user: accounts.User, chosen: history.Filter) -> bytes:
    """Return the entries that the filter leaves, in the user's language, with a byte order mark for the spreadsheet."""
    zone = ZoneInfo(settings.TIME_ZONE)
    target = io.StringIO(newline="")
    # A Dutch spreadsheet takes the comma for the decimal sign and parts cells by semicolons.
    writer = csv.writer(target, delimiter=";" if user.language == "nl" else ",")
    with translation.override(user.language):
        writer.writerow(
            [_("Day"), _("Time"), _("Direction"), _("Who"), _("Outcome"), _("Kind"), _("Duration (seconds)")]
        )
        for line in history.every(user.pk, chosen):
            at = line.started_at.astimezone(zone)
            names = ", ".join(person.name for person in line.people)
            cells = [f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}", _direction(line), names, _outcome(line), _media(line)]
            writer.writerow([*map(safe, cells), line.seconds])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def file_name(language: str) -> str:
    """Return the name under which the file is saved."""
    return "oproepen.csv" if language == "nl" else "calls.csv"


def safe(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


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
