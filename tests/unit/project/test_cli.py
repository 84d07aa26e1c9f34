"""The command line: where it listens, and what it says when it can not."""

import socket

import pytest

from oogcontact.project.cli import listen


def test_localhost_is_ipv4_and_ipv6() -> None:
    """Browsers and tools try either first."""
    sockets = listen("localhost", 0)
    try:
        assert [made.getsockname()[0] for made in sockets][:1] == ["127.0.0.1"]
        assert {made.getsockname()[0] for made in sockets} <= {"127.0.0.1", "::1"}
    finally:
        for made in sockets:
            made.close()


def test_a_taken_port_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit) as ended:
            listen("127.0.0.1", taken.getsockname()[1])
    assert "Choose another with PORT" in str(ended.value)
