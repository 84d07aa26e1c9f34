"""How messages come and go: UDP, TCP and TLS (RFC 3261, section 18).

They are the library's transports, made safe against what a network can bring (TEL-9), and with what calls that go out
need of them.
"""

import asyncio
import logging
import ssl
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from aiosipua.message import SipRequest, SipResponse
from aiosipua.transport import SipTransport, TcpSipTransport, UdpSipTransport

from oogcontact.sip.guard import Guard
from oogcontact.sip.messages import LONGEST, body_length, read
from oogcontact.sip.retransmission import Address

_log = logging.getLogger(__name__)

#: Connections at once; more are closed as they come. Few of them are for strangers, who need one for a refusal.
CONNECTIONS, STRANGERS = 500, 20

#: A connection of a peer may be silent for so long (seconds); a call shows more often that it is alive.
IDLE = 7_200.0

#: A message that was begun must be whole after so long (seconds).
WHOLE = 30.0

#: All that a stranger has, from the first byte to the last (seconds).
STRANGER_SECONDS = 10.0

#: What a peer has not yet taken off its connection (bytes); with more it is given up.
UNSENT = 262_144

#: So long a connection that was closed may send its rest (seconds).
LAST_WORDS = 5.0


@dataclass(frozen=True)
class TlsSettings:
    """What TLS needs: a certificate to listen with (without one calls only go out), and whom it trusts."""

    port: int = 5061
    certificate: Path | None = None
    key: Path | None = None
    #: The certificates that providers are believed by; None: those of the system.
    authority: Path | None = None


def _nothing(_request: SipRequest, _address: Address) -> None:
    """Nobody wants to know."""


class Guarded(SipTransport):
    """Reads only what is to be answered, and lets nothing that comes do harm."""

    _guard: Guard

    #: Told of each request that is sent for the first time.
    on_request: Callable[[SipRequest, Address], None] = staticmethod(_nothing)

    def send(self, message: SipRequest | SipResponse, addr: Address) -> None:
        """Send a message; a request is told of, so that it is sent again until it is answered."""
        self.send_again(message, addr)
        if isinstance(message, SipRequest):
            self.on_request(message, addr)

    def send_again(self, message: SipRequest | SipResponse, addr: Address) -> None:
        """Send a message; one that can not be sent is lost, as if the network had lost it."""
        raise NotImplementedError

    def _dispatch(self, data: bytes, addr: tuple[str, int]) -> None:
        # Line breaks alone, or zeros, keep a way through a NAT open.
        if not data.strip(b"\r\n\0") or not self._guard.answers(addr[0], asyncio.get_running_loop().time()):
            return
        try:
            message = read(data, addr, reliable=self.reliable)
        except ValueError:
            _log.info("x SIP unreadable: %d bytes", len(data))
            return
        if self.on_message is None:
            return
        try:
            self.on_message(message, addr)
        except Exception as error:
            # No traceback: it could hold what was sent.
            place = traceback.extract_tb(error.__traceback__)[-1]
            _log.error("SIP message not handled: %s in %s", type(error).__name__, place.name)


class Datagrams(asyncio.DatagramProtocol):
    """Gives datagrams to a transport."""

    def __init__(self, transport: "Udp") -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        self._transport._dispatch(data, (str(addr[0]), int(addr[1])))


class Udp(Guarded, UdpSipTransport):
    """A message in each datagram."""

    def __init__(self, guard: Guard, local_addr: tuple[str, int]) -> None:
        super().__init__(local_addr=local_addr)
        self._guard = guard

    async def start(self) -> None:
        # On Python 3.11 asyncio's own transport is none by the library's assertion.
        loop = asyncio.get_running_loop()
        self._udp_transport, _ = await loop.create_datagram_endpoint(
            lambda: Datagrams(self), local_addr=self.local_addr
        )

    async def stop(self) -> None:
        """Stop; the port is free when this returns."""
        await super().stop()
        # asyncio closes a socket in the next round of its loop.
        await asyncio.sleep(0)

    def send_again(self, message: SipRequest | SipResponse, addr: Address) -> None:
        """Send a message; what a timer still wants to say after the end is said to nobody."""
        if self._udp_transport is not None:
            self._udp_transport.sendto(bytes(message), addr)


class Tcp(Guarded, TcpSipTransport):
    """Messages one after the other in connections, which are kept, and used again for calls that go out."""

    #: As the Via and the Contact name it.
    name: ClassVar[str] = "tcp"

    def __init__(self, guard: Guard, local_addr: tuple[str, int]) -> None:
        super().__init__(local_addr=local_addr)
        self._guard = guard
        self._strangers = 0
        self._hosts: dict[Address, str] = {}
        self._handlers: set[asyncio.Task[None]] = set()

    async def stop(self) -> None:
        for _reader, writer in list(self._connections.values()):
            _close(writer)
        if self._handlers:
            await asyncio.wait(self._handlers)
        await super().stop()

    async def reach(self, address: Address, host: str) -> None:
        """Have a connection to an address, whose name is `host`; raises OSError."""
        # Whose certificate was believed under another name is not the one that is meant.
        if address not in self._connections or self._hosts.get(address) != host:
            reader, writer = await self._open(address, host)
            self._connections[address] = (reader, writer)
            self._hosts[address] = host
            self._spawn(self._handle_incoming(reader, writer, address))

    async def _open(self, address: Address, _host: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(*address)

    def send_again(self, message: SipRequest | SipResponse, addr: Address) -> None:
        """Send a message over the connection with this address."""
        _reader, writer = self._connections.get(addr, (None, None))
        if writer is None:
            # The other side has gone, which is for the call's own timers to find out.
            _log.info("x SIP not sent: the connection is gone")
        elif writer.transport.get_write_buffer_size() > UNSENT:
            _log.info("x SIP not sent: the other side takes nothing")
            writer.transport.abort()
        else:
            writer.write(bytes(_named(message, self.name)))

    async def _handle_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = writer.get_extra_info("peername")
        if address is None or len(self._connections) >= CONNECTIONS:
            writer.transport.abort()
            return
        source = (str(address[0]), int(address[1]))
        if self._guard.is_peer(source[0]):
            await self._handle_incoming(reader, writer, source)
            return
        if self._strangers >= STRANGERS:
            writer.transport.abort()
            return
        self._strangers += 1
        try:
            async with asyncio.timeout(STRANGER_SECONDS):
                await self._handle_incoming(reader, writer, source)
        except TimeoutError:
            return
        finally:
            self._strangers -= 1

    async def _handle_incoming(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, addr: tuple[str, int]
    ) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101
        self._handlers.add(task)
        self._connections[addr] = (reader, writer)
        try:
            while not writer.is_closing():
                self._dispatch(await _message(reader), addr)
                # Many messages at once are no reason for others to wait.
                await asyncio.sleep(0)
        except (EOFError, OSError, ValueError):
            # It has ended, is too slow, or says what nobody can follow.
            return
        finally:
            self._handlers.discard(task)
            if self._connections.get(addr, (None, None))[1] is writer:
                del self._connections[addr]
            _close(writer)


class Tls(Tcp):
    """TCP under TLS: listens only with a certificate, and knows providers by theirs."""

    name: ClassVar[str] = "tls"

    def __init__(self, guard: Guard, local_addr: Address, settings: TlsSettings) -> None:
        super().__init__(guard, local_addr)
        self._settings = settings

    async def start(self) -> None:
        """Begin to listen, when there is a certificate; raises ValueError for one that can not be used."""
        if self._settings.certificate is None:
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        try:
            context.load_cert_chain(self._settings.certificate, self._settings.key)
        except OSError as error:
            raise ValueError(f"the certificate for SIP can not be used: {error}") from error
        self._server = await asyncio.start_server(self._handle_connection, *self.local_addr, ssl=context)

    async def _open(self, address: Address, host: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        context = ssl.create_default_context(cafile=self._settings.authority)
        return await asyncio.open_connection(*address, ssl=context, server_hostname=host)


def _named(message: SipRequest | SipResponse, name: str) -> SipRequest | SipResponse:
    """Put the transport's name where the library wrote that of UDP or none: into our own Via, and into the Contact."""
    if isinstance(message, SipRequest):
        first, *others = message.headers.get("via")
        message.headers.remove("Via")
        for via in (first.replace("SIP/2.0/UDP", f"SIP/2.0/{name.upper()}"), *others):
            message.headers.append("Via", via)
    contact = message.headers.get_first("contact") or ""
    if contact.startswith("<sip:") and contact.endswith(">") and "transport=" not in contact:
        message.headers.set_single("Contact", f"{contact[:-1]};transport={name}>")
    return message


def _close(writer: asyncio.StreamWriter) -> None:
    """Close a connection, be it that the other side takes nothing any more."""
    writer.close()
    asyncio.get_running_loop().call_later(LAST_WORDS, writer.transport.abort)


async def _message(reader: asyncio.StreamReader) -> bytes:
    """Return the next message; raises EOFError, OSError, ValueError when there is none to come."""
    async with asyncio.timeout(IDLE):
        line = await reader.readline()
    if not line:
        raise EOFError
    if not line.strip():
        return line
    head = bytearray(line)
    async with asyncio.timeout(WHOLE):
        while line not in (b"\r\n", b"\n"):
            line = await reader.readline()
            head += line
            if not line or len(head) > LONGEST:
                raise EOFError
        return bytes(head) + await reader.readexactly(body_length(bytes(head)))
