"""Make the prompts of the telephones: `python -m tools.speak` reads audio/prompts/texts.toml and writes a WAV for each.

Needs espeak-ng. Run it after the texts changed and commit what it writes: a server needs no voice of its own.
"""

import subprocess
import tempfile
from pathlib import Path

import numpy as np

from oogcontact.audio.g711 import Samples
from oogcontact.audio.speech import FOLDER, sentences
from oogcontact.audio.wav import load_wav, write_wav

#: Words a minute: slow enough for who hears badly.
SPEED = 140

#: The loudest sample of every prompt: loud, with room for what is mixed in.
PEAK = 14_000

#: Silence is cut off at both ends, but for this (samples).
BREATH = 400
SILENT = 120

VOICES = {"nl": "nl", "en": "en-gb"}


def main() -> None:
    """Write all prompts."""
    for language, texts in sentences().items():
        folder = FOLDER / language
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.wav"):
            old.unlink()
        for name, text in texts.items():
            write_wav(folder / f"{name}.wav", _say(text, VOICES[language]))
        print(language, len(texts), "prompts")


def _say(text: str, voice: str) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(SPEED), "-w", str(file), text], check=True)
        samples = load_wav(file.read_bytes()).astype(float)
    samples *= PEAK / np.abs(samples).max()
    loud = np.flatnonzero(np.abs(samples) > SILENT)
    cut = samples[max(0, loud[0] - BREATH) : loud[-1] + BREATH]
    said: Samples = cut.astype(np.int16)
    return said


if __name__ == "__main__":
    main()
