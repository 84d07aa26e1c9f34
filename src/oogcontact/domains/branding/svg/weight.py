"""How much work a drawing is: a few kilobytes of references to references can ask for millions of shapes."""

from oogcontact.domains.branding.svg import allowed
from oogcontact.domains.branding.svg.reader import BrokenDrawing, Element

#: The most shapes that may have to be drawn, with everything counted as often as it is referred to.
HEAVIEST = 30_000

#: What has to be drawn apart and laid over the rest costs as much as so many shapes.
LAYER = 15

#: The longest chain of elements and references.
LONGEST_CHAIN = 200

_REFERRING = ("fill", "stroke", "clip-path", "mask")
_LAYERS = ("clip-path", "mask", "opacity")


def check_weight(root: Element, by_id: dict[str, Element]) -> None:
    """Raise BrokenDrawing `complex` when a drawing asks for too much, or when its references go in a circle."""
    _Scales(by_id).weigh(root, 0)


class _Scales:
    """Weighs each element once."""

    def __init__(self, by_id: dict[str, Element]) -> None:
        self._by_id = by_id
        self._known: dict[int, int] = {}
        self._busy: set[int] = set()

    def weigh(self, element: Element, depth: int) -> int:
        """Return the weight of an element with all that it holds and refers to."""
        key = id(element)
        if key in self._known:
            return self._known[key]
        if key in self._busy or depth > LONGEST_CHAIN:
            raise BrokenDrawing("complex")
        self._busy.add(key)
        weight = 1 + LAYER * sum(name in element.attributes for name in _LAYERS)
        for other in (*element.elements, *self._targets(element)):
            weight += self.weigh(other, depth + 1)
            if weight > HEAVIEST:
                raise BrokenDrawing("complex")
        self._busy.discard(key)
        self._known[key] = weight
        return weight

    def _targets(self, element: Element) -> list[Element]:
        names = [element.attributes["href"][1:]] if "href" in element.attributes else []
        for attribute in _REFERRING:
            if found := allowed.REFERENCE.match(element.attributes.get(attribute, "")):
                names.append(found.group(1))
        return [self._by_id[name] for name in names if name in self._by_id]
