"""TEL-9: legal but wild messages are understood, broken ones disturb nobody; over real UDP and TCP."""

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator

import pytest

from oogcontact.sip import guard, transports
from tests.unit.sip.quiet import quiet, statuses, still_works
from tests.unit.sip.test_endpoint import HERE, OFFER, Bridge, Telephone, listening, telephone
from tests.unit.sip.torture import BROKEN, LEGAL, NUMBERS, Change

__all__ = ["quiet"]

pytestmark = pytest.mark.usefixtures("quiet")

SCANNER = "127.0.0.66"

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@contextlib.asynccontextmanager
async def connected(port: int, source: str = HERE) -> AsyncIterator[Stream]:
    """A connection."""
    reader, writer = await asyncio.open_connection(HERE, port, local_addr=(source, 0))
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def answered(reader: asyncio.StreamReader, *words: bytes) -> bytes:
    """Read until all of these words have come."""
    text = b""
    while not all(word in text for word in words):
        piece = await asyncio.wait_for(reader.read(4_000), 5)
        assert piece
        text += piece
    return text


async def is_closed(reader: asyncio.StreamReader) -> bool:
    """Wait until a connection is closed."""
    with contextlib.suppress(ConnectionError):
        await asyncio.wait_for(reader.read(), 5)
    return True


async def closed_after(port: int, text: str | bytes) -> bool:
    """Tell whether a connection is closed by the other side when it has sent this and waits."""
    async with connected(port) as (reader, writer):
        with contextlib.suppress(ConnectionError):
            writer.write(text if isinstance(text, bytes) else text.encode())
            await writer.drain()
        return await is_closed(reader)


def over_tcp(phone: Telephone, method: str = "INVITE", call_id: str = "tcp") -> str:
    """Return a request, with a Via that says nothing of where it came from."""
    phone.call_id = call_id
    text = phone.request(method, OFFER if method == "INVITE" else "")
    return text.replace("SIP/2.0/UDP", "SIP/2.0/TCP").replace("rport;", "")


@pytest.fixture
def bridge() -> Bridge:
    return Bridge()


@pytest.mark.parametrize("change", LEGAL.values(), ids=LEGAL)
async def test_what_is_wild_but_legal_is_a_call(bridge: Bridge, change: Change) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        phone.send(change(phone.request("INVITE", OFFER)))
        assert (await phone.reply())[0] == 200
        (call,) = bridge.calls
        assert call.offer().port == 40_000
        assert call.caller in ("x", "0612345678", "+31612345678")
        await still_works(port)


@pytest.mark.parametrize(("uri", "number"), NUMBERS.items())
async def test_the_number_that_is_called(bridge: Bridge, uri: str, number: str) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        phone.send(phone.request("INVITE", OFFER).replace(f"sip:100@{HERE}:{port}", uri, 1))
        assert (await phone.reply())[0] == 200
        # Where the request names none, the one that the caller knew is taken.
        assert bridge.calls[0].numbers == tuple(dict.fromkeys([number or "100", "100"]))


@pytest.mark.parametrize(("change", "status"), BROKEN.values(), ids=BROKEN)
async def test_what_is_broken_is_refused_or_not_heard(bridge: Bridge, change: Change, status: int | None) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        text = change(phone.request("INVITE", OFFER))
        phone.send(text)
        ack = text if isinstance(text, bytes) else text.encode()
        phone.send(ack.replace(b"INVITE ", b"ACK ").replace(b" INVITE", b" ACK"))
        await still_works(port)
        assert statuses(phone) == ([status] if status else [])
        assert len(bridge.calls) == 1


async def test_bytes_that_are_no_messages_are_not_heard(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        for data in (b"", b"\r\n\r\n", b"\0" * 4, b"\0" * 60_000, bytes(range(256)) * 200, b"\xff" * 1_500, b":" * 900):
            phone.send(data)
        phone.send(b"INVITE sip:a SIP/2.0\r\nVia: " + b"," * 40_000 + b"\r\n\r\n")
        phone.send(b"INVITE sip:a SIP/2.0\r\nVia: x\r\n" + b" y\r\n" * 15_000 + b"\r\n")
        await still_works(port)
        assert statuses(phone) == []


async def test_a_message_cut_off_anywhere_is_no_call(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PER_SECOND", 10_000)
    async with listening(bridge) as port, telephone(port) as phone:
        whole = phone.request("INVITE", OFFER)
        found = []
        for size in range(len(whole)):
            phone.send(whole[:size])
            if size % 20 == 0:
                async with telephone(port, "meanwhile") as another:
                    assert await another.ask("OPTIONS") == 200
            found += statuses(phone)
        await still_works(port)
        found += statuses(phone)
        assert set(found) == {400}
        # Cut in the body, which is known by its length.
        assert len(found) == len(OFFER)
        assert len(bridge.calls) == 1


async def test_a_request_of_a_call_that_is_broken_leaves_the_call(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        await phone.invite()
        phone.sequence += 1
        assert (await phone.invite(OFFER.replace("audio 40000", "audio many")))[0] == 400
        for _ in range(2):
            phone.sequence += 1
            assert (await phone.invite(OFFER.replace("AVP 8 101", "AVP 18")))[0] == 488
        phone.send(phone.request("INVITE", OFFER.replace("AVP 8 101", "AVP 18")))
        assert (await phone.reply())[0] == 488
        assert await phone.ask("INFO", "5", kind="application/dtmf") == 200
        assert await phone.ask("BYE") == 200
        assert bridge.told == ["5", "ended"]


async def test_what_comes_again_in_a_call_is_done_once(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        again = phone.request("INVITE", OFFER)
        await phone.invite()
        phone.send(again)
        for _ in range(2):
            phone.sequence = 2
            phone.send(phone.request("INFO", "5", kind="application/dtmf"))
            assert (await phone.reply())[0] == 200
        assert bridge.told == ["5"]
        assert len(bridge.calls) == 1


async def test_a_caller_with_a_number_only_is_called_by_it(bridge: Bridge) -> None:
    """RFC 3966, and RFC 3261, section 12.1.1: also when we end the call, and after it was changed."""
    async with listening(bridge) as port, telephone(port) as phone:
        phone.send(phone.request("INVITE", OFFER).replace(f"sip:0612345678@{HERE}>;", "tel:+31-6;x=y>;", 1))
        await phone.reply()
        phone.sequence += 1
        await phone.invite(number="elsewhere")
        (call,) = bridge.calls
        assert (call.caller, call.numbers) == ("+31-6", ("100",))
        call.hang_up()
        while not (text := await asyncio.wait_for(phone.came.get(), 5)).startswith("BYE "):
            pass
        assert "To: <tel:+31-6;x=y>;tag=mine\r\n" in text


async def test_a_call_that_we_ended_leaves_nothing(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oogcontact.sip.endpoint.REMEMBER", 0.01)
    async with listening(bridge) as port, telephone(port) as phone:
        await phone.invite()
        incoming = bridge.calls[0]._incoming
        bridge.calls[0].hang_up()
        assert incoming._session_timer is None
        assert incoming._retrans_task is None
        await asyncio.sleep(0.02)
        phone.tag = ""
        assert (await phone.invite())[0] == 200
        assert len(bridge.calls) == 2


async def test_a_cancel_ends_the_call_of_its_branch_only(bridge: Bridge) -> None:
    bridge.take = bridge.calls.append
    async with listening(bridge) as port, telephone(port, "one") as one, telephone(port, "two") as two:
        for phone in (one, two):
            phone.send(phone.request("INVITE", OFFER))
            assert "100" in await asyncio.wait_for(phone.came.get(), 5)
        one.send(one.request("CANCEL").replace("Call-ID: one", "Call-ID: two"))
        assert {(await one.reply())[0], (await one.reply())[0]} == {200, 487}
        assert [call.ended for call in bridge.calls] == [True, False]


@pytest.mark.parametrize(("allowed", "interval"), [("INVITE, BYE", None), ("INVITE, UPDATE", 1_800)])
async def test_who_knows_no_timers_is_not_cut_off(bridge: Bridge, allowed: str, interval: int | None) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        phone.send(phone.request("INVITE", OFFER).replace("Max-Forwards", f"Allow: {allowed}\r\nMax-Forwards"))
        await phone.reply()
        assert bridge.calls[0]._incoming.session_interval == interval


async def test_answers_over_a_connection_take_it_back(bridge: Bridge) -> None:
    """RFC 3261, section 18.2.2: without rport too. Two messages in one piece, a ping before, byte by byte."""
    async with listening(bridge) as port, telephone(port) as phone, connected(port) as (reader, writer):
        phone.sequence = 7
        writer.write(("\r\n\r\n" + over_tcp(phone) + over_tcp(phone, "OPTIONS", "options")).encode())
        await answered(reader, b"Call-ID: tcp", b"Call-ID: options", b"m=audio 10000")
        for byte in compact_length(over_tcp(phone, "INVITE", "slow")).encode():
            writer.write(bytes([byte]))
            await asyncio.sleep(0)
        await answered(reader, b"Call-ID: slow", b"m=audio 10000")
        assert len(bridge.calls) == 2


def compact_length(text: str) -> str:
    """Write the length of a body in another legal way."""
    return text.replace("Content-Length: ", "l :\r\n  ")


async def test_a_connection_that_is_gone_is_no_fault(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        async with connected(port) as (reader, writer):
            writer.write(over_tcp(phone).encode())
            await answered(reader, b"m=audio 10000")
        await asyncio.sleep(0.01)
        bridge.calls[0].hang_up()
        assert bridge.calls[0].ended


async def test_what_has_no_bounds_ends_the_connection(bridge: Bridge) -> None:
    async with listening(bridge) as port, telephone(port) as phone:
        invite = over_tcp(phone)
        for bad in (
            "X" * 70_000,
            invite.replace("Max-Forwards", "X: " + "y" * 70_000 + "\r\nMax-Forwards"),
            invite.replace("Max-Forwards", "X: y\r\n" * 12_000 + "Max-Forwards"),
            invite.replace("Content-Length: ", "Content-Length: 99999999"),
            invite.replace("Content-Length: ", "Content-Length: -"),
            invite.replace("Content-Length: ", "Content-Length: 0\r\nContent-Length: "),
            b"\xff\0" * 40_000,
        ):
            assert await closed_after(port, bad)
        assert bridge.calls == []
        await still_works(port)


async def test_time_is_limited(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(bridge, HERE, "127.0.0.5") as port, telephone(port) as phone:
        monkeypatch.setattr(transports, "STRANGER_SECONDS", 0.02)
        async with connected(port, SCANNER) as (reader, _writer):
            assert await is_closed(reader)
        monkeypatch.setattr(transports, "WHOLE", 0.02)
        assert await closed_after(port, over_tcp(phone)[:-20])
        monkeypatch.setattr(transports, "IDLE", 0.02)
        assert await closed_after(port, "")
        await still_works(port)


async def test_connections_that_say_nothing_keep_nobody_out(bridge: Bridge) -> None:
    async with contextlib.AsyncExitStack() as stack:
        port = await stack.enter_async_context(listening(bridge))
        phone = await stack.enter_async_context(telephone(port))
        for _ in range(200):
            await stack.enter_async_context(connected(port))
        strangers = [await stack.enter_async_context(connected(port, SCANNER)) for _ in range(100)]
        closed = [asyncio.create_task(is_closed(reader)) for reader, _writer in strangers]
        for task in itertools.islice(asyncio.as_completed(closed), 100 - transports.STRANGERS):
            assert await task
        reader, writer = await stack.enter_async_context(connected(port))
        writer.write(over_tcp(phone).encode())
        await answered(reader, b"m=audio 10000")
        await still_works(port)
        assert sum(not task.done() for task in closed) == transports.STRANGERS


async def test_more_connections_than_are_carried_are_closed(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transports, "CONNECTIONS", 3)
    async with contextlib.AsyncExitStack() as stack:
        port = await stack.enter_async_context(listening(bridge))
        for _ in range(3):
            await stack.enter_async_context(connected(port))
        assert await closed_after(port, "")
        await still_works(port)


async def test_who_takes_nothing_is_given_up(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PER_SECOND", 1_000_000)
    monkeypatch.setattr(transports, "UNSENT", 20_000)
    async with listening(bridge) as port, telephone(port) as phone, connected(port) as (reader, writer):
        reader._transport.pause_reading()  # type: ignore[attr-defined]
        many = over_tcp(phone, "OPTIONS").replace("Max-Forwards", "Via: " + "x" * 50_000 + "\r\nMax-Forwards").encode()

        async def send_on() -> None:
            while True:
                writer.write(many)
                await writer.drain()

        with pytest.raises(ConnectionError):
            await asyncio.wait_for(send_on(), 5)
        await still_works(port)


async def test_a_scanner_is_told_no_and_disturbs_no_call(bridge: Bridge) -> None:
    """10,000 calls of a stranger while a peer presses keys."""
    async with listening(bridge) as port, telephone(port) as phone, telephone(port, "scan", SCANNER) as scanner:
        await phone.invite()
        slowest = 0.0
        for number in range(10_000):
            scanner.sequence = number
            scanner.send(scanner.request("INVITE", OFFER))
            if number % 50 == 0:
                begin = time.monotonic()
                assert await phone.ask("INFO", "5", kind="application/dtmf") == 200
                slowest = max(slowest, time.monotonic() - begin)
        # Before a telephone would ask again (RFC 3261, section 17.1.1.1).
        assert slowest < 0.5
        assert statuses(scanner) == [403] * guard.ANSWERED
        assert bridge.told == ["5"] * 200
        assert len(bridge.calls) == 1
