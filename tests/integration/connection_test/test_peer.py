"""The connection test with a real WebRTC client at the other end."""

import asyncio
import gc
import json
import warnings
from collections.abc import AsyncIterator

import pytest
from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack

from oogcontact.domains.connection_test import actions
from oogcontact.kernel.errors import Refusal


class Browser:
    """A browser as far as the test needs it."""

    def __init__(self) -> None:
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.echo = self.connection.createDataChannel("echo")
        self.datagrams = self.connection.createDataChannel("datagrams", ordered=False, maxRetransmits=0)
        self.upload = self.connection.createDataChannel("upload")
        self._inbox: dict[str, asyncio.Queue[str | bytes]] = {}
        self._opened: dict[str, asyncio.Event] = {}
        for channel in (self.echo, self.datagrams, self.upload):
            self._listen(channel)

    def _listen(self, channel: RTCDataChannel) -> None:
        inbox = self._inbox[channel.label] = asyncio.Queue()
        opened = self._opened[channel.label] = asyncio.Event()
        channel.on("message", inbox.put_nowait)
        channel.on("open", opened.set)

    async def connect(self, seconds: float = 20) -> None:
        """Offer, take the answer and wait for the channels."""
        await self.connection.setLocalDescription(await self.connection.createOffer())
        answer = await actions.start(self.connection.localDescription.sdp, seconds)
        await self.connection.setRemoteDescription(RTCSessionDescription(answer.sdp, answer.type))
        async with asyncio.timeout(20):
            for opened in self._opened.values():
                await opened.wait()

    def inbox(self, label: str) -> asyncio.Queue[str | bytes]:
        """Return what has come on a channel and was not read yet."""
        return self._inbox[label]

    async def message(self, label: str = "echo") -> str | bytes:
        """Return the next message of a channel."""
        async with asyncio.timeout(20):
            return await self._inbox[label].get()

    async def text(self) -> dict[str, object]:
        """Return the next text message, and drop the chunks before it."""
        while not isinstance(message := await self.message(), str):
            pass
        return dict(json.loads(message))


@pytest.fixture
async def tester() -> AsyncIterator[Browser]:
    made = Browser()
    yield made
    await made.connection.close()
    await actions.stop_all()
    # As the offering side aiortc forgets a socket of the transport that bundling makes superfluous.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        del made
        gc.collect()


async def test_data_comes_back_and_is_counted(tester: Browser) -> None:
    """NET-1: both channels echo; the count tells what arrived."""
    await tester.connect()
    tester.echo.send(b"x" * 1000)
    assert await tester.message() == b"x" * 1000
    tester.datagrams.send(b"y" * 200)
    assert await tester.message("datagrams") == b"y" * 200
    tester.echo.send(json.dumps({"type": "count"}))
    assert await tester.text() == {"type": "count", "bytes": 1200, "messages": 2}


async def test_an_upload_is_counted_and_not_echoed(tester: Browser) -> None:
    """NET-1: upstream is measured without its own echo in the way."""
    await tester.connect()
    tester.upload.send(b"z" * 3000)
    count: dict[str, object] = {}
    async with asyncio.timeout(20):
        while count.get("bytes") != 3000:
            tester.echo.send(json.dumps({"type": "count"}))
            count = await tester.text()
    assert count == {"type": "count", "bytes": 3000, "messages": 1}
    assert tester.inbox("upload").empty()


async def test_the_server_streams_for_the_asked_time(tester: Browser) -> None:
    """NET-1: downstream is measured by a stream of chunks, which stays under its rate."""
    await tester.connect()
    tester.echo.send(json.dumps({"type": "send", "bytes": 4096, "seconds": 0.5}))
    tester.echo.send(json.dumps({"type": "send", "bytes": 4096, "seconds": 0.5}))
    assert await tester.text() == {"type": "refused", "code": "stream_running"}
    sent = await tester.text()
    assert sent["type"] == "sent"
    assert isinstance(sent["bytes"], int)
    assert 100_000 < sent["bytes"] <= 20_000_000 / 8 * 0.6
    assert sent["messages"] == sent["bytes"] / 4096


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type":"send"}', '{"type":"send","bytes":1e9,"seconds":1}', "1"])
async def test_an_unknown_command_is_refused(tester: Browser, text: str) -> None:
    """NET-1: and the test goes on."""
    await tester.connect()
    tester.echo.send(text)
    assert await tester.text() == {"type": "refused", "code": "command_invalid"}
    tester.echo.send(b"still there")
    assert await tester.message() == b"still there"


async def test_sound_is_taken_in(tester: Browser) -> None:
    """NET-1: a media path to the server, whose reports tell loss and jitter."""
    sender = tester.connection.addTrack(AudioStreamTrack())
    await tester.connect()
    async with asyncio.timeout(20):
        while not any(each.type == "remote-inbound-rtp" for each in (await sender.getStats()).values()):
            await asyncio.sleep(0.1)


async def test_a_test_ends_by_its_time(tester: Browser) -> None:
    """NET-1: whatever the browser does; then the server keeps nothing of it."""
    await tester.connection.setLocalDescription(await tester.connection.createOffer())
    await actions.start(tester.connection.localDescription.sdp, 0.05)
    async with asyncio.timeout(10):
        await asyncio.gather(*actions._running)
    assert not actions._running


async def test_only_so_many_at_once(tester: Browser) -> None:
    """NET-1: one more is refused with `too_busy`, and may come when another has ended."""
    await tester.connection.setLocalDescription(await tester.connection.createOffer())
    sdp = tester.connection.localDescription.sdp
    for _ in range(actions.AT_ONCE):
        await actions.start(sdp)
    with pytest.raises(Refusal) as refused:
        await actions.start(sdp)
    assert refused.value.code == "too_busy"
    await actions.stop_all()
    assert (await actions.start(sdp)).type == "answer"


async def test_an_offer_that_can_not_be_read_leaves_nothing(tester: Browser) -> None:
    """NET-1: a hostile offer is refused with a stable code and its scope has ended."""
    await tester.connection.setLocalDescription(await tester.connection.createOffer())
    sdp = tester.connection.localDescription.sdp
    for bad in (sdp.replace("a=ice-ufrag", "a=x"), sdp.replace("m=application", "m=audio")):
        with pytest.raises(Refusal) as refused:
            await actions.start(bad)
        assert refused.value.code == "offer_invalid"
    await asyncio.sleep(0)
    assert not actions._running
