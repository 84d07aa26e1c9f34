"""CNF-7: the sound of browsers at the 8 kHz of telephones, and offers that are none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.opus import BrokenPacket, Decoder, Encoder
from oogcontact.audio.webrtc import BrokenOffer, Peer
from tests.unit.audio.phones import loudness, sine

OFFER = (
    "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 109 0\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\n"
    "a=rtpmap:109 opus/48000/2\r\na=rtpmap:0 PCMU/8000\r\na=setup:actpass\r\n"
    "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
    "a=fingerprint:sha-256 " + ":".join(["AB"] * 32) + "\r\n"
)


def test_a_tone_goes_through() -> None:
    encoder, decoder = Encoder(), Decoder()
    frames = sine(440, seconds=2)[: RATE * 2 // FRAME * FRAME].reshape(-1, FRAME)
    packets = [encoder.encode(frame) for frame in frames]
    heard = np.concatenate([decoder.decode(packet) for packet in packets])
    assert len(heard) == frames.size
    assert loudness(heard[RATE:], 440) == pytest.approx(8_000, rel=0.15)
    # 20 kbit/s: a third of what a telephone takes.
    assert np.mean([len(packet) for packet in packets]) < 80


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_are_sound_or_refused(packet: bytes) -> None:
    """TEL-9."""
    decoder = Decoder()
    try:
        assert len(decoder.decode(packet)) <= RATE * 120 // 1_000
    except BrokenPacket:
        return


async def answer(offer: str, public_address: str = "") -> str:
    peer = Peer(lambda _packet: None, lambda: None, lambda: None)
    try:
        return await peer.answer(offer, public_address)
    finally:
        await peer.close()


async def test_an_offer_is_answered_with_opus_alone() -> None:
    text = await answer(OFFER)
    assert "m=audio 9 UDP/TLS/RTP/SAVPF 109\r\n" in text
    assert "a=rtpmap:109 opus/48000/2\r\n" in text
    assert "a=setup:active\r\n" in text
    assert "PCMU" not in text
    assert "a=candidate:" in text


async def test_the_address_in_front_of_a_nat_is_offered_too() -> None:
    assert " 203.0.113.7 " in await answer(OFFER, "203.0.113.7")


@pytest.mark.parametrize(
    "offer",
    [
        "",
        "nonsense",
        OFFER.replace("opus/48000/2", "speex/8000"),
        OFFER.replace("m=audio", "m=video"),
        OFFER.replace("a=ice-ufrag:abcd\r\n", ""),
        OFFER.replace("a=fingerprint", "a=nothing"),
        OFFER + OFFER[OFFER.index("m=audio") :],
    ],
)
async def test_what_is_no_offer_of_sound_is_refused(offer: str) -> None:
    with pytest.raises(BrokenOffer):
        await answer(offer)
