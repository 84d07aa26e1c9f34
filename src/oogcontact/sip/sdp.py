"""What is agreed on about sound (SDP offer and answer, RFC 3264): G.711, keys by RFC 4733, one address and port."""

import ipaddress
import secrets
from dataclasses import dataclass

from aiosipua import SdpMessage
from aiosipua.sdp import MediaDescription, parse_sdp
from aiosipua.sdp_negotiate import SdpNegotiationError, negotiate_sdp

#: The static payload types of G.711: A-law before mu-law, as in Europe (RFC 3551, section 6).
LAWS = (8, 0)

#: The payload type that we offer for keys.
DIGITS = 101

#: The directions in which who offers them wants to hear (RFC 3264, section 5.1).
_HEARS = {"sendrecv", "recvonly"}


class NotAcceptable(Exception):
    """There is no sound on which both could agree; answered with 488 (RFC 3261, section 21.4.26)."""


@dataclass(frozen=True)
class Sound:
    """What somebody offers or has agreed to."""

    #: The payload type of the law that he wants most.
    law: int
    #: The payload type of his keys, None when he sends them as tones.
    digits: int | None
    #: Where he is to be sent to.
    address: str
    port: int
    #: Whether he wants to hear us; False when he has put us on hold.
    hears: bool = True


def read_offer(offer: SdpMessage | None) -> Sound:
    """Return what is offered; raises NotAcceptable."""
    audio = offer.audio if offer is not None else None
    if offer is None or audio is None or audio.proto != "RTP/AVP" or not 0 < audio.port < 65_536:
        raise NotAcceptable("no plain sound is offered")
    laws = [codec.payload_type for codec in audio.codecs if codec.payload_type in LAWS]
    if not laws:
        raise NotAcceptable("no G.711 is offered")
    address = _address(offer, audio)
    return Sound(laws[0], _digits(audio), str(address), audio.port, hears=_hears(audio, address))


def write_answer(offer: SdpMessage, sound: Sound, address: str, port: int) -> SdpMessage:
    """Return the answer that takes what `read_offer` found, with our own address and port."""
    digits = sound.digits if sound.digits is not None else 0
    try:
        answer, _law = negotiate_sdp(
            offer, address, port, supported_codecs=[sound.law], dtmf_payload_type=digits, ptime=20
        )
    except SdpNegotiationError as error:
        raise NotAcceptable(str(error)) from error
    if answer.audio is not None:
        # We speak in frames of 20 ms, whatever packets were wished for.
        answer.audio.attributes["ptime"] = ["20"]
    return answer


def write_offer(address: str, port: int) -> SdpMessage:
    """Return what we offer to who is called: both laws of G.711, and keys."""
    return parse_sdp(
        f"v=0\r\no=- {secrets.randbelow(2**31)} 1 IN IP4 {address}\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\n"
        f"m=audio {port} RTP/AVP {' '.join(map(str, LAWS))} {DIGITS}\r\n"
        "a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
        f"a=rtpmap:{DIGITS} telephone-event/8000\r\na=fmtp:{DIGITS} 0-15\r\na=ptime:20\r\na=sendrecv\r\n"
    )


def _address(offer: SdpMessage, audio: MediaDescription) -> ipaddress.IPv4Address:
    connection = audio.connection or offer.connection
    try:
        return ipaddress.IPv4Address(connection.address if connection else "")
    except ValueError as error:
        raise NotAcceptable("only addresses of IPv4 are called") from error


def _digits(audio: MediaDescription) -> int | None:
    found = [
        codec.payload_type
        for codec in audio.codecs
        if codec.encoding_name.lower() == "telephone-event" and 96 <= codec.payload_type <= 127
    ]
    return found[0] if found else None


def _hears(audio: MediaDescription, address: ipaddress.IPv4Address) -> bool:
    # The address 0.0.0.0 is the hold of old telephones (RFC 3264, section 8.4).
    return audio.direction in _HEARS and not address.is_unspecified
