"""TEL-8, TEL-9, CNF-2: what happens when the server is killed, its port is taken, or a telephone goes silent."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.server import free_port
from tests.e2e.tab import Tab
from tests.interop.conferring import MODERATOR, code, conference, dial_in
from tests.interop.conftest import TelephoneServer
from tests.telephones import Telephone
from tests.until import wait_until


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[TelephoneServer]:
    """A server of this test's own."""
    made = TelephoneServer(tmp_path / "data")
    yield made
    made.stop()


@pytest.mark.long
def test_after_kill_9_it_takes_calls_at_once_and_no_ghost_is_there(own_server: TelephoneServer) -> None:
    own_server.start()
    anna = dial_in(Telephone(own_server.sip_port, number="0612345678"), MODERATOR, hears="you-are-first")
    tab = Tab(own_server, "anna")
    account = conference(tab)["account_id"]
    own_server.restart()
    begin = len(anna.heard)
    time.sleep(0.5)
    # Silence: his telephone ends by its session timer.
    assert len(anna.heard) == begin
    assert conference(tab)["live"] is None
    (held,) = tab.send("GET", f"/api/conference-accounts/{account}/history")["items"]
    assert held["ended_at"] is not None
    assert held["attendances"][0]["left_at"] is not None
    bram = dial_in(Telephone(own_server.sip_port), MODERATOR, hears="you-are-first")
    assert len(conference(tab)["live"]["participants"]) == 1
    bram.hang_up()
    anna.close()


def test_when_the_port_is_taken_the_web_runs_and_says_so(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        server = TelephoneServer(tmp_path / "data", SIP_PORT=str(port)).start()
        try:
            state = Tab(server, "anna").send("GET", "/api/telephony/state")
            assert state["listening"] is False
            assert str(port) in state["fault"]
            assert "SIP can not listen" in server.log.read_text()
        finally:
            server.stop()


@pytest.mark.long
def test_a_telephone_that_only_listens_is_not_cut_off_and_hold_is_not_heard(server: TelephoneServer) -> None:
    """RFC 3264, section 8.4: what comes from who has put us on hold is his music, which the others need not hear."""
    anna = dial_in(Telephone(server.sip_port, tone=440), MODERATOR, hears="you-are-first")
    bram = dial_in(Telephone(server.sip_port, tone=620), hears="one-other")
    wait_until(lambda: anna.loudness(620) > 2_000)
    assert bram.repeat_offer("sendonly") == 200
    wait_until(lambda: anna.loudness(620) < 40)
    assert bram.repeat_offer("sendrecv") == 200
    wait_until(lambda: anna.loudness(620) > 2_000)
    wait_until(lambda: bram.loudness(440) > 2_000)
    code(bram, "*3", "present")
    bram.hang_up()
    anna.hang_up()


def test_a_settings_fault_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    server = TelephoneServer(tmp_path / "data", RTP_PORTS="20000-10000")
    with pytest.raises(RuntimeError, match="RTP_PORTS=20000-10000"):
        server.start()


def test_stopping_the_server_ends_calls(own_server: TelephoneServer) -> None:
    own_server.start()
    anna = dial_in(Telephone(own_server.sip_port), MODERATOR, hears="you-are-first")
    own_server.stop()
    anna.waits_for_end()
    anna.close()
    own_server.start()
    tab = Tab(own_server, "anna")
    account = conference(tab)["account_id"]
    (held,) = tab.send("GET", f"/api/conference-accounts/{account}/history")["items"]
    assert held["ended_at"] is not None


def test_all_lines_in_use_is_an_answer(tmp_path: Path) -> None:
    """TEL-9: a limit on simultaneous calls."""
    server = TelephoneServer(tmp_path / "data", MAX_CALLS="1", RTP_PORTS=f"{free_port() // 2 * 2}-65535")
    server.start()
    first, second = Telephone(server.sip_port), Telephone(server.sip_port)
    try:
        assert first.call() == 200
        assert second.call() == 503
        first.hang_up()
        third = Telephone(server.sip_port)
        assert third.call() == 200
        third.hang_up()
    finally:
        second.close()
        server.stop()
