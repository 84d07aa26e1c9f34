"""The pure rules of accounts (ACC-6, PRO-1, PRO-2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.accounts.policy import is_phone_number, is_time, is_username, password_faults


@pytest.mark.parametrize("strict", [True, False])
def test_the_example_passes(strict: bool) -> None:
    """ACC-6: `Woordje1!`."""
    assert password_faults("Woordje1!", strict=strict) == []


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        (
            "",
            [
                "password_too_short",
                "password_no_lower",
                "password_no_upper",
                "password_no_digit",
                "password_no_special",
            ],
        ),
        ("woordje1!", ["password_no_upper"]),
        ("WOORDJE1!", ["password_no_lower"]),
        ("Woordjes!", ["password_no_digit"]),
        ("Woordje12", ["password_no_special"]),
        ("Woordje 1", ["password_no_special"]),
        ("Wo1!", ["password_too_short"]),
        ("Éénwoord1€", []),
        ("Aa1!" * 65, ["password_too_long"]),
    ],
)
def test_each_fault_is_named(password: str, faults: list[str]) -> None:
    """ACC-6: in the order of the rules."""
    assert password_faults(password, strict=True) == faults


@given(st.text(max_size=300))
def test_strict_only_adds_the_special_sign(password: str) -> None:
    """ACC-6: whatever is plain enough for strict is plain enough for all."""
    strict, plain = password_faults(password, strict=True), password_faults(password, strict=False)
    assert [fault for fault in strict if fault != "password_no_special"] == plain


@given(st.text(max_size=20))
def test_a_longer_password_never_gets_worse(password: str) -> None:
    """ACC-6: adding signs that pass removes all faults."""
    assert password_faults(password + "Woordje1!", strict=True) == []


@pytest.mark.parametrize(
    ("text", "good"), [("els", True), ("els.v-1_x", True), ("el", False), ("els@x", False), ("é" * 3, False)]
)
def test_usernames(text: str, good: bool) -> None:
    """ACC-5: never like an address, so that the two ways to sign in can not be mixed up."""
    assert is_username(text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [("06 12345678", True), ("+31 (0)6-1234", True), ("112", True), ("1", False), ("bel mij", False), ("+" * 5, False)],
)
def test_phone_numbers(text: str, good: bool) -> None:
    """PRO-1."""
    assert is_phone_number(text) is good


@pytest.mark.parametrize(
    ("text", "good"), [("00:00", True), ("23:59", True), ("24:00", False), ("7:00", False), ("07:60", False)]
)
def test_times(text: str, good: bool) -> None:
    """PRO-2."""
    assert is_time(text) is good
