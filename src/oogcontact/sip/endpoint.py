"""Where calls come in and go out: SIP over UDP, TCP and TLS; from peers only (TEL-9)."""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any

from aiosipua.dialog import Dialog, DialogState
from aiosipua.incoming_call import IncomingCall
from aiosipua.message import SipRequest, SipResponse
from aiosipua.registration import Registration
from aiosipua.uas import SipUAS

from oogcontact.sip.call import Call, Incoming
from oogcontact.sip.guard import Guard
from oogcontact.sip.messages import fault
from oogcontact.sip.outgoing import Client, Outgoing, Target
from oogcontact.sip.retransmission import Address, Retransmissions
from oogcontact.sip.transports import Guarded, Tcp, Tls, TlsSettings, Udp

__all__ = ["Endpoint", "NoTransport", "Registration"]

_log = logging.getLogger(__name__)

#: What telephones read of us; no version, which would only help an attacker.
NAME = "Oogcontact"

#: So often a call must show that it is alive (seconds; RFC 4028): half an hour, as telephones expect.
SESSION_EXPIRES = 1_800

#: What a request may need of us (RFC 3262, RFC 4028).
SUPPORTED = {"100rel", "timer"}

#: So long the address of a provider is looked up and connected to (seconds).
CONNECT = 10.0

#: So long a refused call is remembered, for requests that come again (seconds; RFC 3261, timer H).
REMEMBER = 32.0

OnCall = Callable[[Incoming], None]


class NoTransport(Exception):
    """The other side can not be reached over this transport."""


class Endpoint:
    """Listens for calls until it is stopped, and makes calls; everything happens in the event loop's thread."""

    def __init__(
        self,
        host: str,
        port: int,
        guard: Guard,
        on_call: OnCall,
        *,
        public_address: str = "",
        tls: TlsSettings | None = None,
    ) -> None:
        self.guard = guard
        public = public_address or host
        tls = tls or TlsSettings()
        self._agents = {
            "udp": _Agent(Udp(guard, (host, port)), guard, on_call, (public, port)),
            "tcp": _Agent(Tcp(guard, (host, port)), guard, on_call, (public, port)),
            "tls": _Agent(Tls(guard, (host, tls.port), tls), guard, on_call, (public, tls.port)),
        }

    async def start(self) -> None:
        """Begin to listen; raises OSError when the port is taken, ValueError for a certificate that can not be used."""
        try:
            for agent in self._agents.values():
                await agent.start()
        except (OSError, ValueError):
            await self.stop()
            raise

    async def stop(self) -> None:
        """End all calls and stop listening."""
        for agent in self._agents.values():
            agent.end_all()
            await agent.stop()

    async def dial(self, target: Target, caller: str, number: str, ours: Address) -> Outgoing:
        """Begin to call a number over a trunk; our sound is at `ours`. Raises NoTransport."""
        agent = self._agents[target.transport]
        return agent.dial(target, await _reach(agent, target), caller, number, ours)

    async def register(self, target: Target, told: Callable[[bool, str], None]) -> Registration:
        """Register with a provider, and again before that runs out; `told` hears whether it holds, or why not.

        Raises NoTransport.
        """
        agent = self._agents[target.transport]
        return agent.register(target, await _reach(agent, target), told)


async def _reach(agent: "_Agent", target: Target) -> Address:
    """Return the address of a target, with a connection to it where its transport needs one."""
    try:
        async with asyncio.timeout(CONNECT):
            found = await asyncio.get_running_loop().getaddrinfo(
                target.host, target.port, family=socket.AF_INET, type=socket.SOCK_STREAM
            )
            address: Address = (str(found[0][4][0]), int(found[0][4][1]))
            if isinstance(agent.transport, Tcp):
                await agent.transport.reach(address, target.host)
    except (OSError, TimeoutError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "no answer"
        raise NoTransport(why) from error
    return address


class _Agent(SipUAS):
    """One transport: the library's handling, and around it what it lacks: guard, requests that come again, keys."""

    def __init__(self, transport: Guarded, guard: Guard, on_call: OnCall, advertised: Address) -> None:
        client = Client(transport, advertised_addr=advertised)
        super().__init__(
            transport, user_agent=NAME, uac=client, advertised_addr=advertised, session_expires=SESSION_EXPIRES
        )
        self._client = client
        self._guard = guard
        self._on_call = on_call
        self._waiting = Retransmissions(transport.send_again, client.lost, reliable=transport.reliable)
        transport.on_request = self._waiting.sent
        self._ours: dict[str, Call] = {}
        self._handlers["INFO"] = self._handle_info
        self.on_invite = self._begin
        self.on_reinvite = self._change
        self.on_bye = lambda incoming, _request: self._over(incoming)
        self.on_session_expired = self._over
        self.on_ack_timeout = self._over
        self.on_cancel = self._cancelled

    async def stop(self) -> None:
        """Stop listening and sending."""
        self._waiting.stop()
        await super().stop()

    def end_all(self) -> None:
        """End every call."""
        for call in list(self._ours.values()):
            ended = call.ended
            call.hang_up()
            if not ended:
                call.on_end()

    def dial(self, target: Target, address: Address, caller: str, number: str, ours: Address) -> Outgoing:
        """Begin to call a number at an address."""
        call = self._client.dial(target, address, caller, number, ours, SESSION_EXPIRES)
        self._ours[call.id] = call
        call.on_hang_up = lambda: self._ours.pop(call.id, None)
        return call

    def register(self, target: Target, address: Address, told: Callable[[bool, str], None]) -> Registration:
        """Begin to register at an address."""
        registration = Registration(
            self._client,
            f"sip:{target.username}@{target.host}",
            address,
            auth=target.auth,
            registrar_uri=f"sip:{target.host}",
            user_agent=NAME,
        )

        def failed(why: str) -> None:
            self._client._registrations.pop(registration.call_id, None)
            told(False, why)

        registration.on_registered = lambda _: told(True, "")
        registration.on_failed = lambda _, status, reason: failed(f"{status} {reason}")
        registration.on_expired = lambda _: failed("expired")
        registration.register()
        return registration

    def _on_message(self, msg: SipRequest | SipResponse, addr: Address) -> None:
        if isinstance(msg, SipResponse):
            self._waiting.answered(msg)
        super()._on_message(msg, addr)

    def _handle_request(self, request: SipRequest, addr: Address) -> None:
        if not self._guard.is_peer(addr[0]):
            _log.info("x SIP %s of a stranger", request.method)
            # Nothing is said about what there is (TEL-9).
            if request.method != "ACK":
                self._send_error(request, 403, "Forbidden")
            return
        wrong = fault(request)
        if wrong is not None:
            if request.method != "ACK":
                self._send_error(request, *wrong)
            return
        unknown = _required(request) - SUPPORTED
        if unknown and request.method not in ("ACK", "CANCEL"):
            # RFC 3261, section 8.2.2.3.
            headers = {"Unsupported": ", ".join(sorted(unknown))}
            self._send_error(request, 420, "Bad Extension", extra_headers=headers)
            return
        super()._handle_request(request, addr)

    def _handle_invite(self, request: SipRequest, addr: Address) -> None:
        known = self._calls.get(request.call_id or "")
        if known is not None and (known.dialog.state is not DialogState.CONFIRMED or _is_again(known.dialog, request)):
            call = self._ours.get(known.call_id)
            if isinstance(call, Incoming):
                call.repeated()
            return
        super()._handle_invite(request, addr)

    def _handle_info(self, request: SipRequest, _addr: Address) -> None:
        _incoming, dialog = self._find_dialog(request.call_id or "")
        call = self._ours.get(request.call_id or "")
        if dialog is None or call is None:
            self._send_error(request, 481, "Call/Transaction Does Not Exist")
        elif _is_again(dialog, request):
            self.transport.send_reply(dialog.create_response(request, 200, "OK"))
        elif self._validate_in_dialog(dialog, request):
            status, reason = (200, "OK") if call.key(request) else (415, "Unsupported Media Type")
            self.transport.send_reply(dialog.create_response(request, status, reason))

    def _begin(self, incoming: IncomingCall) -> None:
        call = Incoming(incoming)
        self._ours[call.id] = call
        call.on_hang_up = lambda: self._ended(call, incoming)
        if not (incoming.session_refresher_us or incoming._caller_supports("timer")):
            # A telephone that knows no UPDATE and no timer would show nothing, and be cut off for it.
            incoming.session_interval = None
        try:
            self._on_call(call)
        except Exception:
            _log.exception("call not taken")
            call.refuse(500)

    def _change(self, incoming: IncomingCall) -> None:
        call = self._ours.get(incoming.call_id)
        if call is None:
            self._send_error(incoming.invite, 488, "Not Acceptable Here")
        else:
            call.changed(incoming)

    def _cancelled(self, _request: SipRequest, _addr: Any) -> None:
        # The library finds the call by its branch, whatever call the CANCEL itself names.
        for call_id, call in list(self._ours.items()):
            if isinstance(call, Incoming) and call_id not in self._calls:
                self._ours.pop(call_id).over()

    def _over(self, incoming: IncomingCall) -> None:
        call = self._ours.pop(incoming.call_id, None)
        if call is not None:
            call.over()

    def _ended(self, call: Call, incoming: IncomingCall) -> None:
        """We have ended it: nothing of it goes on, but for a while it is known, for requests that come again."""
        incoming._stop_retransmissions()
        self._remove_invite_transaction(incoming.invite)
        asyncio.get_running_loop().call_later(REMEMBER, self._forget, call, incoming)

    def _forget(self, call: Call, incoming: IncomingCall) -> None:
        # Another call may have come under the same name.
        if self._ours.get(call.id) is call:
            del self._ours[call.id]
        if self._calls.get(call.id) is incoming:
            del self._calls[call.id]


def _required(request: SipRequest) -> set[str]:
    """Return the extensions that a request needs."""
    names = ",".join(request.headers.get("require")).split(",")
    return {name.strip().lower() for name in names} - {""}


def _is_again(dialog: Dialog, request: SipRequest) -> bool:
    """Tell whether a request within a call is its last one, because our answer was lost; that is sent again anyway."""
    return request.cseq is not None and request.cseq.seq == dialog.remote_cseq
