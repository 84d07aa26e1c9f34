"""Fail on a text that misses in one of the languages: `python tools/check_messages.py`.

The server's sentences are English in the source and Dutch in the catalogue; mail templates and the client's texts are
files, one for each language.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/oogcontact"
CATALOGUE = SOURCE / "locale/nl/LC_MESSAGES/django.po"
CLIENT = ROOT / "web/src/i18n"
LANGUAGES = ("nl", "en")

_TRANSLATE = re.compile(r"""{%-?\s*translate\s+"([^"]+)""")
_PLACE = re.compile(r"%\(\w+\)[sd]|{{\s*\w+")


def main() -> None:
    """Print what is missing; exit 1 if anything is."""
    problems = [*server_problems(), *mail_problems(), *client_problems()]
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print("All texts exist in both languages.")


def server_problems() -> Iterator[str]:
    """Yield the sentences of the server that the Dutch catalogue lacks, has twice or does not need."""
    text = CATALOGUE.read_bytes()
    catalogue = read_po(io.BytesIO(text), abort_invalid=True)
    keywords = {"gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
    used: set[str] = set()
    for _file, _line, message, *_ in extract_from_dir(SOURCE, [("**.py", "python")], keywords=keywords):
        used.add(message if isinstance(message, str) else message[0])
    for page in SOURCE.rglob("*.html"):
        used.update(_TRANSLATE.findall(page.read_text()))
    for sentence in sorted(used):
        found = catalogue.get(sentence)
        if found is None or not found.string or found.fuzzy:
            yield f"{CATALOGUE.name}: no Dutch for {sentence!r}"
        elif isinstance(found.string, str) and set(_PLACE.findall(found.string)) != set(_PLACE.findall(sentence)):
            yield f"{CATALOGUE.name}: other places in the Dutch of {sentence!r}"
    known = [line[7:-1] for line in text.decode().splitlines() if line.startswith('msgid "') and line != 'msgid ""']
    for sentence in sorted({one for one in known if known.count(one) > 1}):
        yield f"{CATALOGUE.name}: twice {sentence!r}"


def mail_problems() -> Iterator[str]:
    """Yield the mail templates that exist in one language only."""
    for template in SOURCE.rglob("templates/*/mail/*.txt"):
        name, language, _ = template.name.split(".")
        for other in LANGUAGES:
            if other != language and not template.with_name(f"{name}.{other}.txt").exists():
                yield f"{template.relative_to(ROOT)}: not in {other}"


def client_problems() -> Iterator[str]:
    """Yield the texts of the client that one language has and the other not."""
    names = {file.name for language in LANGUAGES for file in (CLIENT / language).glob("*.json")}
    for name in sorted(names):
        texts = [_flat(CLIENT / language / name) for language in LANGUAGES]
        for language, mine, other in (("nl", texts[0], texts[1]), ("en", texts[1], texts[0])):
            for key in sorted(other.keys() - mine.keys()):
                yield f"i18n/{language}/{name}: no {key}"
            for key, value in sorted(mine.items()):
                if not value.strip():
                    yield f"i18n/{language}/{name}: {key} is empty"
                elif key in other and set(_PLACE.findall(value)) != set(_PLACE.findall(other[key])):
                    yield f"i18n/{language}/{name}: other places in {key}"


def _flat(file: Path) -> dict[str, str]:
    """Return the texts of a file by their dotted keys; a file that does not exist has none."""

    def walk(value: object, path: str) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(inner, f"{path}.{key}" if path else key)
        else:
            yield path, str(value)

    return dict(walk(json.loads(file.read_text()), "")) if file.exists() else {}


if __name__ == "__main__":
    main()
