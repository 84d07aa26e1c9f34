"""The pure rules of the connection test: which offers are taken, and which commands of the test's channel (NET-1)."""

import json
import re
from dataclasses import dataclass
from typing import Literal

#: A browser's offer with sound, picture and data is 5-12 kB; longer ones are no test.
SDP_MAX = 40_000
LINES_AT_MOST = 1_000
SECTIONS_AT_MOST = 4

#: Everything of one test ends after this many seconds.
TEST_SECONDS = 30.0

#: A stream of chunks lasts at most this long (seconds); chunks have these sizes (bytes).
SEND_SECONDS_MAX = 5.0
CHUNK_MIN, CHUNK_MAX = 1, 16_384

#: The server sends no faster than this (bit/s): five good video calls, and little enough to leave the others alone.
SEND_RATE_MAX = 20_000_000

OfferFault = Literal["offer_too_large", "offer_invalid", "offer_without_data"]

_MEDIA = re.compile(r"m=(audio|video|application) [0-9]+ \S+ \S.*")


@dataclass(frozen=True)
class Send:
    """Send chunks of `size` bytes for `seconds`."""

    size: int
    seconds: float


@dataclass(frozen=True)
class Count:
    """Tell how much has come in."""


def offer_fault(sdp: str) -> OfferFault | None:
    """Return why an offer is refused before anything parses it further, or None."""
    if len(sdp) > SDP_MAX:
        return "offer_too_large"
    lines = sdp.splitlines()
    if len(lines) > LINES_AT_MOST or not lines or lines[0] != "v=0":
        return "offer_invalid"
    sections = [line for line in lines if line.startswith("m=")]
    if not sections or len(sections) > SECTIONS_AT_MOST or not all(_MEDIA.fullmatch(line) for line in sections):
        return "offer_invalid"
    if sum(line.startswith("m=application ") for line in sections) != 1:
        return "offer_without_data"
    return None


def without_candidates(sdp: str) -> str:
    """Return the offer without its candidates (RFC 8839, section 5.1).

    The server then sends to nobody who has not first shown at that address that he knows the password of this test:
    an offer with foreign addresses can not make it knock there. The browser's own checks tell its address.
    """
    kept = [line for line in sdp.splitlines() if not line.startswith(("a=candidate:", "a=end-of-candidates"))]
    return "\r\n".join([*kept, ""])


def with_address(sdp: str, address: str) -> str:
    """Return the answer with each UDP host candidate repeated for the public `address` in front of a 1:1 NAT."""
    lines: list[str] = []
    for line in sdp.splitlines():
        lines.append(line)
        parts = line.split(" ")
        if line.startswith("a=candidate:") and "host" in parts and (":" in parts[4]) == (":" in address):
            public = [f"{parts[0]}9", *parts[1:4], address, *parts[5:]]
            if " ".join(public) not in lines and parts[4] != address:
                lines.append(" ".join(public))
    return "\r\n".join([*lines, ""])


def command_of(text: str) -> Send | Count | None:
    """Return the command in a text message of the channel "echo", or None for what is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    if data.get("type") == "count":
        return Count()
    size, seconds = data.get("bytes"), data.get("seconds")
    if data.get("type") != "send" or not isinstance(size, int) or not isinstance(seconds, int | float):
        return None
    if not CHUNK_MIN <= size <= CHUNK_MAX or not seconds > 0:
        return None
    return Send(size, min(float(seconds), SEND_SECONDS_MAX))
