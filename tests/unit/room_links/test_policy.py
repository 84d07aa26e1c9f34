"""What may be typed for a link into a call (CAL-11)."""

import pytest

from oogcontact.domains.room_links.policy import NAME_AT_MOST, Fault, faults


def found(name: str, email: str = "") -> list[Fault]:
    """Return the faults where every address with an @ is one."""
    return faults(name, email, is_address=lambda text: "@" in text)


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Omar", "", []),
        ("Omar", "  ", []),
        ("Omar", "omar@voorbeeld.test", []),
        ("", "", [Fault("name", "required")]),
        (" ", "omar", [Fault("name", "required"), Fault("email", "email_invalid")]),
        ("x" * NAME_AT_MOST, "", []),
        ("x" * (NAME_AT_MOST + 1), "", [Fault("name", "too_long")]),
        ("Omar\nBcc", "", [Fault("name", "text_invalid")]),
    ],
)
def test_faults_are_named_at_their_fields(name: str, email: str, expected: list[Fault]) -> None:
    """CAL-11: all at once."""
    assert found(name, email) == expected
