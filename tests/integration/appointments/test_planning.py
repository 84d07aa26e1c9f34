"""APP-1 to APP-3: planning, changing and cancelling, over HTTP and down to the mails."""

import uuid
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership, Organisation, Role, create_account, find_guest, guest_of_token
from oogcontact.domains.appointments.models import Appointment, Recipient
from oogcontact.infra import mail
from oogcontact.infra.models import QueuedMail, StoredEvent
from oogcontact.kernel import clock
from oogcontact.kernel.clock import SetClock
from oogcontact.kernel.errors import Refusal
from tests.integration.accounts.helpers import send
from tests.integration.appointments.conftest import APPOINTMENTS, PIET, calendar_in, link_in, plan, to

JANSEN = "jansen@ergens.test"

Sent = Callable[[], list[EmailMessage]]


def token_in(message: EmailMessage) -> str:
    """Return the token of the link in a mail."""
    return link_in(message).partition("#")[2]


def test_the_invitation(planned: dict[str, Any], sent: Sent) -> None:
    """APP-2: text, personal link, connection test, and a calendar's form that is added with one click."""
    messages = sent()
    letter = to(messages, JANSEN)
    assert letter["From"] == "Zorggroep Voorbeeld via Oogcontact <oogcontact@localhost>"
    assert letter["Reply-To"] == "bram@voorbeeld.test"
    assert letter["Subject"] == "Kennismaking"
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Beste Mevrouw Jansen,\n\nTot maandag 23 november 2026 om 14:00." in text
    assert "Maandag 23 november 2026\n14:00 tot 14:30 uur" in text
    assert "Klik hier om het gesprek te openen:\nhttp://localhost:8000/gast#" in text
    assert "Test uw verbinding:\nhttp://localhost:8000/verbindingstest" in text
    assert find_guest(token_in(letter)).user.name == "Mevrouw Jansen"
    (form,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert form.get_param("method") == "REQUEST"
    (file,) = letter.iter_attachments()
    assert file.get_filename() == "invite.ics"
    assert file.get_content().decode() == form.get_content()
    assert 'ATTENDEE;CN="Mevrouw Jansen"' in calendar_in(letter)


def test_the_copy_for_the_agent(planned: dict[str, Any], sent: Sent) -> None:
    """APP-2: the agent gets a copy, in which nobody's personal link stands."""
    copy = to(sent(), "bram@voorbeeld.test")
    assert b"/gast#" not in copy.as_bytes()
    body = copy.get_body(("plain",))
    assert body is not None
    assert "Met: Mevrouw Jansen" in body.get_content()
    calendar = calendar_in(copy)
    assert "/gast#" not in calendar
    assert f"UID:{planned['id']}@localhost" in calendar
    assert 'ATTENDEE;CN="Bram de Vries"' in calendar


def test_two_recipients_have_links_of_their_own(browser: Client, sent: Sent) -> None:
    """APP-6: two recipients and the agent are one call of three; neither reads the other's address."""
    body = plan(recipients=[{"name": "Mevrouw Jansen", "email": JANSEN}, PIET])
    assert send(browser, "post", APPOINTMENTS, body).status_code == 200
    messages = sent()
    assert token_in(to(messages, JANSEN)) != token_in(to(messages, "piet@ergens.test"))
    assert b"piet@" not in to(messages, JANSEN).as_bytes()
    assert Appointment.objects.get().recipients.count() == 2


def test_the_link_works_from_an_hour_before_until_a_day_after(
    planned: dict[str, Any], sent: Sent, time: SetClock
) -> None:
    token = token_in(to(sent(), JANSEN))
    starts = Appointment.objects.get().starts_at
    for seconds, code in (
        (-3601, "link_early"),
        (-3600, None),
        (30 * 60 + 86399, None),
        (30 * 60 + 86400, "link_expired"),
    ):
        time.time = starts
        time.advance(seconds)
        if code is None:
            guest_of_token(token)
        else:
            with pytest.raises(Refusal) as refused:
                guest_of_token(token)
            assert refused.value.code == code


def test_a_click_twice_is_one_appointment(browser: Client, sent: Sent) -> None:
    key = str(uuid.uuid4())
    answers = [
        browser.post(APPOINTMENTS, plan(), "application/json", headers={"Idempotency-Key": key}) for _click in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert Appointment.objects.count() == 1
    assert len(sent()) == 2


def test_a_change_keeps_the_link_and_counts_on(browser: Client, planned: dict[str, Any], sent: Sent) -> None:
    """APP-3: the same UID and link, SEQUENCE+1, METHOD:REQUEST; the link follows the new time."""
    before = token_in(to(sent(), JANSEN))
    recipients = [{"id": planned["recipients"][0]["id"], "name": "Mevrouw Jansen", "email": JANSEN}]
    body = plan(date="2026-11-24", subject="Tweede gesprek", recipients=recipients)
    answer = send(browser, "put", f"{APPOINTMENTS}/{planned['id']}", body)
    assert answer.status_code == 200, answer.content
    messages = sent()
    letter = to(messages, JANSEN)
    assert letter["Subject"] == "Gewijzigd: Tweede gesprek"
    assert token_in(letter) == before
    calendar = calendar_in(letter)
    assert f"UID:{planned['id']}@localhost\n" in calendar
    assert "SEQUENCE:1\n" in calendar
    assert "METHOD:REQUEST\n" in calendar
    assert "DTSTART;TZID=Europe/Amsterdam:20261124T140000\n" in calendar
    guest = find_guest(before)
    assert guest.valid_from.isoformat() == "2026-11-24T12:00:00+00:00"
    assert to(messages, "bram@voorbeeld.test")["Subject"] == "Gewijzigd: Tweede gesprek"


def test_who_is_left_out_loses_his_link(browser: Client, planned: dict[str, Any], sent: Sent) -> None:
    """APP-3: the one who is removed is told, the one who is new invited."""
    before = token_in(to(sent(), JANSEN))
    send(browser, "put", f"{APPOINTMENTS}/{planned['id']}", plan(recipients=[PIET]))
    messages = sent()
    gone = to(messages, JANSEN)
    assert gone["Subject"] == "Geannuleerd: Kennismaking"
    assert "METHOD:CANCEL" in calendar_in(gone)
    assert to(messages, "piet@ergens.test")["Subject"] == "Kennismaking"
    with pytest.raises(Refusal, match="link_withdrawn"):
        find_guest(before)
    assert [one.name for one in Recipient.objects.all()] == ["Piet"]


def test_another_address_is_another_link(browser: Client, planned: dict[str, Any], sent: Sent) -> None:
    """Who got a link by a slip of the pen must not keep it."""
    before = token_in(to(sent(), JANSEN))
    recipients = [{"id": planned["recipients"][0]["id"], "name": "Mevrouw Jansen", "email": "m.jansen@ergens.test"}]
    send(browser, "put", f"{APPOINTMENTS}/{planned['id']}", plan(recipients=recipients))
    messages = sent()
    assert "METHOD:CANCEL" in calendar_in(to(messages, JANSEN))
    assert token_in(to(messages, "m.jansen@ergens.test")) != before


def test_cancelling_takes_everything_back(browser: Client, planned: dict[str, Any], sent: Sent) -> None:
    """APP-3: METHOD:CANCEL with the same UID and SEQUENCE+1; the links stop; twice is once."""
    before = token_in(to(sent(), JANSEN))
    for _time in range(2):
        answer = send(browser, "post", f"{APPOINTMENTS}/{planned['id']}/cancel", {"message": "Ik ben ziek."})
        assert answer.json()["cancelled"] is True
    messages = sent()
    letter = to(messages, JANSEN)
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Ik ben ziek." in body.get_content()
    calendar = calendar_in(letter)
    assert "METHOD:CANCEL\n" in calendar
    assert "STATUS:CANCELLED\n" in calendar
    assert "SEQUENCE:1\n" in calendar
    (form,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert form.get_param("method") == "CANCEL"
    with pytest.raises(Refusal, match="link_withdrawn"):
        find_guest(before)
    assert len(messages) == 2


def wait_until(browser: Client, time: SetClock, seconds: float) -> None:
    """Let time go on to so long after the start; who was away for days signs in anew."""
    appointment = Appointment.objects.get()
    time.time = appointment.starts_at
    time.advance(seconds)
    browser.logout()
    browser.force_login(appointment.agent)


def test_what_is_cancelled_or_over_is_not_changed(browser: Client, planned: dict[str, Any], time: SetClock) -> None:
    path = f"{APPOINTMENTS}/{planned['id']}"
    wait_until(browser, time, 1800)
    assert send(browser, "put", path, plan()).json()["errors"][0]["code"] == "appointment_over"
    send(browser, "post", f"{path}/cancel", {})
    assert send(browser, "put", path, plan()).json()["errors"][0]["code"] == "appointment_cancelled"
    again = f"{path}/recipients/{planned['recipients'][0]['id']}/again"
    assert send(browser, "post", again, {}).json()["errors"][0]["code"] == "appointment_cancelled"


def test_what_goes_on_can_be_changed_but_not_its_time(browser: Client, planned: dict[str, Any], time: SetClock) -> None:
    """The subject of a conversation that has begun can be mended; only another time must be to come."""
    wait_until(browser, time, 600)
    recipients = [{"id": planned["recipients"][0]["id"], "name": "Mevrouw Jansen", "email": JANSEN}]
    path = f"{APPOINTMENTS}/{planned['id']}"
    assert send(browser, "put", path, plan(subject="Anders", recipients=recipients)).status_code == 200
    refused = send(browser, "put", path, plan(starts="13:30", recipients=recipients))
    assert [(error["param"], error["code"]) for error in refused.json()["errors"]] == [("starts", "time_past")]


def test_a_mail_that_has_not_gone_out_is_replaced(browser: Client, planned: dict[str, Any]) -> None:
    """What waits for the mail server and is not true any more is not sent."""
    recipients = [{"id": planned["recipients"][0]["id"], "name": "Mevrouw Jansen", "email": JANSEN}]
    send(browser, "put", f"{APPOINTMENTS}/{planned['id']}", plan(starts="13:00", recipients=recipients))
    (letter,) = QueuedMail.objects.filter(to=JANSEN)
    assert "13:00 tot 14:30" in letter.text


def test_the_agent_sees_what_became_of_each_mail(browser: Client, planned: dict[str, Any], sent: Sent) -> None:
    """The true state: queued, sent, or refused with the reason; and he is told."""
    path = f"{APPOINTMENTS}/{planned['id']}"
    assert browser.get(path).json()["recipients"][0]["mail_state"] == "queued"
    sent()
    assert browser.get(path).json()["recipients"][0]["mail_state"] == "sent"
    assert StoredEvent.objects.filter(type="appointment.changed").count() == 2
    send(browser, "post", f"{path}/recipients/{planned['recipients'][0]['id']}/again", {})
    newest = Recipient.objects.get().mail_id
    assert newest is not None
    mail.state_changed.tell(mail.MailState(newest, "refused", "server", "550 5.1.1 No such user"))
    recipient = browser.get(path).json()["recipients"][0]
    assert (recipient["mail_state"], recipient["mail_reason"]) == ("refused", "server")
    assert recipient["mail_said"] == "550 5.1.1 No such user"


def test_an_older_mail_does_not_speak_for_the_newest(planned: dict[str, Any]) -> None:
    mail.state_changed.tell(mail.MailState(uuid.uuid4(), "refused", "server", "550"))
    assert Recipient.objects.get().mail_state == "queued"


def test_the_same_time_twice_is_warned_of(browser: Client, planned: dict[str, Any]) -> None:
    """APP-3: overlap warns and does not refuse; what touches does not overlap."""
    query = {"date": "2026-11-23", "starts": "14:15", "ends": "15:00"}
    assert [one["subject"] for one in browser.get(f"{APPOINTMENTS}/overlaps", query).json()] == ["Kennismaking"]
    assert browser.get(f"{APPOINTMENTS}/overlaps", {**query, "without": planned["id"]}).json() == []
    assert browser.get(f"{APPOINTMENTS}/overlaps", {**query, "starts": "14:30"}).json() == []
    assert browser.get(f"{APPOINTMENTS}/overlaps", {**query, "starts": "14"}).json() == []
    answer = send(browser, "post", APPOINTMENTS, plan(starts="14:15", ends="15:00")).json()
    assert [one["subject"] for one in answer["overlaps"]] == ["Kennismaking"]


def test_the_list_is_of_days_of_the_clock(browser: Client, planned: dict[str, Any]) -> None:
    def listed(first: str, last: str) -> list[str]:
        answer = browser.get(APPOINTMENTS, {"first": first, "last": last})
        return [one["id"] for one in answer.json()["appointments"]]

    assert listed("2026-11-23", "2026-11-23") == [planned["id"]]
    assert listed("2026-11-24", "2026-11-30") == []
    for first, last in (("2026-11-24", "2026-11-23"), ("2026-01-01", "2026-12-31")):
        assert browser.get(APPOINTMENTS, {"first": first, "last": last}).status_code == 400


def test_international_addresses_and_names(browser: Client, sent: Sent) -> None:
    recipients = [{"name": "Zoë Müller-Ødegård 李", "email": "zoë@bücher.example", "mobile": "+31 6 1234 5678"}]
    assert send(browser, "post", APPOINTMENTS, plan(recipients=recipients)).status_code == 200
    letter = to(sent(), "zoë@xn--bcher-kva.example")
    assert "Zoë Müller-Ødegård 李" in calendar_in(letter)
    assert Recipient.objects.get().mobile == "+31612345678"


def test_nobody_sees_another_ones_agenda(
    planned: dict[str, Any],
    people: dict[str, Membership],
    browser_of: Callable[[Membership], Client],
) -> None:
    """A colleague, an administrator, a client and another organisation: for all of them it does not exist."""
    elsewhere = create_account(
        Organisation.objects.create(name="Elders"),
        Role.AGENT,
        email="gijs@elders.test",
        first_name="Gijs",
        last_name="Elders",
        password="Welkom-2026!",
    )
    recipient = planned["recipients"][0]["id"]
    path = f"{APPOINTMENTS}/{planned['id']}"
    for membership in (people["carla"], people["anna"], people["dirk"], elsewhere):
        other = browser_of(membership)
        tries = [
            other.get(path),
            send(other, "put", path, plan()),
            send(other, "post", f"{path}/cancel", {}),
            send(other, "post", f"{path}/recipients/{recipient}/again", {}),
            other.get(f"{path}/recipients/{recipient}/link"),
        ]
        assert [answer.status_code for answer in tries] == [404] * 5
    client = browser_of(people["dirk"])
    closed = [
        send(client, "post", APPOINTMENTS, plan()),
        client.get(APPOINTMENTS, {"first": "2026-11-23", "last": "2026-11-23"}),
        client.get(f"{APPOINTMENTS}/texts"),
        client.get(f"{APPOINTMENTS}/agendas"),
        send(client, "post", f"{APPOINTMENTS}/feed", {}),
        send(client, "put", f"{APPOINTMENTS}/source", {"url": "https://ergens.test/x"}),
        send(client, "post", f"{APPOINTMENTS}/now", {"name": "x", "subject": "x"}),
    ]
    assert [answer.status_code for answer in closed] == [404] * 7
    assert Client().get(path).status_code == 401


def test_a_strangers_recipient_is_not_taken_over(browser: Client, planned: dict[str, Any]) -> None:
    """An id that is none of this appointment's recipients makes a new one."""
    body = plan(subject="Ander", recipients=[{**PIET, "id": planned["recipients"][0]["id"]}])
    assert send(browser, "post", APPOINTMENTS, body).status_code == 200
    assert Recipient.objects.count() == 2
    assert Recipient.objects.get(name="Mevrouw Jansen").appointment_id == uuid.UUID(planned["id"])


def test_the_link_can_be_copied(browser: Client, planned: dict[str, Any], sent: Sent) -> None:
    path = f"{APPOINTMENTS}/{planned['id']}/recipients/{planned['recipients'][0]['id']}/link"
    answer = browser.get(path)
    assert answer.json()["url"] == link_in(to(sent(), JANSEN))
    assert answer["Cache-Control"] == "no-store"


def test_sending_again_is_limited(browser: Client, planned: dict[str, Any]) -> None:
    path = f"{APPOINTMENTS}/{planned['id']}/recipients/{planned['recipients'][0]['id']}/again"
    codes = [send(browser, "post", path, {}).status_code for _try in range(6)]
    assert codes == [200] * 5 + [429]
    assert send(browser, "post", path, {"by": "sms"}).json()["errors"][0]["param"] == "mobile"
    assert send(browser, "post", path, {"by": "duif"}).status_code == 400


def test_texts_to_begin_with(browser: Client) -> None:
    """APP-1: the organisation's text, with its name filled in and to whom and when still to come."""
    texts = browser.get(f"{APPOINTMENTS}/texts").json()
    assert "{naam}" in texts["message"]
    assert "Bram de Vries van Zorggroep Voorbeeld" in texts["message"]
    assert texts["sms_works"] is False


def test_a_guest_reaches_nothing_of_it(planned: dict[str, Any], sent: Sent, time: SetClock) -> None:
    """A guest's token opens no agenda."""
    token = token_in(to(sent(), JANSEN))
    time.time = Appointment.objects.get().starts_at
    guest = Client(headers={"X-Guest-Token": token})
    for path in (f"{APPOINTMENTS}/{planned['id']}", f"{APPOINTMENTS}/texts", f"{APPOINTMENTS}/agendas"):
        assert guest.get(path).status_code == 401
    assert guest.post(f"{APPOINTMENTS}/{planned['id']}/cancel", {}, "application/json").status_code == 401
    assert clock.now() == time.time
