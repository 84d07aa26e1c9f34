"""Starting a connection test and telling what the server can test (NET-1)."""

import asyncio
from dataclasses import dataclass

from aiortc import RTCSessionDescription
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.connection_test import loop, policy
from oogcontact.domains.connection_test.peer import Peer
from oogcontact.infra import ratelimit
from oogcontact.kernel import clock, ids
from oogcontact.kernel.errors import Category, Refusal
from oogcontact.sfu import turn

#: Tests at the same moment; each costs the server's loop up to 20 Mbit/s of WebRTC for a few seconds.
AT_ONCE = 6

#: Tests from one address in ten minutes; a whole office may share one.
PER_ADDRESS = 30
WINDOW = 600

#: Not translated when the module loads, but when the answer is written.
_FAULTS = {
    "offer_too_large": (_("The browser's offer is too large."), Category.TOO_LARGE),
    "offer_invalid": (_("The browser's offer can not be read. Load the page again."), Category.INVALID),
    "offer_without_data": (_("The browser offers no data channel. Use a newer browser."), Category.INVALID),
}

_running: set[asyncio.Task[None]] = set()


@dataclass(frozen=True)
class Answer:
    """What the server answers to an offer; the test ends `seconds` after it."""

    sdp: str
    type: str
    seconds: float
    rate_max: int


def offer(sdp: str, kind: str, address: str) -> Answer:
    """Start a test for who offers this session description from an IP address; returns the answer.

    Raises Refusal `too_many`, `too_busy`, `offer_too_large`, `offer_invalid`, `offer_without_data`, `unavailable`.
    """
    ratelimit.check("connection-test", address, PER_ADDRESS, WINDOW)
    fault = policy.offer_fault(sdp) if kind == "offer" else "offer_invalid"
    if fault is not None:
        raise _refused(fault)
    answered = loop.run(start(sdp))
    public = settings.CONNECTION_TEST_ADDRESS
    text = policy.with_address(answered.sdp, public) if public else answered.sdp
    return Answer(text, answered.type, policy.TEST_SECONDS, policy.SEND_RATE_MAX)


async def start(sdp: str, seconds: float = policy.TEST_SECONDS) -> RTCSessionDescription:
    """Begin a test on the running loop and return its answer; raises Refusal `too_busy`, `offer_invalid`."""
    if len(_running) >= AT_ONCE:
        message = _("Others are testing their connection now. Try again in half a minute.")
        raise Refusal("too_busy", message, Category.UNAVAILABLE)
    peer = Peer(seconds)
    task = asyncio.create_task(peer.run(sdp), name="connection-test")
    _running.add(task)
    task.add_done_callback(_running.discard)
    try:
        return await peer.answer
    except ValueError as error:
        raise _refused("offer_invalid") from error


async def stop_all() -> None:
    """End all tests, because the server stops."""
    tasks = list(_running)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def ice_servers(address: str) -> tuple[list[dict[str, object]], list[str]]:
    """Return the ICE servers of a test with credentials that live as long, and what is not configured.

    Raises Refusal `too_many`.
    """
    ratelimit.check("connection-test-ice", address, PER_ADDRESS, WINDOW)
    servers = turn.configured()
    missing = [name for name, urls in (("stun", servers.stun), ("turn", servers.turn)) if not urls]
    return turn.ice_servers(servers, f"test-{ids.new_id()}", clock.now(), lifetime=turn.TEST_LIFETIME), missing


def _refused(fault: str) -> Refusal:
    message, category = _FAULTS[fault]
    return Refusal(fault, message, category, "sdp")
