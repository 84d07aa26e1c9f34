"""Music for who waits (CNF-6): quiet chords, made here, so that nobody has rights in it."""

import functools

import numpy as np

from oogcontact.audio import RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.speech import beep

#: One chord a bar, from low to high (semitones above the A of 220 Hz): A, F sharp minor, D, E.
_CHORDS = ((0, 4, 7, 12), (-3, 4, 9, 12), (-7, 0, 5, 9), (-5, 2, 7, 11))

#: Notes of a bar, as places in its chord.
_NOTES = (0, 1, 2, 3, 2, 1, 2, 1)

#: Seconds for which a note is struck, and for which it is heard.
_STEP, _RING = 0.4, 1.6

_LOUD = 2_200.0


@functools.cache
def waiting_music() -> Samples:
    """Return the music once through, some thirteen seconds; its end leads to its begin."""
    length = int(len(_CHORDS) * len(_NOTES) * _STEP * RATE)
    sound = np.zeros(length)
    for bar, chord in enumerate(_CHORDS):
        for place, note in enumerate(_NOTES):
            begin = int((bar * len(_NOTES) + place) * _STEP * RATE)
            played = _note(220 * 2 ** (chord[note] / 12))
            # What rings on after the end is heard at the begin.
            sound[(begin + np.arange(len(played))) % length] += played
    music: Samples = sound.astype(np.int16)
    return music


@functools.cache
def ringback() -> Samples:
    """Return what one hears while it rings elsewhere: a second of 425 Hz, four of silence (ITU-T E.180)."""
    return np.concatenate([beep(425, 1.0, _LOUD), np.zeros(4 * RATE, np.int16)])


def _note(frequency: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    time = np.arange(int(_RING * RATE)) / RATE
    softly = np.minimum(time / 0.03, 1) * np.exp(-2.5 * time) * np.minimum((_RING - time) / 0.1, 1)
    return np.asarray(
        _LOUD * softly * (np.sin(2 * np.pi * frequency * time) + 0.2 * np.sin(4 * np.pi * frequency * time))
    )
