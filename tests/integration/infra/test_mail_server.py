"""Mail to a real mail server, which may be away, refuse for now or for good, or know no other scripts (RFC 5321)."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from oogcontact.infra import mail
from oogcontact.infra.mail import Dress, Look, MailState
from oogcontact.infra.mail_message import Part
from oogcontact.infra.models import QueuedMail
from oogcontact.kernel import clock
from oogcontact.kernel.clock import SetClock

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Zoë\r\nEND:VCALENDAR\r\n".encode()


class Inbox:
    """Keeps what it is given; `answer` and `to_receiver` are said instead of taking it."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.answer = "250 taken"
        self.to_receiver = "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_receiver.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_receiver

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.messages.append(message_from_bytes(envelope.content, policy=policy.SMTPUTF8))
            self.envelopes.append(envelope)
        return self.answer


@pytest.fixture
def mail_port(settings: Settings) -> int:
    """A free port, to which mail goes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "oogcontact.infra.mail_server.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    port: int = settings.EMAIL_PORT
    return port


@pytest.fixture
def inbox(mail_port: int) -> Iterator[Inbox]:
    """A mail server that takes everything, in every script."""
    kept = Inbox()
    controller = Controller(kept, hostname="127.0.0.1", port=mail_port, enable_SMTPUTF8=True)
    controller.start()
    yield kept
    controller.stop()


@pytest.fixture
def old_inbox(mail_port: int) -> Iterator[Inbox]:
    """A mail server that knows addresses in ASCII only."""
    kept = Inbox()
    controller = Controller(kept, hostname="127.0.0.1", port=mail_port, enable_SMTPUTF8=False)
    controller.start()
    yield kept
    controller.stop()


@pytest.fixture
def states() -> Iterator[list[MailState]]:
    """What is told of the messages."""
    told: list[MailState] = []
    mail.state_changed.register(told.append)
    yield told
    mail.state_changed.unregister(told.append)


@pytest.fixture
def time() -> Iterator[SetClock]:
    with clock.at(datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) as held:
        yield held


def queue(to: str = "zoe@voorbeeld.test", dress: Dress | None = None) -> None:
    context = {"name": "Zoë", "organisation": "Zorggroep", "url": "http://localhost/activeren/x"}
    mail.send(to, "Welkom, Zoë", "accounts/mail/activation", context, "nl", dress or Dress())


def test_the_mail_server_gets_text_and_html(inbox: Inbox, states: list[MailState]) -> None:
    queue()
    assert mail.send_due(clock.now()) == 1
    (message,) = inbox.messages
    assert message["To"] == "zoe@voorbeeld.test"
    assert message["Subject"] == "Welkom, Zoë"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert inbox.envelopes[0].content.isascii()  # type: ignore[union-attr]
    assert [state.state for state in states] == ["sent"]


def test_every_part_arrives_where_mail_programs_look_for_it(inbox: Inbox) -> None:
    """The logo in the HTML, the calendar as a form of the text and as a file, the sender, where answers go."""
    parts = [
        Part("alternative", "text/calendar", CALENDAR, params={"method": "REQUEST"}),
        Part("attachment", "application/ics", CALENDAR, "invite.ics"),
    ]
    queue(dress=Dress('Zorggroep "Zoë", via Oogcontact', "anna@voorbeeld.test", Look(name="Z", logo=PNG), parts))
    mail.send_due(clock.now())
    (message,) = inbox.messages
    sender = message["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ('Zorggroep "Zoë", via Oogcontact', "oogcontact@localhost")
    assert message["Reply-To"] == "anna@voorbeeld.test"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/calendar",
        "application/ics",
    ]
    (form,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert (form.get_param("method"), form.get_content_charset()) == ("REQUEST", "utf-8")
    assert form.get_payload(decode=True) == CALENDAR
    (logo,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert logo["Content-ID"] == "<logo>"
    html = message.get_body(("html",))
    assert html is not None
    assert 'src="cid:logo"' in html.get_content()
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("invite.ics", CALENDAR)


@pytest.mark.parametrize("name", ["A\r\nBcc: x@y.test", "B\nSubject: Anders", "C\x00D"])
def test_a_senders_name_can_not_add_a_header(inbox: Inbox, name: str) -> None:
    queue(dress=Dress(name))
    mail.send_due(clock.now())
    (message,) = inbox.messages
    assert message["Bcc"] is None
    assert message.get_all("Subject") == ["Welkom, Zoë"]
    assert len(inbox.envelopes[0].rcpt_tos) == 1


def test_a_mail_server_that_is_away_gets_it_when_it_is_back(
    mail_port: int, states: list[MailState], time: SetClock
) -> None:
    """Told once that it waits, and that it went; with one Message-ID."""
    queue()
    kept = QueuedMail.objects.get()
    for _try in range(2):
        assert mail.send_due(clock.now()) == 0
        time.advance(60)
    assert [(state.state, state.reason) for state in states] == [("waiting", "away")]
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=mail_port)
    controller.start()
    assert mail.send_due(clock.now()) == 1
    controller.stop()
    assert [message["Message-ID"] for message in inbox.messages] == [f"<{kept.pk}@localhost>"]
    assert states[-1] == MailState(kept.pk, "sent")
    time.advance(3600)
    assert mail.send_due(clock.now()) == 0


@pytest.mark.parametrize("field", ["answer", "to_receiver"])
def test_what_is_refused_for_good_is_not_tried_again(inbox: Inbox, states: list[MailState], field: str) -> None:
    setattr(inbox, field, "550 5.1.1 Onbekend: geen postbus")
    queue()
    assert mail.send_due(clock.now()) == 0
    assert not QueuedMail.objects.exists()
    (state,) = states
    assert (state.state, state.reason, state.said) == ("refused", "server", "550 5.1.1 Onbekend: geen postbus")


@pytest.mark.parametrize("field", ["answer", "to_receiver"])
def test_what_is_refused_for_now_is_tried_again(
    inbox: Inbox, states: list[MailState], time: SetClock, field: str
) -> None:
    setattr(inbox, field, "451 4.7.1 Greylisted")
    queue()
    assert mail.send_due(clock.now()) == 0
    assert [state.state for state in states] == ["waiting"]
    setattr(inbox, field, "250 OK")
    time.advance(5)
    assert mail.send_due(clock.now()) == 1
    assert len(inbox.messages) == 1


def test_a_refusal_of_our_own_account_is_tried_again(inbox: Inbox, states: list[MailState]) -> None:
    """The operator mends that, and every message goes out after all."""
    inbox.to_receiver = "530 5.7.0 Authentication required"
    queue()
    mail.send_due(clock.now())
    assert QueuedMail.objects.exists()
    assert [state.state for state in states] == ["waiting"]


def test_who_can_not_be_reached_for_days_is_given_up(mail_port: int, states: list[MailState], time: SetClock) -> None:
    queue()
    time.advance(mail.GIVE_UP.total_seconds() + 1)
    mail.send_due(clock.now())
    assert [(state.state, state.reason) for state in states] == [("refused", "given_up")]


def test_addresses_in_other_scripts(inbox: Inbox, states: list[MailState]) -> None:
    """RFC 6531: the local part as it is, the domain in ASCII."""
    queue("zoë@bücher.example")
    assert mail.send_due(clock.now()) == 1
    assert inbox.envelopes[0].rcpt_tos == ["zoë@xn--bcher-kva.example"]
    assert inbox.messages[0]["To"] == "zoë@xn--bcher-kva.example"


def test_a_domain_in_another_script_needs_nothing_special(old_inbox: Inbox) -> None:
    queue("zoe@bücher.example")
    assert mail.send_due(clock.now()) == 1
    assert old_inbox.envelopes[0].rcpt_tos == ["zoe@xn--bcher-kva.example"]


def test_a_mail_server_without_other_scripts_says_so(old_inbox: Inbox, states: list[MailState]) -> None:
    queue("zoë@voorbeeld.test")
    assert mail.send_due(clock.now()) == 0
    assert [(state.state, state.reason) for state in states] == [("refused", "no_utf8")]


def test_a_receiver_of_the_state_that_fails_does_not_send_twice(inbox: Inbox) -> None:
    def fail(state: MailState) -> None:
        raise RuntimeError

    mail.state_changed.register(fail)
    try:
        queue()
        assert mail.send_due(clock.now()) == 1
        assert not QueuedMail.objects.exists()
    finally:
        mail.state_changed.unregister(fail)
