"""The running server itself: ready, ended by Ctrl-C, and strict on the wire."""

import http.client
import json
import urllib.request

import pytest

from tests.e2e.server import RunningServer


@pytest.fixture
def server(file_server: RunningServer) -> RunningServer:
    """Each test leaves it running."""
    return file_server


def test_it_says_where_it_is_and_who_can_sign_in(server: RunningServer) -> None:
    printed = server.log.read_text()
    assert f"Oogcontact: {server.url}" in printed
    for name in ("anna", "bram", "carla", "dirk", "els"):
        assert f"{name}@voorbeeld.test" in printed
    assert "Welkom-2026!" in printed


def test_a_killed_server_comes_back_with_its_data(server: RunningServer) -> None:
    server.restart()
    with urllib.request.urlopen(f"{server.url}/api/session") as answer:
        assert len(json.load(answer)["demo"]) == 5


def test_an_oversize_body_is_refused_on_the_wire(server: RunningServer) -> None:
    """Also one that does not say how long it is."""
    for headers in ({"Content-Length": "2000000"}, {"Transfer-Encoding": "chunked"}):
        connection = http.client.HTTPConnection("localhost", server.port, timeout=10)
        chunks = (b"x" * 100_000 for _ in range(20))
        connection.request("POST", "/api/language", chunks, headers, encode_chunked="Transfer-Encoding" in headers)
        answer = connection.getresponse()
        assert answer.status == 413
        assert json.load(answer)["errors"][0]["code"] == "too_large"
        connection.close()


def test_raw_path_names_lead_nowhere(server: RunningServer) -> None:
    for path in (
        "/../secret_key",
        "/assets/..%2f..%2fpyproject.toml",
        "/media/photos/../../secret_key",
        "//etc/passwd",
    ):
        connection = http.client.HTTPConnection("localhost", server.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        assert b"build-system" not in body
        assert b"the-key-of-the-tests" not in body
        assert b"root:" not in body
        connection.close()


def test_ctrl_c_ends_it(server: RunningServer) -> None:
    """Everything started ends: the port is free, and nothing was written about a failure."""
    server.stop()
    assert "Traceback" not in server.log.read_text()
    server.start()
