"""PRE-4 against the database: what turns the slider on and off, who is available, and who is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts import people as accounts_people
from oogcontact.domains.accounts.api import Membership, Organisation, Role
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.desk import api
from oogcontact.domains.desk.models import Availability
from oogcontact.domains.presence import actions as presence
from oogcontact.domains.presence.live import Devices
from oogcontact.domains.presence.states import Choice, Chosen
from oogcontact.infra import deadlines
from oogcontact.kernel import clock
from tests.integration.accounts.helpers import login, send
from tests.integration.accounts.helpers import make_person as make_account
from tests.integration.calls.helpers import Device, error_of, make_person, ring_of
from tests.integration.desk.conftest import Told

pytestmark = pytest.mark.django_db(transaction=True)


def switch(device: Device, available: bool) -> Any:
    """Turn the slider as the client does."""
    return device.put("availability", available=available)


def is_on(device: Device) -> bool:
    """Return what a fresh page shows."""
    shown: bool = device.get("availability").json()["available"]
    return shown


def take_visitors(*devices: Device) -> None:
    """Connect and turn on."""
    for device in devices:
        presence.arrive(device.person, device.client)
        assert switch(device, True).status_code == 200


def available(*devices: Device) -> list[Device]:
    """Return those who are available, in their order."""
    found = api.available(devices[0].member.organisation_id, [device.person for device in devices])
    return [next(device for device in devices if device.person == person) for person in found]


def test_it_starts_off_and_turns(anna: Device, told: Told) -> None:
    presence.arrive(anna.person, anna.client)
    assert anna.get("availability").json() == {"available": False, "version": 0}
    assert switch(anna, True).json() == {"available": True, "version": 1}
    assert is_on(anna)
    assert switch(anna, False).json() == {"available": False, "version": 2}
    assert not is_on(anna)
    assert told.to(anna) == [True, False]


def test_a_double_click_is_told_once(anna: Device, told: Told) -> None:
    """Two tabs that turn it on at once agree."""
    assert [switch(anna, True).json()["version"] for _ in range(3)] == [1, 1, 1]
    assert told.to(anna) == [True]


def test_only_one_s_own_devices_are_told(anna: Device, bram: Device, told: Told) -> None:
    take_visitors(anna)
    assert told.to(bram) == []


def test_clients_have_no_desk(organisation: Organisation) -> None:
    client = Device(make_person(organisation, "Dirk", Role.CLIENT))
    assert error_of(client.get("availability")) == (404, "not_found")
    assert error_of(switch(client, True)) == (404, "not_found")


def test_nobody_is_not_signed_in(db: None) -> None:
    nobody = Client()
    assert nobody.get("/api/availability").status_code == 401
    assert send(nobody, "put", "/api/availability", {"available": True}).status_code in (401, 403)


@pytest.mark.parametrize("body", [{}, {"available": None}, {"available": "maybe"}, {"available": [True]}, [], "on", 7])
def test_bad_input_changes_nothing(body: Any, anna: Device) -> None:
    answer = anna._http.put("/api/availability", data=body, content_type="application/json")
    assert error_of(answer) == (400, "invalid")
    assert not is_on(anna)


def test_only_who_is_there_is_available(anna: Device, bram: Device) -> None:
    take_visitors(anna)
    switch(bram, True)
    assert available(anna, bram) == [anna]
    presence.arrive(bram.person, bram.client)
    assert available(anna, bram) == [anna, bram]


def test_nothing_of_another_organisation(anna: Device, organisation: Organisation) -> None:
    """Nobody is available for another organisation than the one that he works for."""
    other = Organisation.objects.create(name="Elders")
    take_visitors(anna)
    assert api.available(other.pk, [anna.person]) == []
    stranger = Device(make_person(other, "Zoe"))
    take_visitors(stranger)
    assert api.available(organisation.pk, [anna.person, stranger.person]) == [anna.person]


def test_who_is_in_a_call_is_not_available(anna: Device, bram: Device, carla: Device, told: Told) -> None:
    """The buttons are told when a call begins and when it ends; a client's call is nobody's business."""
    take_visitors(anna)
    told.changed(anna)
    room = anna.call(bram)
    assert available(anna) == []
    assert told.changed(anna)
    bram.accept(ring_of(room, bram))
    assert not told.changed(bram)
    anna.leave(room.json()["id"])
    assert available(anna) == [anna]
    assert told.changed(anna)


def test_the_longest_idle_comes_first(anna: Device, bram: Device, carla: Device, time: clock.SetClock) -> None:
    """Since the last call has ended, or since the slider was turned on."""
    for device in (bram, carla, anna):
        take_visitors(device)
        time.advance(2)
    assert available(anna, bram, carla) == [bram, carla, anna]
    room = bram.call(carla)
    carla.accept(ring_of(room, carla))
    time.advance(20)
    bram.leave(room.json()["id"])
    assert available(anna, bram, carla)[0] is anna
    switch(anna, False)
    time.advance(5)
    switch(anna, True)
    assert available(anna, bram, carla)[-1] is anna


def test_do_not_disturb_takes_no_visitors(anna: Device, told: Told) -> None:
    """PRE-2: nobody rings who does not want to be rung; the slider stays on for when that ends."""
    take_visitors(anna)
    told.changed(anna)
    presence.choose(anna.person, Chosen(Choice.DND))
    assert available(anna) == []
    assert told.changed(anna)
    assert is_on(anna)
    presence.choose(anna.person, Chosen())
    assert available(anna) == [anna]
    assert told.changed(anna)


def test_it_turns_off_when_the_last_device_is_gone_for_a_minute(anna: Device, told: Told, time: clock.SetClock) -> None:
    take_visitors(anna)
    told.changed(anna)
    presence.lose(anna.person, anna.client)
    time.advance(30)
    deadlines.run_all(clock.now())
    assert is_on(anna)
    assert available(anna) == []
    assert told.changed(anna)
    time.advance(29)
    deadlines.run_all(clock.now())
    assert is_on(anna)
    time.advance(1)
    deadlines.run_all(clock.now())
    assert not is_on(anna)
    assert told.to(anna) == [True, False]


def test_a_second_device_keeps_it_on(anna: Device, time: clock.SetClock) -> None:
    telephone = Device(anna.member)
    take_visitors(anna, telephone)
    presence.leave(anna.person, anna.client)
    time.advance(39)
    presence.renew([(telephone.person, telephone.client)])
    time.advance(39)
    deadlines.run_all(clock.now())
    assert is_on(anna)


def test_a_reload_keeps_it_on(anna: Device, told: Told, time: clock.SetClock) -> None:
    take_visitors(anna)
    told.changed(anna)
    for _ in range(5):
        presence.lose(anna.person, anna.client)
        time.advance(20)
        deadlines.run_all(clock.now())
        presence.arrive(anna.person, anna.client)
    assert available(anna) == [anna]
    assert not told.changed(anna)


def test_coming_back_within_the_minute_keeps_it_on(anna: Device, told: Told, time: clock.SetClock) -> None:
    take_visitors(anna)
    presence.lose(anna.person, anna.client)
    time.advance(45)
    deadlines.run_all(clock.now())
    told.changed(anna)
    presence.arrive(anna.person, anna.client)
    assert told.changed(anna)
    time.advance(20)
    presence.renew([(anna.person, anna.client)])
    deadlines.run_all(clock.now())
    assert is_on(anna)


@pytest.mark.parametrize("away", [5, 600])
def test_it_survives_a_restart_of_the_server(away: int, anna: Device, time: clock.SetClock) -> None:
    """What was away is the server: its agent's page comes back by itself a moment later, however long that took."""
    take_visitors(anna)
    time.advance(away)
    deadlines.run_all(clock.now())
    time.advance(3)
    Devices().opened(anna.person, anna.client)
    time.advance(30)
    deadlines.run_all(clock.now())
    assert available(anna) == [anna]


def test_blocking_turns_it_off(anna: Device, bram: Device, organisation: Organisation, told: Told) -> None:
    """Access that ends ends this too (ADM-1)."""
    boss = make_person(organisation, "Baas", Role.ADMINISTRATOR)
    take_visitors(bram)
    told.changed(bram)
    accounts_people.change_person(organisation, bram.person, {"blocked": True}, Actor(boss.user_id))
    assert available(bram) == []
    assert told.changed(bram)
    assert told.to(bram) == [True, False]


def test_who_becomes_a_client_takes_no_visitors(bram: Device, organisation: Organisation) -> None:
    boss = make_person(organisation, "Baas", Role.ADMINISTRATOR)
    take_visitors(bram)
    accounts_people.change_person(organisation, bram.person, {"role": Role.CLIENT}, Actor(boss.user_id))
    assert available(bram) == []
    assert Availability.objects.get(person_id=bram.person).since is None


def test_turn_off_is_for_those_who_refuse(anna: Device, bram: Device, told: Told) -> None:
    """BTN-3; of somebody who never turned it on nothing is told."""
    take_visitors(anna)
    api.turn_off(anna.person)
    api.turn_off(anna.person)
    api.turn_off(bram.person)
    assert told.to(anna) == [True, False]
    assert told.to(bram) == []


@pytest.fixture
def employee(organisation: Organisation) -> Membership:
    """An agent who can sign in."""
    return make_account(organisation, "Emma")


def signed_in_tab(employee: Membership) -> Device:
    """Sign in on a fresh device, as the sign-in page does."""
    device = Device(employee)
    device._http = Client()
    assert login(device._http, employee.user.email).status_code == 200
    return device


def test_after_sign_in_it_is_off(employee: Membership) -> None:
    """Also when the browser in which it was on was closed a moment ago."""
    first = signed_in_tab(employee)
    take_visitors(first)
    presence.lose(first.person, first.client)
    second = signed_in_tab(employee)
    assert not is_on(second)


def test_a_second_sign_in_does_not_stop_the_work_of_the_first(employee: Membership) -> None:
    first = signed_in_tab(employee)
    take_visitors(first)
    second = signed_in_tab(employee)
    assert is_on(first)
    assert is_on(second)


def test_sign_out_turns_it_off(employee: Membership, told: Told) -> None:
    tab = signed_in_tab(employee)
    take_visitors(tab)
    assert send(tab._http, "delete", "/_allauth/browser/v1/auth/session").status_code == 401
    assert told.to(tab) == [True, False]
    assert not Availability.objects.filter(since__isnull=False).exists()


def test_a_listener_that_fails_changes_nothing_for_the_agent(anna: Device) -> None:
    """It is told after the commit: the slider is on already."""

    def fail(event: api.AvailabilityChanged) -> None:
        raise RuntimeError

    api.availability_changed.register(fail)
    try:
        assert switch(anna, True).status_code == 200
    finally:
        api.availability_changed.unregister(fail)
    assert is_on(anna)


def test_what_is_due_already_is_not_available(anna: Device, time: clock.SetClock) -> None:
    """The loop of the deadlines may be late."""
    switch(anna, True)
    time.advance(60)
    presence.arrive(anna.person, anna.client)
    Availability.objects.update(off_at=clock.now() - timedelta(seconds=1))
    assert available(anna) == []
