"""The mail queue: durable, patient, in both languages, and safe against what stands in a name."""

import smtplib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core import mail as outbox_of
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from oogcontact.infra import mail
from oogcontact.infra.models import QueuedMail
from oogcontact.kernel import clock

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def queue(name: str = "Anna", language: str = "nl") -> None:
    mail.send(
        "anna@voorbeeld.test",
        _("Choose a new password"),
        "accounts/mail/activation",
        {"name": name, "organisation": "Zorggroep", "url": "http://localhost/activeren/x"},
        language,
    )


def test_a_message_says_the_same_in_text_and_html() -> None:
    queue()
    row = QueuedMail.objects.get()
    assert "Wachtwoord instellen:\nhttp://localhost/activeren/x" in row.text
    assert '<a class="button" href="http://localhost/activeren/x">Wachtwoord instellen</a>' in row.html
    assert "\x02" not in row.text + row.html


def test_a_name_can_add_neither_html_nor_a_button() -> None:
    """A name is whatever its owner wrote; a mail of ours must not become his page."""
    queue(name="<img src=x>\n\n\x02Klik\x03http://evil.test\x04\n\n")
    row = QueuedMail.objects.get()
    assert "<img" not in row.html
    assert 'href="http://evil.test' not in row.html


def test_the_receiver_gets_his_own_language() -> None:
    """ACC-12: e-mails go out in the receiver's language."""
    queue(language="en")
    row = QueuedMail.objects.get()
    assert 'lang="en"' in row.html
    assert row.subject == "Choose a new password"


def test_a_rolled_back_action_sends_nothing() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not QueuedMail.objects.exists()


def test_a_sent_message_leaves_the_queue() -> None:
    with clock.at(START):
        queue()
        assert mail.send_due(clock.now()) == 1
    assert [message.to for message in outbox_of.outbox] == [["anna@voorbeeld.test"]]
    assert not QueuedMail.objects.exists()


def test_a_mail_server_that_is_away_loses_nothing() -> None:
    """The waits grow; once the server is back the message goes out, with the same Message-ID as before."""
    with clock.at(START) as time:
        queue()
        row = QueuedMail.objects.get()
        with patch("django.core.mail.EmailMultiAlternatives.send", side_effect=smtplib.SMTPServerDisconnected):
            for wait in mail.BACK_OFF[:3]:
                assert mail.send_due(clock.now()) == 0
                assert QueuedMail.objects.get().next_attempt_at == clock.now() + wait
                assert mail.send_due(clock.now()) == 0
                time.advance(wait.total_seconds())
        assert mail.send_due(clock.now()) == 1
    assert outbox_of.outbox[0].message()["Message-ID"] == f"<{row.pk}@localhost>"


def test_a_message_is_dropped_after_three_days() -> None:
    with clock.at(START) as time:
        queue()
        time.advance(timedelta(days=3, seconds=1).total_seconds())
        with patch("django.core.mail.EmailMultiAlternatives.send", side_effect=OSError):
            mail.send_due(clock.now())
    assert not QueuedMail.objects.exists()


def test_a_claimed_message_is_not_sent_twice() -> None:
    with clock.at(START) as time:
        queue()
        QueuedMail.objects.update(next_attempt_at=clock.now() + mail.CLAIM)
        assert mail.send_due(clock.now()) == 0
        time.advance(mail.CLAIM.total_seconds())
        assert mail.send_due(clock.now()) == 1


def test_without_a_mail_server_messages_become_files(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "oogcontact.infra.mail_files.EmailBackend"
    settings.MAIL_DIR = tmp_path / "mail"
    queue()
    mail.send_due(clock.now())
    (file,) = settings.MAIL_DIR.glob("*.eml")
    assert b"To: anna@voorbeeld.test" in file.read_bytes()


def test_the_worker_is_woken_by_the_commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    mail.wake.clear()
    with django_capture_on_commit_callbacks(execute=True):
        queue()
    assert mail.wake.is_set()
