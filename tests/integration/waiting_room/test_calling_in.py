"""The agent calls his guests in: one, two, in any order, and what the others read meanwhile (WAI-3, APP-6)."""

from typing import Any
from uuid import uuid4

import pytest

from oogcontact.domains.rooms import actions as rooms
from oogcontact.domains.waiting_room import actions
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of
from tests.integration.waiting_room.conftest import Told
from tests.integration.waiting_room.helpers import Tab, guests_in, make_appointment, tabs_of

pytestmark = pytest.mark.django_db(transaction=True)


def start(agent: Device, appointment: Any) -> Any:
    """Press Start gesprek."""
    return agent.post(f"appointments/{appointment.pk}/start", client=agent.client)


def ring_to(tab: Tab) -> Any:
    """Return the ring to this guest."""
    (ring,) = tab.get("live").json()["rings"]
    return ring


def test_the_guest_is_rung_into_a_call_with_a_countdown(anna: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-3."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    tab.arrive()
    answer = start(anna, appointment)
    assert answer.status_code == 200
    room = answer.json()
    assert (room["purpose"], room["about"], room["countdown"]) == ("appointment", str(appointment.pk), True)
    ring = ring_to(tab)
    assert ring["purpose"] == "appointment"
    assert tab.accept(ring["id"]).status_code == 200
    assert guests_in(anna)["Fatima Yilmaz"]["in_call"] is True
    assert told.to(anna.person, "waiting_room.changed")[-1]["guest"]["in_call"] is True


def test_the_countdown_is_there_also_where_contacts_have_none(anna: Device, time: clock.SetClock) -> None:
    """CAL-5: the organisation's choice is for calls between contacts."""
    organisation = anna.member.organisation
    organisation.countdown = False
    organisation.save()
    appointment = make_appointment(anna, "Fatima Yilmaz")
    tabs_of(appointment)[0].arrive()
    assert start(anna, appointment).json()["countdown"] is True


def test_two_guests_and_the_agent_are_three_in_one_call(anna: Device, time: clock.SetClock) -> None:
    """APP-6; who comes late is brought into the same call."""
    appointment = make_appointment(anna, "Fatima Yilmaz", "Omar")
    fatima, omar = tabs_of(appointment)
    fatima.arrive()
    room = start(anna, appointment).json()
    fatima.accept(ring_to(fatima)["id"])
    assert error_of(start(anna, appointment)) == (409, "nobody_waiting")
    omar.arrive()
    assert start(anna, appointment).json()["id"] == room["id"]
    # Pressed twice: he is being rung already.
    assert start(anna, appointment).status_code == 200
    joined = omar.accept(ring_to(omar)["id"]).json()
    assert len([seat for seat in joined["seats"] if seat["state"] == "joined"]) == 3
    assert guests_in(anna)["Omar"]["in_call"] is True


def test_both_at_once(anna: Device, time: clock.SetClock) -> None:
    """APP-6."""
    appointment = make_appointment(anna, "Fatima Yilmaz", "Omar")
    fatima, omar = tabs_of(appointment)
    fatima.arrive()
    omar.arrive()
    start(anna, appointment)
    fatima.accept(ring_to(fatima)["id"])
    room = omar.accept(ring_to(omar)["id"]).json()
    assert len(room["seats"]) == 3


def test_guests_are_taken_in_any_order(anna: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-3: the later appointment first; the other one reads that the agent is busy, and then that he is not."""
    first, second = make_appointment(anna, "Fatima Yilmaz"), make_appointment(anna, "Omar", urgent=True)
    (fatima,), (omar,) = tabs_of(first), tabs_of(second)
    fatima.arrive()
    omar.arrive()
    room = start(anna, second).json()
    omar.accept(ring_to(omar)["id"])
    assert fatima.page()["agent_busy"] is True
    assert told.to(fatima.guest, "guest.changed")
    assert error_of(start(anna, first)) == (409, "in_call")
    before = len(told.to(fatima.guest, "guest.changed"))
    anna.leave(room["id"])
    assert fatima.page()["agent_busy"] is False
    assert len(told.to(fatima.guest, "guest.changed")) > before
    assert start(anna, first).status_code == 200
    assert ring_to(fatima)["caller"]["name"] == "Anna Test"


def test_how_a_call_ended(anna: Device, time: clock.SetClock) -> None:
    """An agent who hangs up has finished; one whose connection broke is waited for."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    tab.arrive()
    room = start(anna, appointment).json()
    tab.accept(ring_to(tab)["id"])
    anna.leave(room["id"])
    assert tab.page()["ended"] == "done"
    start(anna, appointment)
    tab.accept(ring_to(tab)["id"])
    rooms.lose(anna.person, anna.client)
    time.advance(59)
    rooms.renew([(tab.guest, tab.client)])
    time.advance(1)
    rooms.run_due(clock.now())
    assert tab.page()["ended"] == "lost"
    tab.arrive()
    assert tab.page()["ended"] == ""


def test_who_is_not_there_is_not_rung(anna: Device, time: clock.SetClock) -> None:
    """WAI-2: Start gesprek is for who is there."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    assert error_of(start(anna, appointment)) == (409, "nobody_waiting")
    tab.arrive()
    actions.lose(tab.guest, tab.client)
    time.advance(6)
    assert error_of(start(anna, appointment)) == (409, "nobody_waiting")


def test_only_the_agent_himself_starts(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """Tenancy: not a colleague, not the guest, not for what is cancelled or unknown."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    tab.arrive()
    assert error_of(start(bram, appointment)) == (404, "not_found")
    assert error_of(anna.post(f"appointments/{uuid4()}/start", client=anna.client)) == (404, "not_found")
    assert tab.post(f"appointments/{appointment.pk}/start", client=tab.client).status_code == 401
    assert error_of(anna.post(f"appointments/{appointment.pk}/start", client="x")) == (400, "invalid")
    appointment.cancelled_at = clock.now()
    appointment.save()
    assert error_of(start(anna, appointment)) == (404, "not_found")


def test_a_repeated_command_starts_one_call(anna: Device, time: clock.SetClock) -> None:
    appointment = make_appointment(anna, "Fatima Yilmaz")
    tabs_of(appointment)[0].arrive()
    key = uuid4()
    path = f"appointments/{appointment.pk}/start"
    first = anna.post(path, key, client=anna.client).json()
    assert anna.post(path, key, client=anna.client).json() == first
