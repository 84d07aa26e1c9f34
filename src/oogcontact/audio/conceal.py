"""Packet loss concealment for all legs at once, in the manner of ITU-T G.711 Appendix I.

A frame that is missing goes on with the last pitch period of what was heard, softer and softer and silent after 60 ms;
the first real frame after it is blended in (CNF-9: no gap is longer than one frame).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.jitter import Mask, Slots

#: The pitch periods that are looked for: 66 to 200 Hz (samples).
SHORTEST, LONGEST = RATE // 200, RATE // 66

#: What the pitch is found by: the last 10 ms.
TEMPLATE = 80

#: Loud for 10 ms, then 2 % softer each millisecond.
LOUD_MS, SOFTER_BY = 10, 0.02

#: The first samples of a real frame that are blended with what would have gone on (4 ms).
BLENDED = 32

#: Frames that are remembered.
_KEPT = 2

#: After so many missing frames everything is silent.
_SILENT_AFTER = 3


class Concealer:
    """Remembers what each of `capacity` legs sounded like."""

    def __init__(self, capacity: int) -> None:
        self._past = np.zeros((capacity, _KEPT * FRAME), np.int16)
        self._lost = np.zeros(capacity, np.int64)

    def reset(self, slots: Slots) -> None:
        """Forget these legs."""
        self._past[slots] = 0
        self._lost[slots] = 0

    def fill(self, slots: Slots, frames: Samples, there: Mask) -> Samples:
        """Return the frames of these legs with the missing ones made up; `frames` may be changed."""
        lost = self._lost[slots]
        to_make = (~there & (lost < _SILENT_AFTER)) | (there & (lost > 0) & (lost <= _SILENT_AFTER))
        rows = np.flatnonzero(to_make)
        frames[~there] = 0
        if len(rows):
            made = self._go_on(slots[rows], lost[rows])
            missing = ~there[rows]
            frames[rows[missing]] = made[missing]
            frames[rows[~missing], :BLENDED] = _blend(made[~missing], frames[rows[~missing]])
        self._lost[slots] = np.where(there, 0, lost + 1)
        self._past[slots, :-FRAME] = self._past[slots, FRAME:]
        self._past[slots, -FRAME:] = frames
        return frames

    def _go_on(self, slots: Slots, lost: NDArray[np.int64]) -> Samples:
        """Return the next frame of these legs, made of their last pitch period."""
        past = self._past[slots].astype(np.float32)
        period = _pitch(past)
        index = past.shape[1] - period[:, None] + np.arange(FRAME) % period[:, None]
        made = np.take_along_axis(past, index, axis=1)
        age = lost[:, None] * 20 + np.arange(FRAME) / (RATE / 1000)
        # What is remembered is already softer by what was made before.
        gain = _gain(age) / np.maximum(_gain(lost[:, None] * 20 - 1 / 8), 1e-3)
        softened: Samples = (made * np.minimum(gain, 1)).astype(np.int16)
        return softened


def _gain(age_ms: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Return how loud made sound is, by the milliseconds since the last real one."""
    gain: NDArray[np.floating[Any]] = np.clip(1 - (age_ms - LOUD_MS) * SOFTER_BY, 0, 1)
    return gain


def _pitch(past: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the pitch period (samples) at the end of each row."""
    size = past.shape[1]
    template = past[:, -TEMPLATE:]
    # Row by row the windows that end SHORTEST to LONGEST samples earlier.
    searched = past[:, size - TEMPLATE - LONGEST : size - SHORTEST]
    windows = np.lib.stride_tricks.sliding_window_view(searched, TEMPLATE, axis=1)
    alike = np.einsum("rwt,rt->rw", windows, template)
    energy = np.sqrt(np.einsum("rwt,rwt->rw", windows, windows)) + 1
    best: NDArray[np.int64] = LONGEST - np.argmax(alike / energy, axis=1)
    return best


def _blend(made: Samples, real: Samples) -> Samples:
    """Return the first samples of `real`, faded in over those of `made`."""
    rising = (np.arange(BLENDED, dtype=np.float32) + 1) / BLENDED
    blended: Samples = (made[:, :BLENDED] * (1 - rising) + real[:, :BLENDED] * rising).astype(np.int16)
    return blended
