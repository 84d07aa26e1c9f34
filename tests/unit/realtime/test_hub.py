"""The hub: whom frames reach, in what order, and what happens to a slow reader."""

import asyncio
import uuid
from typing import Any

from oogcontact.realtime.hub import QUEUE_AT_MOST, TOO_SLOW, Connection, Hub

ANNA, BRAM = uuid.uuid4(), uuid.uuid4()


class Socket:
    """The sending half of a WebSocket; `reads` off: the other side has stopped reading."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.reads = asyncio.Event()
        self.reads.set()

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            await self.reads.wait()
        self.sent.append(message.get("text", message.get("code")))


def connect(hub: Hub, user: uuid.UUID, *, session: str = "s", held: bool = False) -> tuple[Connection, Socket]:
    socket = Socket()
    connection = Connection(user, uuid.uuid4(), session, socket.send)
    hub.add(connection)
    if not held:
        connection.release([])
    return connection, socket


async def made() -> Hub:
    hub = Hub()
    hub.bind(asyncio.get_running_loop())
    return hub


async def rest() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_frame_reaches_all_devices_of_its_receivers_only() -> None:
    hub = await made()
    (_, one), (_, two), (_, other) = connect(hub, ANNA), connect(hub, ANNA), connect(hub, BRAM)
    hub.deliver([ANNA], b"x")
    await rest()
    assert (one.sent, two.sent, other.sent) == (["x"], ["x"], [])


async def test_a_signal_reaches_one_tab() -> None:
    hub = await made()
    (first, one), (_, two) = connect(hub, ANNA), connect(hub, ANNA)
    hub.deliver_to(ANNA, first.client, b"x")
    await rest()
    assert (one.sent, two.sent) == (["x"], [])


async def test_threads_deliver_in_order() -> None:
    hub = await made()
    _, socket = connect(hub, ANNA)

    def deliver() -> None:
        for number in range(100):
            hub.deliver([ANNA], str(number).encode())

    await asyncio.to_thread(deliver)
    await rest()
    assert socket.sent == [str(number) for number in range(100)]


async def test_what_happens_during_the_replay_comes_after_it() -> None:
    hub = await made()
    connection, socket = connect(hub, ANNA, held=True)
    hub.deliver([ANNA], b"new")
    await rest()
    assert socket.sent == []
    connection.release(["welcome", "old"])
    await rest()
    assert socket.sent == ["welcome", "old", "new"]


async def test_a_slow_reader_is_cut_off_and_holds_up_nobody() -> None:
    hub = await made()
    (_, slow), (_, quick) = connect(hub, ANNA), connect(hub, ANNA)
    slow.reads.clear()
    for number in range(QUEUE_AT_MOST + 2):
        hub.deliver([ANNA], str(number).encode())
        await asyncio.sleep(0)
    await rest()
    assert slow.sent == [TOO_SLOW]
    assert len(quick.sent) == QUEUE_AT_MOST + 2


async def test_who_left_receives_nothing() -> None:
    hub = await made()
    connection, socket = connect(hub, ANNA)
    hub.remove(connection)
    hub.deliver([ANNA], b"x")
    await rest()
    assert socket.sent == []


async def test_the_end_of_a_session_closes_its_connections() -> None:
    hub = await made()
    (_, ended), (_, kept) = connect(hub, ANNA, session="ended"), connect(hub, ANNA, session="kept")
    await asyncio.to_thread(hub.close_sessions, ["ended"])
    await rest()
    assert (ended.sent, kept.sent) == ([4401], [])
    assert hub.sessions() == {"ended", "kept"}


async def test_before_there_is_a_loop_frames_are_dropped() -> None:
    Hub().deliver([ANNA], b"x")
