"""The mail of a demonstration, which no mail server sends: a list of the messages and each as its receiver sees it."""

import email
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

#: As many of the newest messages are listed.
SHOWN = 200

#: How infra/mail.py writes a button in plain text.
_BUTTON = re.compile(r"([^\n]+):\n(https?://\S+)")
_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Shown:
    """A message as the pages show it."""

    name: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the sent messages, newest first."""
    _only_in_demo()
    files = sorted(settings.MAIL_DIR.glob("[!.]*.eml"), reverse=True)[:SHOWN]
    return render(request, "project/mail_list.html", {"messages": [_read(file) for file in files]})


@require_safe
def message(request: HttpRequest, name: str) -> HttpResponse:
    """Show one message."""
    _only_in_demo()
    file = settings.MAIL_DIR / f"{name}.eml"
    if not file.exists():
        raise Http404
    found = _read(file)
    return render(request, "project/mail_message.html", {"message": found, "body": linked(found.text)})


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Serve the look of these pages; the policy of the site allows no style inside a page."""
    _only_in_demo()
    file = Path(__file__).parent / "static" / "demo_mail.css"
    return HttpResponse(file.read_bytes(), content_type="text/css; charset=utf-8")


def linked(text: str) -> SafeString:
    """Return the text as paragraphs of HTML, in which each address can be clicked."""
    paragraphs: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if button := _BUTTON.fullmatch(paragraph.strip()):
            label, url = button.groups()
            paragraphs.append(format_html('<p><a class="button" href="{}">{}</a></p>', url, label))
            paragraphs.append(format_html('<p class="muted">{}</p>', url))
            continue
        parts: list[str] = []
        end = 0
        for found in _LINK.finditer(paragraph):
            parts.append(conditional_escape(paragraph[end : found.start()]))
            parts.append(format_html('<a href="{0}">{0}</a>', found.group()))
            end = found.end()
        parts.append(conditional_escape(paragraph[end:]))
        paragraphs.append("<p>" + "".join(parts).replace("\n", "<br>") + "</p>")
    return mark_safe("\n".join(paragraphs))  # noqa: S308 - each part is escaped above


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404


def _read(file: Path) -> Shown:
    parsed = email.message_from_bytes(file.read_bytes(), EmailMessage, policy=modern)
    body = parsed.get_body(("plain",))
    return Shown(
        file.stem,
        str(parsed["To"]),
        str(parsed["Subject"]),
        parsedate_to_datetime(str(parsed["Date"])) if parsed["Date"] else None,
        str(body.get_content()).replace("\r\n", "\n") if body else "",
    )
