"""One call that came in: what it wants, and answering, refusing and ending it (RFC 3261)."""

from collections.abc import Callable
from typing import Any

from aiosipua.header_codec import parse_uri
from aiosipua.incoming_call import IncomingCall
from aiosipua.message import SipRequest

from oogcontact.sip.sdp import NotAcceptable, Sound, read_offer, write_answer

#: Keys that come as messages: `Signal=5` (application/dtmf-relay) or only `5` (application/dtmf).
_KEY_TYPES = ("application/dtmf-relay", "application/dtmf")
_KEYS = "0123456789*#ABCD"


class Call:
    """A call from a telephone. It belongs to the event loop's thread."""

    def __init__(self, incoming: IncomingCall) -> None:
        self._incoming = incoming
        self._refused_with: int | None = None
        self._ended = False
        #: Called once when the other side ends the call, or it is dead.
        self.on_end: Callable[[], None] = _nothing
        #: Called for a key that came as a message.
        self.on_key: Callable[[str], None] = _nothing
        #: Called when the other side wants to be sent to elsewhere, or not at all (hold).
        self.on_change: Callable[[Sound], None] = _nothing

    @property
    def id(self) -> str:
        """The Call-ID."""
        return self._incoming.call_id

    @property
    def caller(self) -> str:
        """The number or name that the caller gives, empty when he hides it."""
        return _user(self._incoming.caller)

    @property
    def number(self) -> str:
        """The number that was called."""
        return _user(self._incoming.invite.uri)

    @property
    def source(self) -> str:
        """The address from which it came."""
        return self._incoming.source_addr[0]

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self._ended

    def offer(self) -> Sound:
        """Return what the caller offers; raises NotAcceptable."""
        return read_offer(self._incoming.sdp_offer)

    def answer(self, address: str, port: int) -> None:
        """Take the call, with our sound at this address and port; raises NotAcceptable."""
        offer = self._incoming.sdp_offer
        if offer is None:
            raise NotAcceptable("no sound is offered")
        self._incoming.accept(write_answer(offer, self.offer(), address, port))

    def refuse(self, status: int) -> None:
        """Refuse the call with a status of RFC 3261, section 21."""
        self._refused_with = status
        self._ended = True
        self._incoming.reject(status)

    def hang_up(self) -> None:
        """End the call; twice is once."""
        if not self._ended:
            self._ended = True
            self._incoming.hangup()

    def repeated(self) -> None:
        """The request came again, because our answer was lost: a refusal is sent again, all else is under way."""
        if self._refused_with is not None:
            self._incoming.reject(self._refused_with)

    def changed(self, address: str, port: int) -> None:
        """Answer a new offer within the call (RFC 3261, section 14), which keeps our address and port."""
        try:
            sound = self.offer()
        except NotAcceptable:
            self._incoming.reject(488)
            return
        self.answer(address, port)
        self.on_change(sound)

    def over(self) -> None:
        """The other side has ended it."""
        if not self._ended:
            self._ended = True
            self.on_end()

    def key(self, request: SipRequest) -> bool:
        """Take a message within the call; tell whether it was a key."""
        key = _key(request)
        if key is not None:
            self.on_key(key)
        return key is not None


def _user(uri: str) -> str:
    """Return what stands before the @ of an address, empty for one that can not be read."""
    try:
        return parse_uri(uri).user or ""
    except ValueError:
        return ""


def _key(request: SipRequest) -> str | None:
    if (request.content_type or "").split(";")[0].strip().lower() not in _KEY_TYPES:
        return None
    fields = dict(line.split("=", 1) for line in request.text.splitlines() if "=" in line)
    signal = {name.strip().lower(): value.strip() for name, value in fields.items()}.get("signal")
    key = (signal if signal is not None else request.text.strip()).upper()
    return key if len(key) == 1 and key in _KEYS else None


def _nothing(*_arguments: Any) -> None:
    """Nobody wants to know."""
