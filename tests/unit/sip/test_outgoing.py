"""TEL: calls that go out and registrations, over real UDP, TCP and TLS on the loopback address."""

import asyncio
import contextlib
import datetime
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from oogcontact.sip import retransmission
from oogcontact.sip.call import Incoming
from oogcontact.sip.endpoint import Endpoint, NoTransport
from oogcontact.sip.guard import Guard
from oogcontact.sip.outgoing import NotAnswered, Outgoing, Target
from oogcontact.sip.sdp import Sound
from oogcontact.sip.transports import TlsSettings
from tests.ports import free_sip_port
from tests.unit.sip.test_endpoint import OFFER

HERE = "127.0.0.1"
OURS = ("198.51.100.1", 10_000)
A_DAY = datetime.timedelta(days=1)


@contextlib.asynccontextmanager
async def endpoint(
    port: int, on_call: Callable[[Incoming], None] = lambda call: call.refuse(404), tls: TlsSettings | None = None
) -> AsyncIterator[Endpoint]:
    """An endpoint that takes calls of this machine."""
    made = Endpoint(HERE, port, Guard.of([HERE]), on_call, tls=tls)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


@pytest.fixture
def port() -> int:
    return free_sip_port()


@pytest.fixture
def their_port() -> int:
    return free_sip_port()


@pytest.fixture
def certificate(tmp_path: Path) -> TlsSettings:
    """A certificate of this machine, by which it is also believed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + A_DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file, key_file = tmp_path / "certificate.pem", tmp_path / "key.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    key_file.write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
    return TlsSettings(0, file, key_file, file)


class Called:
    """Who is called: takes the call, and tells what comes of it."""

    def __init__(self) -> None:
        self.calls: list[Incoming] = []
        self.told: list[str] = []
        self.came = asyncio.Event()
        self.over = asyncio.Event()

    def take(self, call: Incoming) -> None:
        self.calls.append(call)
        call.on_end = self.over.set
        call.on_key = self.told.append
        self.came.set()

    def answer(self, call: Incoming) -> None:
        self.take(call)
        call.answer("198.51.100.2", 20_000)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_a_call_is_answered_and_ended_by_either_side(port: int, their_port: int, transport: str) -> None:
    called = Called()
    async with endpoint(their_port, called.answer), endpoint(port) as ours:
        target = Target(HERE, their_port, transport)
        call = await ours.dial(target, "+31850000100", "+31612345678", OURS)
        assert await call.answered(5) == Sound(8, 101, "198.51.100.2", 20_000)
        assert (called.calls[0].caller, called.calls[0].numbers) == ("+31850000100", ("+31612345678",))
        assert called.calls[0].offer() == Sound(8, 101, *OURS)
        call.hang_up()
        call.hang_up()
        await asyncio.wait_for(called.over.wait(), 5)

        second = await ours.dial(target, "", "+31612345678", OURS)
        ended = asyncio.Event()
        second.on_end = ended.set
        await second.answered(5)
        assert called.calls[1].caller == ""
        called.calls[1].hang_up()
        await asyncio.wait_for(ended.wait(), 5)
        assert second.ended


async def test_tls_is_believed_by_its_certificate(port: int, their_port: int, certificate: TlsSettings) -> None:
    called, tls_port = Called(), free_sip_port()
    theirs = TlsSettings(tls_port, certificate.certificate, certificate.key)
    async with (
        endpoint(their_port, called.answer, theirs),
        endpoint(port, tls=TlsSettings(port, authority=certificate.authority)) as ours,
    ):
        call = await ours.dial(Target("localhost", tls_port, "tls"), "1", "2", OURS)
        await call.answered(5)
        called.calls[0].hang_up()
        for _ in range(100):
            await asyncio.sleep(0.02)
            if call.ended:
                break
        assert call.ended
        # The name in the certificate is another one.
        with pytest.raises(NoTransport):
            await ours.dial(Target(HERE, tls_port, "tls"), "1", "2", OURS)


async def test_a_certificate_that_can_not_be_used_is_said(port: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="certificate for SIP"):
        async with endpoint(port, tls=TlsSettings(port, tmp_path / "none.pem")):
            pass


@pytest.mark.parametrize("status", [403, 404, 486, 603])
async def test_a_refusal_is_told_and_acknowledged(port: int, their_port: int, status: int) -> None:
    async with endpoint(their_port, lambda call: call.refuse(status)) as theirs, endpoint(port) as ours:
        call = await ours.dial(Target(HERE, their_port), "1", "2", OURS)
        with pytest.raises(NotAnswered) as refused:
            await call.answered(5)
        assert refused.value.status == status
        assert call.ended
        for _ in range(100):
            await asyncio.sleep(0.02)
            if not theirs._agents["udp"]._calls:
                break
        assert not theirs._agents["udp"]._calls, "the refusal was not acknowledged"


async def test_a_call_that_nobody_answers_is_taken_back(port: int, their_port: int) -> None:
    called = Called()

    def ring(call: Incoming) -> None:
        called.take(call)
        call.ring()

    rang = asyncio.Event()
    async with endpoint(their_port, ring), endpoint(port) as ours:
        call = await ours.dial(Target(HERE, their_port), "1", "2", OURS)
        call.on_ringing = rang.set
        with pytest.raises(NotAnswered) as unanswered:
            await call.answered(0.3)
        assert unanswered.value.status == 408
        assert rang.is_set()
        await asyncio.wait_for(called.over.wait(), 5)


async def test_what_is_answered_too_late_is_ended(port: int, their_port: int) -> None:
    """The answer and the end of our patience cross on the way."""
    called = Called()
    async with endpoint(their_port, called.take) as theirs, endpoint(port) as ours:
        # They do not hear that it is taken back.
        theirs._agents["udp"]._handlers["CANCEL"] = lambda _request, _address: None
        call = await ours.dial(Target(HERE, their_port), "1", "2", OURS)
        await asyncio.wait_for(called.came.wait(), 5)
        call.hang_up()
        called.calls[0].answer("198.51.100.2", 20_000)
        await asyncio.wait_for(called.over.wait(), 5)


class Provider(asyncio.DatagramProtocol):
    """A provider that answers as it is told to, and keeps what came."""

    def __init__(self, answers: Callable[[str, int], str | None]) -> None:
        self.came: list[str] = []
        self._answers = answers
        self._transport: asyncio.DatagramTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # asyncio's own transport is one without saying so

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        text = data.decode()
        self.came.append(text)
        answer = self._answers(text, len(self.came))
        if answer is not None:
            kept = [line for line in text.split("\r\n") if re.match("(Via|From|To|Call-ID|CSeq):", line)]
            head = answer.split("\r\n")
            body = "" if "sdp" not in answer else OFFER
            whole = [head[0], *kept, *head[1:], f"Content-Length: {len(body)}", "", body]
            self._transport.sendto("\r\n".join(whole).encode(), addr)


@contextlib.asynccontextmanager
async def provider(port: int, answers: Callable[[str, int], str | None]) -> AsyncIterator[Provider]:
    loop = asyncio.get_running_loop()
    transport, made = await loop.create_datagram_endpoint(lambda: Provider(answers), local_addr=(HERE, port))
    try:
        yield made
    finally:
        transport.close()


CHALLENGE = '401 Unauthorized\r\nWWW-Authenticate: Digest realm="x", nonce="n", qop="auth", algorithm=MD5'


async def registered(ours: Endpoint, port: int) -> list[tuple[bool, str]]:
    """Register; return what was told first."""
    told: list[tuple[bool, str]] = []
    first = asyncio.Event()

    def tell(holds: bool, why: str) -> None:
        told.append((holds, why))
        first.set()

    await ours.register(Target(HERE, port, "udp", "31850000100", "geheim"), tell)
    await asyncio.wait_for(first.wait(), 5)
    return told


async def test_we_register_by_digest_and_never_send_the_password(port: int, their_port: int) -> None:
    def answers(text: str, _count: int) -> str:
        return "SIP/2.0 200 OK\r\nExpires: 300" if "Authorization: Digest" in text else f"SIP/2.0 {CHALLENGE}"

    async with provider(their_port, answers) as theirs, endpoint(port) as ours:
        assert await registered(ours, their_port) == [(True, "")]
        assert 'username="31850000100"' in theirs.came[1]
        assert "geheim" not in "".join(theirs.came)


async def test_a_registration_that_is_refused_says_why(port: int, their_port: int) -> None:
    async with provider(their_port, lambda _text, _count: f"SIP/2.0 {CHALLENGE}"), endpoint(port) as ours:
        assert await registered(ours, their_port) == [(False, "401 Unauthorized")]


async def test_what_is_lost_is_sent_again(port: int, their_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 3261, section 17.1: also the refusal, which is acknowledged each time that it comes."""
    monkeypatch.setattr(retransmission, "FIRST", 0.05)

    def answers(text: str, count: int) -> str | None:
        return "SIP/2.0 486 Busy Here" if text.startswith("INVITE") and count >= 3 else None

    async with provider(their_port, answers) as theirs, endpoint(port) as ours:
        call = await ours.dial(Target(HERE, their_port), "1", "2", OURS)
        with pytest.raises(NotAnswered):
            await call.answered(5)
        assert [text.split()[0] for text in theirs.came[:3]] == ["INVITE"] * 3
        assert len(set(theirs.came[:3])) == 1
        await asyncio.sleep(0.05)
        assert theirs.came[3].startswith("ACK ")


async def test_a_provider_that_is_away_is_given_up(port: int, their_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retransmission, "FIRST", 0.02)
    monkeypatch.setattr(retransmission, "GIVE_UP", 0.2)
    async with provider(their_port, lambda _text, _count: None), endpoint(port) as ours:
        call = await ours.dial(Target(HERE, their_port), "1", "2", OURS)
        with pytest.raises(NotAnswered) as unanswered:
            await call.answered(5)
        assert unanswered.value.status == 408
        assert await registered(ours, their_port) == [(False, "408 Request Timeout")]
    async with endpoint(port) as ours:
        with pytest.raises(NoTransport):
            await ours.dial(Target("nobody.invalid", their_port), "1", "2", OURS)
        with pytest.raises(NoTransport):
            await ours.dial(Target(HERE, their_port, "tcp"), "1", "2", OURS)


async def test_an_answer_without_sound_is_no_answer(port: int, their_port: int) -> None:
    def answers(text: str, _count: int) -> str | None:
        return "SIP/2.0 200 OK\r\nContact: <sip:x@127.0.0.1>" if text.startswith(("INVITE", "BYE")) else None

    async with provider(their_port, answers) as theirs, endpoint(port) as ours:
        call: Outgoing = await ours.dial(Target(HERE, their_port), "1", "2", OURS)
        with pytest.raises(NotAnswered) as refused:
            await call.answered(5)
        assert refused.value.status == 488
        await asyncio.sleep(0.05)
        assert [text.split()[0] for text in theirs.came] == ["INVITE", "ACK", "BYE"]
