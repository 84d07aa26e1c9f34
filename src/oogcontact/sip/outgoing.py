"""Calls that we make, and registrations: the library's client, and around it what it lacks (RFC 3261, 13 and 17.1)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiosipua.auth import SipDigestAuth
from aiosipua.dialog import DialogState
from aiosipua.headers import stringify_uri
from aiosipua.message import SipRequest, SipResponse
from aiosipua.outgoing_call import OutgoingCall
from aiosipua.uac import SipUAC
from aiosipua.uac_responses import _reject_call, _send_ack

from oogcontact.sip.call import Call
from oogcontact.sip.retransmission import GIVE_UP, Address
from oogcontact.sip.sdp import NotAcceptable, Sound, read_offer, write_offer

#: Nobody has answered at all (RFC 3261, section 21.4.9).
TIMEOUT = 408


@dataclass(frozen=True)
class Target:
    """Where calls go out: a host of a provider, and what it knows us by."""

    host: str
    port: int
    transport: str = "udp"
    username: str = ""
    password: str = ""

    @property
    def auth(self) -> SipDigestAuth | None:
        """What answers a challenge (RFC 7616), None when nothing was agreed."""
        return SipDigestAuth(self.username, self.password) if self.username else None


class NotAnswered(Exception):
    """The call was refused, or nobody took it; `status` says why (RFC 3261, section 21)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Outgoing(Call):
    """A call that we make."""

    def __init__(self, client: "Client", call: OutgoingCall, address: Address) -> None:
        super().__init__(call.call_id)
        self._client = client
        self._call = call
        self._address = address
        self._answer: asyncio.Future[Sound] = asyncio.get_running_loop().create_future()
        #: Called when the telephone rings there.
        self.on_ringing: Callable[[], None] = _nothing
        call.on_ringing = lambda _call: self.on_ringing()
        call.on_answer = self._answered
        call.on_rejected = lambda _call, status, _reason: self._refused(status)
        call.on_session_expired = lambda _call: self.over()

    async def answered(self, seconds: float) -> Sound:
        """Return what the other side has agreed to once it answers; raises NotAnswered, and then the call is over."""
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(self._answer)
        except TimeoutError as error:
            raise NotAnswered(TIMEOUT) from error
        finally:
            if not self._answer.done() or self._answer.exception() is not None:
                self.hang_up()

    def hang_up(self) -> None:
        """End the call, or take it back; twice is once."""
        if self.ended:
            return
        self.ended = True
        self._hung_up()
        if not self._answer.done():
            self._answer.set_exception(NotAnswered(TIMEOUT))
            # Nobody may be waiting for it.
            self._answer.exception()
        if self._call.dialog.state is DialogState.CONFIRMED:
            self._call.hangup(self._client)
        elif self._call.dialog.state is DialogState.EARLY:
            self._client.cancel(self._call)

    def _answered(self, call: OutgoingCall) -> None:
        try:
            sound = read_offer(call.sdp_answer)
        except NotAcceptable:
            self._refused(488)
            call.hangup(self._client)
            return
        if not self._answer.done():
            self._answer.set_result(sound)

    def _refused(self, status: int) -> None:
        if not self._answer.done():
            self._answer.set_exception(NotAnswered(status))
            self._answer.exception()
        if not self.ended:
            self.ended = True
            self._hung_up()


class Client(SipUAC):
    """The library's client for one transport; acknowledges refusals, and ends what was answered too late."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # as the library's own
        self._cancelled: dict[str, OutgoingCall] = {}
        self._refused: dict[str, tuple[SipRequest, Address]] = {}

    def dial(self, target: Target, address: Address, caller: str, number: str, ours: Address, expires: int) -> Outgoing:
        """Begin to call a number at `address`; our sound is at `ours`."""
        host = self._local_addr()[0]
        made = self.send_invite(
            f"sip:{caller or 'anonymous'}@{target.host if target.username else host}",
            f"sip:{number}@{target.host}:{target.port}",
            address,
            write_offer(*ours),
            # The library adds these only to what it sends again.
            extra_headers={"Supported": "100rel, timer", "Session-Expires": str(expires)},
            auth=target.auth,
            session_expires=expires,
        )
        return Outgoing(self, made, ours)

    def cancel(self, call: OutgoingCall) -> None:
        """Take a call back that has not been answered (RFC 3261, section 9)."""
        self._cancelled[call.call_id] = call
        asyncio.get_running_loop().call_later(GIVE_UP, self._cancelled.pop, call.call_id, None)
        self.send_cancel(call)

    def lost(self, request: SipRequest) -> None:
        """Note that a request was never answered."""
        call = self._calls.get(request.call_id or "")
        registration = self._registrations.get(request.call_id or "")
        if request.method == "INVITE" and call is not None and call.dialog.state is DialogState.EARLY:
            _reject_call(self, call, TIMEOUT, "Request Timeout")
        elif registration is not None:
            registration._fail(TIMEOUT, "Request Timeout")

    def handle_response(self, response: SipResponse, addr: Address) -> None:
        """Take an answer."""
        cseq, call_id = response.cseq, response.call_id or ""
        if cseq is not None and cseq.method.upper() == "INVITE":
            call = self._calls.get(call_id) or self._cancelled.get(call_id)
            if response.status_code >= 300:
                self._acknowledge(response, call)
            elif response.status_code >= 200 and call is not None:
                if call_id in self._cancelled:
                    call.dialog.state = DialogState.EARLY
                _note_route(call, response)
                if call_id in self._cancelled:
                    # It was answered in the moment in which it was taken back.
                    self._cancelled.pop(call_id)
                    self._calls[call_id] = call
                    call.dialog.confirm()
                    _send_ack(self, call, response)
                    self.send_bye(call.dialog, call.remote_addr)
                    return
        super().handle_response(response, addr)

    def _acknowledge(self, response: SipResponse, call: OutgoingCall | None) -> None:
        """Acknowledge a refusal within its transaction (RFC 3261, section 17.1.1.3), each time that it comes."""
        branch = response.via[0].branch if response.via else None
        if not branch:
            return
        if branch not in self._refused:
            if call is None or call.invite.via[0].branch != branch:
                return
            self._refused[branch] = (_ack_of(call.invite, response), call.remote_addr)
            asyncio.get_running_loop().call_later(GIVE_UP, self._refused.pop, branch, None)
        self.transport.send(*self._refused[branch])


def _ack_of(invite: SipRequest, response: SipResponse) -> SipRequest:
    ack = SipRequest(method="ACK", uri=invite.uri)
    ack.headers.append("Via", invite.headers.get("via")[0])
    for name in ("From", "Call-ID"):
        ack.headers.set_single(name, invite.headers.get_first(name) or "")
    ack.headers.set_single("To", response.headers.get_first("to") or "")
    ack.headers.set_single("CSeq", f"{invite.cseq.seq if invite.cseq else 1} ACK")
    ack.headers.set_single("Max-Forwards", "70")
    return ack


def _note_route(call: OutgoingCall, response: SipResponse) -> None:
    """Note where the requests of the call go from now on (RFC 3261, section 12.1.2)."""
    if call.dialog.state is DialogState.EARLY and response.to_addr and response.to_addr.tag:
        # Of several telephones that rang, this one has answered.
        call.dialog.remote_tag = response.to_addr.tag
    if not call.dialog.route_set:
        call.dialog.route_set = list(reversed(response.headers.get("record-route")))
    if response.contact:
        call.dialog.remote_target = stringify_uri(response.contact[0].uri)


def _nothing() -> None:
    """Nobody wants to know."""
