"""The server is killed, connections vanish: what the tabs of a real server see, without a browser's media."""

import time

import pytest

from tests.e2e.conftest import RING_SECONDS, MakeTab
from tests.e2e.server import RunningServer
from tests.e2e.tab import Json, Tab

#: Within this time after a restart both clients are back (CAL-8).
BACK_SECONDS = 10


@pytest.fixture
def server(file_server: RunningServer) -> RunningServer:
    """These tests leave nobody in a call."""
    return file_server


@pytest.fixture
def anna(online: MakeTab) -> Tab:
    """A caller."""
    return online("anna")


@pytest.fixture
def bram(online: MakeTab) -> Tab:
    """A colleague."""
    return online("bram")


def states_of(room: Json) -> list[str]:
    """Return the states of the seats, the caller's first."""
    return [seat["state"] for seat in room["seats"]]


def test_killed_in_the_middle_of_ringing(server: RunningServer, anna: Tab, bram: Tab) -> None:
    """CAL-3: after kill -9 and restart the ring ends at its time, as a missed call."""
    start = time.monotonic()
    room = anna.call(bram)
    ring = bram.next("ring.started")["data"]["ring"]
    server.restart()
    assert bram.online()["resumed"]
    assert [item["id"] for item in bram.send("GET", "/api/live")["rings"]] == [ring["id"]]
    anna.online()
    ended = bram.next("ring.ended", RING_SECONDS + 5)["data"]["ring"]
    assert (ended["state"], ended["ended_at"]) == ("no_answer", ring["deadline"])
    assert time.monotonic() - start > RING_SECONDS - 1
    anna.room_until(lambda room: room["state"] == "ended")
    assert bram.refused("POST", f"/api/rings/{ring['id']}/accept", client=bram.client) == "ring_ended"
    assert anna.history() == [("outgoing", "no_answer")]
    assert bram.history() == [("incoming", "no_answer")]
    assert anna.refused("POST", f"/api/rooms/{room['id']}/return", client=anna.client) == "room_ended"


def test_killed_in_the_middle_of_a_call(server: RunningServer, anna: Tab, bram: Tab) -> None:
    """CAL-8: both are back in their seats in time, signals pass again, and the history is one call."""
    ring = anna.call(bram)["rings"][0]["id"]
    room = bram.accept(ring)
    server.restart()
    start = time.monotonic()
    anna.online()
    bram.online()
    anna.signal(room, bram, {"restart": True})
    assert bram.next("signal")["data"] == {"restart": True}
    assert time.monotonic() - start < BACK_SECONDS
    (live,) = anna.send("GET", "/api/live")["rooms"]
    assert [seat["state"] for seat in live["seats"]] == ["joined", "joined"]
    assert bram.command(room, "leave")["state"] == "ended"
    assert anna.history() == [("outgoing", "answered")]
    assert bram.history() == [("incoming", "answered")]


def test_a_connection_vanishes_and_returns(anna: Tab, bram: Tab) -> None:
    """CAL-8: the other one is told at once, and again when the same tab takes its seat."""
    room = bram.accept(anna.call(bram)["rings"][0]["id"])
    bram.offline()
    anna.room_until(lambda room: states_of(room) == ["joined", "away"], 3)
    bram.online()
    bram.command(room, "return")
    anna.room_until(lambda room: states_of(room) == ["joined", "joined"], 3)
    bram.signal(room, anna, 1)
    assert anna.next("signal")["data"] == 1


def test_two_devices_of_one_callee(online: MakeTab, anna: Tab, bram: Tab) -> None:
    """CAL-2: both ring, the first one wins, the other stops and knows which tab it was."""
    other = online("bram")
    ring = anna.call(bram)["rings"][0]["id"]
    assert other.next("ring.started")["data"]["ring"]["id"] == ring
    bram.next("ring.started")
    bram.accept(ring)
    ended = other.next("ring.ended", 3)["data"]["ring"]
    assert (ended["state"], ended["client"]) == ("accepted", bram.client)
    assert other.refused("POST", f"/api/rings/{ring}/accept", client=other.client) == "ring_ended"


def test_taking_over_from_another_tab(online: MakeTab, anna: Tab, bram: Tab) -> None:
    """CAL-8: the last one in wins, the first is told and can no longer speak for the seat."""
    room = bram.accept(anna.call(bram)["rings"][0]["id"])
    other = online("bram")
    other.command(room, "return")
    bram.room_until(lambda room: room["seats"][-1]["client"] == other.client, 3)
    bram.signal(room, anna, 1)
    assert bram.next("refused", 3)["code"] == "seat_elsewhere"
    other.signal(room, anna, 2)
    assert anna.next("signal", 3)["data"] == 2


def test_killed_in_the_middle_of_a_consultation(server: RunningServer, anna: Tab, bram: Tab) -> None:
    """CAL-10: nobody stays on hold because the server was away: the ring ends at its time, and both are together."""
    carla = Tab(server, "carla")
    room = bram.accept(anna.call(bram)["rings"][0]["id"])
    held = anna.send("POST", f"/api/rooms/{room['id']}/consult", person_id=carla.person, note="Even vragen")
    assert [seat["circle"] for seat in held["seats"]] == ["aside", "on_hold"]
    server.restart()
    anna.online()
    bram.online()
    (ring,) = carla.send("GET", "/api/live")["rings"]
    assert (ring["purpose"], [person["name"] for person in ring["others"]]) == ("consult", ["Bram Jansen"])
    after = bram.room_until(lambda room: room["rings"][-1]["state"] == "no_answer", RING_SECONDS + 5)
    assert [(seat["circle"], seat["state"]) for seat in after["seats"]] == [("main", "joined")] * 2
    assert [ring["state"] for ring in after["rings"]] == ["accepted", "no_answer"]
    assert after["version"] > held["version"]


def test_killed_in_the_middle_of_a_transfer(server: RunningServer, anna: Tab, bram: Tab) -> None:
    """CAL-9: who handed over leaves after the restart, and the two others go on."""
    carla = Tab(server, "carla")
    room = bram.accept(anna.call(bram)["rings"][0]["id"])
    rung = anna.send("POST", f"/api/rooms/{room['id']}/transfer", person_id=carla.person)
    carla.accept(rung["rings"][-1]["id"])
    server.restart()
    for tab in (anna, bram, carla):
        tab.online()
    try:
        after = bram.room_until(lambda room: room["seats"][0]["state"] == "left", 15)
        assert [seat["state"] for seat in after["seats"]] == ["left", "joined", "joined"]
    finally:
        carla.end_calls()
        carla.offline()
