"""The server's end of one connection test: echoes data, streams chunks, and takes in sound and picture (NET-1).

A test is a scope: whatever it starts ends with it, at the latest after `policy.TEST_SECONDS`.
"""

import asyncio
import json
import logging
import os
from collections.abc import Callable

from aiortc import (
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.contrib.media import MediaBlackhole
from aiortc.mediastreams import MediaStreamTrack

from oogcontact.domains.connection_test import policy

#: More waiting bytes than this and the stream pauses; less than the second and it goes on.
BUFFER_HIGH = 256 * 1024
BUFFER_LOW = 64 * 1024

#: Seconds between two looks at how much may go out; at 20 Mbit/s that are 50 kB.
PACE = 0.02

#: Echoes that wait to be sent are dropped above this: who does not read must not fill the server's memory.
ECHO_BUFFER = 1024 * 1024

_log = logging.getLogger(__name__)


class Peer:
    """One test; `run` lives as long as it does, and `answer` is set once there is one."""

    def __init__(self, seconds: float = policy.TEST_SECONDS) -> None:
        self.answer: asyncio.Future[RTCSessionDescription] = asyncio.get_running_loop().create_future()
        self._seconds = seconds
        # No servers: aiortc would else ask a public one.
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._ended = asyncio.Event()
        self._streams: set[asyncio.Task[None]] = set()
        self._sinks: list[MediaBlackhole] = []
        self._bytes = 0
        self._messages = 0

    async def run(self, sdp: str) -> None:
        """Answer the offer and serve the test until its end; never raises: the fault is in `answer`."""
        self._connection.on("datachannel", self._on_channel)
        self._connection.on("track", self._on_track)
        self._connection.on("connectionstatechange", self._on_state)
        try:
            async with asyncio.timeout(self._seconds):
                await self._negotiate(sdp)
                await self._ended.wait()
        except TimeoutError:
            _log.debug("- connection test ended by its time")
        except Exception as error:
            # aiortc has no exception of its own for what it can not read: it fails where it stumbles.
            if self.answer.done():
                _log.warning("connection test failed", exc_info=error)
            else:
                self.answer.set_exception(ValueError("unreadable offer"))
        finally:
            await self._close()

    async def _negotiate(self, sdp: str) -> None:
        offer = RTCSessionDescription(policy.without_candidates(sdp), "offer")
        await self._connection.setRemoteDescription(offer)
        await self._connection.setLocalDescription(await self._connection.createAnswer())
        self.answer.set_result(self._connection.localDescription)

    async def _close(self) -> None:
        if not self.answer.done():
            self.answer.cancel()
        for task in self._streams:
            task.cancel()
        await asyncio.gather(*self._streams, return_exceptions=True)
        for sink in self._sinks:
            await sink.stop()
        await self._connection.close()

    def _on_state(self) -> None:
        if self._connection.connectionState in ("failed", "closed"):
            self._ended.set()

    async def _on_track(self, track: MediaStreamTrack) -> None:
        # Only taken in: sending picture back would cost the server an encoder for each test. What arrives and what is
        # lost the browser reads from the server's receiver reports.
        sink = MediaBlackhole()
        self._sinks.append(sink)
        sink.addTrack(track)
        await sink.start()

    def _on_channel(self, channel: RTCDataChannel) -> None:
        handlers: dict[str, Callable[[RTCDataChannel, str | bytes], None]] = {
            "echo": self._on_message,
            "datagrams": self._on_datagram,
            "upload": self._on_upload,
        }
        handler = handlers.get(channel.label)
        if handler is None:
            channel.close()
            return
        channel.on("message", lambda message: handler(channel, message))
        if channel.label == "echo":
            channel.on("close", self._ended.set)

    def _on_message(self, channel: RTCDataChannel, message: str | bytes) -> None:
        if isinstance(message, bytes):
            self._bytes += len(message)
            self._messages += 1
            _echo(channel, message)
            return
        command = policy.command_of(message)
        if isinstance(command, policy.Count):
            channel.send(json.dumps({"type": "count", "bytes": self._bytes, "messages": self._messages}))
        elif command is None:
            channel.send(json.dumps({"type": "refused", "code": "command_invalid"}))
        elif self._streams:
            channel.send(json.dumps({"type": "refused", "code": "stream_running"}))
        else:
            task = asyncio.create_task(self._stream(channel, command))
            self._streams.add(task)
            task.add_done_callback(self._streams.discard)

    def _on_datagram(self, channel: RTCDataChannel, message: str | bytes) -> None:
        self._bytes += len(message)
        self._messages += 1
        _echo(channel, message)

    def _on_upload(self, channel: RTCDataChannel, message: str | bytes) -> None:
        # Only counted: on a slow line the echo would stand in the way of what is measured.
        self._bytes += len(message)
        self._messages += 1

    async def _stream(self, channel: RTCDataChannel, command: policy.Send) -> None:
        """Send chunks until the time is over, never more than the line takes, then tell how much it was."""
        loop = asyncio.get_running_loop()
        chunk = os.urandom(command.size)
        begin = loop.time()
        end = begin + command.seconds
        sent = 0
        paused = False
        while (now := loop.time()) < end and channel.readyState == "open":
            allowed = (now - begin + PACE) * policy.SEND_RATE_MAX / 8
            paused = channel.bufferedAmount > (BUFFER_LOW if paused else BUFFER_HIGH)
            while not paused and sent + command.size <= allowed:
                channel.send(chunk)
                sent += command.size
                paused = channel.bufferedAmount > BUFFER_HIGH
            await asyncio.sleep(min(PACE, end - now))
        if channel.readyState == "open":
            channel.send(json.dumps({"type": "sent", "bytes": sent, "messages": sent // command.size}))


def _echo(channel: RTCDataChannel, message: str | bytes) -> None:
    if channel.readyState == "open" and channel.bufferedAmount + len(message) <= ECHO_BUFFER:
        channel.send(message)
