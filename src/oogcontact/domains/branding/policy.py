"""The pure rules of colours: how well two can be told apart, and what a house colour becomes so that all can read it.

The measure is the contrast ratio of WCAG 2.2: 4.5 for text (1.4.3), 3 for controls (1.4.11). A house colour is never
refused: where it can not be read, a lighter or darker one of the same hue stands in for it.
"""

import colorsys
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

#: What text needs against what it stands on.
TEXT_CONTRAST = 4.5

#: The colour of the product, for organisations that have chosen none.
PRODUCT = "#0b5d66"

WHITE = "#ffffff"
#: The dark text on a light colour.
INK = "#06282b"

#: What stands behind the colour on our pages and in our mails: the surfaces and the paper (web/src/ui/tokens.css).
LIGHT_BACKGROUNDS = ("#ffffff", "#f5f2ec", "#eeeae1")
DARK_BACKGROUNDS = ("#0e1617", "#162022", "#1f2c2e")

_DARK = DARK_BACKGROUNDS[1]

_COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)

#: How much of the colour is in the soft background made of it.
_SOFT_LIGHT, _SOFT_DARK = 0.12, 0.2

#: How far a colour goes to the other side when the pointer is over it.
_STRONG = 0.2


@dataclass(frozen=True)
class Shades:
    """A colour as text, fill and border; the text on it; it under the pointer; and a background that hints at it."""

    colour: str
    on_colour: str
    strong: str
    soft: str


@dataclass(frozen=True)
class Palette:
    """What a house colour becomes in the light and in the dark theme."""

    chosen: str
    light: Shades
    dark: Shades

    @property
    def adjusted(self) -> bool:
        """Whether the chosen colour itself can not be read in the light theme, so that another one stands in for it."""
        return self.light.colour != self.chosen


#: The product's own colours are chosen by hand (web/src/ui/tokens.css).
_PRODUCT = Palette(
    PRODUCT,
    Shades(PRODUCT, WHITE, "#084850", "#e0f0ee"),
    Shades("#86d6d1", INK, "#a6e4e0", "#17383b"),
)


def parse_colour(text: str) -> str | None:
    """Return a colour as "#rrggbb" in small letters, None for no colour; # may miss, and three digits will do."""
    found = _COLOUR.fullmatch(text.strip().lower())
    if found is None:
        return None
    digits = found.group(1)
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """Return what can be read best on a colour that stays as it is: white or the dark text (WCAG 2.2, 1.4.3)."""
    return max(WHITE, INK, key=lambda text: contrast(text, colour))


def palette_of(colour: str) -> Palette:
    """Return what becomes of a house colour "#rrggbb".

    In both themes the colour has a contrast of 4.5 against every background of that theme and against the soft one made
    of it, so that it serves as text, link, border and fill; the text on it has 4.5 as well, under the pointer too.
    """
    if colour == PRODUCT:
        return _PRODUCT
    light = _readable(colour, LIGHT_BACKGROUNDS, lambda shade: mixed(shade, WHITE, _SOFT_LIGHT), darker=True)
    dark = _readable(colour, DARK_BACKGROUNDS, lambda shade: mixed(shade, _DARK, _SOFT_DARK), darker=False)
    return Palette(
        colour,
        Shades(light, WHITE, _strong(light, WHITE), mixed(light, WHITE, _SOFT_LIGHT)),
        Shades(dark, INK, _strong(dark, INK), mixed(dark, _DARK, _SOFT_DARK)),
    )


def mixed(colour: str, other: str, share: float) -> str:
    """Return `share` of `colour` (0 to 1) with the rest of `other`."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return _written(mine * share + yours * (1 - share) for mine, yours in pairs)


def _readable(colour: str, backgrounds: Iterable[str], soft_of: Callable[[str], str], *, darker: bool) -> str:
    """Return the colour of the same hue nearest to `colour` that can be read on all backgrounds."""

    def fits(shade: str) -> bool:
        return all(contrast(shade, behind) >= TEXT_CONTRAST for behind in (*backgrounds, soft_of(shade)))

    if fits(colour):
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*(value / 255 for value in _channels(colour)))
    near, far = lightness, 0.0 if darker else 1.0
    # Sixteen halvings are finer than the 256 steps of a channel.
    for _ in range(16):
        middle = (near + far) / 2
        if fits(_of_hls(hue, middle, saturation)):
            far = middle
        else:
            near = middle
    return _of_hls(hue, far, saturation)


def _strong(colour: str, text: str) -> str:
    """Return the colour under the pointer: further from its text, or nearer where there is no further."""
    further = mixed(colour, "#000000" if text == WHITE else WHITE, 1 - _STRONG)
    return further if contrast(further, colour) > 1.1 else mixed(colour, text, 1 - _STRONG)


def _luminance(colour: str) -> float:
    """Return the relative luminance, from 0 to 1."""
    values = (value / 255 for value in _channels(colour))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _of_hls(hue: float, lightness: float, saturation: float) -> str:
    return _written(value * 255 for value in colorsys.hls_to_rgb(hue, lightness, saturation))


def _written(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{min(255, max(0, round(value))):02x}" for value in channels)
