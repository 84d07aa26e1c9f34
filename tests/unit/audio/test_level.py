"""CNF-7 and CNF-9: who is talking, and the automatic level."""

from itertools import pairwise

import numpy as np
import pytest

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.level import EDGE, LINGER, MOST, Levels, spoken_part
from tests.unit.audio.phones import loudness, sine

LEG = np.array([0])


def speech(amplitude: float) -> Samples:
    """Return a frame of sound."""
    return (amplitude * np.sin(2 * np.pi * 300 * np.arange(FRAME) / RATE)).astype(np.int16)[None]


def gain_after(levels: Levels, amplitude: float, seconds: float) -> float:
    """Return the gain after somebody spoke so loud for so long."""
    gain = 1.0
    for _ in range(int(seconds * 50)):
        gain = float(levels.follow(LEG, speech(amplitude))[0])
    return gain


@pytest.mark.parametrize("amplitude", [1_600, 4_000, 9_000])
def test_a_usual_voice_is_left_alone(amplitude: float) -> None:
    assert gain_after(Levels(1), amplitude, 5) == 1


def test_a_quiet_voice_becomes_louder_and_a_loud_one_softer() -> None:
    assert gain_after(Levels(1), 400, 10) == pytest.approx(1_036 / (400 / 2**0.5), rel=0.05)
    assert gain_after(Levels(1), 25_000, 10) == pytest.approx(6_538 / (25_000 / 2**0.5), rel=0.05)


def test_a_whisper_is_not_made_a_shout() -> None:
    assert gain_after(Levels(1), 270, 10) <= MOST


def test_noise_and_pauses_change_nothing() -> None:
    levels = Levels(1)
    before = gain_after(levels, 400, 10)
    assert gain_after(levels, 50, 10) == pytest.approx(before, rel=0.05)
    assert gain_after(Levels(1), 50, 10) == 1


def test_the_gain_glides() -> None:
    levels = Levels(1)
    gains = [gain_after(levels, 400, 0.02) for _ in range(100)]
    assert max(abs(after - before) for before, after in pairwise(gains)) < 0.06


def test_a_name_is_kept_without_the_silence_around_it() -> None:
    """CNF-2: who says nothing has no name."""
    silence, word = np.zeros(RATE, np.int16), sine(300, seconds=0.5)
    name = spoken_part(np.concatenate([silence, word, silence]))
    assert len(name) == pytest.approx(len(word) + 2 * EDGE * FRAME, abs=2 * FRAME)
    assert loudness(name[EDGE * FRAME : -EDGE * FRAME], 300) == pytest.approx(8_000, rel=0.05)
    assert len(spoken_part(silence)) == len(spoken_part(silence[:0])) == 0


def test_who_talks_is_seen_until_shortly_after_the_last_word() -> None:
    levels = Levels(1)
    assert not levels.talking(LEG)[0]
    levels.follow(LEG, speech(4_000))
    assert levels.talking(LEG)[0]
    for _ in range(LINGER):
        levels.follow(LEG, speech(0))
    assert not levels.talking(LEG)[0]
    levels.follow(LEG, speech(4_000))
    levels.reset(LEG)
    assert not levels.talking(LEG)[0]
