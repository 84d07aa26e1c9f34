"""ADM-2: an SVG file of a stranger becomes a drawing that can do nothing, and still looks as it did."""

import time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oogcontact.domains.branding.svg import BrokenDrawing, allowed, clean
from tests.unit.domains.branding.attacks import CLEANED, HEAD, REFUSED, SHAPE

NAMESPACE = "{http://www.w3.org/2000/svg}"

#: No file takes longer, whatever is in it (seconds); the slowest of the list takes a fifth on a machine at rest.
SECONDS = 5


def drawing(content: str, more: str = "") -> str:
    """Return the cleaned file of a drawing of ten by ten."""
    return clean(f"{HEAD} {more}>{content}{SHAPE}</svg>".encode()).file.decode()


def check_harmless(file: bytes) -> None:
    """Fail when a cleaned file holds anything but allowed elements and attributes with values of the allowed form."""
    assert b"<!" not in file
    assert b"<?" not in file
    ids = set()
    referred = set()
    for element in ElementTree.fromstring(file).iter():
        assert element.tag.startswith(NAMESPACE)
        kind = element.tag.removeprefix(NAMESPACE)
        assert kind in allowed.ELEMENTS
        for name, value in element.attrib.items():
            assert not any(signs in value.lower() for signs in ("javascript", "data:", "//", "@", "\\"))
            if name == "id":
                ids.add(value)
            elif name == "href":
                assert value.startswith("#")
                referred.add(value[1:])
            else:
                assert allowed.is_allowed(kind, name, value), (kind, name, value)
            if "url(" in value:
                referred.update(part.split(")")[0] for part in value.split("url(#")[1:])
                assert value.count("url(") == value.count("url(#")
    assert referred <= ids


@pytest.mark.parametrize("name", CLEANED)
def test_attacks_are_left_out(name: str) -> None:
    """What runs, fetches, links or animates is gone; the shape beside it stays."""
    cleaned = clean(CLEANED[name]).file
    check_harmless(cleaned)
    assert b"M0 0h10v10z" in cleaned
    assert b"alert" not in cleaned.replace(b"&lt;script&gt;alert(1)&lt;/script&gt;", b"")
    assert b"evil" not in cleaned
    assert clean(cleaned).file == cleaned


@pytest.mark.parametrize("name", REFUSED)
def test_broken_and_boundless_drawings_are_refused(name: str) -> None:
    """Entities, circles, too much of anything, no shape, no size: refused with the reason, and soon."""
    data, fault = REFUSED[name]
    start = time.monotonic()
    with pytest.raises(BrokenDrawing) as refused:
        clean(data)
    assert refused.value.fault == fault
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize(
    "content",
    [
        "<style>" + "/*" * 400_000 + "</style>",
        "<style>" + "{" * 800_000 + "</style>",
        "<style>" + "a" * 800_000 + "</style>",
        "<style>" + "a,.b{fill:red}" * 50_000 + "</style>",
        '<path d="' + "M0 " * 250_000 + '"/>',
        '<g transform="' + "rotate(" * 100_000 + '"/>',
        '<g transform="' + "rotate(1) , " * 80_000 + 'x"/>',
        '<g style="' + "fill:red;" * 80_000 + '"/>',
        '<rect fill="' + "url(#" * 100_000 + '"/>',
        '<polyline points="' + "1e9 " * 200_000 + 'x"/>',
    ],
    ids=range(10),
)
def test_long_values_take_no_long_time(content: str) -> None:
    """No pattern looks at the same signs again and again."""
    start = time.monotonic()
    drawing(content)
    assert time.monotonic() - start < SECONDS


def test_style_sheets_become_attributes() -> None:
    """What drawing programs write looks the same: rules by kind, class and id, below styles of the element itself."""
    cleaned = drawing(
        "<style>/* colours */ rect,circle{fill:red} .st0{fill:#0b5d66;stroke-width:2px;background:url(x)}"
        ".st1{fill:lime} #mine{fill:blue}.a .b{fill:pink}@media print{.st0{fill:black}}</style>"
        '<rect width="1" height="1" fill="navy"/><rect class="x st0"/><rect class="st1 st0" style="opacity: .5"/>'
        '<circle id="mine" class="st0" r="1"/><circle r="2" style="fill:white!important"/>'
    )
    assert "style" not in cleaned
    assert "class" not in cleaned
    shapes = [element.attrib for element in ElementTree.fromstring(cleaned)]
    assert [shape.get("fill") for shape in shapes] == ["red", "#0b5d66", "lime", "blue", "white", None]
    assert shapes[1]["stroke-width"] == "2px"
    assert shapes[2]["opacity"] == ".5"


def test_gradients_clips_and_uses_stay() -> None:
    """References within the drawing lead where they led, in the words of SVG 2."""
    cleaned = drawing(
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient>'
        '<radialGradient id="b" xlink:href="#a" cx="50%"/><clipPath id="c"><circle r="3"/></clipPath>'
        '<symbol id="s" viewBox="0 0 1 1"><rect width="1" height="1"/></symbol></defs>'
        '<rect fill="url(\'#b\')" clip-path="url(#c)"/><use xlink:href="#s" x="1" transform="translate(1 2) scale(2)"/>'
    )
    check_harmless(cleaned.encode())
    assert '<radialGradient cx="50%" href="#a" id="b"/>' in cleaned
    assert 'fill="url(#b)"' in cleaned
    assert 'clip-path="url(#c)"' in cleaned
    assert '<use x="1" transform="translate(1 2) scale(2)" href="#s"/>' in cleaned


def test_lost_references_do_not_turn_black() -> None:
    """A pattern that was left out becomes its fallback or nothing, because a shape without a fill is black."""
    cleaned = drawing(
        '<pattern id="p"><rect/></pattern><rect fill="url(#p)"/><rect fill="url(#p) teal"/><g mask="url(#p)"/>'
    )
    assert 'fill="none"' in cleaned
    assert 'fill="teal"' in cleaned
    assert "mask" not in cleaned


def test_links_and_alternatives_become_groups() -> None:
    """The drawing in a link, and the one that drawing programs put beside a foreign object, are kept."""
    cleaned = drawing('<switch><foreignObject/><g><a href="https://x.test"><rect width="3"/></a></g></switch>')
    assert '<g><g><g><rect width="3"/></g></g></g>' in cleaned


@pytest.mark.parametrize(
    ("more", "box", "width", "height"),
    [
        ('viewBox="0 0 200 50"', "0 0 200 50", 960, 240),
        ('width="100" height="100"', "0 0 100 100", 480, 480),
        ('width="100%" height="100%" viewBox="-5,-5 , 10 20"', "-5 -5 10 20", 240, 480),
        ('width="40mm" height="20mm" viewBox="0 0 400 200"', "0 0 400 200", 960, 480),
        ('x="5" y="7" viewBox="0 0 1234567.25 1000000"', "0 0 1234567.25 1000000", 593, 480),
    ],
)
def test_size(more: str, box: str, width: int, height: int) -> None:
    """The proportions are the file's; the size is the largest that a page can need."""
    cleaned = clean(f'<svg xmlns="http://www.w3.org/2000/svg" {more}>{SHAPE}</svg>'.encode())
    assert (cleaned.width, cleaned.height) == (width, height)
    root = ElementTree.fromstring(cleaned.file)
    assert root.attrib == {"viewBox": box, "width": str(width), "height": str(height)}


def test_words() -> None:
    """Text stays text, with its signs escaped; whoever draws is told that fonts are needed."""
    cleaned = clean(f'{HEAD}><text font-family="Arial, sans-serif">Zorg &amp; <tspan>Co</tspan></text></svg>'.encode())
    assert cleaned.has_text
    assert b'<text font-family="Arial, sans-serif">Zorg &amp; <tspan>Co</tspan></text>' in cleaned.file
    assert not clean(f"{HEAD}>{SHAPE}</svg>".encode()).has_text


_HOSTILE = st.sampled_from(
    [
        "javascript:alert(1)",
        "url(https://evil.test/#a)",
        "url(#a)",
        "url(#zz) red",
        "#a",
        "red",
        "1e3",
        "data:text/html,x",
        '"><script>',
        "M0 0z",
        "rotate(1)",
        "0 0 1 1",
        "fill:url(//evil.test)",
        "expression(1)",
        "\\75rl(x)",
    ]
)
_VALUES = _HOSTILE | st.text(max_size=12)
_OWN = sorted({name for own in allowed.OWN.values() for name in own} | allowed.PRESENTATION.keys())
_OTHER = ["id", "href", "onload", "style", "class", "transform", "filter", "src", "to", "xlink:href", "xml:base"]
_NAMES = st.sampled_from(_OWN) | st.sampled_from(_OTHER)
_KINDS = st.sampled_from(
    [*sorted(allowed.ELEMENTS), "script", "a", "image", "foreignObject", "animate", "set", "style"]
)


def _escaped(text: str) -> str:
    fit = "".join(sign for sign in text if sign in "\t\n" or (ord(sign) >= 32 and not 0xD800 <= ord(sign) <= 0xDFFF))
    fit = fit.replace("\ufffe", "").replace("\uffff", "")
    return fit.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@st.composite
def _elements(draw: st.DrawFn, depth: int = 3) -> str:
    kind = draw(_KINDS)
    attributes = draw(st.dictionaries(_NAMES, _VALUES, max_size=5))
    written = "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items())
    inner = draw(st.lists(_elements(depth - 1), max_size=3)) if depth else [_escaped(draw(_VALUES))]
    return f"<{kind}{written}>{''.join(inner)}</{kind}>"


@settings(max_examples=400, deadline=None)
@given(st.lists(_elements(), max_size=4))
def test_whatever_is_drawn_is_harmless(elements: list[str]) -> None:
    """Any mixture of elements, attributes and hostile values is cleaned or refused; cleaning twice is cleaning once."""
    try:
        cleaned = clean(f"{HEAD}>{''.join(elements)}{SHAPE}</svg>".encode()).file
    except BrokenDrawing:
        # References in a circle.
        return
    check_harmless(cleaned)
    assert clean(cleaned).file == cleaned


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.sampled_from(sorted(CLEANED)))
def test_damage_is_cleaned_or_refused(noise: bytes, place: int, name: str) -> None:
    """Bytes of any kind in any place lead to a clean file or to a refusal, never to another error."""
    data = CLEANED[name]
    try:
        cleaned = clean(data[:place] + noise + data[place + len(noise) :]).file
    except BrokenDrawing:
        return
    ElementTree.fromstring(cleaned)
