"""The product's gateway and hub, and Channels, driven alike within this process: no socket, everything else real."""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Executor
from typing import Any, Protocol

import msgspec
from channels.layers import InMemoryChannelLayer

from bench import _channels_echo
from oogcontact.domains.rooms import live as rooms
from oogcontact.infra import events
from oogcontact.kernel import clock
from oogcontact.project.visitors import Visitor
from oogcontact.realtime.gateway import Doors, Gateway
from oogcontact.realtime.hub import Connection, Hub

Message = dict[str, Any]

#: An event and a signal as they are in a call: 250 bytes of presence, and an ICE candidate.
EVENT = {
    "person_id": "01a1fbf1-ba86-7d39-8fad-85593a8d5d2f",
    "presence": {"state": "available", "in_call": True, "text": "Tot vier uur in overleg", "until": None},
}
CANDIDATE = {
    "kind": "candidate",
    "session": "0c8a0f2e-6f0f-4d9e-9b57-0c6f6d6ef1f5",
    "candidate": {
        "candidate": "candidate:842163049 1 udp 1677729535 192.0.2.17 46154 typ srflx raddr 10.0.0.17 rport 46154",
        "sdpMid": "0",
        "sdpMLineIndex": 0,
        "usernameFragment": "EsAw",
    },
}


class Peer:
    """The far end of one connection: what it gets is counted, and may be answered at once."""

    def __init__(self) -> None:
        self.got = 0
        self.welcome = ""
        self.answer: str | None = None
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._inbox.put_nowait({"type": "websocket.connect"})

    def write(self, text: str) -> None:
        """Send a frame to the server."""
        self._inbox.put_nowait({"type": "websocket.receive", "text": text})

    def leave(self) -> None:
        """Close the connection."""
        self._inbox.put_nowait({"type": "websocket.disconnect", "code": 1000})

    async def receive(self) -> Message:
        """What the server reads."""
        return await self._inbox.get()

    async def send(self, message: Message) -> None:
        """What the server writes."""
        if message["type"] != "websocket.send":
            return
        if not self.welcome:
            self.welcome = message["text"]
            return
        self.got += 1
        if self.answer is not None:
            self.write(self.answer)


class Engine(Protocol):
    """One of the two that are compared."""

    def serve(self, peer: Peer, number: int) -> Awaitable[None]:
        """Handle the connection of this peer until it ends."""

    async def tell_all(self) -> None:
        """Encode one event and send it to every connection."""

    def pair(self, one: Peer, other: Peer, numbers: tuple[int, int]) -> None:
        """Let each of two peers answer every frame with a signal to the other."""


class _Relay(rooms.Relay):
    """The relay, to which every even number and the odd one after it are the two in a room."""

    def seat_pair(self, one: int, other: int, engine: "Product") -> uuid.UUID:
        room = uuid.uuid4()
        seats = {uuid.UUID(int=n): rooms.Holder(engine.users[n], engine.clients[n]) for n in (one, other)}
        # As after a first signal, for longer than a run takes.
        self._rooms[room] = rooms.Seating(seats, clock.now() + rooms.BELIEVED * 10)
        return room


class Product:
    """Gateway, hub and relay, put together as project/live.py does."""

    def __init__(self, connections: int) -> None:
        self.users = [uuid.uuid4() for _ in range(connections)]
        self.clients = [uuid.uuid4() for _ in range(connections)]
        self._hub = Hub()
        self._hub.bind(asyncio.get_running_loop())
        self._relay = _Relay(self._hub.deliver_to)
        self._executor: Executor | None = None
        doors = Doors(
            is_own_page=lambda scope: True,
            authenticate=self._authenticate,
            missed=self._missed,
            opened=self._nothing,
            closed=self._nothing,
            handlers={"signal": self._signal},
        )
        self._gateway = Gateway(self._hub, doors)

    async def serve(self, peer: Peer, number: int) -> None:
        """Handle the connection of this peer until it ends."""
        peer.write(json.dumps({"type": "hello", "client": str(self.clients[number]), "last": None}))
        await self._gateway({"type": "websocket", "path": "/ws", "number": number}, peer.receive, peer.send)

    async def tell_all(self) -> None:
        """Encode one event and send it to every connection."""
        self._hub.deliver(self.users, events.encode("presence.changed", EVENT))

    def pair(self, one: Peer, other: Peer, numbers: tuple[int, int]) -> None:
        """Let each of two peers answer every frame with a signal to the other."""
        room = self._relay.seat_pair(*numbers, self)
        seats = [str(uuid.UUID(int=number)) for number in numbers]
        for peer, mine, to in ((one, seats[0], seats[1]), (other, seats[1], seats[0])):
            ends = {"room": str(room), "seat": mine, "to": to}
            peer.answer = json.dumps({"type": "signal", **ends, "data": CANDIDATE})

    async def _authenticate(self, scope: Message) -> Visitor:
        return Visitor(self.users[scope["number"]], "session")

    async def _missed(self, user: uuid.UUID, last: int | None) -> events.Missed:
        return events.Missed(0, None)

    async def _nothing(self, connection: Connection) -> None:
        return None

    async def _signal(self, connection: Connection, message: Any) -> None:
        await self._relay.signal(connection.user, connection.client, rooms.parse(message), self._executor)


class Channels:
    """Django Channels with its layer in memory."""

    def __init__(self, connections: int) -> None:
        self._layer: InMemoryChannelLayer = _channels_echo.make_layer()
        self._app: Callable[..., Awaitable[None]] = _channels_echo.Echo.as_asgi()

    async def serve(self, peer: Peer, number: int) -> None:
        """Handle the connection of this peer until it ends."""
        await self._app({"type": "websocket", "path": "/ws"}, peer.receive, peer.send)

    async def tell_all(self) -> None:
        """Encode one event and send it to every connection."""
        text = msgspec.json.encode({"type": "presence.changed", "data": EVENT}).decode()
        await self._layer.group_send(_channels_echo.GROUP, {"type": "tell", "text": text})

    def pair(self, one: Peer, other: Peer, numbers: tuple[int, int]) -> None:
        """Let each of two peers answer every frame with a signal to the other."""
        for peer, far in ((one, other), (other, one)):
            seats = {"seat": str(uuid.UUID(int=numbers[0])), "to": str(uuid.UUID(int=numbers[1]))}
            channel = json.loads(far.welcome)["channel"]
            peer.answer = json.dumps({"type": "signal", **seats, "channel": channel, "data": CANDIDATE})


ENGINES: dict[str, Callable[[int], Engine]] = {"product": Product, "channels": Channels}


def in_pairs(count: int) -> Iterator[tuple[int, int]]:
    """Yield (0, 1), (2, 3) and so on below `count`."""
    return zip(range(0, count, 2), range(1, count, 2), strict=True)
