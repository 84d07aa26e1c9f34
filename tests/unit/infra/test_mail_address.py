"""E-mail addresses, also in other scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.infra import mail_address
from oogcontact.infra.mail_address import AddressInvalid


@pytest.mark.parametrize(
    ("typed", "cleaned", "wire"),
    [
        (" Anna@Voorbeeld.NL ", "Anna@voorbeeld.nl", "Anna@voorbeeld.nl"),
        ("a.b+c@x-y.museum", "a.b+c@x-y.museum", "a.b+c@x-y.museum"),
        ("zoë@bücher.example", "zoë@bücher.example", "zoë@xn--bcher-kva.example"),
        ("用户@例子.公司", "用户@例子.公司", "用户@xn--fsqu00a.xn--55qx5d"),
    ],
)
def test_addresses(typed: str, cleaned: str, wire: str) -> None:
    assert mail_address.clean(typed) == cleaned
    assert mail_address.on_the_wire(cleaned) == wire
    assert mail_address.needs_utf8(cleaned) is not cleaned.split("@")[0].isascii()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "@voorbeeld.nl",
        "anna@",
        "anna@voorbeeld",
        "anna@@voorbeeld.nl",
        "anna@voorbeeld..nl",
        "anna@-voorbeeld.nl",
        ".anna@voorbeeld.nl",
        "an na@voorbeeld.nl",
        "anna@voorbeeld.nl, bram@voorbeeld.nl",
        "Anna <anna@voorbeeld.nl>",
        '"a b"@voorbeeld.nl',
        "anna@127.0.0.1",
        "anna@[127.0.0.1]",
        "anna@voorbeeld.nl\r\nBcc: x@y.nl",
        "anna\x00@voorbeeld.nl",
        f"{'a' * 65}@voorbeeld.nl",
        f"a@{'b' * 64}.nl",
        f"a@{'.'.join(['b' * 60] * 5)}.nl",
    ],
)
def test_what_is_none(typed: str) -> None:
    with pytest.raises(AddressInvalid):
        mail_address.clean(typed)


@given(st.text(max_size=60))
def test_nothing_can_add_a_header(typed: str) -> None:
    try:
        cleaned = mail_address.clean(typed)
    except AddressInvalid:
        return
    assert not set(cleaned) & set(' \r\n\t,;<>"\x00')
    assert cleaned.count("@") == 1
