"""Presence against the database: choices, devices that come and go, calls, and who is told."""

from datetime import timedelta
from typing import Any

import pytest

from oogcontact.domains.accounts.api import Organisation, Role
from oogcontact.domains.contacts import api as contacts
from oogcontact.domains.presence import actions
from oogcontact.domains.presence.live import Devices
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of, make_person, ring_of
from tests.integration.presence.conftest import Told

pytestmark = pytest.mark.django_db(transaction=True)


def arrive(device: Device) -> None:
    """Connect a tab."""
    # The people of these tests were written to the tables directly.
    contacts.renew_all()
    actions.arrive(device.person, device.client)


def states(told: Told, viewer: Device) -> list[str]:
    """Return what this person was told, in words."""
    return [f"{presence['state']}{' in a call' if presence['in_call'] else ''}" for presence in told.to(viewer.person)]


def test_others_are_told_who_comes_and_goes(anna: Device, bram: Device, told: Told, time: clock.SetClock) -> None:
    """PRE-3: offline after 30 s without a connection, and not before."""
    arrive(bram)
    assert states(told, anna) == ["available"]
    actions.lose(bram.person, bram.client)
    time.advance(29)
    assert actions.run_due(clock.now()) == 0
    assert states(told, anna) == ["available"]
    time.advance(1)
    assert actions.run_due(clock.now()) == 1
    assert states(told, anna) == ["available", "offline"]


def test_a_reload_never_flickers(anna: Device, bram: Device, told: Told, time: clock.SetClock) -> None:
    """PRE-3: lost and back again within the time is no change, so nobody is told of one."""
    arrive(bram)
    for _ in range(5):
        actions.lose(bram.person, bram.client)
        time.advance(20)
        actions.run_due(clock.now())
        arrive(bram)
    assert states(told, anna) == ["available"]


def test_several_devices_are_one_presence(anna: Device, bram: Device, told: Told, time: clock.SetClock) -> None:
    """PRE-3: the last one that goes makes offline."""
    telephone = Device(bram.member)
    arrive(bram)
    arrive(telephone)
    actions.leave(bram.person, bram.client)
    assert states(told, anna) == ["available"]
    actions.leave(telephone.person, telephone.client)
    assert states(told, anna) == ["available", "offline"]


def test_a_killed_server_does_not_make_offline(anna: Device, bram: Device, told: Told, time: clock.SetClock) -> None:
    """PRE-3: the devices are rows; the process that comes back renews them."""
    arrive(bram)
    time.advance(30)
    actions.run_due(clock.now())
    devices = Devices()
    devices.opened(bram.person, bram.client)
    time.advance(35)
    assert devices.run_due(clock.now()) == 1
    actions.run_due(clock.now())
    assert states(told, anna) == ["available"]


@pytest.mark.parametrize("choice", ["busy", "dnd", "away"])
def test_a_choice_is_told(choice: str, anna: Device, bram: Device, told: Told) -> None:
    """PRE-1, PRE-5: with the status line."""
    arrive(bram)
    answer = put(bram, choice=choice, text="  In   overleg ")
    assert answer.json() == {"choice": choice, "text": "In overleg", "until": None}
    assert told.to(anna.person)[-1] == {"state": choice, "in_call": False, "text": "In overleg", "until": None}
    assert get(anna)["people"][str(bram.person)]["state"] == choice


def test_invisible_is_offline_for_others_and_known_to_oneself(anna: Device, bram: Device, told: Told) -> None:
    """PRE-1."""
    arrive(bram)
    put(bram, choice="invisible", text="Geheim")
    assert states(told, anna) == ["available", "offline"]
    assert str(bram.person) not in get(anna)["people"]
    assert get(bram)["mine"] == {"choice": "invisible", "text": "Geheim", "until": None}


def test_a_choice_ends_by_itself(anna: Device, bram: Device, told: Told, time: clock.SetClock) -> None:
    """PRE-1: at its end time."""
    arrive(bram)
    until = clock.now() + timedelta(minutes=30)
    put(bram, choice="away", text="Lunch", until=until.isoformat())
    for _ in range(9):
        time.advance(200)
        actions.renew([(bram.person, bram.client)])
    actions.run_due(clock.now())
    assert states(told, anna)[-1] == "available"
    assert get(bram)["mine"] == {"choice": "available", "text": "", "until": None}


def test_a_call_is_shown_by_itself(anna: Device, bram: Device, carla: Device, told: Told) -> None:
    """PRE-1: from the first ring until the end."""
    for device in (anna, bram):
        arrive(device)
    call = anna.call(bram)
    bram.accept(ring_of(call, bram))
    assert get(carla)["people"][str(bram.person)]["in_call"]
    anna.leave(call.json()["id"])
    assert not get(carla)["people"][str(bram.person)]["in_call"]
    assert states(told, carla)[-2:] == ["available", "available"]


def test_do_not_disturb_blocks_ringing(anna: Device, bram: Device) -> None:
    """PRE-2: the caller gets busy; away can be called."""
    arrive(bram)
    put(bram, choice="dnd")
    assert anna.call(bram).json()["rings"][0]["state"] == "busy"
    put(bram, choice="away")
    assert anna.call(bram).json()["rings"][0]["state"] == "ringing"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"choice": "asleep"}, "invalid"),
        ({"choice": "busy", "text": "x" * 101}, "text_too_long"),
        ({"choice": "busy", "until": "2020-01-01T00:00:00Z"}, "until_past"),
        ({"choice": "busy", "until": "2099-01-01T00:00:00Z"}, "until_too_far"),
        ({"choice": "busy", "until": "soon"}, "invalid"),
        ({}, "invalid"),
    ],
)
def test_what_can_not_be_chosen_is_refused(body: dict[str, str], code: str, anna: Device) -> None:
    """PRE-1: nothing changes."""
    assert error_of(put(anna, **body)) == (400, code)
    assert get(anna)["mine"]["choice"] == "available"


def test_strangers_see_nothing(anna: Device, told: Told) -> None:
    """PRE-5: not of another organisation, neither in the answer nor by an event."""
    elsewhere = Organisation.objects.create(name="Elders")
    stranger = Device(make_person(elsewhere, "Vreemd", Role.AGENT))
    arrive(anna)
    arrive(stranger)
    assert str(anna.person) not in get(stranger)["people"]
    assert len(told.to(stranger.person)) == 1  # himself


def put(device: Device, **body: Any) -> Any:
    """Choose a presence over HTTP."""
    return device.put("presence", **body)


def get(device: Device) -> Any:
    """Return the presence page of this person."""
    return device.get("presence").json()
