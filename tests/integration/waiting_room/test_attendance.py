"""Who is in the waiting room, against the database: guests who come, reload, go, and come in another place."""

from datetime import timedelta
from typing import Any

import pytest

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.waiting_room import actions, api
from oogcontact.domains.waiting_room.live import Attendances
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of
from tests.integration.waiting_room.conftest import Told
from tests.integration.waiting_room.helpers import Tab, guests_in, make_appointment, tabs_of

pytestmark = pytest.mark.django_db(transaction=True)


def arrivals(told: Told, agent: Device) -> list[Any]:
    """Return what the agent was told of the presence of guests, in order."""
    return [data["guest"]["arrived_at"] for data in told.to(agent.person, "waiting_room.changed")]


def test_the_agent_is_told_who_comes_and_goes(anna: Device, bram: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-2: the green dot, and back; nobody else is told."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (tab,) = tabs_of(appointment)
    assert guests_in(anna)["Fatima Yilmaz"]["arrived_at"] is None
    tab.arrive()
    assert guests_in(anna)["Fatima Yilmaz"]["arrived_at"] == "2026-11-20T12:00:00Z"
    assert api.waiting([appointment.pk]) == {tab.guest}
    actions.lose(tab.guest, tab.client)
    time.advance(5)
    assert actions.run_due(clock.now()) == 1
    assert guests_in(anna)["Fatima Yilmaz"]["arrived_at"] is None
    assert arrivals(told, anna) == ["2026-11-20T12:00:00Z", None]
    assert arrivals(told, bram) == []
    assert api.waiting([appointment.pk]) == set()


def test_a_reload_is_no_new_arrival(anna: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-2: the sound once; back within a few seconds is told to nobody."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    tab.arrive()
    for _ in range(3):
        actions.lose(tab.guest, tab.client)
        time.advance(4)
        assert actions.run_due(clock.now()) == 0
        tab.arrive()
    assert arrivals(told, anna) == ["2026-11-20T12:00:00Z"]
    assert guests_in(anna)["Fatima Yilmaz"]["arrived_at"] == "2026-11-20T12:00:00Z"


def test_who_comes_back_later_arrives_anew(anna: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-3: a guest leaves and returns."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    tab.arrive()
    actions.lose(tab.guest, tab.client)
    time.advance(60)
    actions.run_due(clock.now())
    tab.arrive()
    assert arrivals(told, anna) == ["2026-11-20T12:00:00Z", None, "2026-11-20T12:01:00Z"]


def test_a_killed_server_loses_nobody(anna: Device, told: Told, time: clock.SetClock) -> None:
    """The rows outlive the process; the next one renews those who have connected to it."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    tab.arrive()
    time.advance(30)
    assert actions.run_due(clock.now()) == 0
    attendances = Attendances()
    attendances.opened(tab.guest, tab.client)
    time.advance(35)
    assert attendances.run_due(clock.now()) == 1
    assert actions.run_due(clock.now()) == 0
    time.advance(35)
    assert actions.run_due(clock.now()) == 0
    assert arrivals(told, anna) == ["2026-11-20T12:00:00Z"]


def test_a_connection_that_ends_late_does_not_take_the_place(anna: Device, time: clock.SetClock) -> None:
    """A tab whose new connection came before the old one ended stays."""
    (tab,) = tabs_of(make_appointment(anna, "Fatima Yilmaz"))
    attendances = Attendances()
    attendances.opened(tab.guest, tab.client)
    attendances.opened(tab.guest, tab.client)
    attendances.closed(tab.guest, tab.client)
    time.advance(6)
    assert actions.run_due(clock.now()) == 0
    attendances.closed(tab.guest, tab.client)
    time.advance(6)
    assert actions.run_due(clock.now()) == 1


def test_the_last_tab_is_let_in_and_the_first_is_told(anna: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-4: a link opened in two places; the agent sees one guest all the time."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (first,) = tabs_of(appointment)
    (second,) = tabs_of(appointment)
    first.arrive()
    second.arrive()
    assert told.to(first.guest, "guest.elsewhere") == [{"client": str(second.client)}]
    assert first.page()["held_by"] == str(second.client)
    # The first one connects again by itself: it does not push the other one out.
    actions.lose(first.guest, first.client)
    first.arrive()
    assert first.page()["held_by"] == str(second.client)
    assert told.to(first.guest, "guest.elsewhere")[1:] == [{"client": str(second.client)}]
    assert len(arrivals(told, anna)) == 1


def test_hier_verder(anna: Device, told: Told, time: clock.SetClock) -> None:
    """WAI-4: who wants to goes on in the first tab, and the other one is told."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (first,) = tabs_of(appointment)
    (second,) = tabs_of(appointment)
    first.arrive()
    second.arrive()
    answer = first.post("guest/here", client=first.client)
    assert (answer.status_code, answer.json()["held_by"]) == (200, str(first.client))
    assert told.to(first.guest, "guest.elsewhere")[-1] == {"client": str(first.client)}
    assert len(arrivals(told, anna)) == 1


def test_a_place_that_nobody_holds_is_taken_again_by_whoever_comes(anna: Device, time: clock.SetClock) -> None:
    """WAI-4: the second tab was closed; the first one, still open, comes back by itself."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    (first,) = tabs_of(appointment)
    (second,) = tabs_of(appointment)
    first.arrive()
    second.arrive()
    actions.lose(second.guest, second.client)
    time.advance(6)
    actions.run_due(clock.now())
    first.arrive()
    assert first.page()["held_by"] == str(first.client)


def test_yesterdays_guest_is_seen_when_he_comes(anna: Device, time: clock.SetClock) -> None:
    """WAI-3: whatever the hour; links work until a day later."""
    appointment = make_appointment(anna, "Fatima Yilmaz", starts=clock.now() - timedelta(hours=20))
    (tab,) = tabs_of(appointment)
    assert guests_in(anna) == {}
    tab.arrive()
    assert list(guests_in(anna)) == ["Fatima Yilmaz"]


def test_appointments_stand_in_their_order_and_cancelled_ones_not_at_all(anna: Device, time: clock.SetClock) -> None:
    """WAI-2."""
    late = make_appointment(anna, "Late", starts=clock.now() + timedelta(hours=3))
    make_appointment(anna, "Early", starts=clock.now() - timedelta(hours=3))
    cancelled = make_appointment(anna, "Nobody")
    cancelled.cancelled_at = clock.now()
    cancelled.save()
    assert list(guests_in(anna)) == ["Early", "Late"]
    assert late.pk


def test_the_agent_reads_what_a_visitor_wrote_who_planned_himself(anna: Device, time: clock.SetClock) -> None:
    """BTN-4, WAI-3: before he calls him in."""
    appointment = make_appointment(anna, "Fatima Yilmaz")
    assert anna.get("waiting-room").json()["appointments"][0]["note"] == ""
    appointment.note = "Over mijn paspoort."
    appointment.save()
    assert anna.get("waiting-room").json()["appointments"][0]["note"] == "Over mijn paspoort."


def test_guests_without_an_appointment_have_no_place(anna: Device, told: Told, time: clock.SetClock) -> None:
    """A visitor of the website waits elsewhere."""
    validity = accounts.Validity(clock.now(), clock.now() + timedelta(hours=1))
    guest = accounts.make_guest(anna.member.organisation_id, "Visitor", "nl", validity)
    visitor = Tab.__new__(Tab)
    Tab.__init__(visitor, type("Nobody", (), {"guest_id": guest.pk, "guest": guest})())
    visitor.arrive()
    actions.lose(visitor.guest, visitor.client)
    assert visitor.page()["state"] == "none"
    assert error_of(visitor.post("guest/here", client=visitor.client)) == (404, "not_found")
    assert error_of(visitor.post("guest/message", text="Hallo")) == (404, "not_found")
    assert error_of(visitor.post("guest/call-me", number="0612345678")) == (403, "call_me_not_offered")
    assert told.frames == []
