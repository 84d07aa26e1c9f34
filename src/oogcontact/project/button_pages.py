"""The pages that carry a website button on other sites: whom they listen to, and what they are told."""

import asyncio
from urllib.parse import parse_qs

from oogcontact.domains.website_button.api import Place, board, frame
from oogcontact.infra import deadlines
from oogcontact.infra.threads import DatabaseThreads
from oogcontact.project.bridge import Receive, Scope, Send
from oogcontact.project.visitors import header
from oogcontact.realtime.audience import Audience, AudienceDoors

PATH = "/ws/button"


class ButtonPages:
    """The push channel of the buttons; made once in a process."""

    def __init__(self, threads: DatabaseThreads) -> None:
        self._threads = threads
        self._audience = Audience(AudienceDoors(self._admit, self._state))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._telling: set[asyncio.Task[None]] = set()
        #: Who tries ids that nobody knows keeps one thread busy at most.
        self._looking_up = asyncio.Semaphore()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one page until it goes."""
        await self._audience(scope, receive, send)

    def start(self) -> None:
        """Begin to tell what changes."""
        self._loop = asyncio.get_running_loop()
        board.changed.register(self._changed)
        deadlines.register("website buttons", board.run_due)

    def stop(self) -> None:
        """Close all connections; the pages come back by themselves."""
        board.changed.unregister(self._changed)
        self._audience.close_all()

    async def _admit(self, scope: Scope) -> Place | None:
        public_id = parse_qs(scope["query_string"].decode("latin-1")).get("id", [""])[0]
        place = Place(public_id, header(scope, b"origin"))
        return place if await self._state(place) is not None else None

    async def _state(self, place: Place) -> str | None:
        if board.knows(place.public_id):
            return frame(place)
        async with self._looking_up:
            return await self._threads.run(frame, place)

    def _changed(self, public_id: str) -> None:
        """In the thread of the deadlines."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._publish, public_id)

    def _publish(self, public_id: str) -> None:
        for place in self._audience.topics():
            if place.public_id == public_id:
                telling = asyncio.get_running_loop().create_task(self._audience.publish(place))
                self._telling.add(telling)
                telling.add_done_callback(self._telling.discard)
