"""APP-3, APP-5: inviting for right now by mail or SMS, and reminders, each once."""

from collections.abc import Callable
from datetime import time as at
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from pytest_django import Settings

from oogcontact.domains.accounts.api import Membership, Organisation, guest_of_token
from oogcontact.domains.appointments import api
from oogcontact.domains.appointments.models import Appointment, Recipient
from oogcontact.domains.appointments.reminders import Reminders
from oogcontact.infra import sms
from oogcontact.infra.models import QueuedMail, QueuedSms
from oogcontact.kernel import clock
from oogcontact.kernel.clock import SetClock
from tests.integration.accounts.helpers import send
from tests.integration.appointments.conftest import calendar_in, link_in, plan, to

APPOINTMENTS = "/api/appointments"
NOW = f"{APPOINTMENTS}/now"
JANSEN = "jansen@ergens.test"

Sent = Callable[[], list[EmailMessage]]


def urgent(**changes: Any) -> dict[str, Any]:
    return {"name": "Mevrouw Jansen", "email": JANSEN, "subject": "Beeldgesprek", "message": "Komt u?", **changes}


def test_right_now_by_mail(browser: Client, sent: Sent) -> None:
    """The link works at once; the invitation stands in calendars from now on."""
    answer = send(browser, "post", NOW, urgent())
    assert answer.status_code == 200, answer.content
    letter = to(sent(), JANSEN)
    assert guest_of_token(link_in(letter).partition("#")[2]).user.name == "Mevrouw Jansen"
    assert "DTSTART;TZID=Europe/Amsterdam:20261121T120000\n" in calendar_in(letter)
    body = letter.get_body(("plain",))
    assert body is not None
    assert "werkt meteen" in body.get_content()
    assert answer.json()["appointment"]["urgent"] is True


def test_right_now_by_sms(browser: Client, settings: Settings, tmp_path: Path) -> None:
    """Without a gateway the message is a file, and the screen can say so."""
    settings.SMS_DIR = tmp_path / "sms"
    answer = send(browser, "post", NOW, urgent(by="sms", email="", message="", mobile="06 1234 5678"))
    assert answer.status_code == 200, answer.content
    assert not QueuedMail.objects.exists()
    assert sms.send_due(clock.now()) == 1
    (file,) = settings.SMS_DIR.glob("*.txt")
    text = file.read_text()
    assert text.startswith("To: +31612345678\n\nZorggroep Voorbeeld: Bram de Vries nodigt u nu uit")
    token = text.strip().rpartition("/gast#")[2]
    assert guest_of_token(token).user.name == "Mevrouw Jansen"
    assert Recipient.objects.get().sms_state == "sent"


def test_it_ends_where_the_next_begins(browser: Client) -> None:
    send(browser, "post", APPOINTMENTS, plan(date="2026-11-21", starts="12:20", ends="13:00"))
    answer = send(browser, "post", NOW, urgent()).json()
    assert answer["appointment"]["ends"] == "12:20"
    assert answer["overlaps"] == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"email": ""}, ("email", "required")),
        ({"email": "jansen"}, ("email", "email_invalid")),
        ({"by": "sms", "mobile": ""}, ("mobile", "required")),
        ({"by": "sms", "mobile": "bellen"}, ("mobile", "mobile_invalid")),
        ({"mobile": "1"}, ("mobile", "mobile_invalid")),
        ({"name": " "}, ("name", "required")),
        ({"name": "a\nb"}, ("name", "text_invalid")),
        ({"subject": "x" * 201}, ("subject", "too_long")),
        ({"message": ""}, ("message", "required")),
        ({"by": "post"}, ("by", "invalid")),
    ],
)
def test_impossible_fields(browser: Client, changes: dict[str, Any], fault: tuple[str, str]) -> None:
    answer = send(browser, "post", NOW, urgent(**changes))
    assert answer.status_code == 400
    assert [(error["param"], error["code"]) for error in answer.json()["errors"]] == [fault]
    assert not Appointment.objects.exists()


def make(browser: Client, **changes: Any) -> Appointment:
    answer = send(browser, "post", APPOINTMENTS, plan(**changes))
    assert answer.status_code == 200, answer.content
    return Appointment.objects.get(pk=answer.json()["appointment"]["id"])


def test_a_reminder_goes_out_once(browser: Client, sent: Sent, time: SetClock) -> None:
    """By the organisation's setting: 24 hours before, whoever looks how often, also after a restart."""
    recipients = [{"name": "Mevrouw Jansen", "email": JANSEN, "mobile": "0612345678"}]
    appointment = make(browser, recipients=recipients)
    invitation = link_in(to(sent(), JANSEN))
    time.time = appointment.starts_at
    time.advance(-24 * 3600 - 1)
    assert Reminders().run_due(clock.now()) == 0
    time.advance(1)
    assert Reminders().run_due(clock.now()) == 1
    assert Reminders().run_due(clock.now()) == 0
    letter = to(sent(), JANSEN)
    assert letter["Subject"] == "Herinnering: Kennismaking"
    assert link_in(letter) == invitation
    text = QueuedSms.objects.get()
    assert text.to == "+31612345678"
    assert "maandag 23 november 2026 om 14:00" in text.text


def test_a_crash_before_the_commit_reminds_later(browser: Client, time: SetClock) -> None:
    appointment = make(browser)
    time.time = appointment.starts_at
    time.advance(-3600)
    with patch("oogcontact.domains.appointments.letters.remind", side_effect=RuntimeError), pytest.raises(RuntimeError):
        Reminders().run_due(clock.now())
    assert Reminders().run_due(clock.now()) == 1


def test_what_is_not_reminded_of(browser: Client, people: dict[str, Membership], time: SetClock) -> None:
    """What was made within the hours, is urgent, cancelled or over; and nothing when the setting is off."""
    tomorrow = make(browser, date="2026-11-22", starts="11:00", ends="11:30")
    send(browser, "post", NOW, urgent())
    cancelled = make(browser, starts="09:00", ends="09:30")
    send(browser, "post", f"{APPOINTMENTS}/{cancelled.pk}/cancel", {})
    kept = make(browser)
    time.time = tomorrow.starts_at
    time.advance(-60)
    assert Reminders().run_due(clock.now()) == 0
    time.time = kept.starts_at
    time.advance(-60)
    organisations = Organisation.objects.filter(pk=people["bram"].organisation_id)
    organisations.update(reminder_hours=0)
    assert Reminders().run_due(clock.now()) == 0
    organisations.update(reminder_hours=24)
    assert Reminders().run_due(kept.starts_at) == 0
    assert Reminders().run_due(clock.now()) == 1


def test_another_time_is_reminded_of_anew(browser: Client, time: SetClock) -> None:
    appointment = make(browser)
    time.time = appointment.starts_at
    time.advance(-3600)
    assert Reminders().run_due(clock.now()) == 1
    api.change(
        appointment.agent,
        appointment.pk,
        api.Plan("2026-11-26", "14:00", "14:30", "x", "", [api.Invitee("Jansen", JANSEN)], "y"),
    )
    appointment.refresh_from_db()
    time.time = appointment.starts_at
    time.advance(-3600)
    assert Reminders().run_due(clock.now()) == 1


def test_the_setting_is_a_policy(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> None:
    anna = browser_of(people["anna"])
    path = "/api/administration/policies"
    assert send(anna, "patch", path, {"reminder_hours": 0}).json()["reminder_hours"] == 0
    for wrong in (-1, 169, "veel"):
        assert send(anna, "patch", path, {"reminder_hours": wrong}).status_code == 400


def test_what_others_ask(browser: Client, people: dict[str, Membership], time: SetClock) -> None:
    """The faces for the waiting room and the button: today's, whose guest, and free hours."""
    today = make(browser, date="2026-11-21", starts="15:00", ends="16:00")
    make(browser)
    bram = people["bram"].user_id
    assert [one.pk for one in api.today(bram)] == [today.pk]
    recipient = today.recipients.get()
    found = api.recipient_of(recipient.guest_id)
    assert found is not None
    assert found.appointment.agent_id == bram
    assert api.recipient_of(bram) is None
    day = today.starts_at.date()
    free = api.free_hours([bram, people["carla"].user_id], timedelta(hours=1), {day: [(at(14), at(17))]})
    assert [(f"{hour.starts:%H:%M}", len(hour.people)) for hour in free] == [
        ("13:00", 2),
        ("13:30", 1),
        ("14:00", 1),
        ("14:30", 1),
        ("15:00", 2),
    ]
