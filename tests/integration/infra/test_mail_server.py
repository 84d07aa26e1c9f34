"""Mail to a real mail server, which may be away."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone
from pytest_django import Settings

from oogcontact.infra import mail
from oogcontact.infra.models import QueuedMail

pytestmark = pytest.mark.django_db


class Inbox:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.messages.append(message_from_bytes(envelope.content))
        return "250 taken"


@pytest.fixture
def mail_port(settings: Settings) -> int:
    """A free port, to which mail goes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    port: int = settings.EMAIL_PORT
    return port


@pytest.fixture
def inbox(mail_port: int) -> Iterator[Inbox]:
    """A mail server that takes everything."""
    kept = Inbox()
    controller = Controller(kept, hostname="127.0.0.1", port=mail_port)
    controller.start()
    yield kept
    controller.stop()


def queue() -> None:
    context = {"name": "Zoë", "organisation": "Zorggroep", "url": "http://localhost/activeren/x"}
    mail.send("zoe@voorbeeld.test", "Welkom, Zoë", "accounts/mail/activation", context, "nl")


def test_the_mail_server_gets_text_and_html(inbox: Inbox) -> None:
    queue()
    assert mail.send_due(timezone.now()) == 1
    (message,) = inbox.messages
    assert message["To"] == "zoe@voorbeeld.test"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]


def test_without_the_mail_server_the_message_waits(mail_port: int) -> None:
    queue()
    assert mail.send_due(timezone.now()) == 0
    assert QueuedMail.objects.get().attempts == 1
