"""What telephones say: prompts by name and language, and numbers composed of pieces (CNF-2)."""

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from oogcontact.audio import RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.wav import load_wav

#: The prompts, as tools/speak.py makes them.
FOLDER = Path(__file__).parent / "prompts"

#: Between two pieces that are said one after the other.
PAUSE = np.zeros(RATE // 10, np.int16)

_HUNDRED = 100


class Voice:
    """The prompts of a language, some of them replaced by an organisation's own."""

    def __init__(self, language: str, own: Mapping[str, Samples] | None = None) -> None:
        self.language = language
        self._own = own or {}

    def say(self, *pieces: str | int | Samples) -> Samples:
        """Return pieces one after the other: prompts by name, numbers, and sound as it is, such as a spoken name.

        Raises KeyError for a prompt that does not exist.
        """
        said: list[Samples] = []
        for piece in pieces:
            said += [*self._sounds(piece), PAUSE]
        return np.concatenate(said[:-1]) if said else np.zeros(0, np.int16)

    def _sounds(self, piece: str | int | Samples) -> list[Samples]:
        if isinstance(piece, str):
            return [self._prompt(piece)]
        if isinstance(piece, int):
            return [self._prompt(name) for name in number(piece, self.language)]
        return [piece]

    def _prompt(self, name: str) -> Samples:
        own = self._own.get(name)
        return own if own is not None else _recorded(self.language, name)


def number(value: int, language: str) -> list[str]:
    """Return the names of the pieces that say a number from 0 to 100."""
    if not 0 <= value <= _HUNDRED:
        raise ValueError("only numbers from 0 to 100 are said")
    if value <= 20:
        return [f"number-{value}"]
    tens, units = value // 10 * 10, value % 10
    whole = [f"number-{tens}"]
    if not units:
        return whole
    # "Eenentwintig" begins with the one, "twenty-one" ends with it.
    return [f"number-{units}", "and", *whole] if language == "nl" else [*whole, f"number-{units}"]


@functools.cache
def sentences() -> dict[str, dict[str, str]]:
    """Return the text of each prompt, by language and name."""
    found: dict[str, dict[str, str]] = {"nl": {}, "en": {}}
    for name, texts in tomllib.loads((FOLDER / "texts.toml").read_text()).items():
        for language, text in texts.items():
            if isinstance(text, str):
                found[language][name] = text
            else:
                begin, step = (0, 1) if name == "number" else (30, 10)
                found[language] |= {f"number-{begin + step * index}": word for index, word in enumerate(text)}
    return found


def beep(frequency: float = 440, seconds: float = 0.25, amplitude: float = 6_000) -> Samples:
    """Return a tone that begins and ends softly: before a recording, or for a code that is unknown (CNF-5)."""
    time = np.arange(int(seconds * RATE)) / RATE
    edge = np.minimum(1, np.minimum(time, seconds - time) / 0.01)
    tone: Samples = (amplitude * edge * np.sin(2 * np.pi * frequency * time)).astype(np.int16)
    return tone


@functools.cache
def _recorded(language: str, name: str) -> Samples:
    if name not in sentences()[language]:
        raise KeyError(name)
    return load_wav((FOLDER / language / f"{name}.wav").read_bytes())
