"""Visitors who reach nobody plan an appointment themselves, over HTTP against the real database (BTN-4)."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

import pytest
from django.core import mail as outbox_of
from django.test import Client, override_settings

from oogcontact.domains.accounts.api import Organisation, Role
from oogcontact.domains.appointments.models import Appointment, BusySource, BusyTime, Recipient
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.audit.models import Entry
from oogcontact.domains.desk import api as desk
from oogcontact.domains.website_button import planning, tickets
from oogcontact.domains.website_button.actions import save_button
from oogcontact.domains.website_button.models import Button, VisitorAppointment
from oogcontact.infra import mail
from oogcontact.infra.models import QueuedMail, StoredEvent
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of, make_person
from tests.integration.infra.test_idempotency import at_once
from tests.integration.website_button.helpers import SITE, Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("time")]

MONDAY, SATURDAY = "2026-11-23", "2026-11-28"

#: Monday to Friday, nine to five; and Saturday morning.
WITH_SATURDAY = [*[["09:00", "17:00"]] * 5, ["09:00", "12:00"], None]


@pytest.fixture
def ticket(button: Button) -> str:
    return tickets.issue(button.public_id, SITE)


def hours(page: Page, ticket: str) -> dict[str, list[str]]:
    """Return the free hours by day."""
    answer = page.free_hours(ticket)
    assert answer.status_code == 200, answer.content
    return {one["day"]: one["times"] for one in answer.json()["days"]}


def busy(agent: Device, day: int, hour: int, lasts: float = 0.5) -> Appointment:
    """Let an agent have an appointment in November, at an hour of the clock in winter."""
    starts = datetime(2026, 11, day, hour - 1, tzinfo=UTC)
    return Appointment.objects.create(
        organisation_id=agent.member.organisation_id,
        agent_id=agent.person,
        starts_at=starts,
        ends_at=starts + timedelta(hours=lasts),
        subject="Bezet",
    )


def letters() -> dict[str, str]:
    """Send what is queued; return all that can be read in each mail and its calendar, by its receiver."""
    outbox_of.outbox.clear()
    mail.send_due(clock.now())
    return {letter.to[0]: "\n".join(_parts(letter.message())) for letter in outbox_of.outbox}


def _parts(message: Message) -> Iterator[str]:
    for part in message.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            # Long lines of a calendar are folded (RFC 5545, 3.1).
            yield content.decode(errors="replace").replace("\r\n ", "")


def test_an_appointment_is_planned(page: Page, ticket: str, anna: Device, bram: Device) -> None:
    """BTN-4, APP-2: the visitor gets the invitation with ICS, one agent the copy, the event and a line in his list."""
    busy(bram, 23, 9)
    answer = page.plan(ticket=ticket)
    assert answer.json() == {"day": MONDAY, "starts": "10:00", "ends": "10:30"}
    [planned] = anna.get("appointments", first=MONDAY, last=MONDAY).json()["appointments"]
    assert (planned["date"], planned["starts"], planned["ends"]) == (MONDAY, "10:00", "10:30")
    assert (planned["self_planned"], planned["note"], planned["description"]) == (True, "Over mijn paspoort.", "")
    assert [(one["name"], one["email"]) for one in planned["recipients"]] == [
        ("Fatima Yilmaz", "fatima@voorbeeld.test")
    ]
    told = StoredEvent.objects.filter(type="appointment.changed").values_list("user_id", flat=True)
    assert set(told) == {anna.person}
    kept = VisitorAppointment.objects.get()
    assert (kept.page, kept.consent_text, str(kept.appointment_id)) == (f"{SITE}/paspoort", "", planned["id"])
    entry = Entry.objects.get(action="appointment.planned")
    assert (entry.actor_id, entry.subject_id) == (None, kept.appointment_id)
    sent = letters()
    assert set(sent) == {"fatima@voorbeeld.test", anna.member.user.email}
    assert "METHOD:REQUEST" in sent["fatima@voorbeeld.test"]
    assert "/gast#" in sent["fatima@voorbeeld.test"]


def test_what_a_visitor_writes_is_mailed_to_the_agent_alone(page: Page, ticket: str) -> None:
    """BTN-6: the address may be somebody else's, so the button carries no words of strangers to it."""
    page.plan(ticket=ticket, text="Koop goedkope pillen")
    sent = letters()
    visitor = sent.pop("fatima@voorbeeld.test")
    [copy] = sent.values()
    assert "pillen" not in visitor
    assert copy.count("Koop goedkope pillen") == 4, "in text, HTML and both forms of the calendar"
    assert "Een bezoeker van de website heeft deze afspraak met u gemaakt." in copy


def test_a_visitor_never_learns_who_is_busy(page: Page, ticket: str, anna: Device, bram: Device) -> None:
    """BTN-6: the hours of all agents are one list; a time is gone when nobody has it."""
    before = hours(page, ticket)
    assert before[MONDAY][:4] == ["09:00", "09:30", "10:00", "10:30"]
    busy(anna, 23, 10)
    assert hours(page, ticket) == before
    busy(bram, 23, 10, lasts=1)
    assert hours(page, ticket)[MONDAY][:4] == ["09:00", "09:30", "10:30", "11:00"]
    text = page.free_hours(ticket).content.decode() + page.plan(ticket=ticket, time="09:00").content.decode()
    for agent in (anna, bram):
        assert agent.member.user.first_name not in text
        assert str(agent.person) not in text


def test_another_calendar_counts(page: Page, ticket: str, anna: Device, bram: Device) -> None:
    """APP-4, BTN-4: who is busy elsewhere is not free."""
    starts = datetime(2026, 11, 23, 8, tzinfo=UTC)
    for agent in (anna, bram):
        source = BusySource.objects.create(agent_id=agent.person, url="x", host="x.test", next_fetch_at=starts)
        BusyTime.objects.create(source=source, starts_at=starts, ends_at=starts + timedelta(hours=8))
    assert MONDAY not in hours(page, ticket)


def test_within_office_hours_or_the_opening_hours(page: Page, organisation: Organisation, ticket: str) -> None:
    """BTN-4, ADM-3: a button that is always open has no appointments at night or in the weekend."""
    free = hours(page, ticket)
    # A Friday, one o'clock: not sooner than in an hour, not further than four weeks.
    assert free["2026-11-20"] == ["14:00", "14:30", "15:00", "15:30", "16:00", "16:30"]
    assert SATURDAY not in free
    assert free[MONDAY][-1] == "16:30"
    assert list(free)[-1] == "2026-12-17"
    save_button(organisation, page.button.pk, {"hours": WITH_SATURDAY}, Actor())
    assert hours(page, ticket)[SATURDAY] == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    save_button(organisation, page.button.pk, {"hours": [["22:00", "24:00"], *[None] * 6]}, Actor())
    assert hours(page, ticket)[MONDAY] == ["22:00", "22:30", "23:00"]
    save_button(organisation, page.button.pk, {"hours": [None] * 7}, Actor())
    assert hours(page, ticket) == {}


@pytest.mark.parametrize(
    ("now", "day", "expected"),
    [
        # The clock goes from two to three, and the day after from nine is an hour earlier in UTC.
        (datetime(2027, 3, 20, 12, tzinfo=UTC), "2027-03-28", ["01:00", "01:30", "03:00", "03:30"]),
        # The hour from two to three is there twice: the first counts, and none that reaches into the second.
        (datetime(2026, 10, 20, 12, tzinfo=UTC), "2026-10-25", ["01:00", "01:30", "02:00", "03:00", "03:30"]),
    ],
)
def test_the_clock_changes(
    page: Page, organisation: Organisation, time: clock.SetClock, now: datetime, day: str, expected: list[str]
) -> None:
    """BTN-4: only times that the clock shows, and each that is offered can be planned."""
    time.advance((now - clock.now()).total_seconds())
    save_button(organisation, page.button.pk, {"hours": [*[None] * 6, ["01:00", "04:00"]]}, Actor())
    ticket = tickets.issue(page.button.public_id, SITE)
    assert hours(page, ticket)[day] == expected
    for number, at in enumerate(expected):
        answer = page.plan(ticket=ticket, day=day, time=at, email=f"v{number}@voorbeeld.test")
        assert answer.json()["starts"] == at, answer.content
    lasting = {one.ends_at - one.starts_at for one in Appointment.objects.all()}
    assert lasting == {planning.LASTS}


def test_nine_is_nine_after_the_change(page: Page, time: clock.SetClock) -> None:
    """BTN-4: the last day before summer time and the first of it both begin at nine by the clock."""
    time.advance((datetime(2027, 3, 20, 12, tzinfo=UTC) - clock.now()).total_seconds())
    ticket = tickets.issue(page.button.public_id, SITE)
    for number, day in enumerate(("2027-03-26", "2027-03-29")):
        assert hours(page, ticket)[day][0] == "09:00"
        page.plan(ticket=ticket, day=day, time="09:00", email=f"v{number}@voorbeeld.test")
    starts = [one.starts_at.hour for one in Appointment.objects.order_by("starts_at")]
    assert starts == [8, 7]


def test_the_agent_with_the_fewest_that_day(page: Page, ticket: str, anna: Device, bram: Device) -> None:
    """BTN-4: whatever other days hold; at equal numbers who has fewer ahead."""
    for hour in (9, 10, 11):
        busy(bram, 24, hour)
    busy(anna, 23, 16)
    planned = []
    for number, at in enumerate(("10:00", "11:00", "12:00")):
        page.plan(ticket=ticket, time=at, email=f"v{number}@voorbeeld.test")
        planned.append(Appointment.objects.filter(self_planned=True).latest("starts_at").agent_id)
    assert planned == [bram.person, anna.person, bram.person]


def test_two_at_once(page: Page, ticket: str, bram: Device) -> None:
    """BTN-4: one agent is left, two visitors want him at the same moment: one has him, the other reads so."""
    busy(bram, 23, 9, lasts=8)
    others = [Page(page.button) for _ in range(3)]
    wishes = [
        lambda other=other, number=number: other.plan(
            ticket=ticket, email=f"v{number}@voorbeeld.test", address=f"198.51.100.{number}"
        )
        for number, other in enumerate(others)
    ]
    answers: list[Any] = at_once(*wishes)
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409], answers
    refused = [answer for answer in answers if answer.status_code == 409]
    assert {error_of(answer) for answer in refused} == {(409, "slot_taken")}
    assert "10:00" not in hours(page, ticket)[MONDAY]
    assert Appointment.objects.filter(self_planned=True).count() == 1
    assert QueuedMail.objects.count() == 2


def test_two_buttons_share_an_agent(
    page: Page, organisation: Organisation, ticket: str, group: desk.Group, bram: Device
) -> None:
    """BTN-4: the same moment through two buttons is the same."""
    group.members.remove(bram.member.user)
    second = save_button(organisation, None, {"name": "Ander", "groups": [group.pk], "origins": [SITE]}, Actor())
    other, others = Page(second), tickets.issue(second.public_id, SITE)
    answers: list[Any] = at_once(
        lambda: page.plan(ticket=ticket), lambda: other.plan(ticket=others, email="v@voorbeeld.test")
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409], answers


def test_a_click_that_is_sent_twice(page: Page, ticket: str) -> None:
    """BTN-4: the same key makes one appointment, also at the same moment, and each time the same answer."""
    key = uuid.uuid4()
    answers: list[Any] = at_once(*[lambda: Page(page.button).plan(ticket=ticket, key=key)] * 2)
    answers.append(page.plan(ticket=ticket, key=key))
    assert [answer.json() for answer in answers] == [{"day": MONDAY, "starts": "10:00", "ends": "10:30"}] * 3
    assert Recipient.objects.count() == 1
    assert QueuedMail.objects.count() == 2
    wrong = page.plan(ticket=ticket, key="no key", time="11:00")
    assert error_of(wrong) == (400, "invalid")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"day": "2026-11-19"}, 409, "slot_taken"),
        ({"day": "2026-11-20", "time": "13:00"}, 409, "slot_taken"),
        ({"day": "2026-11-20", "time": "13:30"}, 409, "slot_taken"),
        ({"day": "2026-12-18"}, 409, "slot_taken"),
        ({"day": "9999-12-31"}, 409, "slot_taken"),
        ({"day": SATURDAY}, 409, "slot_taken"),
        ({"time": "08:30"}, 409, "slot_taken"),
        ({"time": "17:00"}, 409, "slot_taken"),
        ({"time": "10:10"}, 409, "slot_taken"),
        ({"time": "29:99"}, 400, "invalid"),
        ({"time": "10"}, 400, "invalid"),
        ({"time": "10:00\n"}, 400, "invalid"),
        ({"day": "morgen"}, 400, "invalid"),
        ({"day": None}, 400, "invalid"),
        ({"name": "  "}, 400, "name_missing"),
        ({"name": "Fa\u202etima"}, 400, "name_invalid"),
        ({"name": "Fatima https://kwaad.test"}, 400, "name_invalid"),
        ({"name": "Fatima www.kwaad.test"}, 400, "name_invalid"),
        ({"name": "x" * 81}, 400, "invalid"),
        ({"email": ""}, 400, "email_invalid"),
        ({"email": "geen adres"}, 400, "email_invalid"),
        ({"email": "a@b.nl, c@d.nl"}, 400, "email_invalid"),
        ({"email": "a@b.nl\r\nBcc: c@d.nl"}, 400, "email_invalid"),
        ({"mobile": "geen nummer"}, 400, "number_invalid"),
        ({"text": "Bel \u202emij"}, 400, "text_not_plain"),
        ({"text": "x" * 1001}, 400, "invalid"),
        ({"language": "fr"}, 400, "invalid"),
        ({"consent": "perhaps"}, 400, "invalid"),
        ({"page": "x" * 5000}, 400, "invalid"),
    ],
)
def test_what_can_not_be_planned(page: Page, ticket: str, changes: dict[str, Any], status: int, code: str) -> None:
    """BTN-4: nothing in the past, too soon, too far, outside the hours or between them, and no bad fields."""
    assert error_of(page.plan(ticket=ticket, **changes)) == (status, code)
    assert not Appointment.objects.exists()
    assert not QueuedMail.objects.exists()


def test_in_the_visitors_language(page: Page, ticket: str) -> None:
    """BTN-4: an English visitor gets English mail, the Dutch agent Dutch."""
    page.plan(ticket=ticket, language="en", mobile="06-1234 5678")
    queued = {letter.to: letter for letter in QueuedMail.objects.all()}
    visitor = queued.pop("fatima@voorbeeld.test")
    [copy] = queued.values()
    assert visitor.subject == "Video conversation with Gemeente Zonnewaard"
    assert "Monday 23 November 2026" in visitor.text
    assert "Maandag 23 november 2026" in copy.text
    assert Recipient.objects.get().mobile == "+31612345678"


def test_the_consent_text(page: Page, organisation: Organisation, ticket: str) -> None:
    """BTN-2, BTN-4: as before a call; what was agreed to is kept word for word."""
    save_button(organisation, page.button.pk, {"consent_text": "Ik ga akkoord."}, Actor())
    assert error_of(page.plan(ticket=ticket)) == (400, "consent_missing")
    assert page.plan(ticket=ticket, consent=True).status_code == 200
    assert VisitorAppointment.objects.get().consent_text == "Ik ga akkoord."


def test_an_organisation_that_does_not_want_it(page: Page, administrator: Device, ticket: str) -> None:
    """BTN-4, ADM-3: switched off there are no hours, also for who has seen them before."""
    path = f"/api/administration/buttons/{page.button.pk}"
    assert Client().get(f"/api/button/{page.button.public_id}").json()["self_planning"] is True
    browser = Client()
    browser.force_login(administrator.member.user)
    answer = browser.patch(path, {"self_planning": False}, content_type="application/json")
    assert answer.json()["self_planning"] is False
    assert Client().get(f"/api/button/{page.button.public_id}").json()["self_planning"] is False
    assert hours(page, ticket) == {}
    assert error_of(page.plan(ticket=ticket)) == (409, "slot_taken")


def test_only_agents_who_may_take_part(
    page: Page, organisation: Organisation, ticket: str, group: desk.Group, anna: Device, bram: Device
) -> None:
    """BTN-4: nobody who was blocked, no client, nobody without a group; a button without agents has no hours."""
    client = make_person(organisation, "Dirk", Role.CLIENT)
    group.members.add(client.user)
    bram.member.blocked_at = clock.now()
    bram.member.save()
    busy(anna, 23, 10)
    assert "10:00" not in hours(page, ticket)[MONDAY]
    group.members.clear()
    assert hours(page, ticket) == {}


def test_the_mobile_number_is_asked_when_it_is_of_use(page: Page, organisation: Organisation, ticket: str) -> None:
    """APP-1: only when an SMS goes out, and reminds."""
    assert page.free_hours(ticket).json()["mobile"] is False
    with override_settings(SMS_URL="https://sms.test"):
        assert page.free_hours(ticket).json()["mobile"] is True
        Organisation.objects.filter(pk=organisation.pk).update(reminder_hours=0)
        assert page.free_hours(ticket).json()["mobile"] is False


def test_nobody_fills_the_agenda(page: Page, ticket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """BTN-6: two ahead for one address, whatever its case; and agents keep most of their time."""
    assert page.plan(ticket=ticket).status_code == 200
    assert page.plan(ticket=ticket, time="11:00", email="Fatima@Voorbeeld.test").status_code == 200
    assert error_of(page.plan(ticket=ticket, time="12:00")) == (409, "planned_enough")
    first = Appointment.objects.order_by("starts_at")[0]
    first.cancelled_at = clock.now()
    first.save()
    assert page.plan(ticket=ticket, time="12:00").status_code == 200
    monkeypatch.setattr(planning, "AHEAD_PER_AGENT", 1)
    assert hours(page, ticket) == {}
    assert error_of(page.plan(ticket=ticket, email="v@voorbeeld.test")) == (409, "slot_taken")


def test_floods(page: Page, ticket: str) -> None:
    """BTN-6: limits for each address; others still come through."""
    answers = [
        page.plan(ticket=ticket, email=f"v{number}@voorbeeld.test", time=f"{9 + number % 6}:00".rjust(5, "0"))
        for number in range(planning.PER_ADDRESS + 1)
    ]
    assert [answer.status_code for answer in answers] == [200] * planning.PER_ADDRESS + [429]
    looks = [page.free_hours(ticket).status_code for _ in range(planning.LOOKS_PER_ADDRESS + 1)]
    assert looks == [200] * planning.LOOKS_PER_ADDRESS + [429]
    assert page.free_hours(ticket, address="198.51.100.9").status_code == 200
    assert page.plan(ticket=ticket, address="198.51.100.9", time="16:00").status_code == 200


def test_from_nowhere(page: Page, organisation: Organisation, ticket: str, time: clock.SetClock) -> None:
    """BTN-6: not without a ticket, of another button or site, for ever, or when it is switched off."""
    other = save_button(organisation, None, {"name": "Ander"}, Actor())
    foreign = tickets.issue(page.button.public_id, "https://kwaad.test")
    for bad, code in (("x", "ticket_expired"), ("", "ticket_expired"), (foreign, "site_not_allowed")):
        assert error_of(page.free_hours(bad)) == (403, code)
        assert error_of(page.plan(ticket=bad)) == (403, code)
    assert error_of(page.free_hours(tickets.issue(other.public_id, SITE))) == (403, "ticket_expired")
    missing = Client().get(f"/api/button/{page.button.public_id}/free-hours")
    assert error_of(missing) == (400, "invalid")
    assert error_of(page.free_hours("x" * 601)) == (400, "invalid")
    save_button(organisation, page.button.pk, {"active": False}, Actor())
    assert error_of(page.free_hours(ticket)) == (404, "button_unknown")
    assert error_of(page.plan(ticket=ticket)) == (404, "button_unknown")
