"""Where calls come in: SIP over UDP and TCP on one port, from peers only (TEL-9)."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aiosipua.dialog import DialogState
from aiosipua.incoming_call import IncomingCall
from aiosipua.message import SipRequest
from aiosipua.transport import SipTransport, TcpSipTransport, UdpSipTransport
from aiosipua.uas import SipUAS

from oogcontact.sip.call import Call
from oogcontact.sip.guard import Guard

_log = logging.getLogger(__name__)

#: What telephones read of us; no version, which would only help an attacker.
NAME = "Oogcontact"

#: So often a call must show that it is alive (seconds; RFC 4028): half an hour, as telephones expect.
SESSION_EXPIRES = 1_800

#: So long a refused call is remembered, for requests that come again (seconds; RFC 3261, timer H).
REMEMBER = 32.0

OnCall = Callable[[Call], None]


class Endpoint:
    """Listens for calls until it is stopped; everything happens in the event loop's thread."""

    def __init__(self, host: str, port: int, guard: Guard, on_call: OnCall, *, public_address: str = "") -> None:
        advertised = (public_address or host, port)
        transports: list[SipTransport] = [
            _Udp(local_addr=(host, port)),
            TcpSipTransport(local_addr=(host, port)),
        ]
        self._agents = [_Agent(transport, guard, on_call, advertised) for transport in transports]

    async def start(self) -> None:
        """Begin to listen; raises OSError when the port is taken."""
        try:
            for agent in self._agents:
                await agent.start()
        except OSError:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End all calls and stop listening."""
        for agent in self._agents:
            agent.end_all()
            await agent.stop()


class _Datagrams(asyncio.DatagramProtocol):
    """Gives datagrams to a transport."""

    def __init__(self, transport: UdpSipTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        self._transport._dispatch(data, (str(addr[0]), int(addr[1])))


class _Udp(UdpSipTransport):
    """The library's transport, but for an assertion that Python 3.11 does not fulfil."""

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._udp_transport, _ = await loop.create_datagram_endpoint(
            lambda: _Datagrams(self), local_addr=self.local_addr
        )


class _Agent(SipUAS):
    """One transport: the library's handling, and around it what it lacks: guard, requests that come again, keys."""

    def __init__(self, transport: SipTransport, guard: Guard, on_call: OnCall, advertised: tuple[str, int]) -> None:
        super().__init__(transport, user_agent=NAME, advertised_addr=advertised, session_expires=SESSION_EXPIRES)
        self._guard = guard
        self._on_call = on_call
        self._ours: dict[str, Call] = {}
        self._handlers["INFO"] = self._handle_info
        self.on_invite = self._begin
        self.on_reinvite = self._change
        self.on_bye = lambda incoming, _request: self._over(incoming)
        self.on_session_expired = self._over
        self.on_ack_timeout = self._over
        self.on_cancel = self._cancelled

    def end_all(self) -> None:
        """End every call."""
        for call in list(self._ours.values()):
            call.hang_up()
            call.over()

    def _handle_request(self, request: SipRequest, addr: tuple[str, int]) -> None:
        now = asyncio.get_running_loop().time()
        if not self._guard.answers(addr[0], now):
            return
        if not self._guard.is_peer(addr[0]):
            _log.info("x SIP %s of a stranger", request.method)
            # Nothing is said about what there is (TEL-9).
            if request.method != "ACK":
                self._send_error(request, 403, "Forbidden")
            return
        super()._handle_request(request, addr)

    def _handle_invite(self, request: SipRequest, addr: tuple[str, int]) -> None:
        known = self._calls.get(request.call_id or "")
        if known is not None and known.dialog.state is not DialogState.CONFIRMED:
            call = self._ours.get(known.call_id)
            if call is not None:
                call.repeated()
            return
        super()._handle_invite(request, addr)

    def _handle_info(self, request: SipRequest, _addr: tuple[str, int]) -> None:
        incoming, dialog = self._find_dialog(request.call_id or "")
        call = self._ours.get(request.call_id or "")
        if incoming is None or dialog is None or call is None:
            self._send_error(request, 481, "Call/Transaction Does Not Exist")
        elif self._validate_in_dialog(dialog, request):
            status, reason = (200, "OK") if call.key(request) else (415, "Unsupported Media Type")
            self.transport.send_reply(dialog.create_response(request, status, reason))

    def _begin(self, incoming: IncomingCall) -> None:
        call = self._ours[incoming.call_id] = Call(incoming)
        try:
            self._on_call(call)
        except Exception:
            _log.exception("call not taken")
            call.refuse(500)
        if call.ended:
            asyncio.get_running_loop().call_later(REMEMBER, self._forget, incoming)

    def _change(self, incoming: IncomingCall) -> None:
        call, answer = self._ours.get(incoming.call_id), incoming.sdp_answer
        end = answer.rtp_address if answer is not None else None
        if call is None or end is None:
            incoming.reject(488)
        else:
            call.changed(*end)

    def _cancelled(self, request: SipRequest, _addr: Any) -> None:
        call = self._ours.pop(request.call_id or "", None)
        if call is not None:
            call.over()

    def _over(self, incoming: IncomingCall) -> None:
        call = self._ours.pop(incoming.call_id, None)
        if call is not None:
            call.over()

    def _forget(self, incoming: IncomingCall) -> None:
        self._ours.pop(incoming.call_id, None)
        self._calls.pop(incoming.call_id, None)
