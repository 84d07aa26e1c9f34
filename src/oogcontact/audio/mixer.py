"""The mixer: all conferences of a tick at once; each leg hears all others of its own, and never itself (CNF-9).

Some legs are spokes: they hear those that are none, and not one another. A telephone among browsers is the hub of such
a wheel, because the browsers hear each other without us.
"""

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio.g711 import Samples

#: Steps of what a leg hears, in 3 dB: `*7` and `*9` go down and up one (CNF-3).
STEP = 10 ** (3 / 20)
SOFTEST, LOUDEST = -6, 6


def mix(
    frames: Samples,
    conference: NDArray[np.int64],
    spoken: NDArray[np.float32],
    heard: NDArray[np.float32],
    spokes: NDArray[np.bool_] | None = None,
) -> Samples:
    """Return what each leg hears, in frames of the same shape.

    `conference` says where each row belongs, and rows of one conference stand together; `spoken` is the gain with which
    a row is heard by the others, zero when it is muted; `heard` the gain of what it hears itself; `spokes` are rows
    that do not hear one another.
    """
    if not len(frames):
        return frames
    voices = frames * spoken[:, None]
    begins = np.flatnonzero(np.r_[True, conference[1:] != conference[:-1]])
    sizes = np.diff(np.r_[begins, len(frames)])
    whole = np.repeat(np.add.reduceat(voices, begins, axis=0), sizes, axis=0)
    whole -= voices
    if spokes is not None and spokes.any():
        among = np.add.reduceat(voices * spokes[:, None], begins, axis=0)
        whole[spokes] -= (np.repeat(among, sizes, axis=0) - voices)[spokes]
    whole *= heard[:, None]
    np.clip(whole, -32_768, 32_767, out=whole)
    mixed: Samples = whole.astype(np.int16)
    return mixed


def gain_of(step: int) -> float:
    """Return the gain of a step of loudness."""
    return float(STEP ** max(SOFTEST, min(LOUDEST, step)))
