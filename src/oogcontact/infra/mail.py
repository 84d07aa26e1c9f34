"""Mail: written in the transaction of the action, sent after its commit, tried again until the mail server takes it.

A message is one text template a language, `<template>.<language>.txt` in a domain's templates folder; the HTML is made
from the same text, so the two never say different things. Paragraphs are parted by an empty line. After
`{% load mail %}`, `{% button "Open" url %}` alone in a paragraph is the one thing to click, and `{% link "Test" url %}`
something that matters less.

What becomes of a message is told by `state_changed`. One that the mail server refuses for good is not tried again.
"""

import logging
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from oogcontact.infra.mail_message import Envelope, Part, Role, compose
from oogcontact.infra.mail_server import Refused, refusal_in
from oogcontact.infra.models import QueuedMail, QueuedPart
from oogcontact.infra.ports import Port
from oogcontact.infra.templatetags.mail import BUTTON, LINK
from oogcontact.kernel import clock

#: The wait after each failed attempt; after the last one it is repeated until `GIVE_UP`.
BACK_OFF = [timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600)]

#: A message that could not be sent for so long is dropped, with an error in the log.
GIVE_UP = timedelta(days=3)

#: While one process sends a message, no other takes it; after a crash it is free again after this time.
CLAIM = timedelta(minutes=5)

#: The id under which the HTML of a message names the logo.
LOGO = "logo"


@dataclass(frozen=True)
class Look:
    """How a message looks: the organisation's name, colours (`#rrggbb`, also in the dark), and logo (PNG)."""

    name: str = "Oogcontact"
    colour: str = "#0b5d66"
    on_colour: str = "#ffffff"
    dark_colour: str = "#86d6d1"
    on_dark: str = "#06282b"
    logo: bytes | None = None


@dataclass(frozen=True)
class Dress:
    """What a message has beside its words: the sender's name, where answers go, its look, and further parts."""

    sender_name: str = ""
    reply_to: str = ""
    look: Look = Look()
    parts: Sequence[Part] = ()


@dataclass(frozen=True)
class MailState:
    """What became of a message: `waiting` after the first failed try, then `sent` or `refused`.

    `reason` is `away` (waiting), `server` (with what it `said`), `no_utf8` or `given_up`.
    """

    mail: UUID
    state: Literal["sent", "waiting", "refused"]
    reason: str = ""
    said: str = ""


#: Told in a transaction of its own; a receiver that fails does not have the message sent again.
state_changed: Port[MailState] = Port()

#: Set by a new message: the worker need not wait for its next look.
wake = threading.Event()

_log = logging.getLogger(__name__)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PLAIN = Dress()


def send(
    to: str,
    subject: object,
    template: str,
    context: Mapping[str, object],
    language: str,
    dress: Dress = _PLAIN,
) -> UUID:
    """Queue one message in the running transaction; the worker sends it after the commit. Returns the message's id.

    `subject` may be a lazy translation: it is spoken in `language`, like the template
    (`accounts/mail/activation` -> `accounts/mail/activation.nl.txt`). Texts of `context` can not add buttons.
    """
    values = {name: _harmless(value) for name, value in context.items()}
    values |= {"site": settings.PUBLIC_URL, "language": language}
    with translation.override(language):
        title = " ".join(str(_harmless(str(subject))).split())
        body = render_to_string(f"{template}.{language}.txt", values).strip()
        frame = {"title": title, "body": as_html(body), "language": language, "look": dress.look}
        html = render_to_string("mail/frame.html", frame)
    queued = QueuedMail.objects.create(
        to=to,
        subject=title,
        text=as_text(body),
        html=html,
        sender_name=" ".join(str(_harmless(dress.sender_name)).split()),
        reply_to=dress.reply_to,
        next_attempt_at=clock.now(),
    )
    logo = [Part("inline", "image/png", dress.look.logo, LOGO)] if dress.look.logo else []
    for part in (*logo, *dress.parts):
        QueuedPart.objects.create(
            mail=queued, role=part.role, type=part.type, content=part.content, name=part.name, params=part.params
        )
    transaction.on_commit(wake.set)
    return queued.pk


def forget(mail: UUID) -> None:
    """Take a message that has not been sent out of the queue: what it says does not hold any more."""
    QueuedMail.objects.filter(pk=mail).delete()


def as_text(body: str) -> str:
    """Return the plain text of a rendered template: a button or link becomes its words and its address."""
    return LINK.sub(r"\1:\n\2", BUTTON.sub(r"\1:\n\2", body)) + "\n"


def as_html(body: str) -> SafeString:
    """Return the paragraphs of a rendered template as HTML, everything escaped."""
    parts: list[str] = []
    for paragraph in re.split(r"\n\s*\n", body):
        if found := BUTTON.fullmatch(paragraph.strip()):
            label, url = found.groups()
            parts.append(format_html('<p><a class="button" href="{}">{}</a></p>', url, label))
            parts.append(format_html('<p class="address">{}</p>', url))
        elif found := LINK.fullmatch(paragraph.strip()):
            parts.append(format_html('<p><a href="{1}">{0}</a></p>', *found.groups()))
        else:
            parts.append(linebreaks(paragraph.strip(), autoescape=True))
    return mark_safe("\n".join(parts))  # noqa: S308 - each part is escaped above


def send_due(now: datetime) -> int:
    """Send the queued messages whose time has come; return how many went out."""
    sent = 0
    due = QueuedMail.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at")
    for message in due[:100]:
        claimed = QueuedMail.objects.filter(pk=message.pk, next_attempt_at=message.next_attempt_at)
        # From the present moment on: the messages before it may have taken long.
        if claimed.update(next_attempt_at=clock.now() + CLAIM):
            sent += _attempt(message, now)
    return sent


class Letter(EmailMultiAlternatives):
    """A queued message for Django's backends, which composes itself."""

    def __init__(self, queued: QueuedMail) -> None:
        super().__init__(queued.subject, queued.text, settings.DEFAULT_FROM_EMAIL, [queued.to])
        self.attach_alternative(queued.html, "text/html")
        # Composed from what is read now: afterwards the row is gone.
        envelope = Envelope(
            # The same id at every attempt: a receiver that got it twice can see that.
            id=f"<{queued.pk}@{settings.MAIL_DOMAIN}>",
            date=queued.created_at,
            sender=settings.DEFAULT_FROM_EMAIL,
            to=queued.to,
            subject=queued.subject,
            sender_name=queued.sender_name,
            reply_to=queued.reply_to,
        )
        parts = [
            Part(cast(Role, row.role), row.type, bytes(row.content), row.name, row.params)
            for row in queued.parts.order_by("pk")
        ]
        self._composed = compose(envelope, queued.text, queued.html, parts)

    def message(self, *, policy: Any = None) -> Any:
        """Return the message of the standard library, with all its parts."""
        return self._composed


def _attempt(message: QueuedMail, now: datetime) -> bool:
    try:
        Letter(message).send()
    except Exception as error:  # Whatever the mail server does, the message is not lost.
        refused = refusal_in(error)
        if refused is None and now - message.created_at > GIVE_UP:
            refused = Refused("given_up", "")
        if refused is not None:
            _log.error("mail refused", extra={**_facts(message, error), "reason": refused.reason})
            _finish(message, MailState(message.pk, "refused", refused.reason, refused.said))
        else:
            _postpone(message, now, error)
        return False
    # Links in it are secrets: a sent message is not kept.
    _finish(message, MailState(message.pk, "sent"))
    return True


def _finish(message: QueuedMail, state: MailState) -> None:
    """Take a message out of the queue and tell what became of it, at once or not at all."""
    with transaction.atomic():
        message.delete()
        _tell(state)


def _postpone(message: QueuedMail, now: datetime, error: Exception) -> None:
    _log.warning("mail postponed", extra=_facts(message, error))
    first = message.attempts == 0
    message.next_attempt_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF) - 1)]
    message.attempts += 1
    with transaction.atomic():
        # An update and no save: the message may have been taken out of the queue meanwhile.
        QueuedMail.objects.filter(pk=message.pk).update(
            next_attempt_at=message.next_attempt_at, attempts=message.attempts
        )
        if first:
            _tell(MailState(message.pk, "waiting", "away"))


def _tell(state: MailState) -> None:
    try:
        with transaction.atomic():
            state_changed.tell(state)
    except Exception:
        # The message has gone: to undo that would have it sent again.
        _log.exception("mail state not told")


def _facts(message: QueuedMail, error: Exception) -> dict[str, object]:
    return {"mail": str(message.pk), "attempts": message.attempts + 1, "error": type(error).__name__}


def _harmless(value: object) -> object:
    """Take the control signs out of a text, so that only a template can write a button; the rest stays as it is."""
    return _CONTROL.sub("", value) if isinstance(value, str) else value
