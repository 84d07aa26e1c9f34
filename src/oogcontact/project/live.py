"""The WebSocket side: what ties the gateway to the sessions, the events and the live parts of the domains."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import close_old_connections

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.presence import live as presence
from oogcontact.domains.rooms import live as rooms
from oogcontact.infra import deadlines, events
from oogcontact.kernel import clock
from oogcontact.project.bridge import Receive, Scope, Send
from oogcontact.project.visitors import Visitor, authenticate, is_own_page
from oogcontact.realtime.gateway import Doors, Gateway
from oogcontact.realtime.hub import Connection, Hub

P = ParamSpec("P")
T = TypeVar("T")

#: Threads for what connections ask of the database: signing in, what was missed, leases. A restart brings thousands at
#: once; more threads than this only wait for each other.
THREADS = 4

#: The time between two notes that the connected devices are in use (ACC-10).
NOTE_EVERY = timedelta(minutes=1)

#: So many ended sessions are remembered until their connections have closed.
ENDED_KEPT = 1_000

#: Close code for an end of the server: clients come back by themselves.
GOING_AWAY = 1012


class Live:
    """The gateway with everything it needs; made once in a process."""

    def __init__(self) -> None:
        self._hub = Hub()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="live")
        self._relay = rooms.Relay(self._hub.deliver_to)
        self._leases = rooms.Leases()
        self._devices = presence.Devices()
        self._ended: deque[str] = deque(maxlen=ENDED_KEPT)
        self._noted: datetime | None = None
        doors = Doors(
            is_own_page=is_own_page,
            authenticate=self._authenticate,
            missed=self._missed,
            opened=self._opened,
            closed=self._closed,
            handlers={"signal": self._signal},
        )
        self._gateway = Gateway(self._hub, doors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one WebSocket until it closes."""
        await self._gateway(scope, receive, send)

    async def start(self) -> None:
        """Begin to deliver events."""
        self._hub.bind(asyncio.get_running_loop())
        events.set_sink(self._hub.deliver)
        rooms.follow(self._relay)
        accounts.sessions_ended.register(self._sessions_ended)
        deadlines.register("leases", self._leases.run_due)
        deadlines.register("devices", self._devices.run_due)
        deadlines.register("device use", self._note_use)

    async def stop(self) -> None:
        """Close all connections; their clients come back by themselves."""
        events.set_sink(None)
        self._hub.close_all(GOING_AWAY)
        await asyncio.to_thread(self._pool.shutdown)

    async def _authenticate(self, scope: Scope) -> Visitor | None:
        return await self._in_thread(authenticate, scope)

    async def _missed(self, user: UUID, last: int | None) -> events.Missed:
        return await self._in_thread(events.missed, user, last)

    async def _opened(self, connection: Connection) -> None:
        self._leases.opened(connection.user, connection.client)
        await self._in_thread(self._devices.opened, connection.user, connection.client)

    async def _closed(self, connection: Connection) -> None:
        if self._leases.closed(connection.user, connection.client):
            await self._in_thread(self._leases.lost, connection.user, connection.client)
        signed_out = connection.session in self._ended
        await self._in_thread(self._devices.closed, connection.user, connection.client, signed_out=signed_out)

    async def _signal(self, connection: Connection, message: Mapping[str, Any]) -> None:
        await self._relay.signal(connection.user, connection.client, rooms.parse(message), self._pool)

    def _sessions_ended(self, ended: accounts.SessionsEnded) -> None:
        # Kept for a moment: who signed out is offline at once, who lost his connection is not (PRE-3).
        self._ended.extend(ended.keys)
        self._hub.close_sessions(ended.keys)

    def _note_use(self, now: datetime) -> int:
        """Note that connected devices are in use, so that nobody is signed out in the middle of a call."""
        if self._noted is not None and now < self._noted + NOTE_EVERY:
            return 0
        self._noted = now
        keys = self._hub.sessions()
        accounts.note_use(keys, clock.now())
        return len(keys)

    async def _in_thread(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def run() -> T:
            # A connection that the database server has ended is made anew.
            close_old_connections()
            return function(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._pool, run)
