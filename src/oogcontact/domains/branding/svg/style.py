"""The little of CSS that drawing programs write: rules for kinds, classes and ids, and style attributes.

Nothing of it is kept as CSS: what a rule says becomes attributes of the elements that it means (`cleaner.py`). Rules
with more than one simple selector, pseudo-classes and at-rules are left out.
"""

import re
from dataclasses import dataclass, field

#: The most rules of a drawing; those of drawing programs have one for each colour.
MOST_RULES = 1_000

#: The most signs of all rules together.
LONGEST_SHEET = 100_000

_SELECTOR = re.compile(r"([.#]?)([A-Za-z_][\w\-]{0,99})", re.ASCII)

Declarations = dict[str, str]


@dataclass
class StyleSheet:
    """What the rules say, by what they mean; an id counts more than a class, a class more than a kind."""

    kinds: dict[str, Declarations] = field(default_factory=dict)
    classes: dict[str, Declarations] = field(default_factory=dict)
    ids: dict[str, Declarations] = field(default_factory=dict)

    def of(self, kind: str, classes: str, ident: str) -> Declarations:
        """Return what holds for an element."""
        found = dict(self.kinds.get(kind, {}))
        # In the order of the sheet, which is the order in which the classes first appeared in it.
        wanted = set(classes.split())
        if wanted:
            for name, declared in self.classes.items():
                if name in wanted:
                    found |= declared
        return found | self.ids.get(ident, {})


def read_sheet(text: str) -> StyleSheet:
    """Return the rules of a style element."""
    sheet = StyleSheet()
    places = {"": sheet.kinds, ".": sheet.classes, "#": sheet.ids}
    for rule in _without_comments(text[:LONGEST_SHEET]).split("}")[:MOST_RULES]:
        selectors, _brace, body = rule.partition("{")
        declared = read_declarations(body)
        for selector in selectors.split(","):
            if simple := _SELECTOR.fullmatch(selector.strip()):
                places[simple.group(1)].setdefault(simple.group(2), {}).update(declared)
    return sheet


def read_declarations(text: str) -> Declarations:
    """Return the declarations of a style attribute or rule; the last of a name holds."""
    declared: Declarations = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            declared[name.strip().lower()] = value.replace("!important", "").strip()
    return declared


def _without_comments(text: str) -> str:
    """Return the text without its comments; by hand, because a pattern would look for the end of each open one anew."""
    kept: list[str] = []
    place = 0
    while (start := text.find("/*", place)) >= 0:
        kept.append(text[place:start])
        end = text.find("*/", start + 2)
        if end < 0:
            return "".join(kept)
        place = end + 2
    kept.append(text[place:])
    return "".join(kept).replace("<!--", "").replace("-->", "")
