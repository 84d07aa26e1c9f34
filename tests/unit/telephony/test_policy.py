"""TEL-2, TEL-9, CNF-7: which number was called, which may be called, and how one is shown."""

import pytest

from oogcontact.domains.telephony.policy import Dialled, NotDialled, called, dial, normalise, shown


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("085 0000100", "+31850000100"),
        ("+31 (85) 0000100", "+31850000100"),
        ("0031850000100", "+31850000100"),
        ("+4930123456", "+4930123456"),
        ("anna", None),
        ("", None),
        ("12", None),
    ],
)
def test_numbers_become_e164(text: str, e164: str | None) -> None:
    assert normalise(text) == e164


@pytest.mark.parametrize("text", ["+31850000100", "0850000100", "31850000100", "0031850000100"])
def test_a_provider_may_write_a_called_number_in_any_way(text: str) -> None:
    assert "+31850000100" in called(text)


def test_a_short_number_is_only_itself() -> None:
    assert called("100") == {"100"}
    assert called("") == frozenset()


@pytest.mark.parametrize(
    ("text", "abroad", "extensions", "expected"),
    [
        ("0612345678", False, False, Dialled("+31612345678")),
        ("06 1234 5678", False, False, Dialled("+31612345678")),
        ("0031612345678", False, False, Dialled("+31612345678")),
        ("201", False, True, Dialled("201")),
        ("201", False, False, NotDialled.INVALID),
        ("112", True, True, NotDialled.EMERGENCY),
        ("911", True, True, NotDialled.EMERGENCY),
        ("09001234567", True, True, NotDialled.COSTLY),
        ("0906123456", True, True, NotDialled.COSTLY),
        ("00493012345678", False, True, NotDialled.ABROAD),
        ("00493012345678", True, True, Dialled("+493012345678")),
        ("00000", False, False, NotDialled.INVALID),
        ("12345678901234567890", True, True, NotDialled.INVALID),
        ("*21", True, True, NotDialled.INVALID),
        ("", True, True, NotDialled.INVALID),
    ],
)
def test_what_may_be_called(text: str, abroad: bool, extensions: bool, expected: Dialled | NotDialled) -> None:
    assert dial(text, abroad=abroad, extensions=extensions) == expected


@pytest.mark.parametrize(
    ("number", "masked", "expected"),
    [
        ("+31612345678", False, "06 12345678"),
        ("+31612345678", True, "06 1•••••78"),
        ("0612345678", True, "06 1•••••78"),
        ("+493012345678", False, "+49 30 12345678"),
        ("anna", True, "anna"),
        ("100", True, "1••"),
        ("100", False, "100"),
        ("", True, ""),
    ],
)
def test_how_a_number_is_shown(number: str, masked: bool, expected: str) -> None:
    assert shown(number, masked=masked) == expected
