"""CNF-9: what is lost is not heard as a hole."""

import numpy as np
import pytest

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.conceal import Concealer
from oogcontact.audio.g711 import Samples

LEG = np.array([0])


def tone(frequency: float, frames: int, amplitude: float = 8_000) -> Samples:
    """Return frames of a tone."""
    time = np.arange(frames * FRAME) / RATE
    return (amplitude * np.sin(2 * np.pi * frequency * time)).astype(np.int16).reshape(frames, FRAME)


def through(frames: Samples, *lost: int) -> Samples:
    """Return the frames as they come out when those with these numbers are lost."""
    concealer = Concealer(1)
    out = [concealer.fill(LEG, frames[[n]].copy(), np.array([n not in lost])) for n in range(len(frames))]
    return np.concatenate(out)


def level(frame: Samples) -> float:
    """Return the root mean square."""
    return float(np.sqrt((frame.astype(float) ** 2).mean()))


def test_what_is_there_is_left_alone() -> None:
    frames = tone(300, 5)
    assert (through(frames) == frames).all()


@pytest.mark.parametrize("frequency", [100, 150, 200, 440])
def test_one_lost_frame_goes_on_as_it_was(frequency: float) -> None:
    frames = tone(frequency, 8)
    out = through(frames, 5)
    # As loud, and the same tone in the same phase for its first half.
    assert level(out[5]) > 0.7 * level(frames[5])
    half = slice(0, FRAME // 2)
    error = out[5, half].astype(float) - frames[5, half]
    assert level(error) < 0.35 * level(frames[5])


def test_a_long_loss_becomes_silent() -> None:
    out = through(tone(150, 12), 4, 5, 6, 7, 8, 9, 10)
    assert level(out[4]) > level(out[5]) > level(out[6]) > 0
    assert (out[7:11] == 0).all()


def test_no_step_is_heard_at_either_end() -> None:
    frames = tone(150, 10)
    out = through(frames, 4).ravel().astype(int)
    steepest = np.abs(np.diff(frames.ravel().astype(int))).max()
    assert np.abs(np.diff(out[3 * FRAME : 7 * FRAME])).max() < 3 * steepest


def test_silence_stays_silent() -> None:
    assert not through(np.zeros((6, FRAME), np.int16), 2, 3).any()


def test_speech_with_one_in_twenty_lost_keeps_its_level() -> None:
    """5 % lost (CNF-9): never a hole of a whole frame."""
    frames = tone(180, 200)
    lost = range(10, 200, 20)
    out = through(frames, *lost)
    assert min(level(out[n]) for n in lost) > 0.5 * level(frames[0])


def test_a_leg_that_begins_anew_knows_nothing() -> None:
    concealer = Concealer(1)
    concealer.fill(LEG, tone(150, 1), np.array([True]))
    concealer.reset(LEG)
    assert not concealer.fill(LEG, np.zeros((1, FRAME), np.int16), np.array([False])).any()
