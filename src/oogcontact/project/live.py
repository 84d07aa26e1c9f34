"""The WebSocket side: what ties the gateway to the sessions, the events and the live parts of the domains."""

import asyncio
from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.presence import live as presence
from oogcontact.domains.rooms import live as rooms
from oogcontact.domains.rooms.held import HeldSeats
from oogcontact.domains.waiting_room import live as waiting_room
from oogcontact.infra import deadlines, events
from oogcontact.infra.threads import DatabaseThreads
from oogcontact.kernel import clock
from oogcontact.project import button_pages
from oogcontact.project.bridge import Receive, Scope, Send
from oogcontact.project.visitors import Visitor, admit, authenticate, is_own_page
from oogcontact.realtime.gateway import Doors, Gateway
from oogcontact.realtime.hub import Connection, Hub

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
        self._threads = DatabaseThreads("live", THREADS)
        # Who comes and goes is written one after the other: SQLite lets one write at a time, and of several that try at
        # once it may leave one waiting for seconds (WAI-2).
        self._writer = DatabaseThreads("live-writer", 1)
        self._relay = rooms.Relay(self._hub.deliver_to)
        self._leases = rooms.Leases()
        self.seats = HeldSeats(self._relay, self._leases)
        self._devices = presence.Devices()
        self._attendances = waiting_room.Attendances()
        self._ending = False
        self._ended: deque[str] = deque(maxlen=ENDED_KEPT)
        self._noted: datetime | None = None
        doors = Doors(
            is_own_page=is_own_page,
            authenticate=self._authenticate,
            admit=self._admit,
            missed=self._missed,
            opened=self._opened,
            closed=self._closed,
            handlers={"signal": self._signal},
        )
        self._gateway = Gateway(self._hub, doors)
        self._buttons = button_pages.ButtonPages(self._threads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one WebSocket until it closes."""
        serve = self._buttons if scope["path"] == button_pages.PATH else self._gateway
        await serve(scope, receive, send)

    async def start(self) -> None:
        """Begin to deliver events."""
        self._hub.bind(asyncio.get_running_loop())
        events.set_sink(self._hub.deliver)
        rooms.follow(self._relay)
        accounts.sessions_ended.register(self._sessions_ended)
        deadlines.register("leases", self._leases.run_due)
        deadlines.register("devices", self._devices.run_due)
        deadlines.register("attendances", self._attendances.run_due)
        deadlines.register("device use", self._note_use)
        self._buttons.start()

    async def stop(self) -> None:
        """Close all connections; their clients come back by themselves."""
        events.set_sink(None)
        self._ending = True
        self._hub.close_all(GOING_AWAY)
        self._buttons.stop()
        await self._writer.close()
        await self._threads.close()

    async def _authenticate(self, scope: Scope) -> Visitor | None:
        return await self._threads.run(authenticate, scope)

    async def _admit(self, scope: Scope, token: str) -> Visitor | None:
        return await self._threads.run(admit, scope, token)

    async def _missed(self, user: UUID, last: int | None) -> events.Missed:
        return await self._threads.run(events.missed, user, last)

    async def _opened(self, connection: Connection) -> None:
        self._leases.opened(connection.user, connection.client)
        present = self._attendances if connection.guest else self._devices
        await self._writer.run(present.opened, connection.user, connection.client)

    async def _closed(self, connection: Connection) -> None:
        if self._leases.closed(connection.user, connection.client):
            await self._writer.run(self._leases.lost, connection.user, connection.client)
        if connection.guest:
            # Who is thrown out by the end of the server comes back to the next one: his lease outlives that.
            if not self._ending:
                await self._writer.run(self._attendances.closed, connection.user, connection.client)
            return
        signed_out = connection.session in self._ended
        await self._writer.run(self._devices.closed, connection.user, connection.client, signed_out=signed_out)

    async def _signal(self, connection: Connection, message: Mapping[str, Any]) -> None:
        await self._relay.signal(connection.user, connection.client, rooms.parse(message), self._threads.pool)

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
