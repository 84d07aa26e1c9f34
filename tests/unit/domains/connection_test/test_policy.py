"""Which offers are taken, what is left of them, and the commands of the test's channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.connection_test import policy

OFFER = "\r\n".join(
    [
        "v=0",
        "o=- 1 1 IN IP4 0.0.0.0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "a=candidate:1 1 udp 2130706431 192.0.2.7 5000 typ host",
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
        "a=candidate:1 1 udp 2130706431 10.0.0.1 22 typ host",
        "a=end-of-candidates",
        "",
    ]
)


def test_an_ordinary_offer_is_taken() -> None:
    """NET-1."""
    assert policy.offer_fault(OFFER) is None


@pytest.mark.parametrize(
    ("sdp", "fault"),
    [
        ("", "offer_invalid"),
        ("v=1\r\n", "offer_invalid"),
        ("v=0\r\n", "offer_invalid"),
        ("v=0\r\nm=text 9 X y\r\n", "offer_invalid"),
        ("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "offer_without_data"),
        (OFFER + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", "offer_without_data"),
        (OFFER + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n" * 3, "offer_invalid"),
        (OFFER + "a=x\r\n" * 1_000, "offer_invalid"),
        (OFFER + "a" * policy.SDP_MAX, "offer_too_large"),
    ],
)
def test_a_hostile_offer_is_refused(sdp: str, fault: str) -> None:
    """NET-1."""
    assert policy.offer_fault(sdp) == fault


@given(st.text())
def test_no_text_breaks_the_look_at_an_offer(sdp: str) -> None:
    """NET-1."""
    policy.offer_fault(sdp)
    policy.command_of(sdp)


def test_the_server_is_told_no_address_to_knock_at() -> None:
    """NET-1: an offer can not make the server send to foreign hosts."""
    assert "candidate" not in policy.without_candidates(OFFER)
    assert policy.without_candidates(OFFER).count("m=") == 2


def test_the_public_address_stands_beside_the_own() -> None:
    """NET-1: behind a 1:1 NAT, each address family by itself."""
    lines = policy.with_address(OFFER, "203.0.113.5").splitlines()
    assert lines.count("a=candidate:19 1 udp 2130706431 203.0.113.5 5000 typ host") == 1
    assert len(lines) == len(OFFER.splitlines()) + 2
    assert policy.with_address(OFFER, "2001:db8::1") == OFFER


def test_commands() -> None:
    """NET-1."""
    assert policy.command_of('{"type":"count"}') == policy.Count()
    assert policy.command_of('{"type":"send","bytes":1200,"seconds":2}') == policy.Send(1200, 2.0)
    assert policy.command_of('{"type":"send","bytes":1200,"seconds":60}') == policy.Send(1200, policy.SEND_SECONDS_MAX)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "null",
        '"count"',
        '{"type":"other"}',
        '{"type":"send"}',
        '{"type":"send","bytes":0,"seconds":1}',
        '{"type":"send","bytes":16385,"seconds":1}',
        '{"type":"send","bytes":1.5,"seconds":1}',
        '{"type":"send","bytes":10,"seconds":0}',
        '{"type":"send","bytes":10,"seconds":NaN}',
        '{"type":"send","bytes":10,"seconds":"1"}',
    ],
)
def test_what_is_no_command(text: str) -> None:
    """NET-1."""
    assert policy.command_of(text) is None
