"""TEL-9: any bytes at the door, in descriptions of sound, in keys and in sources: understood or refused, never more."""

import asyncio
import ipaddress
import logging
from collections.abc import Iterator

import pytest
from aiosipua.message import SipRequest, SipResponse
from aiosipua.sdp import parse_sdp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oogcontact.sip.call import _KEYS, Incoming, _address, _key, _user
from oogcontact.sip.endpoint import Endpoint
from oogcontact.sip.guard import ANSWERED, Guard
from oogcontact.sip.messages import LONGEST, body_length, fault, read
from oogcontact.sip.sdp import LAWS, NotAcceptable, read_offer, write_answer
from tests.unit.sip.test_endpoint import HERE, OFFER
from tests.unit.sip.torture import BROKEN, LEGAL

often = settings(max_examples=300, deadline=None)

SOURCE = (HERE, 5_060)
INVITE = (
    f"INVITE sip:100@{HERE} SIP/2.0\r\nVia: SIP/2.0/UDP {HERE}:5060;rport;branch=z9hG4bK-1\r\nMax-Forwards: 70\r\n"
    f"From: <sip:0612345678@{HERE}>;tag=mine\r\nTo: <sip:100@{HERE}>\r\nCall-ID: fuzz\r\nCSeq: 1 INVITE\r\n"
    f"Contact: <sip:0612345678@{HERE}>\r\nSession-Expires: 1800\r\nContent-Type: application/sdp\r\n"
    f"Content-Length: {len(OFFER)}\r\n\r\n{OFFER}"
)
METHODS = ("INVITE", "ACK", "BYE", "CANCEL", "INFO", "OPTIONS", "UPDATE", "PRACK", "REFER", "NOTIFY", "PUBLISH")
SIGNS = st.sampled_from([b"", b"\0", b"\r\n", b"\n", b" ", b"\t", b'"', b"<", b">", b",", b";", b":", b"=", b"@", b"%"])
BITS = SIGNS | st.sampled_from(
    [b"\xff", b"-1", b"99999", b"9" * 5_000, b"tag=", b"\r\n ", b"\r\n\r\n", b"SIP/2.0", b"sip:"]
)


def as_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


WHOLE = [
    *(as_bytes(change(INVITE)) for change in (*LEGAL.values(), *(change for change, _status in BROKEN.values()))),
    *(INVITE.replace("INVITE", method).encode() for method in METHODS),
    b"SIP/2.0 200 OK" + INVITE.partition("SIP/2.0")[2].encode(),
]


@st.composite
def broken(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Something whole with up to four places written over."""
    text = draw(whole)
    for _ in range(draw(st.integers(0, 4))):
        begin = draw(st.integers(0, len(text)))
        end = begin + draw(st.sampled_from([0, 0, 1, 2, 5, 40]))
        text = text[:begin] + draw(BITS | st.binary(max_size=8)) + text[end:]
    return text


messages = st.binary(max_size=200) | broken(st.sampled_from(WHOLE))
descriptions = st.text(max_size=100) | broken(st.just(OFFER.encode())).map(lambda text: text.decode(errors="replace"))


class Open:
    """An endpoint whose answers go nowhere, and all that it has done."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.unhandled: list[object] = []
        self.sent: list[tuple[SipRequest | SipResponse, tuple[str, int]]] = []
        self.loop.set_exception_handler(lambda _loop, context: self.unhandled.append(context))
        self.endpoint = Endpoint(HERE, 0, Guard.of([HERE]), self._take)
        for agent in self.endpoint._agents.values():
            agent.transport.on_message = agent._on_message
            agent.transport.send = self._send  # type: ignore[method-assign]

    def _send(self, message: SipRequest | SipResponse, addr: tuple[str, int]) -> None:
        self.sent.append((message, addr))

    def _take(self, call: Incoming) -> None:
        try:
            call.answer(HERE, 10_000)
        except NotAcceptable:
            call.refuse(488)

    def receive(self, data: bytes) -> None:
        """Let a datagram and the same in a connection come, each at a time of its own, and end what they began."""

        async def come() -> None:
            for agent in self.endpoint._agents.values():
                agent._guard._in_second.clear()
                agent.transport._dispatch(data, SOURCE)
                await asyncio.sleep(0)
                agent.end_all()
                for incoming in agent._calls.values():
                    incoming._stop_retransmissions()
                agent._calls.clear()
                agent._waiting.stop()
                agent._ours.clear()

        self.loop.run_until_complete(come())


@pytest.fixture(scope="module")
def opened() -> Iterator[Open]:
    made = Open()
    yield made
    made.loop.close()


class Loud(logging.Handler):
    """Fails on errors and tracebacks."""

    def emit(self, record: logging.LogRecord) -> None:
        assert record.levelno < logging.ERROR, record.getMessage()
        assert record.exc_info is None, record.getMessage()

    def handleError(self, _record: logging.LogRecord) -> None:
        raise


@pytest.fixture(scope="module", autouse=True)
def _loud() -> Iterator[None]:
    handler, root = Loud(), logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)


@often
@given(data=messages)
def test_any_message_is_answered_back_or_not_at_all(opened: Open, data: bytes) -> None:
    opened.sent.clear()
    opened.receive(data)
    assert opened.unhandled == []
    for message, (host, port) in opened.sent:
        assert host == HERE
        assert 0 < port < 65_536
        # What is written can be read.
        assert bytes(message).count(b"\r\n\r\n") >= 1
        assert b"\0" not in bytes(message).partition(b"\r\n\r\n")[0]


@often
@given(messages)
def test_what_is_no_fault_can_be_worked_with(data: bytes) -> None:
    try:
        message = read(data, SOURCE, reliable=False)
    except ValueError:
        return
    if isinstance(message, SipRequest) and fault(message) is None:
        assert message.cseq is not None
        assert message.cseq.method == message.method
        assert message.call_id
        assert message.via[0].received in (None, HERE)


@often
@example(b"INVITE sip:a SIP/2.0\r\nl: 65500\r\n\r\n")
@given(st.binary(max_size=60) | broken(st.just(b"INVITE sip:a SIP/2.0\r\nContent-Length: 7\r\n\r\n")))
def test_a_body_has_a_length_or_the_connection_ends(head: bytes) -> None:
    try:
        assert 0 <= body_length(head) <= LONGEST - len(head)
    except ValueError:
        return


@often
@example(OFFER.replace("40000", "99999"))
@example(OFFER.replace("40000", "0"))
@given(descriptions)
def test_any_description_is_sound_or_not_acceptable(text: str) -> None:
    try:
        offer = parse_sdp(text)
    except ValueError:
        # Said to be a fault before.
        return
    try:
        sound = read_offer(offer)
    except NotAcceptable:
        return
    assert sound.law in LAWS
    assert 0 < sound.port < 65_536
    assert sound.digits is None or 96 <= sound.digits <= 127
    ipaddress.IPv4Address(sound.address)
    answer = write_answer(offer, sound, "198.51.100.1", 10_000)
    assert answer.rtp_address == ("198.51.100.1", 10_000)
    assert len(answer.media) == len(offer.media)


@often
@given(
    st.sampled_from(["application/dtmf-relay", "application/dtmf", "APPLICATION/DTMF ; x", "text/plain", ""]),
    st.binary(max_size=40) | broken(st.just(b"Signal=5\r\nDuration=160\r\n")),
)
def test_a_key_is_one_of_the_keypad(kind: str, body: bytes) -> None:
    request = SipRequest(method="INFO", uri="sip:a", body=body)
    request.content_type = kind
    key = _key(request)
    assert key is None or (len(key) == 1 and key in _KEYS and "dtmf" in kind.lower())


@often
@given(
    st.text(max_size=60) | broken(st.just(b'"A" <sip:+31%20;x=y:z@host;p>;tag=1')).map(lambda b: b.decode("latin-1"))
)
def test_a_name_can_be_shown(value: str) -> None:
    for name in (_user(value), _user(_address(value))):
        assert name.isprintable()
        assert len(name) <= 128


@often
@given(
    st.lists(st.tuples(st.sampled_from(["a", "192.0.2.7", "::1", "203.0.113.9", "\0"]), st.floats(0, 500)), max_size=40)
)
def test_strangers_are_answered_so_often_and_no_more(requests: list[tuple[str, float]]) -> None:
    guard = Guard.of(["192.0.2.0/24"])
    answers: dict[str, int] = {}
    for source, at in sorted(requests, key=lambda request: request[1]):
        answers[source] = answers.get(source, 0) + guard.answers(source, at)
    assert all(count <= ANSWERED for source, count in answers.items() if not guard.is_peer(source))
    assert answers.get("192.0.2.7", 0) == sum(source == "192.0.2.7" for source, _at in requests)
