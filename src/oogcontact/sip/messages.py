"""Messages as they come from the network: reading them, and what is wrong with a request (RFC 3261; TEL-9)."""

import re

from aiosipua.header_codec import parse_via, stringify_via
from aiosipua.headers import CaseInsensitiveDict
from aiosipua.message import REQUIRED_REQUEST_HEADERS, SipMessage, SipRequest, SipResponse
from aiosipua.sdp import parse_sdp

#: No message is longer (bytes); what is, is an attack.
LONGEST = 65_536

#: What stands first in a message: a request or an answer of this version, with names of methods of a sane length.
_START = re.compile(
    rb"(?:[\w.!%*+`'~-]{1,32} [^\s\x00-\x20<>\"]{1,4096} (?i:SIP)/2\.0|SIP/2\.0 [1-6]\d\d(?: [^\r\n]*)?)[ \t]*\r?\n",
    re.ASCII,
)
_END = re.compile(rb"\r\n\r\n|\n\n")
_LENGTH = re.compile(rb"^(?:content-length|l)[ \t]*:\s*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r'\s*"(?:[^"\\]|\\.)*"', re.DOTALL)
_ADDRESS = re.compile(
    r'(?:"(?:[^"\\]|\\.)*"\s*<[^<>]+>|[^"<>]*<[^<>]+>|[^\s"<>;]+)\s*(?:;(?:[^"<>]|"(?:[^"\\]|\\.)*")*)?', re.DOTALL
)
_CSEQ = re.compile(r"([0-9]{1,10})\s+(\S+)")
_SECONDS = re.compile(r"([0-9]{1,10})\s*(?:;.*)?", re.DOTALL)

#: Of these there is one (RFC 3261, section 20).
_ONCE = ("from", "to", "call-id", "cseq", "content-length", "max-forwards")
_SCHEMES = ("sip", "sips", "tel")
_SDP = "application/sdp"

#: Whole numbers in SIP are smaller than this (RFC 3261, section 8.1.1.5).
_HIGHEST = 2**31


def read(data: bytes, source: tuple[str, int], *, reliable: bool) -> SipRequest | SipResponse:
    """Return a message, with where it came from in a request; raises ValueError when it is none."""
    data = data.lstrip(b"\r\n")
    end = _END.search(data)
    if end is None or len(data) > LONGEST or not _START.match(data) or b"\0" in data[: end.start()]:
        raise ValueError("no SIP")
    message = SipMessage.parse(data)
    _simplify(message.headers)
    if isinstance(message, SipRequest):
        _note_source(message.headers, source, reliable=reliable)
    return message


def body_length(head: bytes) -> int:
    """Return how many bytes of a body follow this head in a stream; raises ValueError when nobody can tell."""
    found = [value.strip() for value in _LENGTH.findall(head)]
    if len(found) > 1 or not all(value.isdigit() and len(value) < 10 for value in found):
        raise ValueError("no length")
    length = int(found[0]) if found else 0
    if len(head) + length > LONGEST:
        raise ValueError("too long")
    return length


def fault(request: SipRequest) -> tuple[int, str] | None:
    """Return the answer to a request that can not be understood, None for a good one."""
    headers = request.headers
    if not all(headers.get_first(name) for name in REQUIRED_REQUEST_HEADERS):
        return 400, "Missing Required Header"
    if any(len(headers.get(name)) > 1 for name in _ONCE):
        return 400, "Header More Than Once"
    if not all(_ADDRESS.fullmatch(headers.get(name)[0]) for name in ("from", "to")):
        return 400, "Bad Address"
    if not _counts(request):
        return 400, "Bad Number"
    scheme, colon, _rest = request.uri.partition(":")
    if not colon or scheme.lower() not in _SCHEMES:
        return 416, "Unsupported URI Scheme"
    return None if _describes(request) else (400, "Bad Session Description")


def _counts(request: SipRequest) -> bool:
    """Tell whether all numbers in a request are some, and fit what they count."""
    headers = request.headers
    cseq = _CSEQ.fullmatch(headers.get("cseq")[0])
    length = headers.get_first("content-length") or str(len(request.body))
    forwards = headers.get_first("max-forwards") or "70"
    return (
        cseq is not None
        and int(cseq[1]) < _HIGHEST
        and cseq[2] == request.method
        and _is_number(length, len(request.body))
        and _is_number(forwards, 255)
        and all(_is_seconds(value) for name in ("session-expires", "min-se") for value in headers.get(name))
    )


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= most


def _is_seconds(text: str) -> bool:
    found = _SECONDS.fullmatch(text)
    return found is not None and int(found[1]) < _HIGHEST


def _describes(request: SipRequest) -> bool:
    """Tell whether a description of sound can be read, if there is one."""
    if request.body and request.content_type == _SDP:
        try:
            parse_sdp(request.text)
        except ValueError:
            return False
    return True


def _simplify(headers: CaseInsensitiveDict) -> None:
    """Write in one way what the library knows in one way only."""
    if (headers.get_first("content-type") or "").partition(";")[0].strip().lower() == _SDP:
        headers.set_single("Content-Type", _SDP)
    for name in ("From", "To", "Contact"):
        values = headers.get(name)
        # A < in a name would be taken for the begin of the address.
        if any((found := _QUOTED.match(value)) and set("<>") & set(found[0]) for value in values):
            headers.remove(name)
            for value in values:
                headers.append(name, _QUOTED.sub("", value, count=1).strip())


def _note_source(headers: CaseInsensitiveDict, source: tuple[str, int], *, reliable: bool) -> None:
    """Write into the topmost Via where answers go (RFC 3261, section 18.2): back, and nowhere that a sender names."""
    vias = list(headers.get("via"))
    if not vias:
        raise ValueError("nobody to answer")
    via = parse_via(vias[0])
    via.params.pop("received", None)
    # Over a connection they go over that; and a port may be asked for, or be none.
    if reliable or "rport" in via.params or not 0 < (via.port or 5_060) < 65_536:
        via.params["rport"] = str(source[1])
    if "rport" in via.params or via.host != source[0]:
        via.params["received"] = source[0]
    headers.remove("Via")
    for value in (stringify_via(via), *vias[1:]):
        headers.append("Via", value)
