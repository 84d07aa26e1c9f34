"""How long things are kept (ADM-5): as many days as the organisation says, and guests as long as they are named."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments.api import Appointment, Recipient
from oogcontact.domains.audit.api import Actor, first_broken
from oogcontact.domains.audit.models import Entry
from oogcontact.domains.calls.models import HistoryEntry, HistoryPerson
from oogcontact.domains.conferences import models as conferences
from oogcontact.domains.desk.api import Group
from oogcontact.domains.room_links.models import RoomLink
from oogcontact.domains.room_telephones.models import CallWish
from oogcontact.domains.rooms.models import RoomRow
from oogcontact.domains.telephony.models import PhoneNumber
from oogcontact.domains.waiting_room import actions as waiting_room
from oogcontact.domains.waiting_room.models import Attendance, Message
from oogcontact.domains.website_button.actions import save_button
from oogcontact.domains.website_button.models import Button, Visit, VisitorMessage
from oogcontact.infra import cleaning
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of, make_person
from tests.integration.keeping.conftest import DAY
from tests.integration.waiting_room.helpers import Tab, make_appointment, tabs_of

pytestmark = pytest.mark.django_db(transaction=True)

Clean = Callable[[], int]

#: What a guest has of himself, which goes with him.
OWN = {
    "accounts.Guest.user",
    "infra.EventStream.user",
    "infra.StoredAnswer.user",
    "infra.StoredEvent.user",
    "room_telephones.CallWish.guest",
    "waiting_room.Attendance.guest",
    "waiting_room.Message.guest",
}

#: These name only people with an account.
WITH_ACCOUNT = {
    "account.EmailAddress.user",
    "accounts.Invitation.inviter",
    "accounts.Invitation.user",
    "accounts.Membership.user",
    "appointments.AgendaFeed.agent",
    "appointments.Appointment.agent",
    "appointments.BusySource.agent",
    "calls.HistoryEntry.person",
    "conferences.Attendance.user",
    "conferences.ConferenceAccount_moderators.user",
    "contacts.Card.person",
    "contacts.Contact.owner",
    "contacts.Contact.person",
    "contacts.ContactRequest.asker",
    "desk.Availability.person",
    "desk.Group_members.user",
    "mfa.Authenticator.user",
    "presence.DeviceRow.person",
    "presence.PresenceRow.person",
    "room_links.RoomLink.made_by",
    "usersessions.UserSession.user",
    "website_button.VisitorMessage.handled_by",
}


def talk(agent: Device, appointment: Appointment, tab: Tab) -> str:
    """Have agent and guest talk for a minute; returns the id of the room."""
    tab.arrive()
    room: str = agent.post(f"appointments/{appointment.pk}/start", client=agent.client).json()["id"]
    tab.accept(tab.get("live").json()["rings"][0]["id"])
    agent.leave(room)
    return room


def set_days(agent: Device, **days: int) -> None:
    """Change how long the organisation of this agent keeps things."""
    accounts.Organisation.objects.filter(pk=agent.member.organisation_id).update(**days)


def make_button(organisation: accounts.Organisation) -> Button:
    group = Group.objects.create(organisation=organisation, name="Balie")
    return save_button(organisation, None, {"name": "Site", "groups": [group.pk], "origins": []}, Actor())


def make_visit(button: Button) -> Visit:
    """Make a visit that came to nothing."""
    now = clock.now()
    guest = accounts.make_guest(button.organisation_id, "Fatima", "nl", accounts.Validity(now, now))
    return Visit.objects.create(button=button, guest=guest, page="https://site.test/")


def test_an_appointment_goes_with_all_that_names_its_recipient(
    anna: Device, elsewhere: Device, time: clock.SetClock, clean: Clean
) -> None:
    """ADM-5: a year after its end, and not a day before; another organisation keeps its own."""
    appointment, other = make_appointment(anna, "Fatima"), make_appointment(elsewhere, "Omar")
    time.advance(365 * DAY)
    clean()
    assert Appointment.objects.filter(pk=appointment.pk).exists()
    time.advance(DAY)
    assert clean() == 2
    assert list(Recipient.objects.values_list("name", flat=True)) == ["Omar"]
    assert [guest.user.first_name for guest in accounts.Guest.objects.select_related("user")] == ["Omar"]
    assert list(Appointment.objects.all()) == [other]
    assert not accounts.User.objects.filter(first_name="Fatima").exists()
    assert clean() == 0


def test_a_guest_stays_by_name_while_the_history_shows_him(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """CAL-12, ADM-5: his address and what he wrote are gone by then; with the call the rest goes."""
    set_days(anna, keep_appointments_days=30, keep_calls_days=60)
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    waiting_room.say(tab.guest, "Ik ben er.")
    talk(anna, appointment, tab)
    time.advance(31 * DAY)
    clean()
    assert not Recipient.objects.exists()
    assert not Message.objects.exists()
    assert not Attendance.objects.exists()
    shown = Device(anna.member).history()
    assert [person["name"] for person in shown["items"][0]["people"]] == ["Fatima Yilmaz"]
    time.advance(30 * DAY)
    clean()
    assert not RoomRow.objects.exists()
    assert not HistoryEntry.objects.exists()
    assert not HistoryPerson.objects.exists()
    assert not accounts.Guest.objects.exists()
    assert accounts.User.objects.filter(pk=anna.person).exists()


def test_a_call_that_goes_on_stays(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """Only what has ended is old."""
    bram = Device(make_person(anna.member.organisation, "Bram"))
    anna.call(bram)
    time.advance(400 * DAY)
    clean()
    assert RoomRow.objects.count() == 1


def test_what_was_written_in_the_waiting_room_goes_at_the_end(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """TOO-1: a day after the appointment, when the link ends too."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima"))
    waiting_room.say(tab.guest, "Ik ben er.")
    time.advance(DAY)
    clean()
    assert Message.objects.exists()
    time.advance(3600)
    clean()
    assert not Message.objects.exists()
    assert Recipient.objects.exists()


def test_policy_keeps_what_was_written(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """TOO-1: 0 days keeps it as long as the appointment."""
    set_days(anna, keep_waiting_messages_days=0)
    appointment = make_appointment(anna, "Fatima")
    (tab,) = tabs_of(appointment)
    waiting_room.say(tab.guest, "Ik ben er.")
    talk(anna, appointment, tab)
    time.advance(300 * DAY)
    clean()
    assert Message.objects.exists()
    set_days(anna, keep_appointments_days=1)
    clean()
    clean()
    assert not Message.objects.exists()
    assert accounts.Guest.objects.exists()


def test_a_telephone_number_goes_with_the_link(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """WAI-5: where somebody wanted to be called is of no use when his link has ended."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima"))
    wish = {"guest_id": tab.guest, "organisation": anna.member.organisation, "changed_at": clock.now()}
    CallWish.objects.create(number="+31612345678", **wish)
    clean()
    assert CallWish.objects.exists()
    time.advance(2 * DAY)
    clean()
    assert not CallWish.objects.exists()


def test_a_link_into_a_call_goes_when_it_has_ended(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """CAL-11: with the address to which it was mailed; its guest too, who never came."""
    room = RoomRow.objects.create(organisation=anna.member.organisation, media="video", countdown=True)
    until = clock.now() + timedelta(hours=1)
    guest = accounts.make_guest(anna.member.organisation_id, "Omar", "nl", accounts.Validity(clock.now(), until))
    RoomLink.objects.create(room=room, made_by_id=anna.person, guest=guest, name="Omar", email="o@x.test", until=until)
    clean()
    assert RoomLink.objects.exists()
    time.advance(3601)
    clean()
    assert not RoomLink.objects.exists()
    assert not accounts.Guest.objects.exists()


def test_visits_and_what_visitors_left(anna: Device, elsewhere: Device, time: clock.SetClock, clean: Clean) -> None:
    """ADM-5: 365 days and 90 days after it was dealt with; what nobody dealt with stays."""
    mine, theirs = make_button(anna.member.organisation), make_button(elsewhere.member.organisation)
    for button in (mine, theirs):
        make_visit(button)
        VisitorMessage.objects.create(button=button, kind="message", text="dealt with", handled_at=clock.now())
    VisitorMessage.objects.create(button=mine, kind="callback", number="+31612345678")
    time.advance(91 * DAY)
    assert clean() == 1
    assert set(VisitorMessage.objects.values_list("button", "kind")) == {(mine.pk, "callback"), (theirs.pk, "message")}
    assert Visit.objects.count() == 2
    time.advance(275 * DAY)
    assert clean() == 2
    assert [visit.button for visit in Visit.objects.all()] == [theirs]
    assert accounts.Guest.objects.get().organisation_id == theirs.organisation_id


def test_conferences_go_with_the_numbers_of_who_took_part(
    anna: Device, elsewhere: Device, time: clock.SetClock, clean: Clean
) -> None:
    """ADM-5, ADM-4: with the history of calls, also one whose end nobody saw; the account stays."""
    for number, organisation in enumerate((anna.member.organisation, elsewhere.member.organisation)):
        line = PhoneNumber.objects.create(organisation=organisation, number=f"+3188123456{number}")
        account = conferences.ConferenceAccount.objects.create(
            organisation=organisation, phone_number=line, name="Team", conference_number="123456"
        )
        held = conferences.HeldConference.objects.create(account=account, seen_at=clock.now())
        conferences.Attendance.objects.create(conference=held, number="+31612345678", moderator=False)
    assert clean() == 0
    time.advance(366 * DAY)
    assert clean() == 1
    assert conferences.Attendance.objects.get().conference.account.organisation == elsewhere.member.organisation
    assert conferences.ConferenceAccount.objects.count() == 2


def test_a_run_stands_in_the_audit_log(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """ADM-7: how much of what, for each organisation, and nothing when nothing went."""
    make_appointment(anna, "Fatima", "Omar")
    clean()
    assert not Entry.objects.filter(action="old.deleted").exists()
    time.advance(367 * DAY)
    clean()
    entry = Entry.objects.get(action="old.deleted")
    assert entry.organisation_id == anna.member.organisation_id
    assert entry.detail == {"appointments": 1, "guests": 2}
    assert first_broken() is None


def test_many_go_in_batches(anna: Device, time: clock.SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """ADM-5: each look holds SQLite's one writer for a moment only."""
    monkeypatch.setattr(cleaning, "AT_ONCE", 2)
    for number in range(5):
        make_appointment(anna, f"Gast {number}")
    time.advance(367 * DAY)
    cleaner = cleaning.Cleaner()
    counts = []
    while count := cleaner.run_due(clock.now()):
        counts.append(count)
    assert counts == [2, 2, 1, 2, 2, 1]


def test_the_link_of_a_guest_who_is_gone_has_expired(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """WAI-4: it was ours, and does not count as a guess; one that never was is not right."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima"))
    time.advance(367 * DAY)
    clean()
    assert error_of(tab.get()) == (403, "link_expired")
    tab.token = tab.token[:-1] + ("A" if tab.token[-1] != "A" else "B")
    assert error_of(tab.get()) == (404, "link_unknown")


def test_who_has_an_account_stays(anna: Device, time: clock.SetClock, clean: Clean) -> None:
    """Only guests go by themselves."""
    before = accounts.User.objects.count()
    time.advance(5000 * DAY)
    clean()
    assert accounts.User.objects.count() == before


def test_every_table_that_names_people_is_known() -> None:
    """A new table that names a guest must say `guests_stay_for`, or its rows would vanish with him.

    Or it belongs to the guest alone, or never names one: then it stands above.
    """
    staying = {f"{model._meta.label}.{field}" for model, field in accounts.named_in()}
    naming = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model in (accounts.User, accounts.Guest)
    }
    assert naming == staying | OWN | WITH_ACCOUNT
