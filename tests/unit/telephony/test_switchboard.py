"""TEL-8, TEL-9: the switchboard with real telephones, without a database."""

import asyncio
import contextlib
import ipaddress
import time
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from oogcontact.audio.speech import Voice
from oogcontact.domains.telephony import routes, switchboard
from oogcontact.domains.telephony.leg import Leg
from oogcontact.domains.telephony.routes import CalledNumber, Outward
from oogcontact.domains.telephony.switchboard import Impossible, Settings, Switchboard
from oogcontact.infra.threads import DatabaseThreads
from oogcontact.sip.call import Incoming
from oogcontact.sip.outgoing import Target
from tests.ports import free_sip_port
from tests.telephones import HERE, CalledTelephone, Telephone

ORGANISATION = UUID(int=1)
NUMBER = CalledNumber(UUID(int=2), ORGANISATION, "nl")


@pytest.fixture
def port() -> int:
    return free_sip_port()


async def listen(leg: Leg, _call: Incoming, _number: CalledNumber) -> None:
    """Take a call and wait for its end."""
    await leg.ended()


@contextlib.asynccontextmanager
async def board(port: int, trunk: int = 9, most: int = 2) -> AsyncIterator[Switchboard]:
    """A switchboard on a port; its trunk leads to another one of this machine."""
    outward = Outward(UUID(int=3), ORGANISATION, Target(HERE, trunk), False, "+31850000100", (), False, True, most)
    made = Switchboard(Settings(HERE, port, range(26_000, 26_200), most=8), DatabaseThreads("test", 1), listen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routes, "numbers", lambda: {"100": NUMBER})
        patch.setattr(routes, "outward", lambda: [outward])
        # No database, and no connections to close.
        patch.setattr("oogcontact.infra.threads.close_old_connections", lambda: None)
        await made.start()
        try:
            yield made
        finally:
            await made.stop()


async def called(phone: Telephone, number: str = "100") -> int:
    return await asyncio.to_thread(phone.call, number)


async def test_a_telephone_that_went_silent_is_ended_after_a_minute(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """TEL-8; here a minute lasts a second."""
    monkeypatch.setattr(switchboard, "DEAD", 1.0)
    async with board(port):
        silent, talking, holding = (Telephone(port, tone=400) for _ in range(3))
        for phone in (silent, talking, holding):
            assert await called(phone) == 200
        assert await asyncio.to_thread(holding.repeat_offer, "inactive") == 200
        silent._target = holding._target = None
        begin = time.monotonic()
        await asyncio.to_thread(silent.waits_for_end)
        assert time.monotonic() - begin > 0.9
        await asyncio.sleep(1.5)
        assert not talking.ended
        # Who has put us on hold need not send anything.
        assert not holding.ended
        for phone in (silent, talking, holding):
            await asyncio.to_thread(phone.hang_up)


async def test_strangers_and_foreign_numbers_reach_nobody(port: int) -> None:
    async with board(port) as made:
        assert made._routes.find(("100",), HERE) == NUMBER
        phone = Telephone(port)
        assert await called(phone, "0201234567") == 404
        phone.close()
        made._routes.peers.clear()
        made._endpoint.guard.peers = (ipaddress.ip_network("192.0.2.7"),)  # type: ignore[union-attr]  # it runs
        stranger = Telephone(port)
        assert await called(stranger) == 403
        stranger.close()


async def test_a_trunk_carries_only_so_many_calls(
    port: int,
) -> None:
    trunk = free_sip_port()
    async with board(port, trunk, most=1) as made:
        guest = CalledTelephone("answers", port=trunk)
        leg = await made.call_out(ORGANISATION, "0612345678", Voice("nl"))
        with pytest.raises(Impossible, match="too-many-calls"):
            await made.call_out(ORGANISATION, "0612345678", Voice("nl"))
        for number, why in (("112", "emergency"), ("09001234567", "costly"), ("004930123456", "abroad")):
            with pytest.raises(Impossible, match=why):
                await made.call_out(ORGANISATION, number, Voice("nl"))
        with pytest.raises(Impossible, match="no-trunk"):
            await made.call_out(UUID(int=9), "0612345678", Voice("nl"))
        leg.end()
        await asyncio.to_thread(guest.waits_for_end)
        for _ in range(100):
            if not made._outward[UUID(int=3)]:
                break
            await asyncio.sleep(0.02)
        guest.asked.clear()
        second = await made.call_out(ORGANISATION, "0612345678", Voice("nl"))
        second.end()
        await asyncio.to_thread(guest.close)
