"""What a guest's page shows and sends: his appointment, his link's state, reports and messages."""

from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.test import Client

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts import guests
from oogcontact.domains.room_telephones.models import CallWish
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of
from tests.integration.waiting_room.conftest import Told
from tests.integration.waiting_room.helpers import guests_in, make_appointment, tabs_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_page_tells_of_the_appointment(anna: Device, time: clock.SetClock) -> None:
    """WAI-1: with whom, when, and of which organisation; nothing else of anybody."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    page = tab.page()
    assert page["state"] == "open"
    assert page["person"] == {"id": str(tab.guest), "name": "Fatima Yilmaz", "language": "nl"}
    assert page["organisation"]["name"] == "Zorggroep Voorbeeld"
    assert page["appointment"]["agent"] == {"name": "Anna Test", "photo": None, "function": ""}
    assert page["appointment"]["starts_at"] == "2026-11-20T12:10:00Z"
    assert (page["agent_busy"], page["can_be_called"], page["ended"]) == (False, False, "")


def test_an_early_link_says_when_it_works(anna: Device, time: clock.SetClock) -> None:
    """APP-2: the page counts down; nothing else than testing works before."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz", starts=clock.now() + timedelta(hours=3)))
    page = tab.page()
    assert (page["state"], page["opens_at"], page["now"]) == ("early", "2026-11-20T14:00:00Z", "2026-11-20T12:00:00Z")
    assert tab.post("guest/report", level="good", reasons=[]).status_code == 200
    assert error_of(tab.post("guest/message", text="Hallo")) == (403, "link_early")
    assert error_of(tab.post("guest/here", client=tab.client)) == (403, "link_early")
    time.advance(2 * 3600)
    assert tab.page()["state"] == "open"


def test_links_that_do_not_work_say_why(anna: Device, time: clock.SetClock) -> None:
    """APP-2, WAI-4: expired, withdrawn, unknown, none."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    accounts.withdraw_guest(tab.guest)
    assert error_of(tab.get()) == (403, "link_withdrawn")
    (other,) = tabs_of(make_appointment(anna, "Omar"))
    time.advance(25 * 3600)
    assert error_of(other.get()) == (403, "link_expired")
    other.token = "A" * 46
    assert error_of(other.get()) == (404, "link_unknown")
    assert Client().get("/api/guest").status_code == 401


def test_a_cancelled_appointment_says_so(anna: Device, time: clock.SetClock) -> None:
    """APP-3."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    appointment.cancelled_at = clock.now()
    appointment.save()
    assert tabs_of(appointment)[0].page()["state"] == "cancelled"


def test_guessing_links_is_limited(anna: Device, time: clock.SetClock) -> None:
    """WAI-4: unknown links are counted for each address, right ones are not."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    for _ in range(100):
        assert tab.get().status_code == 200
    (guesser,) = tabs_of(make_appointment(anna, "Guesser"))
    for number in range(guests.UNKNOWN_AT_MOST):
        guesser.token = f"{number:046d}"
        assert guesser.get("guest" if number % 2 else "live").status_code == 404
    assert error_of(guesser.get()) == (429, "too_many")
    assert error_of(guesser.get("live")) == (429, "too_many")
    time.advance(guests.UNKNOWN_WITHIN)
    assert tab.get().status_code == 200


def test_the_agent_sees_what_the_device_found(anna: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-6: also before the guest's hour."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz", starts=clock.now() + timedelta(hours=3)))
    answer = tab.post("guest/report", level="bad", reasons=["camera_denied", "too_slow"], browser="Firefox 128")
    assert answer.status_code == 200
    report = guests_in(anna)["Fatima Yilmaz"]["report"]
    assert report == {"level": "bad", "reasons": ["camera_denied", "too_slow"], "browser": "Firefox 128"}
    assert told.to(anna.person, "waiting_room.changed")[-1]["guest"]["report"] == report


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"level": "great", "reasons": []},
        {"level": "bad", "reasons": ["<script>"]},
        {"level": "bad", "reasons": ["too_slow"] * 13},
        {"level": "bad", "reasons": "too_slow"},
        {"level": "good", "reasons": [], "browser": "x" * 61},
    ],
)
def test_a_report_that_is_none_is_refused(body: dict[str, object], anna: Device, time: clock.SetClock) -> None:
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    assert error_of(tab.post("guest/report", **body)) == (400, "invalid")
    assert guests_in(anna)["Fatima Yilmaz"]["report"] is None


def test_guest_and_agent_write_each_other(anna: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-1: a message to the agent, and his answer."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    tab.arrive()
    assert tab.post("guest/message", text="  Ik zit in de trein. ").status_code == 200
    assert [one["text"] for one in guests_in(anna)["Fatima Yilmaz"]["messages"]] == ["Ik zit in de trein."]
    time.advance(1)
    answer = anna.post(f"appointments/{appointment.pk}/message", guest_id=tab.guest, text="Geen probleem.")
    assert answer.status_code == 200
    assert told.to(tab.guest, "guest.changed")
    shown = tab.page()["messages"]
    assert [(one["by_agent"], one["text"]) for one in shown] == [
        (False, "Ik zit in de trein."),
        (True, "Geen probleem."),
    ]


@pytest.mark.parametrize(
    ("text", "refused"), [("", "message_empty"), ("  \n ", "message_empty"), ("x" * 501, "invalid")]
)
def test_messages_that_say_nothing_or_too_much(text: str, refused: str, anna: Device, time: clock.SetClock) -> None:
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    assert error_of(tab.post("guest/message", text=text)) == (400, refused)


def test_a_guest_can_not_flood_his_agent(anna: Device, time: clock.SetClock) -> None:
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    sent = [tab.post("guest/message", text=f"{number}").status_code for number in range(11)]
    assert sent == [200] * 10 + [429]


def test_agents_write_to_their_own_guests_only(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """Tenancy: other people's appointments do not exist."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    (other,) = tabs_of(make_appointment(anna, "Omar"))
    path = f"appointments/{appointment.pk}/message"
    assert error_of(bram.post(path, guest_id=tab.guest, text="Hallo")) == (404, "not_found")
    assert error_of(anna.post(path, guest_id=other.guest, text="Hallo")) == (404, "not_found")
    assert error_of(anna.post(path, guest_id=uuid4(), text="Hallo")) == (404, "not_found")


def test_a_guest_sees_nothing_of_another_one(anna: Device, time: clock.SetClock) -> None:
    """WAI-4: not even of who comes to the same appointment."""
    fatima, omar = tabs_of(make_appointment(anna, "Fatima Yilmaz", "Omar"))
    omar.post("guest/message", text="Privé")
    assert "Priv" not in str(fatima.page())
    assert "Omar" not in str(fatima.page())


def test_bel_mij_in_plaats_daarvan(anna: Device, time: clock.SetClock) -> None:
    """WAI-5: only where telephones can be called, and only who has an appointment."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    assert tab.page()["can_be_called"] is False
    assert error_of(tab.post("guest/call-me", number="0612345678")) == (403, "call_me_not_offered")
    with mock.patch("oogcontact.domains.room_telephones.api.can_be_called", return_value=True):
        assert tab.page()["can_be_called"] is True


def test_who_wants_to_be_called_is_called_in(anna: Device, time: clock.SetClock) -> None:
    """WAI-5: also when he has closed his page; the agent reads at which number."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    guest = appointment.recipients.get().guest
    CallWish.objects.create(
        guest=guest, organisation_id=guest.organisation_id, number="+31612345678", changed_at=clock.now()
    )
    (shown,) = anna.get("waiting-room").json()["appointments"][0]["guests"]
    assert shown["telephone"] == {"number": "06 12345678", "state": "waiting"}
    room = anna.post(f"appointments/{appointment.pk}/start", client=anna.client).json()
    assert [ring["callee"]["id"] for ring in room["rings"]] == [str(guest.pk)]
