"""The sound of one browser over WebRTC (RFC 8825): ICE, DTLS and SRTP of aiortc, and nothing else of it.

Its media would cost four times the CPU; packets go in and out here as they are (RFC 7587 says how Opus stands in them).
"""

import asyncio
import ipaddress
import logging
import secrets
from collections.abc import Callable

from aiortc import (
    RTCCertificate,
    RTCDtlsParameters,
    RTCDtlsTransport,
    RTCIceGatherer,
    RTCIceParameters,
    RTCIceTransport,
)
from aiortc.rtcicetransport import RTCIceCandidate
from aiortc.sdp import MediaDescription, SessionDescription, candidate_to_sdp

_log = logging.getLogger(__name__)

#: So long a browser may need to connect (seconds).
CONNECT = 20.0

#: The clock of Opus in RTP is always this one (RFC 7587, section 4.1).
CLOCK = 48_000


class BrokenOffer(ValueError):
    """The offer can not be read, or holds no Opus."""


class _Transport(RTCDtlsTransport):
    """DTLS whose packets go to us instead of aiortc's receivers."""

    def __init__(self, ice: RTCIceTransport, on_rtp: Callable[[bytes], None]) -> None:
        super().__init__(ice, [RTCCertificate.generateCertificate()])
        self._on_rtp = on_rtp

    async def _handle_rtp_data(self, data: bytes, arrival_time_ms: int) -> None:
        self._on_rtp(data)

    async def _handle_rtcp_data(self, data: bytes) -> None:
        """The browser's reports: nobody here acts on them."""


class Peer:
    """Our end of one browser's connection: `on_rtp` gets its packets; the others are called once, each in its time."""

    def __init__(
        self, on_rtp: Callable[[bytes], None], on_connected: Callable[[], None], on_end: Callable[[], None]
    ) -> None:
        # No servers: we are where the browser's checks reach us; those behind a strict network use their TURN.
        self._gatherer = RTCIceGatherer([])
        self._ice = RTCIceTransport(self._gatherer)
        self._dtls = _Transport(self._ice, on_rtp)
        self._on_connected = on_connected
        self._on_end = on_end
        self._task: asyncio.Task[None] | None = None
        self.payload_type = 111
        self.ssrc = secrets.randbelow(2**32)

    async def answer(self, sdp: str, public_address: str = "") -> str:
        """Take the browser's offer, begin to connect, and return our answer; raises BrokenOffer."""
        offered, media, ice, dtls = _read(sdp)
        self.payload_type = _opus(media)
        await self._gatherer.gather()
        self._dtls._set_role("client")
        self._task = asyncio.ensure_future(self._connect(ice, dtls))
        return self._write(offered, media, public_address)

    async def send(self, packet: bytes) -> None:
        """Send an RTP packet; one that can not be sent is lost."""
        if self._dtls.state == "connected":
            try:
                await self._dtls._send_rtp(packet)
            except ConnectionError:
                self._ended()

    async def close(self) -> None:
        """End the connection; twice is once."""
        if self._task is not None:
            self._task.cancel()
        await self._dtls.stop()
        await self._ice.stop()

    async def _connect(self, ice: RTCIceParameters, dtls: RTCDtlsParameters) -> None:
        try:
            async with asyncio.timeout(CONNECT):
                # No candidates: who connects shows himself by his checks, and we knock nowhere we were sent to.
                # Nor an end of candidates: aioice would give up before the first check has come.
                await self._ice.start(ice)
                if self._ice.state == "completed":
                    await self._dtls.start(dtls)
        except TimeoutError:
            _log.info("x browser did not connect")
        if self._dtls.state != "connected":
            self._ended()
            return
        self._dtls.on("statechange", self._look)
        self._ice.on("statechange", self._look)
        self._on_connected()

    def _look(self) -> None:
        if self._dtls.state in ("closed", "failed") or self._ice.state in ("closed", "failed"):
            self._ended()

    def _ended(self) -> None:
        on_end, self._on_end = self._on_end, _nothing
        on_end()

    def _write(self, offered: SessionDescription, media: MediaDescription, public_address: str) -> str:
        ice, dtls = self._gatherer.getLocalParameters(), self._dtls.getLocalParameters()
        mid, kind = media.rtp.muxId or "0", self.payload_type
        bundle = [f"a=group:BUNDLE {mid}"] if offered.group else []
        candidates = [f"a=candidate:{candidate_to_sdp(one)}" for one in self._candidates(public_address)]
        lines = [
            "v=0",
            f"o=- {secrets.randbelow(2**31)} 1 IN IP4 0.0.0.0",
            "s=-",
            "t=0 0",
            *bundle,
            f"m=audio 9 UDP/TLS/RTP/SAVPF {kind}",
            "c=IN IP4 0.0.0.0",
            "a=rtcp-mux",
            f"a=mid:{mid}",
            "a=sendrecv",
            f"a=rtpmap:{kind} opus/{CLOCK}/2",
            # Telephones carry no more than 8 kHz: the browser need not send it (RFC 7587, section 6.1).
            f"a=fmtp:{kind} minptime=20;maxplaybackrate=8000;sprop-maxcapturerate=8000;stereo=0;useinbandfec=0",
            f"a=ssrc:{self.ssrc} cname:conference",
            f"a=ice-ufrag:{ice.usernameFragment}",
            f"a=ice-pwd:{ice.password}",
            *(f"a=fingerprint:{one.algorithm} {one.value}" for one in dtls.fingerprints),
            "a=setup:active",
            *candidates,
            "a=end-of-candidates",
        ]
        return "\r\n".join([*lines, ""])

    def _candidates(self, public_address: str) -> list[RTCIceCandidate]:
        own = self._gatherer.getLocalCandidates()
        if not public_address:
            return list(own)
        version = ipaddress.ip_address(public_address).version
        alike = [one for one in own if ipaddress.ip_address(one.ip).version == version]
        return [*own, *(_at(one, public_address) for one in alike[:1] if one.ip != public_address)]


def _at(candidate: RTCIceCandidate, address: str) -> RTCIceCandidate:
    """Return a candidate at the address in front of a 1:1 NAT."""
    return RTCIceCandidate(
        component=candidate.component,
        foundation=f"{candidate.foundation}9",
        ip=address,
        port=candidate.port,
        priority=candidate.priority,
        protocol=candidate.protocol,
        type=candidate.type,
    )


def _read(sdp: str) -> tuple[SessionDescription, MediaDescription, RTCIceParameters, RTCDtlsParameters]:
    try:
        offered = SessionDescription.parse(sdp)
        (media,) = offered.media
        ice, dtls = media.ice, media.dtls
        if media.kind != "audio" or not (ice and ice.usernameFragment and dtls and dtls.fingerprints):
            raise BrokenOffer("no sound")
    except BrokenOffer:
        raise
    except Exception as error:
        # aiortc has no exception of its own for what it can not read: it fails where it stumbles.
        raise BrokenOffer("unreadable") from error
    return offered, media, ice, dtls


def _opus(media: MediaDescription) -> int:
    for codec in media.rtp.codecs:
        if codec.mimeType.lower() == "audio/opus" and codec.payloadType is not None:
            return codec.payloadType
    raise BrokenOffer("no Opus")


def _nothing() -> None:
    """It has been told already."""
