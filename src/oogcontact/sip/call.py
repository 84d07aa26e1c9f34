"""Calls: one that came in, and what it shares with one that we make (RFC 3261)."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from aiosipua.incoming_call import IncomingCall
from aiosipua.message import SipRequest

from oogcontact.sip.sdp import NotAcceptable, Sound, read_offer, write_answer

#: Keys that come as messages: `Signal=5` (application/dtmf-relay) or only `5` (application/dtmf).
_KEY_TYPES = ("application/dtmf-relay", "application/dtmf")
_KEYS = "0123456789*#ABCD"

#: What stands in no number and no name of a telephone; and so much of it is kept.
_UNUSUAL = re.compile(r"[^A-Za-z0-9+*#._-]")
LONGEST_CALLER = 40

#: No name or number is longer; what is, is none.
_LONGEST_NAME = 128


class Call:
    """A call with a telephone. It belongs to the event loop's thread."""

    def __init__(self, call_id: str) -> None:
        #: The Call-ID.
        self.id = call_id
        #: Whether it is over.
        self.ended = False
        #: Called once when the other side ends the call, or it is dead.
        self.on_end: Callable[[], None] = _nothing
        #: Called once when we have ended the call, or refused it.
        self.on_hang_up: Callable[[], object] = _nothing
        #: Called for a key that came as a message.
        self.on_key: Callable[[str], None] = _nothing
        #: Called when the other side wants to be sent to elsewhere, or not at all (hold).
        self.on_change: Callable[[Sound], None] = _nothing
        self._address: tuple[str, int] | None = None

    def hang_up(self) -> None:
        """End the call; twice is once."""
        raise NotImplementedError

    def over(self) -> None:
        """The other side has ended it, or it is dead."""
        if not self.ended:
            self.ended = True
            on_end = self.on_end
            self._let_go()
            on_end()

    def _hung_up(self) -> None:
        """Tell that we have ended it."""
        on_hang_up = self.on_hang_up
        self._let_go()
        on_hang_up()

    def _let_go(self) -> None:
        """Forget who wanted to know, so that what was a call is freed at once, and not when it is looked for."""
        self.on_end = self.on_hang_up = self.on_key = self.on_change = _nothing

    def key(self, request: SipRequest) -> bool:
        """Take a message within the call; tell whether it was a key."""
        key = _key(request)
        if key is not None:
            self.on_key(key)
        return key is not None

    def changed(self, incoming: IncomingCall) -> None:
        """Answer a new offer within the call (RFC 3261, section 14), which keeps our address and port.

        With an offer that can not be taken the call goes on as it was.
        """
        try:
            sound = read_offer(incoming.sdp_offer)
            if self._address is None or incoming.sdp_offer is None:
                raise NotAcceptable("nothing was agreed on before")
            answer = write_answer(incoming.sdp_offer, sound, *self._address)
        except NotAcceptable:
            # Not `reject`: that would end the dialog.
            incoming._send_response(488, "Not Acceptable Here")
            return
        incoming.accept(answer)
        self.on_change(sound)


class Incoming(Call):
    """A call that came in: what it wants, and answering and refusing it."""

    def __init__(self, incoming: IncomingCall) -> None:
        super().__init__(incoming.call_id)
        self._incoming = incoming
        invite, dialog = incoming.invite, incoming.dialog
        # As they are written: of an address that is only a number the library makes something else.
        dialog.remote_uri = _address(invite.get_header("from") or "")
        dialog.local_uri = _address(invite.get_header("to") or "")
        caller = _UNUSUAL.sub("", _user(dialog.remote_uri))[:LONGEST_CALLER]
        #: The number or name that the caller gives, without what no number has; empty when he hides it.
        self.caller = "" if caller.lower() == "anonymous" else caller
        asked = (_user(invite.uri), _user(dialog.local_uri))
        #: The number that was called: as it is asked for, and as the caller knew it; some trunks ask for their name.
        self.numbers = tuple(dict.fromkeys(number for number in asked if number))
        self._refused_with: int | None = None

    @property
    def source(self) -> str:
        """The address from which it came."""
        return self._incoming.source_addr[0]

    def offer(self) -> Sound:
        """Return what the caller offers; raises NotAcceptable."""
        return read_offer(self._incoming.sdp_offer)

    def ring(self) -> None:
        """Say that somebody will answer."""
        self._incoming.ringing()

    def answer(self, address: str, port: int) -> None:
        """Take the call, with our sound at this address and port; raises NotAcceptable."""
        offer = self._incoming.sdp_offer
        if offer is None:
            raise NotAcceptable("no sound is offered")
        self._address = (address, port)
        self._incoming.accept(write_answer(offer, self.offer(), address, port))

    def refuse(self, status: int) -> None:
        """Refuse the call with a status of RFC 3261, section 21; one that is over is left alone."""
        if not self.ended:
            self._refused_with = status
            self.ended = True
            self._incoming.reject(status)
            self._hung_up()

    def hang_up(self) -> None:
        """End the call; twice is once."""
        if not self.ended:
            self.ended = True
            self._incoming.hangup()
            self._hung_up()

    def changed(self, incoming: IncomingCall) -> None:
        """Answer a new offer within the call; one that can not be taken is refused again when it comes again."""
        self._refused_with = None
        try:
            read_offer(incoming.sdp_offer)
        except NotAcceptable:
            self._refused_with = 488
        super().changed(incoming)

    def repeated(self) -> None:
        """The request came again, because our answer was lost: a refusal is sent again, all else is under way."""
        if self._refused_with is not None:
            self._incoming._send_response(self._refused_with, "")


def _address(value: str) -> str:
    """Return the address in a header."""
    _name, bracket, rest = value.partition("<")
    return rest.partition(">")[0] if bracket else value.partition(";")[0].strip()


def _user(uri: str) -> str:
    """Return the name or number in an address (RFC 3261, section 19.1; RFC 3966), empty for one that has none."""
    scheme, _, rest = uri.partition(":")
    user, at, _ = rest.partition("@")
    if not at and scheme.lower() != "tel":
        return ""
    # Parameters of the number and a password are not part of it.
    name = unquote(user.partition(";")[0].partition(":")[0])
    return name if name.isprintable() and len(name) <= _LONGEST_NAME else ""


def _key(request: SipRequest) -> str | None:
    if (request.content_type or "").split(";")[0].strip().lower() not in _KEY_TYPES:
        return None
    fields = dict(line.split("=", 1) for line in request.text.splitlines() if "=" in line)
    signal = {name.strip().lower(): value.strip() for name, value in fields.items()}.get("signal")
    key = (signal if signal is not None else request.text.strip()).upper()
    return key if len(key) == 1 and key in _KEYS else None


def _nothing(*_arguments: Any) -> None:
    """Nobody wants to know."""
