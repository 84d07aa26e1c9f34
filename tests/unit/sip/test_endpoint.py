"""TEL-8, TEL-9: calls over real UDP and TCP on the loopback address, message by message as a telephone sends them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import cast

import pytest

from oogcontact.sip.call import Incoming as Call
from oogcontact.sip.endpoint import Endpoint
from oogcontact.sip.guard import ANSWERED, Guard
from oogcontact.sip.sdp import NotAcceptable, Sound

HERE = "127.0.0.1"
OFFER = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio 40000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"
)


class Telephone(asyncio.DatagramProtocol):
    """A telephone that sends text and keeps what comes back."""

    def __init__(self, port: int, call_id: str = "call-1") -> None:
        self.port = port
        self.call_id = call_id
        self.tag = ""
        self.sequence = 1
        self.came: asyncio.Queue[str] = asyncio.Queue()
        self._transport: asyncio.DatagramTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # On Python 3.11 asyncio's own transport is one without saying so.
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, _addr: object) -> None:
        self.came.put_nowait(data.decode())

    def send(self, text: str | bytes) -> None:
        """Send anything."""
        self._transport.sendto(text if isinstance(text, bytes) else text.encode(), (HERE, self.port))

    def request(self, method: str, body: str = "", *, kind: str = "application/sdp", number: str = "100") -> str:
        """Return a request of the present call."""
        here = self._transport.get_extra_info("sockname")[1]
        to = f";tag={self.tag}" if self.tag else ""
        lines = [
            f"{method} sip:{number}@{HERE}:{self.port} SIP/2.0",
            f"Via: SIP/2.0/UDP {HERE}:{here};rport;branch=z9hG4bK-{self.call_id}-{self.sequence}",
            "Max-Forwards: 70",
            f"From: <sip:0612345678@{HERE}>;tag=mine",
            f"To: <sip:{number}@{HERE}>{to}",
            f"Call-ID: {self.call_id}",
            f"CSeq: {self.sequence} {method}",
            f"Contact: <sip:0612345678@{HERE}:{here}>",
            *([f"Content-Type: {kind}"] if body else []),
            f"Content-Length: {len(body)}",
        ]
        return "\r\n".join([*lines, "", body])

    async def reply(self, *, but: str = "100") -> tuple[int, str]:
        """Return the next answer that is not provisional."""
        while True:
            text = await asyncio.wait_for(self.came.get(), 5)
            status = text.split()[1]
            if text.startswith("SIP/2.0") and status != but:
                if ";tag=" in (to := next(line for line in text.split("\r\n") if line.startswith("To:"))):
                    self.tag = to.split(";tag=")[1]
                return int(status), text

    async def invite(self, body: str = OFFER, **options: str) -> tuple[int, str]:
        """Call, and acknowledge what is answered."""
        self.send(self.request("INVITE", body, **options))
        status, text = await self.reply()
        self.send(self.request("ACK"))
        return status, text

    async def ask(self, method: str, body: str = "", **options: str) -> int:
        """Send a request within the call; return how it is answered."""
        self.sequence += 1
        self.send(self.request(method, body, **options))
        return (await self.reply())[0]


class Bridge:
    """Takes every call that offers sound, as the product does."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.told: list[str | Sound] = []
        self.refuse_with = 0
        #: What is done with a call.
        self.take: Callable[[Call], None] = self._answer

    def _answer(self, call: Call) -> None:
        """Answer a call, or refuse it."""
        self.calls.append(call)
        call.on_end = lambda: self.told.append("ended")
        call.on_key = self.told.append
        call.on_change = self.told.append
        if self.refuse_with:
            call.refuse(self.refuse_with)
            return
        try:
            call.answer("198.51.100.1", 10_000)
        except NotAcceptable:
            call.refuse(488)


@pytest.fixture
async def bridge() -> Bridge:
    return Bridge()


@contextlib.asynccontextmanager
async def listening(bridge: Bridge, *peers: str, port: int = 45_060) -> AsyncIterator[int]:
    """An endpoint on some free port; gives the port."""
    for number in range(port, port + 200, 2):
        endpoint = Endpoint(HERE, number, Guard.of(peers or [HERE]), bridge.take)
        try:
            await endpoint.start()
        except OSError:
            continue
        try:
            yield number
        finally:
            await endpoint.stop()
        return
    raise AssertionError("no free port")


@contextlib.asynccontextmanager
async def telephone(port: int, call_id: str = "call-1", source: str = HERE) -> AsyncIterator[Telephone]:
    """A telephone at a free port."""
    loop = asyncio.get_running_loop()
    transport, made = await loop.create_datagram_endpoint(lambda: Telephone(port, call_id), local_addr=(source, 0))
    try:
        yield made
    finally:
        transport.close()


async def test_a_call_is_answered_and_ended_by_the_caller(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        status, text = await phone.invite(number="+31850000100")
        assert status == 200
        assert "m=audio 10000 RTP/AVP 8 101" in text
        assert "c=IN IP4 198.51.100.1" in text
        (call,) = bridge.calls
        assert (call.numbers[0], call.caller, call.source) == ("+31850000100", "0612345678", HERE)
        assert call.offer() == Sound(8, 101, HERE, 40_000)
        assert await phone.ask("BYE") == 200
        assert bridge.told == ["ended"]
        assert call.ended


async def test_we_end_a_call(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        await phone.invite()
        bridge.calls[0].hang_up()
        bridge.calls[0].hang_up()
        assert (await asyncio.wait_for(phone.came.get(), 5)).startswith("BYE ")
        assert bridge.told == []


async def test_a_call_is_refused_with_a_reason(bridge: Bridge) -> None:
    bridge.refuse_with = 404
    async with listening(bridge) as port, telephone(port) as phone:
        assert (await phone.invite())[0] == 404


@pytest.mark.parametrize("offer", ["", OFFER.replace("AVP 8 101", "AVP 18"), "no sound at all"])
async def test_an_offer_without_common_sound_is_not_acceptable(bridge: Bridge, offer: str) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        assert (await phone.invite(offer))[0] in (400, 488)


async def test_a_request_that_comes_again_is_one_call(bridge: Bridge) -> None:
    """The answer was lost on the way (RFC 3261, section 17.2.1)."""
    bridge.refuse_with = 486
    async with listening(bridge) as port, telephone(port) as phone:
        for _ in range(3):
            phone.send(phone.request("INVITE", OFFER))
            assert (await phone.reply())[0] == 486
        assert len(bridge.calls) == 1


async def test_a_caller_who_gives_up_before_we_answer(bridge: Bridge) -> None:
    """CANCEL (RFC 3261, section 9)."""
    bridge.take = bridge.calls.append
    async with listening(bridge) as port, telephone(port) as phone:
        phone.send(phone.request("INVITE", OFFER))
        assert "100" in await asyncio.wait_for(phone.came.get(), 5)
        bridge.calls[0].on_end = lambda: bridge.told.append("ended")
        phone.send(phone.request("CANCEL"))
        assert {(await phone.reply())[0], (await phone.reply())[0]} == {200, 487}
        assert bridge.told == ["ended"]


@pytest.mark.parametrize(
    ("kind", "body", "key"),
    [
        ("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", "5"),
        ("application/dtmf-relay", "signal = #\r\n", "#"),
        ("application/dtmf", "*", "*"),
        ("application/dtmf-relay", "Signal=55\r\n", None),
        ("text/plain", "5", None),
    ],
)
async def test_keys_that_come_as_messages(bridge: Bridge, kind: str, body: str, key: str | None) -> None:
    """CNF-3: SIP INFO."""
    async with listening(bridge) as port, telephone(port) as phone:
        await phone.invite()
        assert await phone.ask("INFO", body, kind=kind) == (200 if key else 415)
        assert bridge.told == ([key] if key else [])


async def test_a_message_outside_a_call_is_refused(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        assert await phone.ask("INFO", "5", kind="application/dtmf") == 481
        assert await phone.ask("BYE") == 481
        assert await phone.ask("PUBLISH") == 405


async def test_hold_and_another_address_within_a_call(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        await phone.invite()
        phone.sequence += 1
        status, text = await phone.invite(OFFER.replace("40000", "41000") + "a=sendonly\r\n")
        assert status == 200
        assert "m=audio 10000" in text
        assert bridge.told == [Sound(8, 101, HERE, 41_000, hears=False)]
        phone.sequence += 1
        assert (await phone.invite(OFFER.replace("AVP 8 101", "AVP 18")))[0] == 488


async def test_a_stranger_hears_no_and_then_nothing(bridge: Bridge) -> None:
    """TEL-9: and he never causes a call."""
    async with listening(bridge, "192.0.2.0/24") as port, telephone(port) as phone:
        for number in range(ANSWERED + 5):
            phone.sequence = number + 1
            phone.send(phone.request("INVITE", OFFER))
        statuses = [(await phone.reply())[0] for _ in range(ANSWERED)]
        assert statuses == [403] * ANSWERED
        await asyncio.sleep(0)
        assert phone.came.empty()
        assert bridge.calls == []


async def test_broken_messages_disturb_nobody(bridge: Bridge) -> None:
    """TEL-9."""
    async with listening(bridge) as port, telephone(port) as phone:
        whole = phone.request("INVITE", OFFER)
        broken: list[str | bytes] = [
            b"",
            b"\r\n\r\n",
            b"\0" * 300,
            whole[:50],
            whole.replace("CSeq", "X"),
            whole.replace("Via", "Y"),
        ]
        broken += [whole.replace("Content-Length: ", "Content-Length: -"), whole.replace("SIP/2.0", "SIP/9.9", 1)]
        for one in broken:
            phone.send(one)
        phone.send("OPTIONS" + phone.request("OPTIONS")[7:])
        statuses = [(await phone.reply())[0]]
        while statuses[-1] != 200 or phone.came.qsize():
            statuses.append((await phone.reply())[0])
        assert 200 in statuses


async def test_calls_come_over_tcp_byte_by_byte(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        reader, writer = await asyncio.open_connection(HERE, port)
        own = writer.get_extra_info("sockname")[1]
        request = phone.request("INVITE", OFFER).replace("SIP/2.0/UDP", "SIP/2.0/TCP")
        here = phone._transport.get_extra_info("sockname")[1]
        for byte in request.replace(f"{HERE}:{here};rport", f"{HERE}:{own};rport").encode():
            writer.write(bytes([byte]))
            await writer.drain()
        answer = b""
        while b"SIP/2.0 200" not in answer:
            answer += await asyncio.wait_for(reader.read(4_000), 5)
        assert len(bridge.calls) == 1
        writer.close()
        await writer.wait_closed()


async def test_a_port_that_is_taken_is_told(bridge: Bridge) -> None:
    async with listening(bridge) as port:
        with pytest.raises(OSError, match="in use"):
            await Endpoint(HERE, port, Guard.of([]), bridge.take).start()


async def test_a_fault_of_ours_is_an_answer_too(bridge: Bridge) -> None:
    def fail(_call: Call) -> None:
        raise RuntimeError("no more legs")

    bridge.take = fail
    async with listening(bridge) as port, telephone(port) as phone:
        assert (await phone.invite())[0] == 500


@pytest.mark.parametrize(
    ("needs", "status"), [("timer", 200), ("100rel, timer", 200), ("Timer,x-magic", 420), ("gruu", 420)]
)
async def test_a_request_that_needs_what_we_can_not_do_is_told(bridge: Bridge, needs: str, status: int) -> None:
    """RFC 3261, section 8.2.2.3."""
    async with listening(bridge) as port, telephone(port) as phone:
        phone.send(phone.request("INVITE", OFFER).replace("Max-Forwards", f"Require: {needs}\r\nMax-Forwards", 1))
        found, text = await phone.reply()
        assert found == status
        assert ("Unsupported: " in text) == (status == 420)
        assert len(bridge.calls) == (status == 200)
