"""RFC 3264: offers of telephones and what is answered."""

import pytest
from aiosipua.sdp import parse_sdp, serialize_sdp
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.sip.sdp import NotAcceptable, Sound, read_offer, write_answer

HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n"
AUDIO = "m=audio 40000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"


def test_an_offer_is_read() -> None:
    assert read_offer(parse_sdp(HEAD + AUDIO)) == Sound(0, 101, "192.0.2.7", 40_000)


def test_keys_may_have_another_number_or_none() -> None:
    assert read_offer(parse_sdp(HEAD + AUDIO.replace("101", "96"))).digits == 96
    assert read_offer(parse_sdp(HEAD + "m=audio 40000 RTP/AVP 8\r\n")) == Sound(8, None, "192.0.2.7", 40_000)


@pytest.mark.parametrize("line", ["a=sendonly", "a=inactive"])
def test_hold_is_understood(line: str) -> None:
    assert not read_offer(parse_sdp(HEAD + AUDIO + line + "\r\n")).hears
    assert not read_offer(parse_sdp((HEAD + AUDIO).replace("c=IN IP4 192.0.2.7", "c=IN IP4 0.0.0.0"))).hears
    assert read_offer(parse_sdp(HEAD + AUDIO + "a=recvonly\r\n")).hears


@pytest.mark.parametrize(
    "offer",
    [
        HEAD,
        HEAD + "m=video 40000 RTP/AVP 96\r\n",
        HEAD + "m=audio 40000 RTP/AVP 18\r\n",
        HEAD + "m=audio 0 RTP/AVP 8\r\n",
        HEAD + "m=audio 40000 RTP/SAVP 8\r\n",
        HEAD.replace("IP4 192.0.2.7\r\nt", "IP6 2001:db8::1\r\nt") + AUDIO,
        HEAD.replace("c=IN IP4 192.0.2.7", "c=IN IP4 phone.example") + AUDIO,
    ],
)
def test_what_can_not_be_agreed_on_is_refused(offer: str) -> None:
    with pytest.raises(NotAcceptable):
        read_offer(parse_sdp(offer))
    with pytest.raises(NotAcceptable):
        read_offer(None)


def test_the_answer_takes_one_law_and_the_keys_of_the_offer() -> None:
    offer = parse_sdp(HEAD + AUDIO.replace("101", "97") + "a=ptime:30\r\n" + "m=video 5 RTP/AVP 96\r\n")
    written = serialize_sdp(write_answer(offer, read_offer(offer), "198.51.100.1", 10_000))
    answer = parse_sdp(written)
    assert read_offer(answer) == Sound(0, 97, "198.51.100.1", 10_000)
    assert answer.audio is not None
    assert answer.audio.attributes["ptime"] == ["20"]
    # Every line of the offer is answered; a picture is not taken (section 6).
    assert [(media.media, media.port) for media in answer.media] == [("audio", 10_000), ("video", 0)]


def test_without_keys_in_the_offer_none_are_answered() -> None:
    offer = parse_sdp(HEAD + "m=audio 40000 RTP/AVP 8\r\n")
    assert "telephone-event" not in serialize_sdp(write_answer(offer, read_offer(offer), "198.51.100.1", 10_000))


@given(st.text(alphabet="vocmats=IN P4\r\n0123456789.:/-audioRTPVrtpmap", max_size=300))
def test_any_text_is_an_offer_or_refused(text: str) -> None:
    """TEL-9."""
    try:
        offer = parse_sdp(HEAD + text)
        sound = read_offer(offer)
    except (NotAcceptable, ValueError):
        return
    assert 0 < sound.port < 65_536
    write_answer(offer, sound, "198.51.100.1", 10_000)
