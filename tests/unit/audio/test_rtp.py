"""RFC 3550: packets out of any bytes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.audio.rtp import HEADER, Packets, parse, write_headers

PLAIN = bytes([0x80, 0x88]) + (7).to_bytes(2, "big") + (1_600).to_bytes(4, "big") + (0xDEADBEEF).to_bytes(4, "big")


def parsed(*datagrams: bytes) -> Packets:
    """Parse datagrams, each in a row of 512 bytes whose rest is full of others' bytes."""
    rows = np.full((len(datagrams), 512), 0xFF, np.uint8)
    for row, datagram in enumerate(datagrams):
        rows[row, : len(datagram)] = np.frombuffer(datagram, np.uint8)
    return parse(rows, np.array([len(datagram) for datagram in datagrams], np.int64))


def test_a_packet_is_read() -> None:
    packets = parsed(PLAIN + b"sound")
    assert (packets.payload_type[0], packets.sequence[0], packets.timestamp[0]) == (8, 7, 1_600)
    assert packets.ssrc[0] == 0xDEADBEEF
    assert (packets.begin[0], packets.size[0]) == (12, 5)


def test_sources_extension_and_padding_are_passed_over() -> None:
    head = bytes([0x80 | 0x30 | 2]) + PLAIN[1:] + b"ABCDEFGH" + b"\xbe\xde\0\1" + b"ext!"
    packets = parsed(head + b"sound" + b"\0\0\3")
    assert (packets.begin[0], packets.size[0]) == (12 + 8 + 8, 5)


def test_what_is_no_packet_is_left_out() -> None:
    """TEL-9: another version, cut off, RTCP, an extension or a padding that is longer than all."""
    bad = [
        b"",
        b"\x80",
        bytes([0x40]) + PLAIN[1:],
        PLAIN[:11],
        bytes([0x8F]) + PLAIN[1:],
        bytes([0x90]) + PLAIN[1:] + b"\xbe\xde\0\xff",
        bytes([0x90]) + PLAIN[1:] + b"\xbe",
        bytes([0xA0]) + PLAIN[1:] + b"\x09",
        bytes([0xA0]) + PLAIN[1:] + b"\x00",
        bytes([0x80, 200]) + PLAIN[2:],
    ]
    packets = parsed(*bad, PLAIN)
    assert packets.row.tolist() == [len(bad)]


def test_headers_are_those_that_are_read() -> None:
    out = np.zeros((2, HEADER + 3), np.uint8)
    numbers = np.array([65_535, 65_536]), np.array([2**32 - 160, 2**32]), np.array([1, 2])
    write_headers(out, np.array([0, 8]), *numbers)
    packets = parsed(*(row.tobytes() for row in out))
    assert packets.sequence.tolist() == [65_535, 0]
    assert packets.timestamp.tolist() == [2**32 - 160, 0]
    assert packets.ssrc.tolist() == [1, 2]
    assert packets.payload_type.tolist() == [0, 8]


@given(st.lists(st.binary(max_size=80), max_size=8))
def test_any_bytes_are_packets_or_nothing(datagrams: list[bytes]) -> None:
    """TEL-9: the payload always lies inside its datagram."""
    packets = parsed(*datagrams)
    for row, begin, size in zip(packets.row, packets.begin, packets.size, strict=True):
        assert begin >= HEADER
        assert size >= 0
        assert begin + size <= len(datagrams[row])
