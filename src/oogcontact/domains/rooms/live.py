"""The live side of rooms: signalling between the seats of one room, and leases of connected clients.

Signals (SDP, ICE candidates, talking signs) are worth nothing a second later, so they touch no table: who holds which
seat is kept in memory, loaded when it is missing and forgotten whenever the room changes.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db import close_old_connections, transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.rooms import actions, events, refusals, store
from oogcontact.domains.rooms.states import Changes
from oogcontact.domains.rooms.values import Room, RoomState
from oogcontact.infra.tabs import Tab, Tabs
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal

#: The most bytes of one signal's data: a session description of many tracks is a tenth of it.
SIGNAL_AT_MOST = 64 * 1024

#: How long a room is believed without looking: another process may have changed it.
BELIEVED = timedelta(seconds=10)

#: The time between two renewals of the leases; a lease outlives three that failed (docs/protocol.md).
RENEW_EVERY = timedelta(seconds=15)

#: Sends a frame to one tab of one user, wherever it is connected; nothing happens when it is not.
Deliver = Callable[[UUID, UUID, bytes], None]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Holder:
    """Which tab of which person holds a seat."""

    person: UUID
    client: UUID


@dataclass(frozen=True)
class Seating:
    """The live seats of a room, believed until a moment."""

    seats: dict[UUID, Holder]
    until: datetime


class Signal(msgspec.Struct, tag="signal"):
    """A signal as a client sends it."""

    room: UUID
    seat: UUID
    to: UUID
    data: msgspec.Raw


#: Takes a signal for a seat that this process holds.
Receive = Callable[[Signal], None]


class Relay:
    """Passes signals between the seats of one room."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._held: dict[Holder, Receive] = {}
        self._rooms: dict[UUID, Seating] = {}
        self._generation = 0

    async def signal(self, person: UUID, client: UUID, signal: Signal, executor: Executor | None = None) -> None:
        """Relay a signal of this tab; raises `not_found` for rooms and seats that are not its, `signal_too_large`."""
        if len(bytes(signal.data)) > SIGNAL_AT_MOST:
            raise Refusal("signal_too_large", _("This signal is too large."), Category.TOO_LARGE)
        seating = self._known(signal.room)
        if seating is None:
            loop = asyncio.get_running_loop()
            seating = await loop.run_in_executor(executor, self._load, signal.room)
        self._pass_on(seating, Holder(person, client), signal)

    def divert(self, holder: Holder, receive: Receive | None) -> None:
        """Give signals for a seat that this process holds to `receive`; None: no longer. In the loop's thread."""
        if receive is None:
            self._held.pop(holder, None)
        else:
            self._held[holder] = receive

    def forget(self, room_id: UUID) -> None:
        """Look anew for the seats of this room at its next signal; from any thread."""
        self._generation += 1
        self._rooms.pop(room_id, None)

    def _known(self, room_id: UUID) -> Seating | None:
        seating = self._rooms.get(room_id)
        return seating if seating is not None and seating.until > clock.now() else None

    def _load(self, room_id: UUID) -> Seating:
        # A connection that the database server has ended is made anew.
        close_old_connections()
        generation = self._generation
        room = store.fetch([room_id]).get(room_id)
        seats = room.live_seats() if room is not None and room.state is not RoomState.ENDED else []
        seating = Seating({seat.id: Holder(seat.person, seat.client) for seat in seats}, clock.now() + BELIEVED)
        # Not when a room changed meanwhile: what was read may be older than that change. Nor what nobody is in,
        # or guessed ids would fill the memory.
        if seats and generation == self._generation:
            self._rooms[room_id] = seating
        return seating

    def _pass_on(self, seating: Seating, sender: Holder, signal: Signal) -> None:
        own, other = seating.seats.get(signal.seat), seating.seats.get(signal.to)
        if own is None or other is None or own.person != sender.person or signal.seat == signal.to:
            raise refusals.not_found()
        if own.client != sender.client:
            raise refusals.seat_elsewhere()
        receive = self._held.get(other)
        if receive is not None:
            receive(signal)
        else:
            self._deliver(other.person, other.client, _encode(signal))


class Leases:
    """Knows the connected tabs of this process: renews their seats, and sets away those whose last connection ended."""

    def __init__(self) -> None:
        self._tabs = Tabs(RENEW_EVERY)
        #: Connected since the last look; a deque, because it is filled and emptied by different threads.
        self._fresh: deque[Tab] = deque()

    def opened(self, person: UUID, client: UUID) -> None:
        """A tab has connected."""
        self._tabs.opened((person, client))
        # It may come just before its lease passes: renewed at the next look.
        self._fresh.append((person, client))

    def closed(self, person: UUID, client: UUID) -> bool:
        """A connection of a tab has ended; return whether it was the last one, so that `lost` must be called."""
        return self._tabs.closed((person, client))

    def lost(self, person: UUID, client: UUID) -> None:
        """Set the tab's seat away unless it has connected again meanwhile; blocks on the database."""
        try:
            if (person, client) not in self._tabs:
                actions.lose(person, client)
        except Exception:
            # The lease ends the seat at its time.
            _log.exception("seat not set away")
        finally:
            close_old_connections()

    def run_due(self, now: datetime) -> int:
        """Renew the seats of the connected tabs if it is time, of new ones at once; return how many were.

        Runs beside the deadlines.
        """
        fresh = [self._fresh.popleft() for _ in range(len(self._fresh))]
        tabs = self._tabs.due(now)
        return actions.renew([tab for tab in fresh if tab in self._tabs] if tabs is None else tabs)


def follow(relay: Relay) -> None:
    """Have the relay forget each room that changes, after the commit."""

    def forget(before: Room | None, after: Room, changes: Changes) -> None:
        transaction.on_commit(lambda: relay.forget(after.id))

    events.watch(forget)


def parse(message: Mapping[str, Any]) -> Signal:
    """Return the signal that a decoded frame holds; raises Refusal `invalid`."""
    try:
        data = msgspec.json.encode(message["data"])
        return Signal(UUID(message["room"]), UUID(message["seat"]), UUID(message["to"]), msgspec.Raw(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refusal("invalid", _("This signal can not be read."), Category.INVALID) from error


def _encode(signal: Signal) -> bytes:
    return msgspec.json.encode(
        {"type": "signal", "room": signal.room, "from": signal.seat, "to": signal.to, "data": signal.data}
    )
