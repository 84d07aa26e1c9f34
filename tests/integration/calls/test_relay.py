"""What the shipped configuration of coturn refuses, asked by a TURN client on the wire."""

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aioice.stun import TransactionFailed
from aioice.turn import TurnClientUdpProtocol

from tests.e2e.turn_server import SECRET, TurnServer

MakeTurn = Callable[..., TurnServer]


@pytest.fixture
def make_turn(tmp_path: Path) -> Iterator[MakeTurn]:
    """Start relays that end with the test."""
    made: list[TurnServer] = []

    def make(**options: tuple[str, ...]) -> TurnServer:
        made.append(TurnServer(tmp_path, **options))
        return made[-1].start()

    yield make
    for server in made:
        server.stop()


def credentials(expiry: int, secret: str = SECRET) -> tuple[str, str]:
    """Return a name and a password as the web server makes them."""
    name = f"{expiry}:test"
    return name, base64.b64encode(hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()).decode()


async def reach(turn: TurnServer, name: str, password: str, peer: tuple[str, int]) -> int:
    """Ask the relay for a way to `peer`; return 0 when it opens one, else the error code (RFC 8656, section 19)."""
    transport, client = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: TurnClientUdpProtocol(("127.0.0.1", turn.port), name, password, 600, 500),
        remote_addr=("127.0.0.1", turn.port),
    )
    try:
        await client.connect()
        await client.channel_bind(0x4000, peer)
        await client.delete()
    except TransactionFailed as error:
        return error.response.error_code or -1
    finally:
        transport.close()
        if client.refresh_task is not None:
            client.refresh_task.cancel()
    return 0


PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.5.5",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "0.0.0.0",
]


async def test_the_relay_is_no_way_into_the_network(make_turn: MakeTurn) -> None:
    """CAL-13: private, local and mapped addresses are refused, a public one is not."""
    turn = make_turn()
    name, password = credentials(int(time.time()) + 600)
    for address in PRIVATE:
        assert await reach(turn, name, password, (address, 9)) == 403, address
    for address in ("::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"):
        assert await reach(turn, name, password, (address, 9)) in (403, 443), address
    assert await reach(turn, name, password, ("1.1.1.1", 9)) == 0


async def test_only_fresh_credentials_of_ours_count(make_turn: MakeTurn) -> None:
    """CAL-13: what has expired or was made with another secret is refused."""
    turn = make_turn()
    peer = ("1.1.1.1", 9)
    assert await reach(turn, *credentials(int(time.time()) - 1), peer) == 401
    assert await reach(turn, *credentials(int(time.time()) + 600, "another"), peer) == 401
