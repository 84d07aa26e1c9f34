"""The server is killed, connections vanish: what the tabs of a real server see, without a browser's media."""

import time
from collections.abc import Iterator

import pytest

from tests.e2e.server import RunningServer
from tests.e2e.tab import Json, Tab

#: The shortest time to ring that an organisation can choose (CAL-1).
RING_SECONDS = 15

#: Within this time after a restart both clients are back (CAL-8).
BACK_SECONDS = 10


@pytest.fixture
def anna(server: RunningServer) -> Iterator[Tab]:
    """The administrator, who has made calls ring as shortly as possible."""
    tab = Tab(server, "anna")
    tab.send("PATCH", "/api/administration/policies", ring_seconds=RING_SECONDS)
    tab.online()
    yield tab
    tab.offline()


@pytest.fixture
def bram(server: RunningServer) -> Iterator[Tab]:
    """A colleague."""
    tab = Tab(server, "bram")
    tab.online()
    yield tab
    tab.offline()


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


def test_two_devices_of_one_callee(server: RunningServer, anna: Tab, bram: Tab) -> None:
    """CAL-2: both ring, the first one wins, the other stops and knows which tab it was."""
    other = Tab(server, "bram")
    other.online()
    try:
        ring = anna.call(bram)["rings"][0]["id"]
        assert other.next("ring.started")["data"]["ring"]["id"] == ring
        bram.next("ring.started")
        bram.accept(ring)
        ended = other.next("ring.ended", 3)["data"]["ring"]
        assert (ended["state"], ended["client"]) == ("accepted", bram.client)
        assert other.refused("POST", f"/api/rings/{ring}/accept", client=other.client) == "ring_ended"
    finally:
        other.offline()


def test_taking_over_from_another_tab(server: RunningServer, anna: Tab, bram: Tab) -> None:
    """CAL-8: the last one in wins, the first is told and can no longer speak for the seat."""
    room = bram.accept(anna.call(bram)["rings"][0]["id"])
    other = Tab(server, "bram")
    other.online()
    try:
        other.command(room, "return")
        bram.room_until(lambda room: room["seats"][-1]["client"] == other.client, 3)
        bram.signal(room, anna, 1)
        assert bram.next("refused", 3)["code"] == "seat_elsewhere"
        other.signal(room, anna, 2)
        assert anna.next("signal", 3)["data"] == 2
    finally:
        other.offline()
