"""The jitter buffers of all legs, as arrays: packets in as they come, one frame of each leg out at every tick.

Frames are told apart by their RTP timestamps, so that a pause, and a key that is sent instead of sound, are pauses here
too. The delay of a leg follows its network (CNF-9). It begins with one spare frame. A packet that comes too late makes
it one frame longer, up to `LONGEST`; two seconds in which a frame was always left over make it one frame shorter.
"""

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio import FRAME
from oogcontact.audio.g711 import Bytes

Slots = NDArray[np.intp]
Mask = NDArray[np.bool_]

#: Frames that a leg can hold; more than this ahead is another stream.
HELD = 32

#: Frames left over that are aimed at, and the most that late packets lead to: 20 to 200 ms with the one being played.
SPARE, LONGEST = 1, 9

#: So many ticks a frame must have been too many before it is dropped.
CALM = 100

#: A timestamp that lies further back than so many frames begins a new stream.
MISORDERED = 100

_NOTHING = -1


class JitterBuffer:
    """Holds the encoded frames of `capacity` legs, each known by its slot."""

    def __init__(self, capacity: int) -> None:
        self._frames = np.zeros((capacity, HELD, FRAME), np.uint8)
        # Frames are numbered; here the number of the one that lies in each place.
        self._held = np.full((capacity, HELD), _NOTHING, np.int64)
        self._next = np.full(capacity, _NOTHING, np.int64)
        self._highest = np.full(capacity, _NOTHING, np.int64)
        # The timestamp of the highest one.
        self._stamp = np.zeros(capacity, np.uint32)
        self._hold = np.zeros(capacity, np.int64)
        self._least = np.full(capacity, HELD, np.int64)
        self._calm = np.zeros(capacity, np.int64)
        self._empty = np.zeros(capacity, np.int64)

    def reset(self, slots: Slots) -> None:
        """Forget the streams of these legs."""
        self._next[slots] = self._highest[slots] = _NOTHING
        self._held[slots] = _NOTHING
        self._hold[slots] = self._calm[slots] = self._empty[slots] = 0
        self._least[slots] = HELD

    def delay(self, slots: Slots) -> NDArray[np.int64]:
        """Return how many frames each leg has waiting."""
        following = self._next[slots]
        waiting: NDArray[np.int64] = np.maximum(self._highest[slots] - following + 1, 0) * (following >= 0)
        return waiting

    def put(self, slots: Slots, timestamps: NDArray[np.uint32], frames: Bytes) -> None:
        """Take packets in: the leg, the RTP timestamp and the 160 encoded samples of each."""
        while len(slots):
            # Several packets of one leg are put one after the other.
            _legs, first = np.unique(slots, return_index=True)
            self._put_one_each(slots[first], timestamps[first], frames[first])
            rest = np.ones(len(slots), np.bool_)
            rest[first] = False
            slots, timestamps, frames = slots[rest], timestamps[rest], frames[rest]

    def take(self, slots: Slots) -> tuple[Bytes, Mask]:
        """Return the next frame of each leg, and which of them are really there; the others are to be concealed."""
        following = self._next[slots]
        holding = self._hold[slots] > 0
        place = following % HELD
        there = (self._held[slots, place] == following) & (following >= 0) & ~holding
        # With later ones there it is lost; with none it may still come, and everything waits for it.
        ahead = (self._highest[slots] >= following) & (following >= 0)
        self._next[slots] = following + (ahead & ~holding)
        self._hold[slots] -= holding
        self._empty[slots] = np.where(ahead, 0, self._empty[slots] + 1)
        frames = self._frames[slots, place]
        self._shorten(slots)
        return frames, there

    def _put_one_each(self, slots: Slots, timestamps: NDArray[np.uint32], frames: Bytes) -> None:
        passed = (timestamps - self._stamp[slots]).view(np.int32).astype(np.int64)
        step = (passed + FRAME // 2) // FRAME
        number = self._highest[slots] + step
        fresh = (self._highest[slots] < 0) | (step < -MISORDERED) | (number >= self._next[slots] + HELD)
        # Far enough from zero to look back.
        number[fresh] = 2 * MISORDERED
        self._begin(slots[fresh], number[fresh])
        # Time has passed while nothing came: what was not said is not waited for now.
        self._next[slots] += np.clip(number - self._next[slots], 0, self._empty[slots])
        self._empty[slots] = 0
        late = number < self._next[slots]
        self._lengthen(slots[late])
        good, number = slots[~late], number[~late]
        self._frames[good, number % HELD] = frames[~late]
        self._held[good, number % HELD] = number
        newest = number >= self._highest[good]
        self._highest[good[newest]] = number[newest]
        self._stamp[good[newest]] = timestamps[~late][newest]

    def _begin(self, slots: Slots, numbers: NDArray[np.int64]) -> None:
        self.reset(slots)
        self._next[slots] = self._highest[slots] = numbers
        self._hold[slots] = SPARE

    def _lengthen(self, slots: Slots) -> None:
        """A packet came too late: the next one of its leg shall not."""
        longer = slots[(self.delay(slots) < LONGEST) & (self._hold[slots] == 0)]
        self._hold[longer] = 1
        self._least[longer], self._calm[longer] = HELD, 0

    def _shorten(self, slots: Slots) -> None:
        """Drop a frame of the legs that had too many for long enough."""
        self._least[slots] = np.minimum(self._least[slots], self.delay(slots))
        self._calm[slots] += 1
        done = slots[self._calm[slots] >= CALM]
        self._next[done[self._least[done] > SPARE]] += 1
        self._least[done], self._calm[done] = HELD, 0
