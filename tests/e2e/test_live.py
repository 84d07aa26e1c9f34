"""The event stream over a real socket: delivery, resuming, signalling, and who is kept out."""

import pytest
from websockets.exceptions import InvalidStatus

from tests.e2e.conftest import MakeTab
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab, close_code, open_socket

#: What the server closes a connection with whose session has ended.
SIGNED_OUT = 4401


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
    """A colleague who is there."""
    return online("bram")


def test_a_call_is_told_and_signalled(anna: Tab, bram: Tab) -> None:
    """CAL-1, CAL-2: events reach the other's devices; signals pass between the two seats."""
    anna.call(bram)
    room = bram.accept(bram.next("ring.started")["data"]["ring"]["id"])
    anna.signal(room, bram, {"sdp": "x"})
    got = bram.next("signal")
    seats = {seat["person"]["id"]: seat["id"] for seat in room["seats"]}
    assert (got["from"], got["data"]) == (seats[anna.person], {"sdp": "x"})
    # Nobody speaks for another seat.
    bram.signal(room, bram, {}, as_seat=seats[anna.person])
    assert bram.next("refused")["code"] == "not_found"


def test_who_returns_gets_what_he_missed_also_after_a_kill(server: RunningServer, anna: Tab, bram: Tab) -> None:
    """CAL-8: events are rows, so that a killed server forgets none: their numbers have no gap."""
    bram.offline()
    anna.call(bram)
    server.restart()
    assert bram.online()["resumed"]
    assert bram.next("ring.started")["data"]["ring"]["state"] == "ringing"


def test_a_killed_server_does_not_ring_for_ever(server: RunningServer, anna: Tab, bram: Tab) -> None:
    """CAL-3: the deadline is a row; the process that comes back ends the ring at its time."""
    anna.call(bram)
    bram.next("ring.started")
    server.restart()
    bram.online()
    assert bram.next("ring.ended", 45)["data"]["ring"]["state"] in ("no_answer", "cancelled", "failed")


def test_signing_out_closes_the_stream(server: RunningServer) -> None:
    """ACC-10: everywhere at once."""
    bram, other = Tab(server, "bram", anew=True), Tab(server, "bram", anew=True)
    other.online()
    [device] = [row for row in other.send("GET", "/api/sessions") if row["current"]]
    bram.send("DELETE", f"/api/sessions/{device['id']}")
    assert other.close_code() == SIGNED_OUT


def test_nobody_gets_no_stream(server: RunningServer) -> None:
    """Who is not signed in hears of nothing."""
    assert close_code(open_socket(server)) == SIGNED_OUT


def test_other_sites_can_not_listen_along(server: RunningServer) -> None:
    """A page of another site has the cookies of who opens it."""
    with pytest.raises(InvalidStatus) as refused:
        open_socket(server, headers=Tab(server, "anna").headers(), origin="https://evil.test")
    assert refused.value.response.status_code == 403


def test_guests_get_answers_to_pings(server: RunningServer) -> None:
    """NET-1."""
    socket = open_socket(server, "/ws/public")
    socket.send('{"type": "ping", "at": 7}')
    assert socket.recv(timeout=10) == '{"type": "pong", "at": 7}'
    socket.close()
