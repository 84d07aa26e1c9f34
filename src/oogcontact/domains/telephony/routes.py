"""What the switchboard knows of the database: our numbers, who may call them, and the trunks that carry calls out."""

import asyncio
import ipaddress
import socket
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from oogcontact.domains.telephony.models import PhoneNumber, Trunk, Way
from oogcontact.domains.telephony.policy import called
from oogcontact.infra.encryption import NotReadable, decrypt
from oogcontact.sip.guard import Network
from oogcontact.sip.outgoing import Target


@dataclass(frozen=True)
class CalledNumber:
    """A number of ours that was called."""

    id: UUID
    organisation: UUID
    language: str


@dataclass(frozen=True)
class Outward:
    """A trunk."""

    id: UUID
    organisation: UUID
    target: Target
    #: Whether it registers; a peer is known by its address.
    registers: bool
    caller: str
    peers: tuple[str, ...]
    abroad: bool
    extensions: bool
    most_calls: int


@dataclass(frozen=True)
class Routes:
    """Who may call what, and how calls go out."""

    numbers: dict[str, CalledNumber] = field(default_factory=dict)
    #: The networks from which calls are taken, and to whose numbers.
    peers: dict[Network, frozenset[UUID]] = field(default_factory=dict)
    #: The trunk of each organisation.
    outward: dict[UUID, Outward] = field(default_factory=dict)

    def find(self, asked: Iterable[str], source: str) -> CalledNumber | None:
        """Return our number that was called, None when there is none or its organisation knows no such peer."""
        address = ipaddress.ip_address(source)
        theirs = {one for network, owners in self.peers.items() if address in network for one in owners}
        for number in asked:
            for form in called(number):
                found = self.numbers.get(form)
                if found is not None and found.organisation in theirs:
                    return found
        return None


def numbers() -> dict[str, CalledNumber]:
    """Return our numbers by their E.164 and their short forms; reads the database."""
    found = {}
    for row in PhoneNumber.objects.all():
        for form in (row.number, row.short):
            if form:
                found[form] = CalledNumber(row.pk, row.organisation_id, row.language)
    return found


def outward() -> list[Outward]:
    """Return the active trunks, the older first; reads the database."""
    return [_outward(row) for row in Trunk.objects.filter(active=True)]


async def resolved(numbers: dict[str, CalledNumber], trunks: list[Outward]) -> Routes:
    """Return the routes; looks up the addresses of the trunks' hosts, and leaves out those that have none now."""
    owners: dict[Network, set[UUID]] = defaultdict(set)
    first: dict[UUID, Outward] = {}
    for trunk in trunks:
        first.setdefault(trunk.organisation, trunk)
        for peer in (*await _addresses(trunk.target.host), *trunk.peers):
            owners[ipaddress.ip_network(peer)].add(trunk.organisation)
    return Routes(numbers, {network: frozenset(found) for network, found in owners.items()}, first)


async def _addresses(host: str) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, family=socket.AF_INET, type=socket.SOCK_DGRAM)
    except OSError:
        return []
    return sorted({str(one[4][0]) for one in found})


def _outward(row: Trunk) -> Outward:
    try:
        password = decrypt(row.password) if row.password else ""
    except NotReadable:
        # The key has changed: the provider will refuse us, and the screen says so.
        password = ""
    return Outward(
        row.pk,
        row.organisation_id,
        Target(row.host, row.port, row.transport, row.username, password),
        row.way == Way.REGISTRATION,
        row.caller_number,
        tuple(row.peers),
        row.abroad,
        # A telephone exchange that we peer with knows short numbers; a provider does not.
        row.way == Way.PEERING,
        row.most_calls,
    )
