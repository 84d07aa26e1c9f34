"""A stranger's SVG file written anew from what is known to be harmless: shapes, colours, gradients, clips and words.

Nothing is passed through. The file is read into a tree; each element, attribute and value that `allowed.py` does not
know is left out; style sheets become attributes; references must lead to an element of the same drawing that fits. What
is written has no script, style, link, picture, animation, entity, comment or foreign namespace left, whatever came in.
"""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from oogcontact.domains.branding.svg import allowed
from oogcontact.domains.branding.svg.reader import SVG, BrokenDrawing, Document, Element, read
from oogcontact.domains.branding.svg.style import StyleSheet, read_declarations, read_sheet
from oogcontact.domains.branding.svg.weight import check_weight

__all__ = ["BrokenDrawing", "Drawing", "clean"]

#: The size in which the drawing says to be shown; pages make it smaller (pixels).
WIDEST, HIGHEST = 960, 480

#: No side is more than so many times the other.
NARROWEST = 20

#: The kinds to which an attribute may refer.
_TARGETS = {
    "fill": frozenset({"linearGradient", "radialGradient"}),
    "stroke": frozenset({"linearGradient", "radialGradient"}),
    "clip-path": frozenset({"clipPath"}),
    "mask": frozenset({"mask"}),
}

_LENGTH = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(px|pt|pc|mm|cm|in)?")
_PIXELS = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


@dataclass(frozen=True)
class Drawing:
    """A drawing that is safe to show: its file, the size in which it says to be shown, and whether it has words."""

    file: bytes
    width: int
    height: int
    has_text: bool


def clean(data: bytes) -> Drawing:
    """Return the drawing in `data` made safe; raises BrokenDrawing.

    The faults: `unreadable` (no SVG), `entities` (it defines some), `complex` (too much of it), `empty` (no shape is
    left), `size` (it says none, or an impossible one).
    """
    document = read(data)
    root = _Cleaner(document).cleaned()
    width, height = _sized(root)
    if not _has_shapes(root):
        raise BrokenDrawing("empty")
    has_text = any(element.kind == "text" for element in _all_in(root))
    return Drawing(_written(root).encode(), width, height, has_text)


class _Cleaner:
    """Makes the clean tree of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sheet: StyleSheet = read_sheet(document.style)
        self._by_id: dict[str, Element] = {}

    def cleaned(self) -> Element:
        """Return a tree of allowed elements and attributes, whose references all lead somewhere."""
        root = self._element(self._document.root)
        if root is None:
            raise BrokenDrawing("unreadable")
        for element in _all_in(root):
            self._check_references(element)
        check_weight(root, self._by_id)
        return root

    def _element(self, element: Element) -> Element | None:
        kind = "g" if element.kind in allowed.WRAPPERS else element.kind
        if kind not in allowed.ELEMENTS:
            return None
        made = Element(kind, self._attributes(kind, element))
        self._note_id(made, element.attributes.get("id", ""))
        for child in element.children:
            if isinstance(child, str):
                if kind in allowed.WITH_TEXT:
                    made.children.append(child)
            elif (inner := self._element(child)) is not None:
                made.children.append(inner)
        return made

    def _attributes(self, kind: str, element: Element) -> dict[str, str]:
        given = element.attributes
        styled = self._sheet.of(element.kind, given.get("class", ""), given.get("id", ""))
        styled |= read_declarations(given.get("style", ""))
        found = {name: value.strip() for name, value in given.items()}
        found |= {name: value for name, value in styled.items() if name in allowed.PRESENTATION}
        kept = {name: value for name, value in found.items() if allowed.is_allowed(kind, name, value)}
        if kind in allowed.REFERRING and allowed.HREF.fullmatch(found.get("href", "")):
            kept["href"] = found["href"]
        return kept

    def _note_id(self, element: Element, ident: str) -> None:
        if allowed.ID.fullmatch(ident) and ident not in self._by_id:
            self._by_id[ident] = element
            element.attributes["id"] = ident

    def _check_references(self, element: Element) -> None:
        if (href := element.attributes.get("href")) is not None:
            target = self._by_id.get(href[1:])
            if target is None or target.kind not in allowed.REFERRING[element.kind]:
                del element.attributes["href"]
        for name, kinds in _TARGETS.items():
            found = allowed.REFERENCE.match(element.attributes.get(name, ""))
            if found is None:
                continue
            target = self._by_id.get(found.group(1))
            if target is not None and target.kind in kinds:
                # In one form, whatever quotes it had.
                element.attributes[name] = f"url(#{found.group(1)})"
            elif name in ("fill", "stroke"):
                # What was left out, such as a pattern, would else be black.
                element.attributes[name] = element.attributes[name][found.end() :].strip() or "none"
            else:
                del element.attributes[name]


def _sized(root: Element) -> tuple[int, int]:
    """Give the root a view box and the size in which it fits; return that size. Raises BrokenDrawing `size`."""
    width, height = (_pixels(root.attributes.pop(name, "")) for name in ("width", "height"))
    for name in ("x", "y"):
        root.attributes.pop(name, None)
    box = _numbers(root.attributes.pop("viewBox", ""))
    if len(box) != 4:
        box = [0.0, 0.0, width or 0.0, height or 0.0]
    if not (width and height):
        width, height = box[2], box[3]
    if not all(0.001 <= side <= 1e7 for side in (width, height, box[2], box[3])):
        raise BrokenDrawing("size")
    if not 1 / NARROWEST <= width / height <= NARROWEST:
        raise BrokenDrawing("size")
    scale = min(WIDEST / width, HIGHEST / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    root.attributes |= {"viewBox": " ".join(f"{number:.10g}" for number in box)}
    root.attributes |= {"width": str(size[0]), "height": str(size[1])}
    return size


def _pixels(length: str) -> float | None:
    """Return a length in pixels; None for none and for a share of something else."""
    found = _LENGTH.fullmatch(length)
    return float(found.group(1)) * _PIXELS[found.group(2) or "px"] if found else None


def _numbers(text: str) -> list[float]:
    try:
        return [float(number) for number in text.replace(",", " ").split()]
    except ValueError:
        return []


def _all_in(element: Element) -> list[Element]:
    found = [element]
    for child in element.elements:
        found += _all_in(child)
    return found


def _has_shapes(element: Element) -> bool:
    """Tell whether a shape is drawn where it stands."""
    return element.kind in allowed.SHAPES or any(
        _has_shapes(child) for child in element.elements if child.kind not in ("defs", "symbol", "clipPath", "mask")
    )


def _written(element: Element, *, root: bool = True) -> str:
    names = {"xmlns": SVG, **element.attributes} if root else element.attributes
    start = element.kind + "".join(f" {name}={quoteattr(value)}" for name, value in names.items())
    if not element.children:
        return f"<{start}/>"
    inner = "".join(
        escape(child) if isinstance(child, str) else _written(child, root=False) for child in element.children
    )
    return f"<{start}>{inner}</{element.kind}>"
