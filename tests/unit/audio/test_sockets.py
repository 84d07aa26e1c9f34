"""The datagrams of all legs in one call each way, on real sockets."""

import socket
from collections.abc import Iterator

import numpy as np
import pytest

from oogcontact.audio.sockets import EACH, LONGEST, NoPort, Sockets, end_of

HERE = "127.0.0.1"


@pytest.fixture
def sockets() -> Iterator[Sockets]:
    made = Sockets(4, HERE, range(41_000, 41_200))
    yield made
    made.close_all()


@pytest.fixture
def phone() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind((HERE, 0))
        made.settimeout(2)
        yield made


def test_what_comes_is_told_with_its_leg_and_source(sockets: Sockets, phone: socket.socket) -> None:
    ports = [sockets.open(slot) for slot in (1, 3)]
    assert all(port % 2 == 0 for port in ports)
    phone.sendto(b"one", (HERE, ports[0]))
    phone.sendto(b"three", (HERE, ports[1]))
    arrivals = sockets.receive()
    found = {
        int(slot): row[:length].tobytes()
        for slot, row, length in zip(arrivals.slots, arrivals.bytes, arrivals.lengths, strict=True)
    }
    assert found == {1: b"one", 3: b"three"}
    assert (arrivals.sources == end_of(*phone.getsockname())).all()
    assert len(sockets.receive().slots) == 0


def test_what_is_sent_comes_from_the_port_of_the_leg(sockets: Sockets, phone: socket.socket) -> None:
    port = sockets.open(2)
    packets = np.frombuffer(b"sound", np.uint8)[None]
    sockets.send(np.array([2]), np.array([end_of(*phone.getsockname())]), packets)
    assert phone.recvfrom(100) == (b"sound", (HERE, port))


def test_a_flood_waits_its_turn(sockets: Sockets, phone: socket.socket) -> None:
    """TEL-9: others are heard meanwhile."""
    loud, soft = sockets.open(0), sockets.open(1)
    for _ in range(3 * EACH):
        phone.sendto(b"flood", (HERE, loud))
    phone.sendto(b"word", (HERE, soft))
    assert sorted(sockets.receive().slots.tolist()) == [0] * EACH + [1]


def test_what_is_too_long_is_dropped(sockets: Sockets, phone: socket.socket) -> None:
    port = sockets.open(0)
    for size in (LONGEST + 1, 20, 1_400, LONGEST):
        phone.sendto(bytes([size % 251]) * size, (HERE, port))
    arrivals = sockets.receive()
    assert arrivals.lengths.tolist() == [20, LONGEST]
    assert arrivals.bytes[:, 0].tolist() == [20, LONGEST % 251]


def test_a_closed_leg_hears_and_says_nothing(sockets: Sockets, phone: socket.socket) -> None:
    port = sockets.open(0)
    phone.sendto(b"late", (HERE, port))
    sockets.close(0)
    sockets.close(0)
    assert len(sockets.receive().slots) == 0
    sockets.send(np.array([0]), np.array([end_of(*phone.getsockname())]), np.zeros((1, 10), np.uint8))
    assert sockets.open(0) != port


def test_no_port_left_is_told() -> None:
    few = Sockets(4, HERE, range(41_200, 41_203))
    try:
        few.open(0)
        few.open(1)
        with pytest.raises(NoPort):
            few.open(2)
    finally:
        few.close_all()


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(OSError, match="illegal IP"):
        end_of("example.test", 5_060)
