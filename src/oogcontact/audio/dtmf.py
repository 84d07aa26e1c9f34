"""DTMF: digits out of packets (RFC 4733) and out of sound (ITU-T Q.23, Q.24), each told once."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.jitter import Mask, Slots

#: The digits by their event number (RFC 4733, section 3.2).
DIGITS = "0123456789*#ABCD"

_LOW, _HIGH = (697, 770, 852, 941), (1_209, 1_336, 1_477, 1_633)
_KEYPAD = ("123A", "456B", "789C", "*0#D")


@dataclass
class TelephoneEvents:
    """Takes the telephone-event packets of one leg; every event counts once, however often it is sent."""

    _last: int | None = field(default=None, init=False)

    def take(self, timestamp: int, payload: bytes) -> str | None:
        """Return the digit of a packet that begins an event, None for what goes on, ended before or is no digit.

        All packets of one event carry its first timestamp (RFC 4733, section 2.2.1), so that the digit is known at the
        first of them that comes, and the three of its end are no others.
        """
        if len(payload) < 4 or payload[0] >= len(DIGITS) or timestamp == self._last:
            return None
        self._last = timestamp
        return DIGITS[payload[0]]


def event_payload(digit: str, duration: int, *, end: bool, volume: int = 10) -> bytes:
    """Return the payload of a telephone-event packet; `duration` in samples (RFC 4733, section 2.3)."""
    return bytes([DIGITS.index(digit), (0x80 if end else 0) | volume]) + min(duration, 65_535).to_bytes(2, "big")


def tone(digit: str, samples: int, amplitude: float = 6_000) -> Samples:
    """Return the two tones of a digit."""
    row = next(row for row, keys in enumerate(_KEYPAD) if digit in keys)
    column = _KEYPAD[row].index(digit)
    time = 2 * np.pi * np.arange(samples) / RATE
    both: Samples = (amplitude * (np.sin(_LOW[row] * time) + np.sin(_HIGH[column] * time))).astype(np.int16)
    return both


#: Loud enough to be a key: -36 dB of full scale for each tone; noise and echoes lie below.
_LOUD = 520.0

#: One tone may be louder than the other by 8 dB, or softer by 4 dB (Q.24); here 9 dB both ways.
_TWIST = 8.0

#: So much of the frame must lie in the two tones, so that no voice is a key.
_PURE = 0.75

#: A second tone of the same group must be weaker by this.
_ALONE = 6.0


class ToneDetector:
    """Hears digits in the sound of `capacity` legs: two frames (40 ms) of the same two tones are one digit."""

    def __init__(self, capacity: int) -> None:
        self._before = np.full(capacity, -1, np.int64)
        self._told = np.full(capacity, -1, np.int64)

    def reset(self, slots: Slots) -> None:
        """Forget these legs."""
        self._before[slots] = self._told[slots] = -1

    def hear(self, slots: Slots, frames: Samples) -> tuple[list[tuple[int, str]], Mask]:
        """Return the digits that begin in these frames, by slot, and which frames hold tones and must not be heard."""
        found = _keys(frames)
        before, told = self._before[slots], self._told[slots]
        sure = (found >= 0) & (found == before)
        # One frame without tones does not end a digit: a line may crackle.
        ended = (found < 0) & (before < 0)
        told = np.where(ended, -1, told)
        new = sure & (found != told)
        self._told[slots] = np.where(sure, found, told)
        self._before[slots] = found
        digits = [(int(slots[row]), _digit(int(found[row]))) for row in np.flatnonzero(new)]
        return digits, found >= 0


def _digit(key: int) -> str:
    return _KEYPAD[key // 4][key % 4]


def _bank() -> NDArray[np.float32]:
    """Return the eight tones as cosines and sines, a column each: Goertzel's filter for many frames at once."""
    time = 2 * np.pi * np.arange(FRAME)[:, None] / RATE * np.array([*_LOW, *_HIGH])
    return np.concatenate([np.cos(time), np.sin(time)], axis=1).astype(np.float32)


_BANK = _bank()


def _keys(frames: Samples) -> NDArray[np.int64]:
    """Return the key (0 to 15) whose tones each frame holds, -1 for none."""
    sound = frames.astype(np.float32)
    parts = sound @ _BANK
    # The mean power of each tone.
    power = (parts[:, :8] ** 2 + parts[:, 8:] ** 2) * (2 / FRAME**2)
    low, high = power[:, :4], power[:, 4:]
    row, column = low.argmax(axis=1), high.argmax(axis=1)
    low_power, high_power = low.max(axis=1), high.max(axis=1)
    whole = np.einsum("rs,rs->r", sound, sound) / FRAME
    good = (
        (np.minimum(low_power, high_power) > _LOUD**2 / 2)
        & (low_power < high_power * _TWIST)
        & (high_power < low_power * _TWIST)
        & (low_power + high_power > _PURE * whole)
        & (np.sort(low, axis=1)[:, -2] * _ALONE < low_power)
        & (np.sort(high, axis=1)[:, -2] * _ALONE < high_power)
    )
    found: NDArray[np.int64] = np.where(good, row * 4 + column, -1)
    return found
