"""Mail: written in the transaction of the action, sent after its commit, tried again until the mail server takes it.

A message is one text template a language, `<template>.<language>.txt` in a domain's templates folder; the HTML is made
from the same text, so the two never say different things. Paragraphs are parted by an empty line, and
`{% button "Open" url %}` (after `{% load mail %}`) alone in a paragraph is the one thing to click.
"""

import logging
import re
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import close_old_connections, connection, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from oogcontact.infra.models import QueuedMail
from oogcontact.infra.templatetags.mail import BUTTON
from oogcontact.kernel import clock

#: The wait after each failed attempt; after the last one it is repeated until `GIVE_UP`.
BACK_OFF = [timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600)]

#: A message that could not be sent for so long is dropped, with an error in the log.
GIVE_UP = timedelta(days=3)

#: While one process sends a message, no other takes it; after a crash it is free again after this time.
CLAIM = timedelta(minutes=2)

#: Seconds between two looks for messages whose time has come; a new one wakes the worker at once.
INTERVAL = 5.0

_log = logging.getLogger(__name__)
_wake = threading.Event()
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def send(to: str, subject: object, template: str, context: Mapping[str, object], language: str) -> None:
    """Queue one message in the running transaction; the worker sends it after the commit.

    `subject` may be a lazy translation: it is spoken in `language`, like the template
    (`accounts/mail/activation` -> `accounts/mail/activation.nl.txt`). Texts of `context` can not add buttons.
    """
    values = {name: _harmless(value) for name, value in context.items()}
    values |= {"site": settings.PUBLIC_URL, "language": language}
    with translation.override(language):
        title = " ".join(str(subject).split())
        body = render_to_string(f"{template}.{language}.txt", values).strip()
        html = render_to_string("mail/frame.html", {"title": title, "body": as_html(body), "language": language})
    QueuedMail.objects.create(to=to, subject=title, text=as_text(body), html=html, next_attempt_at=clock.now())
    transaction.on_commit(_wake.set)


def as_text(body: str) -> str:
    """Return the plain text of a rendered template: a button becomes its words and its address."""
    return BUTTON.sub(r"\1:\n\2", body) + "\n"


def as_html(body: str) -> SafeString:
    """Return the paragraphs of a rendered template as HTML, everything escaped."""
    parts: list[str] = []
    for paragraph in re.split(r"\n\s*\n", body):
        if found := BUTTON.fullmatch(paragraph.strip()):
            label, url = found.groups()
            parts.append(format_html('<p><a class="button" href="{}">{}</a></p>', url, label))
            parts.append(format_html('<p class="address">{}</p>', url))
        else:
            parts.append(linebreaks(paragraph.strip(), autoescape=True))
    return mark_safe("\n".join(parts))  # noqa: S308 - each part is escaped above


def send_due(now: datetime) -> int:
    """Send the queued messages whose time has come; return how many went out."""
    sent = 0
    due = QueuedMail.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at")
    for message in due[:100]:
        claimed = QueuedMail.objects.filter(pk=message.pk, next_attempt_at=message.next_attempt_at)
        if claimed.update(next_attempt_at=now + CLAIM):
            sent += _attempt(message, now)
    return sent


class MailWorker:
    """The thread that sends; `stop` ends it after the message that it is sending."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """End the worker; what it has not sent is kept for the next start."""
        self._stopped.set()
        _wake.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        try:
            while not self._stopped.is_set():
                _wake.clear()
                self._round()
                _wake.wait(INTERVAL)
        finally:
            connection.close()

    def _round(self) -> None:
        try:
            send_due(clock.now())
        except Exception:
            _log.exception("mail queue failed")
            close_old_connections()


def _attempt(message: QueuedMail, now: datetime) -> bool:
    mail = EmailMultiAlternatives(message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to])
    mail.attach_alternative(message.html, "text/html")
    # The same id at every attempt: a receiver that got it twice can see that.
    mail.extra_headers = {"Message-ID": f"<{message.pk}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"}
    try:
        mail.send()
    except Exception as error:  # Whatever the mail server does, the message is not lost.
        _postpone(message, now, error)
        return False
    # Links in it are secrets: a sent message is not kept.
    message.delete()
    return True


def _postpone(message: QueuedMail, now: datetime, error: Exception) -> None:
    facts = {"mail": str(message.pk), "attempts": message.attempts + 1, "error": type(error).__name__}
    if now - message.created_at > GIVE_UP:
        _log.error("mail dropped", extra=facts)
        message.delete()
        return
    _log.warning("mail postponed", extra=facts)
    message.next_attempt_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF) - 1)]
    message.attempts += 1
    message.save(update_fields=["next_attempt_at", "attempts"])


def _harmless(value: object) -> object:
    """Take the control signs out of a text, so that only a template can write a button; the rest stays as it is."""
    return _CONTROL.sub("", value) if isinstance(value, str) else value
