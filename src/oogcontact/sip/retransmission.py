"""Requests that we send again until they are answered, and give up in the end (RFC 3261, section 17.1)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiosipua.message import SipRequest, SipResponse

Address = tuple[str, int]

#: The first wait, the longest one, and when nobody will answer any more (seconds; T1, T2 and 64 times T1).
FIRST, LONGEST, GIVE_UP = 0.5, 4.0, 32.0


@dataclass
class _Waiting:
    request: SipRequest
    address: Address
    wait: float
    until: float
    timer: asyncio.TimerHandle | None = None


class Retransmissions:
    """What was sent over one transport and not answered yet. `again` sends, `lost` hears of what never was."""

    def __init__(
        self, again: Callable[[SipRequest, Address], None], lost: Callable[[SipRequest], None], *, reliable: bool
    ) -> None:
        self._again = again
        self._lost = lost
        self._reliable = reliable
        self._waiting: dict[tuple[str, str], _Waiting] = {}

    def sent(self, request: SipRequest, address: Address) -> None:
        """Note a request that was sent for the first time; an ACK is never answered."""
        key = _key(request)
        if request.method == "ACK" or key is None or key in self._waiting:
            return
        now = asyncio.get_running_loop().time()
        # Over TCP nothing is lost: only the end of waiting counts.
        wait = GIVE_UP if self._reliable else FIRST
        self._waiting[key] = waiting = _Waiting(request, address, wait, now + GIVE_UP)
        self._wait(key, waiting)

    def answered(self, response: SipResponse) -> None:
        """Note an answer: a final one ends the waiting, and so does "ringing", after which one waits for people."""
        key = _key(response)
        waiting = self._waiting.get(key) if key is not None else None
        if key is None or waiting is None:
            return
        if response.status_code >= 200 or key[1] == "INVITE":
            self._forget(key)
        else:
            waiting.wait = LONGEST

    def stop(self) -> None:
        """Send nothing more."""
        for key in list(self._waiting):
            self._forget(key)

    def _wait(self, key: tuple[str, str], waiting: _Waiting) -> None:
        waiting.timer = asyncio.get_running_loop().call_later(waiting.wait, self._due, key)

    def _due(self, key: tuple[str, str]) -> None:
        waiting = self._waiting[key]
        if asyncio.get_running_loop().time() >= waiting.until:
            self._forget(key)
            self._lost(waiting.request)
            return
        # An INVITE waits ever longer, all else at most so long (timers A and E).
        waiting.wait = waiting.wait * 2 if key[1] == "INVITE" else min(waiting.wait * 2, LONGEST)
        self._again(waiting.request, waiting.address)
        self._wait(key, waiting)

    def _forget(self, key: tuple[str, str]) -> None:
        timer = self._waiting.pop(key).timer
        if timer is not None:
            timer.cancel()


def _key(message: SipRequest | SipResponse) -> tuple[str, str] | None:
    """Return by what an answer is matched: branch and method (RFC 3261, section 17.1.3)."""
    vias, cseq = message.via, message.cseq
    branch = vias[0].branch if vias else None
    return (branch, cseq.method.upper()) if branch and cseq else None
