"""The invitation mail as its receiver would see it, with example names: on the page, and sent to oneself (ADM-2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_date
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop, override

from oogcontact.domains.accounts.api import User
from oogcontact.domains.branding import texts
from oogcontact.domains.branding.access import Branding
from oogcontact.domains.branding.dress import dress_of
from oogcontact.infra import mail
from oogcontact.kernel import clock

#: The words on the link in every invitation (APP-2).
BUTTON = gettext_noop("Click here to open the conversation")
SUBJECT = gettext_noop("Invitation for a video appointment")

_GUESTS = {"nl": "mevrouw Jansen", "en": "Ms Jansen"}


@dataclass(frozen=True)
class Preview:
    """A mail in its parts; paragraphs may hold ends of lines."""

    subject: str
    paragraphs: list[str]
    button: str


def preview_of(branding: Branding, agent: User, language: str, text: str) -> Preview:
    """Return the invitation with this text, from `agent` to somebody who does not exist."""
    with override(language):
        body = texts.filled(text, _example(branding, agent, language))
        return Preview(translated(SUBJECT), [part for part in body.split("\n\n") if part], translated(BUTTON))


def send_test(branding: Branding, agent: User, language: str, text: str) -> None:
    """Mail the invitation with this text to `agent` himself."""
    preview = preview_of(branding, agent, language, text)
    context = {"text": "\n\n".join(preview.paragraphs), "button": preview.button, "url": settings.PUBLIC_URL + "/"}
    with transaction.atomic():
        mail.send(agent.email, preview.subject, "branding/mail/test", context, language, dress_of(branding))


def _example(branding: Branding, agent: User, language: str) -> dict[texts.Place, str]:
    day = _next_tuesday(clock.now())
    pattern = "EEEE d MMMM" if language == "nl" else "EEEE, d MMMM"
    return {
        "name": _GUESTS[language],
        "organisation": branding.name,
        "agent": agent.name,
        "date": format_date(day, pattern, locale=language),
        "time": "10:30",
    }


def _next_tuesday(now: datetime) -> datetime:
    return now + timedelta(days=(1 - now.weekday()) % 7 or 7)
