"""The gateway: who may connect, what he gets first, and what is refused."""

import asyncio
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from oogcontact.kernel.errors import Refusal
from oogcontact.realtime import gateway
from oogcontact.realtime.gateway import Doors, Gateway
from oogcontact.realtime.hub import NOT_SIGNED_IN, Connection, Hub

ANNA, TAB = uuid.uuid4(), uuid.uuid4()
HELLO = {"type": "hello", "client": str(TAB), "last": 4}


@dataclass(frozen=True)
class Anna:
    user: uuid.UUID = ANNA
    session_key: str = "key"


@dataclass(frozen=True)
class Missed:
    last: int
    frames: list[bytes] | None


class Talk:
    """One WebSocket: what the client sends, and what it gets."""

    def __init__(self, *, visitor: Anna | None = None, own: bool = True, frames: list[bytes] | None = None) -> None:
        self.steps: list[str] = []
        self.handled: list[Mapping[str, Any]] = []
        self.got: list[Any] = []
        self._visitor, self._own, self._frames = visitor, own, frames
        self._incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self.hub = Hub()

    async def start(self, *messages: object, path: str = "/ws") -> list[Any]:
        self.hub.bind(asyncio.get_running_loop())
        self._incoming.put_nowait({"type": "websocket.connect"})
        for message in messages:
            self.say(message)
        app = Gateway(self.hub, self._doors())
        self._task = asyncio.create_task(app({"path": path, "headers": []}, self._incoming.get, self._send))
        return await self.rest()

    async def rest(self) -> list[Any]:
        for _ in range(20):
            await asyncio.sleep(0)
        return self.got

    async def end(self) -> None:
        self._incoming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        assert self._task is not None
        await self._task

    def say(self, message: object) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        self._incoming.put_nowait({"type": "websocket.receive", "text": text})

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            self.got.append(json.loads(message["text"]))
        elif message["type"] == "websocket.close":
            self.got.append(message["code"])
            self._incoming.put_nowait({"type": "websocket.disconnect", "code": message["code"]})

    def _doors(self) -> Doors:
        async def authenticate(scope: object) -> Anna | None:
            return self._visitor

        async def missed(user: uuid.UUID, last: int | None) -> Missed:
            self.steps.append(f"missed since {last}")
            # Something happens while the replay is read.
            self.hub.deliver([user], b'{"n": 7}')
            return Missed(6, self._frames)

        async def opened(connection: Connection) -> None:
            self.steps.append("opened")

        async def closed(connection: Connection) -> None:
            self.steps.append("closed")

        async def echo(connection: Connection, message: Mapping[str, Any]) -> None:
            self.handled.append(message)
            if message.get("bad"):
                raise Refusal("bad", "This is bad.")

        async def admit(scope: gateway.Scope, token: str) -> Anna | None:
            return self._visitor if token == "right" else None

        return Doors(lambda scope: self._own, authenticate, admit, missed, opened, closed, {"echo": echo})


async def test_who_returns_gets_what_he_missed_then_what_is_new() -> None:
    talk = Talk(visitor=Anna(), frames=[b'{"n": 5}', b'{"n": 6}'])
    got = await talk.start(HELLO)
    assert got == [{"type": "welcome", "last": 6, "resumed": True}, {"n": 5}, {"n": 6}, {"n": 7}]
    await talk.end()
    assert talk.steps == ["opened", "missed since 4", "closed"]


async def test_a_guest_is_known_by_his_token() -> None:
    """WAI-4: he says it in his first frame, because a frame on another site has no cookies."""
    talk = Talk(visitor=Anna())
    got = await talk.start({**HELLO, "token": "right"}, path="/ws/guest")
    assert got[0]["type"] == "welcome"
    await talk.end()
    refused = Talk(visitor=Anna())
    assert await refused.start({**HELLO, "token": "wrong"}, path="/ws/guest") == [NOT_SIGNED_IN]
    without = Talk(visitor=Anna())
    assert await without.start(HELLO, path="/ws/guest") == [NOT_SIGNED_IN]


async def test_who_missed_too_much_is_told_to_fetch_anew() -> None:
    talk = Talk(visitor=Anna())
    got = await talk.start({**HELLO, "last": None})
    assert got[0] == {"type": "welcome", "last": 6, "resumed": False}
    await talk.end()


async def test_messages_reach_their_handler_and_refusals_come_back() -> None:
    talk = Talk(visitor=Anna())
    await talk.start(HELLO, {"type": "ping", "at": 12}, {"type": "echo", "bad": True}, {"type": "echo"}, {"type": "x"})
    assert talk.got[2] == {"type": "pong", "at": 12}
    assert talk.got[3] == {"type": "refused", "code": "bad", "message": "This is bad.", "of": "echo"}
    assert talk.got[4]["code"] == "unknown_type"
    assert len(talk.handled) == 2
    await talk.end()


@pytest.mark.parametrize(
    ("options", "messages", "path", "code"),
    [
        ({"own": False}, [], "/ws", gateway.POLICY),
        ({}, [], "/elsewhere", gateway.POLICY),
        ({}, [], "/ws", NOT_SIGNED_IN),
        ({"visitor": Anna()}, ["no json"], "/ws", gateway.POLICY),
        ({"visitor": Anna()}, ["[1]"], "/ws", gateway.POLICY),
        ({"visitor": Anna()}, ["[" * 100_000], "/ws", gateway.POLICY),
        ({"visitor": Anna()}, [{"type": "echo"}], "/ws", gateway.POLICY),
        ({"visitor": Anna()}, [{**HELLO, "client": "x"}], "/ws", gateway.POLICY),
        ({"visitor": Anna()}, [{**HELLO, "last": -1}], "/ws", gateway.POLICY),
        ({"visitor": Anna()}, [{**HELLO, "last": True}], "/ws", gateway.POLICY),
        ({"visitor": Anna()}, [{**HELLO, "last": 2**70}], "/ws", gateway.POLICY),
        ({"visitor": Anna()}, [HELLO, *[{"type": "echo"}] * 1100], "/ws", gateway.TOO_MANY),
    ],
)
async def test_what_is_closed_at_once(options: dict[str, Any], messages: list[object], path: str, code: int) -> None:
    talk = Talk(**options)
    await talk.start(*messages, path=path)
    for _ in range(50):
        await talk.rest()
    assert talk.got[-1] == code


async def test_who_says_nothing_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "HELLO_SECONDS", 0)
    talk = Talk(visitor=Anna())
    assert await talk.start() == [gateway.SILENT]


async def test_the_public_socket_answers_pings_and_nothing_else() -> None:
    """NET-1: the round trip of the connection test, for guests too."""
    talk = Talk()
    got = await talk.start({"type": "ping", "at": 3}, {"type": "echo"}, {"type": "ping", "at": "x"}, path="/ws/public")
    assert got == [{"type": "pong", "at": 3}, {"type": "pong", "at": None}]
    assert talk.handled == []
    await talk.end()
