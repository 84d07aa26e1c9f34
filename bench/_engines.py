"""The product's gateway and hub, and Django Channels, behind the same server and driven alike.

`python -m bench._engines ENGINE PORT CONNECTIONS` serves one of them as `oogcontact run` serves the product. A
WebSocket says by `/ws?7` that it is number 7. `GET /fan_out` and `GET /relay` measure for `SECONDS` and answer with how
many frames were written in a second of this process's loop, its own time and not that of the clients.
"""

import asyncio
import functools
import json
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import uvicorn

from bench import _channels_echo, _measure

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SECONDS = 1.0

#: So many events may be on the way to a receiver: the layer of Channels drops more than 100.
AHEAD = 30

#: An event as many get it.
EVENT = {
    "person_id": "01a1fbf1-ba86-7d39-8fad-85593a8d5d2f",
    "presence": {"state": "available", "in_call": True, "text": "Tot vier uur in overleg", "until": None},
}


def client_of(number: int) -> uuid.UUID:
    """Return the id of the tab of connection `number`."""
    return uuid.UUID(int=1_000_000 + number)


def room_of(number: int) -> uuid.UUID:
    """Return the id of the room in which connection `number` sits with its neighbour; seats have the number as id."""
    return uuid.UUID(int=2_000_000 + number // 2)


class Engine(Protocol):
    """One of the two that are compared."""

    async def serve(self, scope: Message, receive: Receive, send: Send) -> None:
        """Handle one WebSocket until it ends."""

    async def tell_all(self) -> None:
        """Encode one event and send it to every connection."""


def make_product(connections: int) -> Engine:
    """Put gateway, hub and relay together as project/live.py does; who connects is who his number says."""
    from oogcontact.domains.rooms import live as rooms  # noqa: PLC0415  # Django must be set up
    from oogcontact.infra import events  # noqa: PLC0415
    from oogcontact.kernel import clock  # noqa: PLC0415
    from oogcontact.project.visitors import Visitor  # noqa: PLC0415
    from oogcontact.realtime.gateway import Doors, Gateway  # noqa: PLC0415
    from oogcontact.realtime.hub import Connection, Hub  # noqa: PLC0415

    users = [uuid.UUID(int=number) for number in range(connections)]
    hub = Hub()
    hub.bind(asyncio.get_running_loop())

    class SeatedRelay(rooms.Relay):
        """As after a first signal in each room, for longer than a run takes."""

        def seat_everybody(self) -> None:
            for one in range(0, connections, 2):
                seats = {users[n]: rooms.Holder(users[n], client_of(n)) for n in (one, one + 1)}
                self._rooms[room_of(one)] = rooms.Seating(seats, clock.now() + rooms.BELIEVED * 10)

    relay = SeatedRelay(hub.deliver_to)
    relay.seat_everybody()

    async def authenticate(scope: Message) -> Visitor:
        return Visitor(users[int(scope["query_string"])], "session")

    async def missed(user: uuid.UUID, last: int | None) -> events.Missed:
        return events.Missed(0, None)

    async def nothing(connection: Connection) -> None:
        return None

    async def signal(connection: Connection, message: Any) -> None:
        await relay.signal(connection.user, connection.client, rooms.parse(message))

    async def admit(scope: Message, token: str) -> None:
        return None

    doors = Doors(lambda scope: True, authenticate, admit, missed, nothing, nothing, {"signal": signal})
    gateway = Gateway(hub, doors)

    class Product:
        async def serve(self, scope: Message, receive: Receive, send: Send) -> None:
            await gateway(scope, receive, send)

        async def tell_all(self) -> None:
            hub.deliver(users, events.encode("presence.changed", EVENT))

    return Product()


def make_channels(connections: int) -> Engine:
    """Return Django Channels with its layer in memory; an event is encoded once here too."""
    layer, app = _channels_echo.make_layer(), _channels_echo.Echo.as_asgi()

    class Channels:
        async def serve(self, scope: Message, receive: Receive, send: Send) -> None:
            await app(scope, receive, send)

        async def tell_all(self) -> None:
            text = json.dumps({"type": "presence.changed", "data": EVENT})
            await layer.group_send(_channels_echo.GROUP, {"type": "tell", "text": text})

    return Channels()


ENGINES: dict[str, Callable[[int], Engine]] = {"product": make_product, "channels": make_channels}


class Measured:
    """The ASGI application around an engine: counts what is written, and measures when asked."""

    def __init__(self, name: str, connections: int) -> None:
        self._make = functools.partial(ENGINES[name], connections)
        self._engine: Engine | None = None
        self._written = [0] * connections

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Handle one WebSocket, or one measurement."""
        # Made here, because it belongs to the running loop.
        self._engine = self._engine or self._make()
        if scope["type"] == "http":
            rate = await (self._fan_out() if scope["path"] == "/fan_out" else self._relay())
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": str(rate).encode()})
            return
        number = int(scope["query_string"])

        async def counted(message: Message) -> None:
            await send(message)
            if message["type"] == "websocket.send":
                self._written[number] += 1

        await self._engine.serve(scope, receive, counted)

    async def _fan_out(self) -> float:
        assert self._engine is not None
        sent, before = 0, list(self._written)
        start, end = time.thread_time(), time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            await self._engine.tell_all()
            sent += 1
            # One event each turn of the loop: nothing is saved by writing several at once.
            await asyncio.sleep(0)
            while sent - (self._written[-1] - before[-1]) > AHEAD:
                await asyncio.sleep(0)
        while any(now - then < sent for now, then in zip(self._written, before, strict=True)):
            await asyncio.sleep(0)
        return sent * len(self._written) / (time.thread_time() - start)

    async def _relay(self) -> float:
        start, before = time.thread_time(), sum(self._written)
        await asyncio.sleep(SECONDS)
        return (sum(self._written) - before) / (time.thread_time() - start)


def main(name: str, port: int, connections: int) -> None:
    """Serve until a signal ends it."""
    with tempfile.TemporaryDirectory() as folder:
        _measure.prepare_django(folder)
        options: dict[str, Any] = {"loop": "uvloop", "http": "httptools", "ws": "websockets-sansio", "lifespan": "off"}
        options |= {"ws_per_message_deflate": False, "ws_ping_interval": None, "access_log": False}
        uvicorn.run(Measured(name, connections), port=port, log_config=None, **options)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
