"""The event stream over a real socket: delivery, resuming, signalling, and who is kept out."""

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.e2e.api import Tab
from tests.e2e.server import RunningServer


def test_a_call_is_told_and_signalled(server: RunningServer) -> None:
    """CAL-1, CAL-2: events reach the other's devices; signals pass between the two seats."""
    anna, bram = Tab(server.url, "anna"), Tab(server.url, "bram")
    at_anna, at_bram = anna.listen(), bram.listen()
    anna.post("/api/calls", {"person_ids": [bram.person_id], "media": "video", "client": anna.client})
    ring = at_bram.until("ring.started")["data"]["ring"]
    room = bram.post(f"/api/rings/{ring['id']}/accept", {"client": bram.client})
    seats = {seat["person"]["name"]: seat["id"] for seat in room["seats"]}
    signal = {"type": "signal", "room": room["id"], "seat": seats["Anna de Vries"], "to": seats["Bram Jansen"]}
    at_anna.send({**signal, "data": {"sdp": "x"}})
    while (got := at_bram.next())["type"] != "signal":
        pass
    assert (got["from"], got["data"]) == (seats["Anna de Vries"], {"sdp": "x"})
    # Nobody speaks for another seat.
    at_bram.send({**signal, "data": {}})
    while (got := at_bram.next())["type"] != "refused":
        pass
    assert got["code"] == "not_found"


def test_who_returns_gets_what_he_missed_also_after_a_kill(server: RunningServer) -> None:
    """CAL-8: events are rows, so that a killed server forgets none."""
    anna, bram = Tab(server.url, "anna"), Tab(server.url, "bram")
    stream = bram.listen()
    last = stream.welcome["last"]
    stream.close()
    anna.post("/api/calls", {"person_ids": [bram.person_id], "media": "video", "client": anna.client})
    server.restart()
    stream = bram.listen(last)
    assert stream.welcome["resumed"]
    assert stream.until("ring.started")["n"] == last + 1


def test_a_killed_server_does_not_ring_for_ever(server: RunningServer) -> None:
    """CAL-3: the deadline is a row; the process that comes back ends the ring at its time."""
    anna, bram = Tab(server.url, "anna"), Tab(server.url, "bram")
    stream = bram.listen()
    anna.post("/api/calls", {"person_ids": [bram.person_id], "media": "video", "client": anna.client})
    ring = stream.until("ring.started")
    server.restart()
    stream = bram.listen(ring["n"])
    while True:
        frame = stream.next(seconds=45)
        if frame["type"] == "ring.ended":
            break
    assert frame["data"]["ring"]["state"] in ("no_answer", "cancelled", "failed")


def test_signing_out_closes_the_stream(server: RunningServer) -> None:
    """ACC-10: everywhere at once."""
    bram, other = Tab(server.url, "bram"), Tab(server.url, "bram")
    stream = other.listen()
    device = next(row for row in bram.get("/api/sessions") if not row["current"])
    bram.delete(f"/api/sessions/{device['id']}")
    with pytest.raises(ConnectionClosed) as closed:
        stream.until("nothing more")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_nobody_gets_no_stream(server: RunningServer) -> None:
    socket = Tab(server.url).open()
    with pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_other_sites_can_not_listen_along(server: RunningServer) -> None:
    with pytest.raises(InvalidStatus) as refused:
        Tab(server.url, "anna").open(origin="https://evil.test")
    assert refused.value.response.status_code == 403


def test_guests_get_answers_to_pings(server: RunningServer) -> None:
    """NET-1."""
    socket = Tab(server.url).open("/ws/public")
    socket.send('{"type": "ping", "at": 7}')
    assert socket.recv(timeout=10) == '{"type": "pong", "at": 7}'
    socket.close()
