"""CNF-3, CNF-5: digits by packet and by sound, each once; no voice is a digit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.dtmf import DIGITS, TelephoneEvents, ToneDetector, event_payload, tone
from oogcontact.audio.g711 import Law, Samples, decode, encode

LEG = np.array([0])


def hear(sound: Samples) -> tuple[str, list[bool]]:
    """Return the digits in a sound, and which of its frames must not be heard."""
    detector = ToneDetector(1)
    digits, held = "", []
    for start in range(0, len(sound) - FRAME + 1, FRAME):
        found, tones = detector.hear(LEG, sound[None, start : start + FRAME])
        digits += "".join(digit for _slot, digit in found)
        held.append(bool(tones[0]))
    return digits, held


def silence(milliseconds: int) -> Samples:
    return np.zeros(milliseconds * RATE // 1000, np.int16)


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("law", list(Law))
def test_every_digit_is_heard_once(digit: str, law: Law) -> None:
    sound = np.concatenate([silence(35), tone(digit, 800), silence(100)])
    assert hear(decode(encode(sound, law), law))[0] == digit


def test_digits_one_after_the_other() -> None:
    pieces = [np.concatenate([tone(digit, 520), silence(60)]) for digit in "4321##*30"]
    assert hear(np.concatenate(pieces))[0] == "4321##*30"


def test_a_long_press_is_one_digit() -> None:
    assert hear(tone("5", 3 * RATE))[0] == "5"


def test_a_crackle_does_not_make_two() -> None:
    sound = tone("5", 1_600)
    sound[640:800] = 0
    assert hear(sound)[0] == "5"


def test_tones_are_not_heard_by_others() -> None:
    _digits, held = hear(np.concatenate([silence(100), tone("8", 800), silence(100)]))
    assert held == [False] * 5 + [True] * 5 + [False] * 5


@pytest.mark.parametrize("amplitude", [900, 3_000, 16_000])
def test_soft_and_loud_keys(amplitude: float) -> None:
    assert hear(tone("7", 800, amplitude))[0] == "7"


def test_one_tone_softer_than_the_other() -> None:
    """Q.24: lines weaken the high tones."""
    time = 2 * np.pi * np.arange(800) / RATE
    sound = (6_000 * np.sin(770 * time) + 3_000 * np.sin(1_336 * time)).astype(np.int16)
    assert hear(sound)[0] == "5"


def test_noise_does_not_hide_a_digit() -> None:
    noise = np.random.default_rng(7).normal(0, 400, 1_600)
    assert hear((tone("9", 1_600) + noise).astype(np.int16))[0] == "9"


@pytest.mark.parametrize("pitch", [85, 120, 174, 220])
def test_a_voice_is_no_digit(pitch: int) -> None:
    """A buzz with all its overtones through a moving mouth, as vowels are."""
    time = np.arange(10 * RATE) / RATE
    glide = pitch * (1 + 0.1 * np.sin(2 * np.pi * 0.7 * time))
    phase = 2 * np.pi * np.cumsum(glide) / RATE
    sound = sum(np.sin(n * phase) / n for n in range(1, 15)) * 4_000
    digits, held = hear(np.asarray(sound).astype(np.int16))
    assert digits == ""
    assert sum(held) < 5


@pytest.mark.parametrize("frequency", [440, 697, 1_209, 1_000])
def test_a_single_tone_is_no_digit(frequency: int) -> None:
    sound = (9_000 * np.sin(2 * np.pi * frequency * np.arange(RATE) / RATE)).astype(np.int16)
    assert hear(sound)[0] == ""


def test_an_event_counts_once_however_often_it_is_sent() -> None:
    """RFC 4733, section 2.5.1.4: the end is sent three times."""
    events = TelephoneEvents()
    going_on = [event_payload("4", duration, end=False) for duration in (160, 320, 480)]
    assert [events.take(1_000, payload) for payload in going_on] == ["4", None, None]
    assert [events.take(1_000, event_payload("4", 640, end=True)) for _ in range(3)] == [None] * 3
    # The same key again is another event.
    assert events.take(3_000, event_payload("4", 160, end=False)) == "4"


def test_an_event_is_known_by_its_end_when_all_else_is_lost() -> None:
    assert TelephoneEvents().take(1, event_payload("#", 800, end=True)) == "#"


@given(st.integers(0, 2**32 - 1), st.binary(max_size=8))
def test_any_bytes_are_a_digit_or_nothing(timestamp: int, payload: bytes) -> None:
    """TEL-9."""
    digit = TelephoneEvents().take(timestamp, payload)
    assert digit is None or digit == DIGITS[payload[0]]
