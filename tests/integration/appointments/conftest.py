"""An agent's browser at a fixed moment, and what he types and mails."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail as outbox_of
from django.test import Client

from oogcontact.domains.accounts.api import Membership
from oogcontact.infra import mail
from oogcontact.kernel import clock
from oogcontact.kernel.clock import SetClock
from tests.integration.accounts.helpers import send

APPOINTMENTS = "/api/appointments"
PIET = {"name": "Piet", "email": "piet@ergens.test"}

#: A Saturday in winter, 12:00 in Amsterdam.
NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


@pytest.fixture
def time() -> Iterator[SetClock]:
    """The clock, which stands still."""
    with clock.at(NOW) as held:
        yield held


@pytest.fixture
def browser(people: dict[str, Membership], browser_of: Callable[[Membership], Client], time: SetClock) -> Client:
    """The browser of an agent."""
    return browser_of(people["bram"])


@pytest.fixture
def sent() -> Callable[[], list[EmailMessage]]:
    """Send what is queued; returns the new messages, as a mail program reads them."""

    def flush() -> list[EmailMessage]:
        outbox_of.outbox.clear()
        mail.send_due(clock.now())
        return [letter.message() for letter in outbox_of.outbox]

    return flush


def plan(**changes: Any) -> dict[str, Any]:
    """Return an appointment as it is typed."""
    return {
        "date": "2026-11-23",
        "starts": "14:00",
        "ends": "14:30",
        "subject": "Kennismaking",
        "description": "Neem uw papieren mee.",
        "recipients": [{"name": "Mevrouw Jansen", "email": "jansen@ergens.test"}],
        "message": "Beste {naam},\n\nTot {datum} om {tijd}.",
        **changes,
    }


def to(messages: list[EmailMessage], address: str) -> EmailMessage:
    """Return the one message to this address."""
    (found,) = [message for message in messages if message["To"] == address]
    return found


def calendar_in(message: EmailMessage) -> str:
    """Return the calendar's form of a mail, with long lines made whole."""
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return str(part.get_content()).replace("\r\n", "\n").replace("\n ", "")


def link_in(message: EmailMessage) -> str:
    """Return the personal link of an invitation."""
    body = message.get_body(("plain",))
    assert body is not None
    (line,) = [line for line in body.get_content().splitlines() if "/gast#" in line]
    return str(line)


@pytest.fixture
def planned(browser: Client) -> dict[str, Any]:
    """An appointment with one recipient, as the server answered it."""
    answer = send(browser, "post", APPOINTMENTS, plan())
    assert answer.status_code == 200, answer.content
    made: dict[str, Any] = answer.json()["appointment"]
    return made
