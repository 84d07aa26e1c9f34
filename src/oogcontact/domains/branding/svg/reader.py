"""From the bytes of a stranger's SVG file to a tree of elements, within limits and without following anything."""

from dataclasses import dataclass, field
from typing import Literal
from xml.parsers import expat

from oogcontact.domains.branding.svg.allowed import WITH_TEXT

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

#: A drawing has so many elements, so deep in each other, at most: a coat of arms has some hundreds.
MOST_ELEMENTS = 10_000
DEEPEST = 60

#: The most signs of text in a drawing, style sheets apart; more is left out.
MOST_TEXT = 5_000

Fault = Literal["unreadable", "entities", "complex", "empty", "size"]


class BrokenDrawing(Exception):
    """A drawing that can not be used; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass
class Element:
    """An element of SVG by its local name; its children are elements and texts, in order."""

    kind: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def elements(self) -> "list[Element]":
        """The children that are elements."""
        return [child for child in self.children if not isinstance(child, str)]


@dataclass
class Document:
    """The root of a drawing, and the text of all its style sheets."""

    root: Element
    style: str


def read(data: bytes) -> Document:
    """Return the tree of an SVG file; raises BrokenDrawing `unreadable`, `entities` or `complex`.

    Elements and attributes of other namespaces are left out, with all that is in them. Entities may not be defined, so
    that none can grow (the billion laughs) or name a file; a document type is passed over and never fetched.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BrokenDrawing("unreadable") from error
    if reader.root is None:
        raise BrokenDrawing("unreadable")
    return Document(reader.root, "".join(reader.style))


class _Reader:
    """Builds the tree from expat's events."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.style: list[str] = []
        self._open: list[Element] = []
        self._depth = 0
        #: The depth of the element that is left out with all that is in it.
        self._outside = 0
        self._count = 0
        self._text = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise BrokenDrawing("complex")
        if self._outside:
            return
        space, kind = _split(name)
        if self.root is None and (kind != "svg" or space not in (SVG, "")):
            raise BrokenDrawing("unreadable")
        # Some programs write no namespace at all.
        if space not in (SVG, ""):
            self._outside = self._depth
            return
        element = Element(kind, _own(attributes))
        if self.root is None:
            self.root = element
        else:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, name: str) -> None:
        if not self._outside:
            self._open.pop()
        elif self._outside == self._depth:
            self._outside = 0
        self._depth -= 1

    def _characters(self, text: str) -> None:
        if self._outside or not self._open:
            return
        if self._open[-1].kind == "style":
            self.style.append(text)
            return
        if self._open[-1].kind in WITH_TEXT and self._text < MOST_TEXT:
            self._text += len(text)
            self._open[-1].children.append(text)

    def _entity(self, *declared: object) -> None:
        raise BrokenDrawing("entities")


def _split(name: str) -> tuple[str, str]:
    """Return the namespace ("" for none) and the local name."""
    space, _separator, local = name.rpartition(" ")
    return space, local


def _own(attributes: dict[str, str]) -> dict[str, str]:
    """Return the attributes of SVG itself; a reference of SVG 1.1 becomes one of SVG 2."""
    found: dict[str, str] = {}
    for name, value in attributes.items():
        space, local = _split(name)
        if not space:
            found[local] = value
        elif space == XLINK and local == "href":
            found.setdefault("href", value)
    return found
