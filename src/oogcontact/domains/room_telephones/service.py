"""The telephones in the rooms of this process: they are called, sit down, and leave (CAL-9, CAL-11, WAI-5).

It lives on the event loop; `dial` and `room_changed` come from any thread. What has to outlive the process is in the
tables of rooms: the ring ends by its deadline, the seat by its lease.
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Awaitable
from uuid import UUID

import msgspec

from oogcontact.audio.legs import Full
from oogcontact.audio.sockets import NoPort
from oogcontact.audio.speech import Voice
from oogcontact.domains.room_telephones import policy, refusals, sitting
from oogcontact.domains.room_telephones.dialling import Dialling
from oogcontact.domains.room_telephones.telephone import Telephone
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.telephony.api import Impossible, Leg, Switchboard
from oogcontact.infra.threads import DatabaseThreads
from oogcontact.kernel import ids
from oogcontact.kernel.errors import Refusal
from oogcontact.sip.outgoing import NotAnswered

_log = logging.getLogger(__name__)


class Service:
    """All telephones in rooms; made on the event loop."""

    def __init__(self, switchboard: Switchboard, seats: rooms.HeldSeats) -> None:
        self._loop = asyncio.get_running_loop()
        self._switchboard = switchboard
        self._seats = seats
        # One thread: rooms are read in the order in which they changed.
        self._threads = DatabaseThreads("room-telephones", 1)
        self._following = asyncio.Lock()
        self._calling: dict[UUID, asyncio.Task[None]] = {}
        self._telephones: dict[UUID, Telephone] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin, after the seats have been given up that a process which was killed has left."""
        await self._threads.run(sitting.end_lost)
        use(self)

    async def stop(self) -> None:
        """Hang up everywhere; returns when all seats have been given up."""
        use(None)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._threads.close()

    # From any thread.

    def check(self, organisation: UUID, number: str) -> None:
        """Check that the number can be called now; raises the Refusal that says why not."""
        try:
            self._switchboard.check(organisation, number)
        except Impossible as error:
            raise refusals.impossible(error) from error

    def can_call_out(self, organisation: UUID) -> bool:
        """Tell whether the organisation can call telephones."""
        return self._switchboard.can_call_out(organisation)

    def dial(self, what: Dialling) -> None:
        """Begin to call a telephone; how it goes is seen in the room."""
        self._loop.call_soon_threadsafe(self._begin, what)

    def room_changed(self, room: UUID, over: frozenset[UUID]) -> None:
        """Follow a room in which something has changed; `over` are rings that have ended, and people who have left."""
        self._loop.call_soon_threadsafe(self._changed, room, over)

    # On the loop.

    def _begin(self, what: Dialling) -> None:
        if what.key not in self._calling:
            self._calling[what.key] = self._spawn(self._carry_out(what))

    def _changed(self, room: UUID, over: frozenset[UUID]) -> None:
        for key in over & self._calling.keys():
            # Who is called hears it ring no more.
            self._calling.pop(key).cancel()
        if any(telephone.room == room for telephone in self._telephones.values()):
            self._spawn(self._follow(room))

    async def _carry_out(self, what: Dialling) -> None:
        voice = Voice(what.language)
        try:
            leg = await self._switchboard.call_out(what.organisation, what.number, voice)
        except Impossible:
            state = rooms.RingState.FAILED
        except NotAnswered as error:
            state = policy.state_of(error.status)
        except asyncio.CancelledError:
            await self._threads.run(sitting.given_up, what)
            raise
        else:
            # From here on a ring that has ended is refused, and need not be taken back.
            self._calling.pop(what.key, None)
            await self._talk(what, leg)
            return
        self._calling.pop(what.key, None)
        await self._threads.run(sitting.not_reached, what, state)

    async def _talk(self, what: Dialling, leg: Leg) -> None:
        """Sit in the room until the telephone hangs up, or has no seat any more."""
        client = ids.new_id()
        telephone = Telephone(self._switchboard, leg, what.person, client, what.room)
        telephone.send = lambda to, data: self._send(telephone, to, data)
        telephone.on_heard = lambda room, by: self._heard(telephone, room, by)
        self._seats.hold(what.person, client, telephone.receive)
        try:
            await self._threads.run(sitting.sit_down, what, client)
            # Not before it sits: in a room that was read a moment ago it has no seat, and would hang up.
            self._telephones[client] = telephone
            await self._follow(what.room)
            await leg.ended()
        except Refusal:
            _log.info("x telephone was answered when its ring was over")
        finally:
            telephone.end()
            self._telephones.pop(client, None)
            self._seats.release(what.person, client)
            await self._threads.run(sitting.get_up, what, client)

    async def _follow(self, room_id: UUID) -> None:
        async with self._following:
            # Who sits down while the room is read follows it himself after that.
            here = [telephone for telephone in self._telephones.values() if telephone.room == room_id]
            room = await self._threads.run(rooms.find_room, room_id)
            if room is None:
                return
            for telephone in here:
                telephone.follow(room)
            for one, other in itertools.combinations(here, 2):
                if other.seat is not None and not one.leads_to(other.seat.id):
                    with contextlib.suppress(Full, NoPort):
                        await one.join(other)

    async def _send(self, telephone: Telephone, to: UUID, data: dict[str, str]) -> None:
        if telephone.seat is not None:
            signal = rooms.Signal(telephone.room, telephone.seat.id, to, msgspec.Raw(msgspec.json.encode(data)))
            await self._seats.send(telephone.person, telephone.client, signal)

    def _heard(self, telephone: Telephone, room: rooms.Room, by: UUID) -> None:
        """Say that a browser hears the telephone: who hands the call over to it may go (CAL-9)."""
        seat = telephone.seat
        others = {other.id: other for other in room.live_seats()}
        awaited = seat is not None and any(other.successor == seat.id for other in others.values())
        if seat is not None and awaited and by in others and others[by].successor is None:
            self._spawn(self._threads.run(sitting.heard, others[by].person, telephone.room, seat.id))

    def _spawn(self, work: Awaitable[None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("telephone in a room failed", exc_info=error)


_service: Service | None = None


def use(service: Service | None) -> None:
    """Say which one runs in this process; None: none."""
    global _service
    _service = service


def running() -> Service | None:
    """Return the one that runs in this process, if any."""
    return _service


def service() -> Service:
    """Return the one that runs in this process; raises Refusal `no_trunk`."""
    if _service is None:
        raise refusals.no_trunk()
    return _service
