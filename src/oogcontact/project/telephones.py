"""Telephones in this process: the settings of conferences and switchboard, and the first trunk."""

from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.conferences.api import Service
from oogcontact.domains.room_telephones import api as room_telephones
from oogcontact.domains.rooms.api import HeldSeats
from oogcontact.domains.telephony.api import Settings, Trunk, save_trunk
from oogcontact.sip.transports import TlsSettings


class Telephones:
    """What runs of telephones in this process, from start to stop."""

    def __init__(self, seats: HeldSeats) -> None:
        self._seats = seats
        self._conferences: Service | None = None
        self._rooms: room_telephones.Service | None = None

    async def start(self) -> None:
        """Begin to take calls."""
        self._conferences = Service(configured())
        await self._conferences.start()
        self._rooms = room_telephones.Service(self._conferences.switchboard, self._seats)
        await self._rooms.start()

    async def stop(self) -> None:
        """End all calls."""
        if self._rooms is not None:
            await self._rooms.stop()
        if self._conferences is not None:
            await self._conferences.stop()


def configured() -> Settings:
    """Return what the environment says; raises ValueError with a sentence for what can not be read."""
    return Settings(
        bind=settings.SIP_BIND,
        port=settings.SIP_PORT,
        rtp_ports=ports(settings.RTP_PORTS),
        public_address=settings.SIP_PUBLIC_ADDRESS,
        most=settings.MAX_CALLS,
        tls=TlsSettings(
            settings.SIP_TLS_PORT,
            _file(settings.SIP_TLS_CERTIFICATE),
            _file(settings.SIP_TLS_KEY),
            _file(settings.SIP_TLS_AUTHORITY),
        ),
    )


def ports(text: str) -> range:
    """Return the ports of "10000-19999"; raises ValueError."""
    first, _, last = text.partition("-")
    try:
        found = range(int(first), int(last) + 1)
    except ValueError as error:
        raise ValueError(f"RTP_PORTS={text}: write it as 10000-19999") from error
    if not 1_024 <= found.start < found.stop <= 65_536:
        raise ValueError(f"RTP_PORTS={text}: ports go from 1024 to 65535, the lower one first")
    return found


def make_first_trunk() -> None:
    """Make the trunk of SIP_TRUNK for the oldest organisation, unless there is a trunk already."""
    organisation = Organisation.objects.order_by("created_at").first()
    if settings.SIP_TRUNK and organisation is not None and not Trunk.objects.exists():
        save_trunk(organisation, None, trunk_values(settings.SIP_TRUNK), Actor())


def trunk_values(uri: str) -> dict[str, object]:
    """Return the fields of a trunk of a URI (RFC 3261, section 19.1): `sip:user:password@host:port;transport=tls`.

    Without a user it is a peer. Raises ValueError.
    """
    scheme, _, rest = uri.partition(":")
    if scheme.lower() not in ("sip", "sips") or not rest:
        raise ValueError("SIP_TRUNK: write it as sip:user:password@host:port;transport=udp")
    address, *parameters = rest.split(";")
    login, _, place = address.rpartition("@")
    user, _, password = login.partition(":")
    host, _, port = place.partition(":")
    found = dict(one.lower().split("=", 1) for one in parameters if "=" in one)
    transport = "tls" if scheme.lower() == "sips" else found.get("transport", "udp")
    return {
        "name": host,
        "way": "registration" if user else "peering",
        "host": host,
        "port": int(port) if port else (5061 if transport == "tls" else 5060),
        "transport": transport,
        "username": unquote(user),
        "password": unquote(password),
    }


def _file(name: str) -> Path | None:
    return Path(name) if name else None
