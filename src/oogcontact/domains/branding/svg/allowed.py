"""What a drawing may hold: elements, attributes, and the form of each value. All else is left out.

An attribute is allowed by its form alone: no value that passes can name another file, hold a script or escape its
quotes. The names are those of SVG 1.1 and 2. Each pattern takes time in proportion to what it reads.
"""

import re
from collections.abc import Callable

#: The most signs of a value; outlines are long.
LONGEST_VALUE = 4_000
LONGEST_OUTLINE = 400_000

#: Shapes: without one of these there is nothing to see.
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"})

ELEMENTS = SHAPES | {
    "svg",
    "g",
    "defs",
    "symbol",
    "title",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
}

#: Elements that only hold others: a link, or alternatives of which drawing programs use the last. They become `g`.
WRAPPERS = frozenset({"a", "switch"})

#: Elements whose text counts.
WITH_TEXT = frozenset({"title", "text", "tspan"})

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
_LENGTH = _NUMBER + r"(?:px|pt|pc|mm|cm|in|em|ex|%)?"
_SIGNS_OF_NUMBERS = r"[-+0-9eE., \t\r\n]"
#: Digits, a name, or the numbers of a colour.
_COLOUR = r"(?:#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,24}|(?:rgb|hsl)a?\([-+0-9.,%/ ]{1,60}\))"
_ID = r"[A-Za-z_][A-Za-z0-9_.:\-]{0,99}"
_REFERENCE = rf"url\(\s?['\"]?#({_ID})['\"]?\s?\)"

ID = re.compile(_ID)
HREF = re.compile(rf"#({_ID})")
REFERENCE = re.compile(_REFERENCE)

Check = Callable[[str], bool]


def _like(pattern: str, longest: int = LONGEST_VALUE) -> Check:
    compiled = re.compile(pattern)
    return lambda value: len(value) <= longest and compiled.fullmatch(value) is not None


def _word(*words: str) -> Check:
    known = {*words, "inherit"}
    return lambda value: value in known


_number = _like(_NUMBER + "%?", 40)
_length = _like(_LENGTH, 40)
_lengths = _like(r"[-+0-9eE.,% a-z\t\r\n]+")
_paint = _like(rf"{_COLOUR}|{_REFERENCE}(?: {_COLOUR})?", 200)
_colour = _like(_COLOUR, 100)
_reference = _like(f"none|{_REFERENCE}", 200)
_transform = _like(rf"(?:(?:matrix|translate|scale|rotate|skewX|skewY) ?\({_SIGNS_OF_NUMBERS}*\)[ \t\r\n,]*)+")
_outline = _like(r"[MmZzLlHhVvCcSsQqTtAa0-9eE+\-., \t\r\n]*", LONGEST_OUTLINE)
_points = _like(_SIGNS_OF_NUMBERS + "*", LONGEST_OUTLINE)
_units = _word("userSpaceOnUse", "objectBoundingBox")
_aspect = _like(r"none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)(?: (?:meet|slice))?", 40)

#: What any element may carry, as an attribute or in a style (SVG 2, 6.6).
PRESENTATION: dict[str, Check] = {
    "clip-path": _reference,
    "clip-rule": _word("nonzero", "evenodd"),
    "color": _colour,
    "display": _word("none", "inline", "block"),
    "dominant-baseline": _word("auto", "middle", "central", "hanging", "alphabetic", "text-before-edge"),
    "fill": _paint,
    "fill-opacity": _number,
    "fill-rule": _word("nonzero", "evenodd"),
    "font-family": _like(r"[\w ,'\"\-]{1,200}"),
    "font-size": _length,
    "font-style": _word("normal", "italic", "oblique"),
    "font-weight": _like(r"normal|bold|bolder|lighter|[1-9]00", 10),
    "letter-spacing": _like(rf"normal|{_LENGTH}", 40),
    "mask": _reference,
    "opacity": _number,
    "paint-order": _like(r"(?:normal|fill|stroke|markers| )+", 40),
    "stop-color": _colour,
    "stop-opacity": _number,
    "stroke": _paint,
    "stroke-dashoffset": _length,
    "stroke-linecap": _word("butt", "round", "square"),
    "stroke-linejoin": _word("miter", "round", "bevel"),
    "stroke-miterlimit": _number,
    "stroke-opacity": _number,
    "stroke-width": _length,
    "text-anchor": _word("start", "middle", "end"),
    "vector-effect": _word("none", "non-scaling-stroke"),
    "visibility": _word("visible", "hidden", "collapse"),
    "word-spacing": _like(rf"normal|{_LENGTH}", 40),
}

_BOX: dict[str, Check] = {"x": _length, "y": _length, "width": _length, "height": _length}
_VIEW: dict[str, Check] = {"viewBox": _points, "preserveAspectRatio": _aspect}
_LINE: dict[str, Check] = {"x1": _length, "y1": _length, "x2": _length, "y2": _length}
_PLACED: dict[str, Check] = {"x": _lengths, "y": _lengths, "dx": _lengths, "dy": _lengths, "rotate": _points}
_GRADIENT: dict[str, Check] = {
    "gradientUnits": _units,
    "gradientTransform": _transform,
    "spreadMethod": _word("pad", "reflect", "repeat"),
}

#: What single elements may carry besides.
OWN: dict[str, dict[str, Check]] = {
    "svg": {**_BOX, **_VIEW},
    "symbol": {**_BOX, **_VIEW},
    "use": _BOX,
    "path": {"d": _outline},
    "rect": {**_BOX, "rx": _length, "ry": _length},
    "circle": {"cx": _length, "cy": _length, "r": _length},
    "ellipse": {"cx": _length, "cy": _length, "rx": _length, "ry": _length},
    "line": _LINE,
    "polyline": {"points": _points},
    "polygon": {"points": _points},
    "text": _PLACED,
    "tspan": _PLACED,
    "linearGradient": {**_LINE, **_GRADIENT},
    "radialGradient": {
        **dict.fromkeys(("cx", "cy", "r", "fx", "fy", "fr"), _length),
        **_GRADIENT,
    },
    "stop": {"offset": _number},
    "clipPath": {"clipPathUnits": _units},
    "mask": {**_BOX, "maskUnits": _units, "maskContentUnits": _units, "mask-type": _word("luminance", "alpha")},
}

#: Every element may be turned and moved, but the few that only stand inside others.
TRANSFORM: Check = _transform
NOT_TRANSFORMED = frozenset({"svg", "symbol", "title", "tspan", "stop", "linearGradient", "radialGradient", "mask"})

#: Elements that may refer to another one of the same drawing, and to which kinds.
REFERRING: dict[str, frozenset[str]] = {
    "use": SHAPES | {"g", "symbol", "svg"},
    "linearGradient": frozenset({"linearGradient", "radialGradient"}),
    "radialGradient": frozenset({"linearGradient", "radialGradient"}),
}


def is_allowed(element: str, attribute: str, value: str) -> bool:
    """Tell whether an attribute without a namespace may stay; references and ids are looked at elsewhere."""
    check = OWN.get(element, {}).get(attribute) or PRESENTATION.get(attribute)
    if attribute == "transform" and element not in NOT_TRANSFORMED:
        check = TRANSFORM
    return check is not None and check(value)
