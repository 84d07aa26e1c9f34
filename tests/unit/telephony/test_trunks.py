"""ADM-4: the state of a trunk: registered, or what its provider answered; and it tries again."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from oogcontact.domains.telephony import states, trunks
from oogcontact.domains.telephony.routes import Outward
from oogcontact.domains.telephony.trunks import Trunks
from oogcontact.sip.outgoing import Target
from tests.ports import free_sip_port
from tests.unit.sip.test_outgoing import CHALLENGE, HERE, endpoint, provider

TRUNK = Outward(
    UUID(int=7), UUID(int=1), Target(HERE, 9, "udp", "31850000100", "geheim"), True, "", (), False, False, 10
)


@pytest.fixture
def port() -> int:
    return free_sip_port()


@pytest.fixture(autouse=True)
def _listening() -> Iterator[None]:
    states.set_listening(states.Listening(True, HERE))
    yield
    states.set_listening(states.Listening())
    states.keep_trunks(set())


def state(trunk: Outward) -> states.TrunkState:
    return states.trunk_state(trunk.id, active=True)


async def until(done: Callable[[], bool]) -> None:
    for _ in range(200):
        if done():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it does not come")


async def test_a_registration_that_fails_is_tried_again(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trunks, "AGAIN", 0.1)
    accepted = False

    def answers(text: str, _count: int) -> str:
        if "Authorization: Digest" not in text:
            return f"SIP/2.0 {CHALLENGE}"
        return "SIP/2.0 200 OK\r\nExpires: 300" if accepted else "SIP/2.0 403 Wrong password"

    theirs_port = free_sip_port()
    trunk = replace(TRUNK, target=replace(TRUNK.target, port=theirs_port))
    async with provider(theirs_port, answers) as theirs, endpoint(port) as ours:
        made = Trunks(ours)
        assert state(trunk).name == "registering"
        await made.use([trunk])
        await until(lambda: state(trunk) == states.TrunkState("failed", "403 Wrong password"))
        accepted = True
        await until(lambda: state(trunk).name == "registered")
        # What has not changed is left alone.
        count = len(theirs.came)
        await made.use([trunk])
        await asyncio.sleep(0.05)
        assert len(theirs.came) == count
        # What is taken away is told to the provider.
        await made.use([])
        await until(lambda: any("Expires: 0" in text for text in theirs.came))
        made.stop()


async def test_what_can_not_be_reached_says_why(port: int) -> None:
    nowhere = replace(TRUNK, target=replace(TRUNK.target, host="nobody.invalid"))
    async with endpoint(port) as ours:
        made = Trunks(ours)
        await made.use([nowhere])
        await until(lambda: state(nowhere).name == "failed")
        assert state(nowhere).fault
        made.stop()


async def test_a_peer_is_ready_and_an_inactive_trunk_off(port: int) -> None:
    async with endpoint(port) as ours:
        made = Trunks(ours)
        await made.use([replace(TRUNK, registers=False)])
        assert state(TRUNK).name == "ready"
        assert states.trunk_state(TRUNK.id, active=False).name == "off"
        made.stop()
