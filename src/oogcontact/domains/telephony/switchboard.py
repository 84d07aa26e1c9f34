"""The switchboard: where calls of all organisations come in and go out. It lives on the event loop."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

from oogcontact.audio.legs import Full, Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import NoPort, Sockets
from oogcontact.audio.speech import Voice
from oogcontact.audio.ticker import Ticker
from oogcontact.domains.telephony import routes, states
from oogcontact.domains.telephony.leg import Leg
from oogcontact.domains.telephony.line import HungUp
from oogcontact.domains.telephony.policy import Dialled, NotDialled, dial
from oogcontact.domains.telephony.routes import CalledNumber, Outward, Routes
from oogcontact.domains.telephony.trunks import Trunks
from oogcontact.infra.threads import DatabaseThreads
from oogcontact.sip.call import Incoming
from oogcontact.sip.endpoint import Endpoint, NoTransport
from oogcontact.sip.guard import Guard
from oogcontact.sip.outgoing import NotAnswered
from oogcontact.sip.sdp import NotAcceptable
from oogcontact.sip.transports import TlsSettings

_log = logging.getLogger(__name__)

#: A telephone from which nothing comes for so long is dead (seconds; TEL-8).
DEAD = 60.0

#: So long a telephone that we call may ring (seconds).
RING = 45.0

#: A provider that can not be reached.
UNREACHABLE = 503


@dataclass(frozen=True)
class Settings:
    """Where we listen."""

    bind: str
    port: int
    rtp_ports: range
    public_address: str = ""
    #: Legs at the same time.
    most: int = 2_500
    tls: TlsSettings = field(default_factory=TlsSettings)


class Impossible(Exception):
    """A number is not called: what was dialled, or that there is no trunk or no free line."""


Taker = Callable[[Leg, Incoming, CalledNumber], Awaitable[None]]


class Switchboard:
    """Takes calls to our numbers and gives them to `taker`; makes calls over trunks."""

    def __init__(self, settings: Settings, threads: DatabaseThreads, taker: Taker) -> None:
        self.plane = Plane(Legs(settings.most), Sockets(settings.most, settings.bind, settings.rtp_ports))
        self._settings = settings
        self._threads = threads
        self._taker = taker
        self._ticker = Ticker(self.plane)
        self._routes = Routes()
        self._endpoint: Endpoint | None = None
        self._trunks: Trunks | None = None
        self._legs: set[Leg] = set()
        self._outward: dict[UUID, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen; when that can not be, say so and go on without telephones."""
        settings = self._settings
        self._ticker.start()
        endpoint = Endpoint(
            settings.bind, settings.port, Guard.of(()), self._came, public_address=self._public(), tls=settings.tls
        )
        try:
            await endpoint.start()
        except (OSError, ValueError) as error:
            fault = f"{settings.bind}:{settings.port}: {error.strerror if isinstance(error, OSError) else error}"
            _log.error("no telephones: SIP can not listen on %s", fault)
            states.set_listening(states.Listening(fault=fault))
            return
        self._endpoint = endpoint
        self._trunks = Trunks(endpoint)
        states.set_listening(states.Listening(True, f"{settings.bind}:{settings.port}"))
        _log.info("- SIP listens", extra={"address": f"{settings.bind}:{settings.port}"})
        await self.load()
        self._spawn(self._watch())

    async def stop(self) -> None:
        """End all calls and stop listening."""
        states.set_listening(states.Listening())
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for leg in list(self._legs):
            leg.end()
        if self._trunks is not None:
            self._trunks.stop()
        if self._endpoint is not None:
            await self._endpoint.stop()
        if self._ticker.running:
            await asyncio.to_thread(self._ticker.stop)
        self.plane.sockets.close_all()

    async def load(self) -> None:
        """Take over numbers and trunks as they stand in the database."""
        if self._endpoint is None or self._trunks is None:
            return
        outward = await self._threads.run(routes.outward)
        self._routes = await routes.resolved(await self._threads.run(routes.numbers), outward)
        self._endpoint.guard.peers = tuple(self._routes.peers)
        await self._trunks.use(outward)

    @property
    def local_host(self) -> str:
        """Where what runs in this process reaches our legs."""
        return "127.0.0.1" if self._settings.bind == "0.0.0.0" else self._settings.bind  # noqa: S104 - compared

    async def open_leg(self, voice: Voice, *, watched: bool = True) -> Leg:
        """Open a leg for what is no call of SIP; raises Full, NoPort. Not `watched`: it may be silent for long."""
        leg = await Leg.open(self.plane, voice, None)
        leg.watched = watched
        return self._kept(leg)

    def check(self, organisation: UUID, number: str) -> None:
        """Check that the organisation can call this number now; from any thread. Raises Impossible."""
        self._way_out(organisation, number)

    async def call_out(self, organisation: UUID, number: str, voice: Voice) -> Leg:
        """Call a number over the organisation's trunk and wait until it is answered.

        Raises Impossible, NotAnswered.
        """
        endpoint, trunk, dialled = self._way_out(organisation, number)
        self._outward[trunk.id] = self._outward.get(trunk.id, 0) + 1
        try:
            return await self._dial(endpoint, trunk, dialled.number, voice)
        except BaseException:
            self._outward[trunk.id] -= 1
            raise

    def can_call_out(self, organisation: UUID) -> bool:
        """Tell whether the organisation has a trunk for outgoing calls; from any thread."""
        return self._endpoint is not None and organisation in self._routes.outward

    def _way_out(self, organisation: UUID, number: str) -> tuple[Endpoint, Outward, Dialled]:
        trunk = self._routes.outward.get(organisation)
        if trunk is None or self._endpoint is None:
            raise Impossible("no-trunk")
        dialled = dial(number, abroad=trunk.abroad, extensions=trunk.extensions)
        if isinstance(dialled, NotDialled):
            raise Impossible(dialled.value)
        if self._outward.get(trunk.id, 0) >= trunk.most_calls:
            raise Impossible("too-many-calls")
        return self._endpoint, trunk, dialled

    async def _dial(self, endpoint: Endpoint, trunk: Outward, number: str, voice: Voice) -> Leg:
        try:
            leg = await Leg.open(self.plane, voice, None)
        except (Full, NoPort) as error:
            raise Impossible("full") from error
        try:
            ours = (self._address(trunk.target.host), leg.port)
            call = await endpoint.dial(trunk.target, trunk.caller, number, ours)
            call.on_key, call.on_change = leg.press, leg.redirect
            leg.carry(call)
            leg.redirect(await call.answered(RING))
        except NoTransport as error:
            leg.end()
            raise NotAnswered(UNREACHABLE) from error
        except BaseException:
            leg.end()
            raise
        self._spawn(self._count_down(trunk.id, leg))
        return self._kept(leg)

    async def _count_down(self, trunk: UUID, leg: Leg) -> None:
        try:
            await leg.ended()
        finally:
            self._outward[trunk] -= 1

    def _came(self, call: Incoming) -> None:
        """Take a call: to one of our numbers, from who may call it; else it is refused, and never passed on (TEL-9)."""
        called = self._routes.find(call.numbers, call.source)
        if called is None:
            _log.info("x call to a number that is not ours")
            call.refuse(404)
            return
        self._spawn(self._serve(call, called))

    async def _serve(self, call: Incoming, called: CalledNumber) -> None:
        leg: Leg | None = None
        try:
            leg = await Leg.open(self.plane, Voice(called.language), call.offer())
            if call.ended:
                return
            call.on_key, call.on_change = leg.press, leg.redirect
            call.answer(self._address(call.source), leg.port)
            leg.carry(call)
            await self._taker(self._kept(leg), call, called)
        except HungUp:
            pass
        except NotAcceptable:
            call.refuse(488)
        except (Full, NoPort):
            _log.warning("x call: all lines are in use")
            call.refuse(UNREACHABLE)
        except Exception:
            _log.exception("call failed")
        finally:
            if leg is not None:
                leg.end()
            call.hang_up()

    async def _watch(self) -> None:
        """End legs from which nothing comes any more (TEL-8)."""
        while True:
            await asyncio.sleep(1)
            for leg in list(self._legs):
                if leg.over:
                    self._legs.discard(leg)
                elif leg.watched and not leg.held and self.plane.silent_for(leg.slot) > DEAD:
                    _log.warning("x leg ended: nothing came from it for a minute", extra={"slot": leg.slot})
                    leg.end()

    def _kept(self, leg: Leg) -> Leg:
        self._legs.add(leg)
        return leg

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _public(self) -> str:
        return self._settings.public_address or self._address("")

    def _address(self, host: str) -> str:
        """Return the address under which somebody at `host` reaches us."""
        settings = self._settings
        if settings.public_address or settings.bind != "0.0.0.0":  # noqa: S104 - compared, not bound
            return settings.public_address or settings.bind
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                # Nothing is sent: the kernel only chooses the way.
                probe.connect((host or "192.0.2.1", 9))
            except OSError:
                return socket.gethostbyname(socket.gethostname())
            return str(probe.getsockname()[0])
