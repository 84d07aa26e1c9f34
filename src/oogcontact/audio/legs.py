"""What the audio plane knows of each leg, as arrays by slot: taken when a leg opens, free again when it closes."""

import secrets

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio import FRAME
from oogcontact.audio.conceal import Concealer
from oogcontact.audio.dtmf import TelephoneEvents, ToneDetector
from oogcontact.audio.g711 import Law
from oogcontact.audio.jitter import JitterBuffer, Slots
from oogcontact.audio.level import Levels
from oogcontact.audio.reframe import Reframer
from oogcontact.audio.sockets import END, Ends

#: No conference: the leg speaks with a script.
ALONE = -1

#: No payload type was agreed for digits: they come as tones in the sound.
TONES = -1


class Full(Exception):
    """As many legs as this plane carries are open."""


class Legs:
    """All legs of a plane."""

    def __init__(self, capacity: int) -> None:
        self._free = list(range(capacity - 1, -1, -1))
        self.open = np.zeros(capacity, np.bool_)
        # What was agreed: the law, the payload type of digits, where to send.
        self.law = np.zeros(capacity, np.uint8)
        self.digits = np.full(capacity, TONES, np.int16)
        self.remote = np.zeros(capacity, END)
        # Who was heard: the law that comes, the source, and when.
        self.law_heard = np.zeros(capacity, np.uint8)
        self.source = np.zeros(capacity, END)
        self.ssrc_heard = np.zeros(capacity, np.uint32)
        self.heard_at = np.full(capacity, -1, np.int64)
        # When it opened or anything of it came: also comfort noise and keys are a sign of life (TEL-8).
        self.alive_at = np.zeros(capacity, np.int64)
        # False while the other side does not want to hear us, or is not known yet; it is not heard then either: what
        # it sends is music for who waits (RFC 3264, section 8.4).
        self.hears = np.ones(capacity, np.bool_)
        # What is sent.
        self.sequence = np.zeros(capacity, np.int64)
        self.timestamp = np.zeros(capacity, np.int64)
        self.ssrc = np.zeros(capacity, np.uint32)
        # The place in a conference.
        self.conference = np.full(capacity, ALONE, np.int64)
        self.muted = np.zeros(capacity, np.bool_)
        # Hears those of its conference that are no spokes (mixer.py).
        self.spoke = np.zeros(capacity, np.bool_)
        self.loudness = np.ones(capacity, np.float32)
        # Ticks until which the sound of a key is kept from the others; and the frame that waits for that verdict.
        self.keyed_until = np.zeros(capacity, np.int64)
        self.waiting = np.zeros((capacity, FRAME), np.int16)
        self.events: dict[int, TelephoneEvents] = {}
        # Only of those whose packets are not of our length.
        self.reframers: dict[int, Reframer] = {}
        self.jitter = JitterBuffer(capacity)
        self.concealer = Concealer(capacity)
        self.levels = Levels(capacity)
        self.tones = ToneDetector(capacity)

    def take(self, law: Law, digits: int, remote: Ends, now: int) -> int:
        """Open a leg in the tick `now`; return its slot. Raises Full."""
        if not self._free:
            raise Full
        slot = self._free.pop()
        self.open[slot] = True
        self.law[slot] = self.law_heard[slot] = law
        self.digits[slot] = digits
        self.remote[slot] = remote
        self.heard_at[slot] = -1
        self.alive_at[slot] = now
        self.hears[slot] = True
        # From a random begin, so that nobody can guess packets into the stream (RFC 3550, section 5.1).
        self.sequence[slot], self.timestamp[slot] = secrets.randbelow(2**16), secrets.randbelow(2**32)
        self.ssrc[slot] = secrets.randbelow(2**32)
        self.conference[slot] = ALONE
        self.muted[slot], self.loudness[slot] = False, 1
        self.spoke[slot] = False
        self.keyed_until[slot] = 0
        self.waiting[slot] = 0
        self.events[slot] = TelephoneEvents()
        only = np.array([slot])
        for part in (self.jitter, self.concealer, self.levels, self.tones):
            part.reset(only)
        return slot

    def redirect(self, slot: int, law: Law, digits: int, remote: Ends, *, hears: bool) -> None:
        """Note what was agreed on anew."""
        if self.remote[slot] != remote:
            # Who was heard from the old end is not waited for.
            self.heard_at[slot] = -1
        self.law[slot] = law
        self.digits[slot] = digits
        self.remote[slot] = remote
        self.hears[slot] = hears

    def release(self, slot: int) -> None:
        """Close a leg; twice is once."""
        if self.open[slot]:
            self.open[slot] = False
            self.conference[slot] = ALONE
            del self.events[slot]
            self.reframers.pop(slot, None)
            self._free.append(slot)

    def target(self, slots: Slots) -> Ends:
        """Return where to send: to where one was heard from, as NATs want it, else where was agreed."""
        ends: Ends = np.where(self.heard_at[slots] >= 0, self.source[slots], self.remote[slots])
        return ends

    def in_order(self) -> tuple[Slots, NDArray[np.int64]]:
        """Return all open legs, those of one conference together, and the conference of each."""
        slots = np.flatnonzero(self.open)
        order = slots[np.argsort(self.conference[slots], kind="stable")]
        return order, self.conference[order]
