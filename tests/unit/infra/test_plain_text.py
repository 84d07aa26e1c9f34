"""What people may type."""

import pytest

from oogcontact.kernel.plain_text import is_plain, one_line

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zoë de Vries-Şahin", True),
        (f"Tot zo {FAMILY}", True),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", True),
        ("a\u202eb", False),
        ("a\tb", False),
        ("a\nb", False),
        ("a\x02b", False),
        ("\x7f", False),
        ("\ud800", False),
        ("a\u2028b", False),
        ("\u200d", False),
        ("Anna\u200d", False),
        ("a\u200d\u200cb", False),
        ("a\u200bb", False),
    ],
)
def test_plain(text: str, plain: bool) -> None:
    """PRO-1, APP-1, BTN-6: no sign fakes a name, turns the direction of writing or ends a header."""
    assert is_plain(text) is plain


@pytest.mark.parametrize(("text", "plain"), [("a\nb\té", True), ("a\rb", False), ("a\n\u202eb", False)])
def test_plain_lines(text: str, plain: bool) -> None:
    """BTN-4: a message has lines, and nothing else that can not be seen."""
    assert is_plain(text, lines=True) is plain


def test_one_line() -> None:
    """CAL-9: what comes from elsewhere is made plain, not refused."""
    assert one_line(" Paspoort\n\u202e aanvragen\x00nu ") == "Paspoort aanvragen nu"
