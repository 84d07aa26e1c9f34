"""How loud each leg speaks: who is talking, and the automatic level that brings quiet and loud callers together.

A caller of a usual level is left alone: the gain stays one between `QUIET` and `LOUD`, so that nothing is changed that
was right (CNF-9).
"""

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio import FRAME
from oogcontact.audio.g711 import Samples
from oogcontact.audio.jitter import Mask, Slots

#: Root mean square of a frame above which somebody speaks; the noise of a line lies below it (-45 dB of full scale).
SPEECH = 185.0

#: The levels of speech that are left alone (-30 to -14 dB of full scale).
QUIET, LOUD = 1_036.0, 6_538.0

#: The most that is added or taken away: 12 dB.
MOST = 4.0

#: How fast the level of a speaker is followed, in parts of the way each frame: half a second.
FOLLOW = 0.04

#: The gain moves by this part of the way each frame, so that nobody hears it change.
GLIDE = 0.02

#: Frames for which somebody still counts as talking after the last loud one (300 ms).
LINGER = 15

#: Frames that are kept before and after what was spoken (100 ms).
EDGE = 5


def spoken_part(sound: Samples) -> Samples:
    """Return a recording without the silence before and after it; nothing when nobody spoke."""
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME).astype(np.float32)
    loud = np.flatnonzero(np.sqrt((frames**2).mean(axis=1)) > SPEECH)
    if not len(loud):
        return sound[:0]
    # A little before and after it, for the soft begin and end of words.
    return sound[max(loud[0] - EDGE, 0) * FRAME : (loud[-1] + 1 + EDGE) * FRAME]


class Levels:
    """Follows the level of each of `capacity` legs."""

    def __init__(self, capacity: int) -> None:
        self._speech = np.zeros(capacity, np.float32)
        self._gain = np.ones(capacity, np.float32)
        self._linger = np.zeros(capacity, np.int64)

    def reset(self, slots: Slots) -> None:
        """Forget these legs."""
        self._speech[slots] = 0
        self._gain[slots] = 1
        self._linger[slots] = 0

    def follow(self, slots: Slots, frames: Samples) -> NDArray[np.float32]:
        """Note the next frame of each leg; return the gain that it is to have."""
        level = np.sqrt(np.einsum("rs,rs->r", frames, frames, dtype=np.float32) / frames.shape[1])
        speaking = level > SPEECH
        before = self._speech[slots]
        # The first word of somebody sets his level, the next ones correct it.
        followed = np.where(before == 0, level, before + (level - before) * FOLLOW)
        speech = np.where(speaking, followed, before)
        self._speech[slots] = speech
        self._linger[slots] = np.where(speaking, LINGER, np.maximum(self._linger[slots] - 1, 0))
        heard = np.maximum(speech, 1)
        wanted = np.clip(np.where(heard < QUIET, QUIET / heard, np.minimum(LOUD / heard, 1)), 1 / MOST, MOST)
        wanted = np.where(speech == 0, 1, wanted)
        gain: NDArray[np.float32] = self._gain[slots]
        gain += (wanted - gain) * GLIDE
        self._gain[slots] = gain
        return gain

    def talking(self, slots: Slots) -> Mask:
        """Return which of these legs speak now."""
        talking: Mask = self._linger[slots] > 0
        return talking
