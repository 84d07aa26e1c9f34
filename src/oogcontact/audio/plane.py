"""The audio plane: one tick every 20 ms takes what came from all legs, mixes it and sends each leg its frame (CNF-9).

`tick` does it once and knows no clock; `Ticker` calls it in time, in a thread of its own. Other threads change a plane
by `do`: what they want done is done at the begin of the next tick, so that nothing is ever half changed.
"""

import heapq
import itertools
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio import FRAME, TICK, rtp
from oogcontact.audio.g711 import Bytes, Law, Samples, decode, encode
from oogcontact.audio.jitter import Slots
from oogcontact.audio.legs import ALONE, TONES, Legs
from oogcontact.audio.mixer import mix
from oogcontact.audio.reframe import Reframer
from oogcontact.audio.sockets import Arrivals, Ends, Sockets

_log = logging.getLogger(__name__)

#: Ticks without a packet after which a leg may be heard from another address: its NAT has changed (2 s).
MOVED_AFTER = 100

#: Ticks for which a leg is not heard after a packet that says that a key is down.
KEYED = 3

#: Ticks after which a plane without legs looks at its clock at the latest (1 s).
REST_AT_MOST = 50

#: A leg's digit; called in the thread of the tick.
OnDigit = Callable[[str], None]


@dataclass
class Player:
    """Sound that is being played to a leg or to a conference; `done` is called after its last frame."""

    samples: Samples
    done: Callable[[], None]
    position: int = 0

    def next(self) -> Samples:
        """Return the next frame, filled up with silence."""
        frame = np.zeros(FRAME, np.int16)
        piece = self.samples[self.position : self.position + FRAME]
        frame[: len(piece)] = piece
        self.position += FRAME
        return frame

    @property
    def ended(self) -> bool:
        """Whether everything was played."""
        return self.position >= len(self.samples)


@dataclass
class Plane:
    """All legs of one process, their sockets and what is played to them."""

    legs: Legs
    sockets: Sockets
    ticks: int = 0
    #: Set when something is to be done: who rests goes on at once.
    woken: threading.Event = field(default_factory=threading.Event)
    _todo: deque[Callable[[], None]] = field(default_factory=deque)
    _on_digit: dict[int, OnDigit] = field(default_factory=dict)
    _played: dict[int, deque[Player]] = field(default_factory=dict)
    _announced: dict[int, deque[Player]] = field(default_factory=dict)
    _music: dict[int, Player] = field(default_factory=dict)
    _recorded: dict[int, list[Samples]] = field(default_factory=dict)
    _timers: list[tuple[int, int, Callable[[], None]]] = field(default_factory=list)
    _timer_numbers: Iterator[int] = field(default_factory=itertools.count)
    _conferences: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _order: tuple[Slots, NDArray[np.int64]] | None = None

    def do(self, change: Callable[[], None]) -> None:
        """Have something done at the begin of the next tick; from any thread."""
        self._todo.append(change)
        self.woken.set()

    def open(self, law: Law, digits: int, remote: Ends, on_digit: OnDigit) -> tuple[int, int]:
        """Open a leg; return its slot and its port. Raises Full, NoPort."""
        slot = self.legs.take(law, digits, remote, self.ticks)
        try:
            port = self.sockets.open(slot)
        except Exception:
            self.legs.release(slot)
            raise
        self._on_digit[slot] = on_digit
        self._order = None
        return slot, port

    def silent_for(self, slot: int) -> float:
        """Return for how long nothing came from a leg (seconds; TEL-8)."""
        return float(self.ticks - self.legs.alive_at[slot]) * TICK

    def close(self, slot: int) -> None:
        """Close a leg and end what is played to it; twice is once."""
        self.stop_playing(slot)
        self._music.pop(slot, None)
        self._recorded.pop(slot, None)
        self._on_digit.pop(slot, None)
        self.sockets.close(slot)
        self.legs.release(slot)
        self._order = None

    def new_conference(self) -> int:
        """Return the number of a conference that nobody is in; from any thread."""
        return next(self._conferences)

    def join(self, slot: int, conference: int) -> None:
        """Let a leg hear a conference and be heard there."""
        self.legs.conference[slot] = conference
        self._order = None

    def part(self, slot: int) -> None:
        """Take a leg out of its conference."""
        self.join(slot, ALONE)

    def play(self, slot: int, samples: Samples, done: Callable[[], None]) -> None:
        """Play to one leg, after what is played to it already; it hears its conference softer meanwhile."""
        if not self.legs.open[slot]:
            done()
            return
        self._played.setdefault(slot, deque()).append(Player(samples, done))

    def stop_playing(self, slot: int) -> None:
        """End what is played to a leg, now: a digit interrupts."""
        for player in self._played.pop(slot, ()):
            player.done()

    def announce(self, conference: int, samples: Samples, done: Callable[[], None]) -> None:
        """Play to everybody in a conference, after what is played there already."""
        self._announced.setdefault(conference, deque()).append(Player(samples, done))

    def play_music(self, slot: int, samples: Samples | None) -> None:
        """Play something to a leg over and over, whenever nothing else is played to it; None ends that."""
        if samples is None:
            self._music.pop(slot, None)
        elif self.legs.open[slot]:
            self._music[slot] = Player(samples, lambda: None)

    def record(self, slot: int) -> None:
        """Begin to keep what a leg says."""
        if self.legs.open[slot]:
            self._recorded[slot] = []

    def recorded(self, slot: int) -> Samples:
        """End a recording; return it."""
        frames = self._recorded.pop(slot, [])
        return np.concatenate(frames) if frames else np.zeros(0, np.int16)

    def after(self, seconds: float, call: Callable[[], None]) -> None:
        """Have something done after so much of this plane's time; in the thread of the tick."""
        heapq.heappush(self._timers, (self.ticks + round(seconds / TICK), next(self._timer_numbers), call))

    def rest(self) -> int:
        """Return in how many ticks there is nothing to do unless it is `woken`: none while a leg is open."""
        if self._on_digit or self._todo:
            return 0
        next_timer = self._timers[0][0] - self.ticks - 1 if self._timers else REST_AT_MOST
        return min(max(0, next_timer), REST_AT_MOST)

    def tick(self) -> None:
        """Do 20 ms: hear, mix, say."""
        self.ticks += 1
        self.woken.clear()
        for _ in range(len(self._todo)):
            _carry_out(self._todo.popleft())
        while self._timers and self._timers[0][0] <= self.ticks:
            _carry_out(heapq.heappop(self._timers)[2])
        if not self._on_digit:
            # No leg is open: a server that nobody calls must not cost anything.
            return
        self._take_in(self.sockets.receive())
        if self._order is None:
            self._order = self.legs.in_order()
        slots, conferences = self._order
        if len(slots):
            frames = self._hear(slots)
            out = self._mix(slots, conferences, frames)
            self._play_to(slots, conferences, out)
            self._say(slots, out)

    def _take_in(self, arrivals: Arrivals) -> None:
        """Sort packets: sound into the jitter buffer, digits to who waits for them, all else nowhere."""
        packets = rtp.parse(arrivals.bytes, arrivals.lengths)
        legs = self.legs
        slots = arrivals.slots[packets.row]
        wanted = legs.open[slots] & self._expected(slots, arrivals.sources[packets.row])
        legs.alive_at[slots[wanted]] = self.ticks
        is_digit = wanted & (packets.payload_type == legs.digits[slots])
        for index in np.flatnonzero(is_digit):
            row, begin, size = packets.row[index], packets.begin[index], packets.size[index]
            payload = arrivals.bytes[row, begin : begin + size].tobytes()
            self._keyed(int(slots[index]), int(packets.timestamp[index]), payload)
        is_sound = wanted & ((packets.payload_type == Law.MU) | (packets.payload_type == Law.A))
        rows = np.flatnonzero(is_sound & (packets.size > 0))
        # Who speaks from where it was agreed is the one, whoever else was there first.
        agreed = arrivals.sources[packets.row[rows]] == legs.remote[slots[rows]]
        rows = rows[np.argsort(agreed, kind="stable")]
        slots = slots[rows]
        legs.heard_at[slots] = self.ticks
        legs.source[slots] = arrivals.sources[packets.row[rows]]
        legs.law_heard[slots] = packets.payload_type[rows]
        # Another sender at the same end begins anew.
        other = slots[legs.ssrc_heard[slots] != packets.ssrc[rows]]
        legs.jitter.reset(other)
        legs.ssrc_heard[slots] = packets.ssrc[rows]
        plain = packets.size[rows] == FRAME
        if not plain.all():
            self._reframe(slots[~plain], packets, rows[~plain], arrivals)
            slots, rows = slots[plain], rows[plain]
        legs.jitter.put(slots, packets.timestamp[rows], _payloads(arrivals, packets, rows))

    def _reframe(self, slots: Slots, packets: rtp.Packets, rows: NDArray[np.int64], arrivals: Arrivals) -> None:
        """Put packets into the jitter buffer that are not of our length; few telephones send such."""
        for slot, row in zip(slots.tolist(), rows.tolist(), strict=True):
            begin = packets.begin[row]
            payload = arrivals.bytes[packets.row[row], begin : begin + packets.size[row]].tobytes()
            reframer = self.legs.reframers.setdefault(slot, Reframer())
            for stamp, frame in reframer.take(int(packets.timestamp[row]), payload):
                frames = np.frombuffer(frame, np.uint8)[None, :]
                self.legs.jitter.put(np.array([slot]), np.array([stamp], np.uint32), frames)

    def _expected(self, slots: Slots, sources: Ends) -> NDArray[np.bool_]:
        """Return which sources may speak for these legs: the agreed one, and who was heard until he is silent."""
        legs = self.legs
        silent = self.ticks - legs.heard_at[slots] > MOVED_AFTER
        unknown = legs.heard_at[slots] < 0
        expected: NDArray[np.bool_] = (
            unknown | silent | (sources == legs.source[slots]) | (sources == legs.remote[slots])
        )
        return expected

    def _keyed(self, slot: int, timestamp: int, payload: bytes) -> None:
        if not self.legs.open[slot]:
            # The key before has ended it.
            return
        # Some telephones send the tone as sound too, and that still waits in the buffer.
        waiting = int(self.legs.jitter.delay(np.array([slot]))[0])
        self.legs.keyed_until[slot] = self.ticks + KEYED + waiting
        digit = self.legs.events[slot].take(timestamp, payload)
        if digit is not None:
            self._on_digit[slot](digit)

    def _hear(self, slots: Slots) -> Samples:
        """Return what each leg says now, without keys."""
        legs = self.legs
        encoded, there = legs.jitter.take(slots)
        frames = np.empty((len(slots), FRAME), np.int16)
        for law in Law:
            rows = legs.law_heard[slots] == law
            frames[rows] = decode(encoded[rows], law)
        by_tone = legs.digits[slots] == TONES
        # The concealment must not remember a key either.
        keyed = self._is_keyed(slots) & ~by_tone
        frames[keyed] = 0
        frames = legs.concealer.fill(slots, frames, there | keyed)
        if by_tone.any():
            frames[by_tone] = self._without_tones(slots[by_tone], frames[by_tone])
        for slot, kept in self._recorded.items():
            kept.append(frames[np.flatnonzero(slots == slot)[0]].copy())
        return frames

    def _without_tones(self, slots: Slots, frames: Samples) -> Samples:
        """Tell the digits in the sound of these legs; return that sound, a frame later and without them."""
        legs = self.legs
        digits, tones = legs.tones.hear(slots, frames)
        for slot, digit in digits:
            self._on_digit[slot](digit)
        # The frame before the first whole one holds the begin of the tone, the one after the last its end.
        legs.keyed_until[slots[tones]] = self.ticks + KEYED
        before = legs.waiting[slots]
        legs.waiting[slots] = frames
        before[self._is_keyed(slots)] = 0
        return before

    def _is_keyed(self, slots: Slots) -> NDArray[np.bool_]:
        keyed: NDArray[np.bool_] = self.legs.keyed_until[slots] > self.ticks
        return keyed

    def _mix(self, slots: Slots, conferences: NDArray[np.int64], frames: Samples) -> Samples:
        """Return what each leg hears of its conference; legs without one stand first and hear nothing."""
        legs = self.legs
        gain = legs.levels.follow(slots, frames)
        gain[legs.muted[slots] | ~legs.hears[slots]] = 0
        alone = int(np.searchsorted(conferences, ALONE, side="right"))
        out = np.zeros_like(frames)
        joined = slice(alone, None)
        there = slots[joined]
        out[joined] = mix(frames[joined], conferences[joined], gain[joined], legs.loudness[there], legs.spoke[there])
        return out

    def _play_to(self, slots: Slots, conferences: NDArray[np.int64], out: Samples) -> None:
        """Add what is played: to a whole conference, and to single legs."""
        for conference, player in _heads(self._announced):
            rows = slice(*np.searchsorted(conferences, [conference, conference + 1]))
            out[rows] = _added(out[rows], player.next())
        for slot, music in self._music.items():
            if slot not in self._played:
                row = np.flatnonzero(slots == slot)
                out[row] = _added(out[row], music.next())
                music.position %= len(music.samples)
        for slot, player in _heads(self._played):
            row = np.flatnonzero(slots == slot)
            out[row] = _added(out[row] // 2, player.next())
        for players in (self._announced, self._played):
            _end_finished(players)

    def _say(self, slots: Slots, out: Samples) -> None:
        """Send each leg its frame, unless it is on hold."""
        legs = self.legs
        hears = legs.hears[slots]
        if not hears.all():
            slots, out = slots[hears], out[hears]
        packets: Bytes = np.empty((len(slots), rtp.HEADER + FRAME), np.uint8)
        for law in Law:
            rows = legs.law[slots] == law
            packets[rows, rtp.HEADER :] = encode(out[rows], law)
        rtp.write_headers(packets, legs.law[slots], legs.sequence[slots], legs.timestamp[slots], legs.ssrc[slots])
        legs.sequence[slots] += 1
        legs.timestamp[slots] += FRAME
        self.sockets.send(slots, legs.target(slots), packets)


def _carry_out(change: Callable[[], None]) -> None:
    """Do what somebody wanted done; what goes wrong with it costs nobody else his frame."""
    try:
        change()
    except Exception:
        _log.exception("audio change failed")


def _payloads(arrivals: Arrivals, packets: rtp.Packets, rows: NDArray[np.int64]) -> Bytes:
    """Return the frames in these packets."""
    begin, row = packets.begin[rows], packets.row[rows]
    # Nearly all packets are plain; those with an extension are taken again from their place.
    frames = arrivals.bytes[row, rtp.HEADER : rtp.HEADER + FRAME]
    others = np.flatnonzero(begin != rtp.HEADER)
    if len(others):
        frames[others] = arrivals.bytes[row[others][:, None], begin[others][:, None] + np.arange(FRAME)]
    return frames


def _heads(players: dict[int, deque[Player]]) -> list[tuple[int, Player]]:
    return [(key, queue[0]) for key, queue in players.items() if queue]


def _added(out: Samples, frame: Samples) -> Samples:
    added: Samples = np.clip(out.astype(np.int32) + frame, -32_768, 32_767).astype(np.int16)
    return added


def _end_finished(players: dict[int, deque[Player]]) -> None:
    for key, player in _heads(players):
        if player.ended:
            players[key].popleft()
            if not players[key]:
                del players[key]
            player.done()
