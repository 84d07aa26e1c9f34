"""Who is answered at all: peers always, strangers a few times, scanners never (TEL-9). Pure; time is passed in."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: So often a stranger gets an answer (a refusal) in so many seconds; then silence until he has been still for as long.
ANSWERED = 3
QUIET_SECONDS = 600.0

#: Strangers that are remembered; more at once are all met with silence.
REMEMBERED = 10_000

#: So often it is looked whom of them to forget (seconds): a flood from ever other addresses costs no more than that.
TIDY_SECONDS = 5.0

#: Requests of one peer in a second; more wait for nobody, they are dropped.
PER_SECOND = 500


@dataclass
class _Seen:
    count: int = 0
    last: float = 0.0


@dataclass
class Guard:
    """Knows the peers, and how often others have tried."""

    peers: tuple[Network, ...]
    _strangers: dict[str, _Seen] = field(default_factory=dict)
    _tidied: float = float("-inf")
    _second: int = 0
    _in_second: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, peers: Iterable[str]) -> "Guard":
        """Make a guard of addresses and networks ("192.0.2.7", "192.0.2.0/24"); raises ValueError for others."""
        return cls(tuple(ipaddress.ip_network(peer) for peer in peers))

    def is_peer(self, source: str) -> bool:
        """Tell whether calls from this address are taken."""
        try:
            address = ipaddress.ip_address(source)
        except ValueError:
            return False
        return any(address in peer for peer in self.peers if peer.version == address.version)

    def answers(self, source: str, at: float) -> bool:
        """Note a request; tell whether it is to be answered, be it with a refusal."""
        if self.is_peer(source):
            return self._in_time(source, at)
        seen = self._strangers.get(source)
        if seen is None or at - seen.last > QUIET_SECONDS:
            if seen is None and len(self._strangers) >= REMEMBERED and not self._forget(at):
                return False
            seen = self._strangers[source] = _Seen()
        seen.count += 1
        seen.last = at
        return seen.count <= ANSWERED

    def _in_time(self, source: str, at: float) -> bool:
        if int(at) != self._second:
            self._second, self._in_second = int(at), {}
        self._in_second[source] = self._in_second.get(source, 0) + 1
        return self._in_second[source] <= PER_SECOND

    def _forget(self, at: float) -> bool:
        """Forget who has been still for long; tell whether that made room."""
        if at - self._tidied < TIDY_SECONDS:
            return False
        self._tidied = at
        self._strangers = {who: seen for who, seen in self._strangers.items() if at - seen.last <= QUIET_SECONDS}
        return len(self._strangers) < REMEMBERED
