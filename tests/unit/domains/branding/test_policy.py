"""ADM-2: any house colour can be read, as text and under text, in the light and in the dark theme."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.branding.policy import (
    DARK_BACKGROUNDS,
    LIGHT_BACKGROUNDS,
    PRODUCT,
    TEXT_CONTRAST,
    contrast,
    mixed,
    palette_of,
    parse_colour,
)

TOKENS = Path(__file__).parents[4] / "web/src/ui/tokens.css"

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#777777", "#ffffff", 4.478),
        ("#ff0000", "#ffffff", 3.998),
        ("#0000ff", "#000000", 2.44),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    """The ratio of WCAG, whichever colour comes first."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(colours)
def test_every_colour_becomes_readable(colour: str) -> None:
    """4.5 against every background, the soft one too, and for the text on it; under the pointer it is another one."""
    palette = palette_of(colour)
    for shades, backgrounds in ((palette.light, LIGHT_BACKGROUNDS), (palette.dark, DARK_BACKGROUNDS)):
        for behind in (*backgrounds, shades.soft):
            assert contrast(shades.colour, behind) >= TEXT_CONTRAST
        assert contrast(shades.on_colour, shades.colour) >= TEXT_CONTRAST
        assert contrast(shades.on_colour, shades.strong) >= TEXT_CONTRAST
        assert contrast(shades.strong, shades.colour) >= 1.1


@given(colours)
def test_a_readable_colour_stays(colour: str) -> None:
    """What stands in is readable itself; it is told of when it is another colour."""
    palette = palette_of(colour)
    assert palette.adjusted == (palette.light.colour != colour)
    assert palette_of(palette.light.colour).light.colour == palette.light.colour


@pytest.mark.parametrize(
    ("colour", "adjusted", "light", "dark"),
    [
        ("#1d4ed8", False, "#1d4ed8", None),
        ("#ffd500", True, "#7d6800", "#ffd500"),
        # Neither white nor dark text can be read well on it.
        ("#808080", True, "#6a6a6a", None),
        ("#ffffff", True, None, "#ffffff"),
        ("#000000", False, "#000000", None),
    ],
)
def test_examples(colour: str, adjusted: bool, light: str | None, dark: str | None) -> None:
    """A colour keeps its hue, and itself where it can."""
    palette = palette_of(colour)
    assert palette.chosen == colour
    assert palette.adjusted is adjusted
    assert light in (None, palette.light.colour)
    assert dark in (None, palette.dark.colour)


def test_the_products_colours_are_those_of_its_screens() -> None:
    """The rules and the style sheet of the client name the same colours and backgrounds."""
    tokens = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", TOKENS.read_text()))
    palette = palette_of(PRODUCT)
    for token, light, dark in (
        ("brand", palette.light.colour, palette.dark.colour),
        ("on-brand", palette.light.on_colour, palette.dark.on_colour),
        ("brand-strong", palette.light.strong, palette.dark.strong),
        ("brand-soft", palette.light.soft, palette.dark.soft),
        ("surface", LIGHT_BACKGROUNDS[0], DARK_BACKGROUNDS[1]),
        ("paper", LIGHT_BACKGROUNDS[1], DARK_BACKGROUNDS[0]),
        ("surface-2", LIGHT_BACKGROUNDS[2], DARK_BACKGROUNDS[2]),
    ):
        assert tokens[token] == f"{light}, {dark}"


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#0B5D66", "#0b5d66"),
        (" 0b5d66 ", "#0b5d66"),
        ("#fd0", "#ffdd00"),
        ("", None),
        ("#", None),
        ("#12345", None),
        ("#1234567", None),
        ("red", None),
        ("#gggggg", None),
        ("#١٢٣٤٥٦", None),
        ("#0b5d66;}", None),
        ("#0b5d66\n#", None),
    ],
)
def test_parse_colour(text: str, colour: str | None) -> None:
    """Six or three digits, with or without the sign before them; nothing else."""
    assert parse_colour(text) == colour


def test_mixed() -> None:
    """All of one, or all of the other, or between."""
    assert mixed("#ff0000", "#0000ff", 1) == "#ff0000"
    assert mixed("#ff0000", "#0000ff", 0) == "#0000ff"
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
