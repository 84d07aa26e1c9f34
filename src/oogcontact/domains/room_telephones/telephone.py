"""A telephone in a room: the hub of a wheel on the audio plane, whose spokes lead to everybody else in the room.

Each browser has a connection to each other seat, and so it has to this one; it is answered here. The telephone hears
all of its circle, each of them hears the telephone through his own spoke, and the browsers hear each other without us.
Who sits in another circle is not joined: whatever his browser sends, it is not heard (CAL-10).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

import msgspec

from oogcontact.audio.legs import Full
from oogcontact.audio.music import waiting_music
from oogcontact.audio.sockets import NoPort
from oogcontact.audio.speech import Voice
from oogcontact.audio.webrtc import BrokenOffer
from oogcontact.domains.rooms.api import Circle, Room, Seat, Signal
from oogcontact.domains.telephony.api import BrowserLeg, Leg, Switchboard, connect_browser, join_legs

_log = logging.getLogger(__name__)

#: Sends to another seat of the room.
Send = Callable[[UUID, dict[str, str]], Awaitable[None]]


class Offer(msgspec.Struct, tag_field="kind", tag="offer"):
    """A browser's offer of sound (web/src/state/call/peer.ts); another `session` is another connection."""

    session: str
    sdp: str


@dataclass(frozen=True)
class Spoke:
    """The way from one other seat to the telephone."""

    leg: Leg
    session: str = ""
    answer: str = ""


class Telephone:
    """One telephone in a room, as `client` on the seat of `person`; on the event loop, until its leg ends."""

    def __init__(self, switchboard: Switchboard, leg: Leg, person: UUID, client: UUID, room: UUID) -> None:
        self.leg = leg
        self.person, self.client, self.room = person, client, room
        self.seat: Seat | None = None
        #: Called with the room and the seat of a browser that hears it now.
        self.on_heard: Callable[[Room, UUID], None] = _nothing
        self.send: Send
        self._switchboard = switchboard
        self._plane = switchboard.plane
        self._conference = self._plane.new_conference()
        self._others: dict[UUID, Seat] = {}
        self._room: Room | None = None
        self._spokes: dict[UUID, Spoke] = {}
        self._offers: dict[UUID, Offer] = {}
        self._workers: dict[UUID, asyncio.Task[None]] = {}
        self._listeners: set[asyncio.Task[None]] = set()
        self._on_hold = False
        self._seated = asyncio.Event()

    def follow(self, room: Room) -> None:
        """Take the place that the room gives it now; end when it has none any more."""
        seat = room.seat_of(self.person)
        if seat is None or not seat.live or seat.client != self.client:
            self.leg.end()
            return
        self._room, self.seat = room, seat
        self._seated.set()
        self._others = {other.id: other for other in room.live_seats() if other.id != seat.id}
        for gone in self._spokes.keys() - self._others.keys():
            self._spokes.pop(gone).leg.end()
        self._place()

    def receive(self, signal: Signal) -> None:
        """Take a signal of another seat: its newest offer is answered; all else is of no use here."""
        try:
            self._offers[signal.seat] = msgspec.json.decode(signal.data, type=Offer)
        except msgspec.DecodeError:
            return
        if signal.seat not in self._workers:
            # One at a time of each seat: who floods us with offers only gets the last one answered.
            self._workers[signal.seat] = asyncio.ensure_future(self._answer(signal.seat))

    def leads_to(self, seat: UUID) -> bool:
        """Tell whether there is a way to this seat."""
        spoke = self._spokes.get(seat)
        return spoke is not None and not spoke.leg.over

    async def join(self, other: "Telephone") -> None:
        """Let two telephones of one room hear each other; raises Full, NoPort."""
        if self.seat is None or other.seat is None:
            return
        mine, theirs = await join_legs(self._switchboard, Voice("nl"))
        for one, seat, leg in ((self, other.seat, mine), (other, self.seat, theirs)):
            one._attach(seat.id, Spoke(leg))

    def end(self) -> None:
        """End it and all ways to it; twice is once."""
        self.leg.end()
        for spoke in self._spokes.values():
            spoke.leg.end()
        self._spokes.clear()
        for task in (*self._workers.values(), *self._listeners):
            task.cancel()

    async def _answer(self, seat: UUID) -> None:
        try:
            while (offer := self._offers.pop(seat, None)) is not None and not self.leg.over:
                await self._answer_one(seat, offer)
        finally:
            del self._workers[seat]

    async def _answer_one(self, seat: UUID, offer: Offer) -> None:
        try:
            spoke = self._spokes.get(seat)
            if spoke is None or spoke.leg.over or spoke.session != offer.session:
                spoke = await self._connect(seat, offer)
            # The browsers may know of the seat before we do.
            await self._seated.wait()
            # An offer that came again lost its answer.
            await self.send(seat, {"kind": "answer", "session": spoke.session, "sdp": spoke.answer})
        except BrokenOffer:
            _log.info("x offer to a telephone can not be read")
        except (Full, NoPort):
            _log.warning("x no line for a browser beside a telephone")
        except Exception:
            # The browser asks again; and the offer that came meanwhile is answered.
            _log.exception("offer to a telephone not answered")

    async def _connect(self, seat: UUID, offer: Offer) -> Spoke:
        # Not watched: a browser without a microphone sends nothing, and ICE says when it is gone.
        connected = await connect_browser(self._switchboard, Voice("nl"), offer.sdp, watched=False)
        spoke = Spoke(connected.leg, offer.session, connected.answer)
        if self.leg.over:
            connected.leg.end()
            return spoke
        self._attach(seat, spoke)
        task = asyncio.ensure_future(self._listen(connected, seat))
        self._listeners.add(task)
        task.add_done_callback(self._listeners.discard)
        return spoke

    async def _listen(self, connected: BrowserLeg, seat: UUID) -> None:
        await connected.browser.connected.wait()
        if self._room is not None and not connected.leg.over:
            self.on_heard(self._room, seat)

    def _attach(self, seat: UUID, spoke: Spoke) -> None:
        before = self._spokes.get(seat)
        if before is not None:
            before.leg.end()
        self._spokes[seat] = spoke
        slot = spoke.leg.slot

        def mark() -> None:
            self._plane.legs.spoke[slot] = True

        self._plane.do(mark)
        self._place()

    def _place(self) -> None:
        """Join those who sit in its circle; on hold it hears music and nobody (CAL-10)."""
        if self.seat is None or self.leg.over:
            return
        circle, hub, plane = self.seat.circle, self.leg.slot, self._plane
        spokes = {id_: spoke.leg.slot for id_, spoke in self._spokes.items() if not spoke.leg.over}
        # Who sat down a moment ago may not be known here yet: he is joined when he is.
        near = {id_ for id_, other in self._others.items() if other.circle is circle is not Circle.ON_HOLD}
        changes = circle is Circle.ON_HOLD and not self._on_hold, circle is not Circle.ON_HOLD and self._on_hold
        self._on_hold = circle is Circle.ON_HOLD

        def place() -> None:
            for id_, slot in ((None, hub), *spokes.items()):
                joined = circle is not Circle.ON_HOLD if id_ is None else id_ in near
                plane.join(slot, self._conference) if joined else plane.part(slot)
            if any(changes):
                plane.play_music(hub, waiting_music() if changes[0] else None)

        plane.do(place)


def _nothing(_room: Room, _seat: UUID) -> None:
    """Nobody wants to know."""
