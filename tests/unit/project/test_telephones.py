"""The settings of telephones, and the first trunk of the environment (TEL, ADM-4)."""

import pytest

from oogcontact.project.telephones import ports, trunk_values


def test_a_range_of_ports() -> None:
    assert ports("10000-19999") == range(10_000, 20_000)


@pytest.mark.parametrize("text", ["", "10000", "20000-10000", "80-90", "10000-70000", "a-b"])
def test_a_range_that_is_none_ends_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=f"RTP_PORTS={text}"):
        ports(text)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (
            "sip:31850000100:ge%3Aheim@sip.example.test:5080;transport=tcp",
            ("registration", "sip.example.test", 5080, "tcp", "31850000100", "ge:heim"),
        ),
        ("sip:192.0.2.7", ("peering", "192.0.2.7", 5060, "udp", "", "")),
        ("sips:a:b@sip.example.test", ("registration", "sip.example.test", 5061, "tls", "a", "b")),
    ],
)
def test_a_trunk_is_one_address(uri: str, expected: tuple[str, str, int, str, str, str]) -> None:
    values = trunk_values(uri)
    fields = ("way", "host", "port", "transport", "username", "password")
    assert tuple(values[name] for name in fields) == expected


@pytest.mark.parametrize("uri", ["192.0.2.7", "http://example.test", "sip:"])
def test_what_is_no_trunk_ends_with_a_sentence(uri: str) -> None:
    with pytest.raises(ValueError, match="SIP_TRUNK"):
        trunk_values(uri)
