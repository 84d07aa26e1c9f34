"""The UDP sockets of all legs, a port for each (RFC 3550, section 11); datagrams come and go in arrays.

The moving is done by datagrams.c, which `make setup` compiles: a call of Python for each datagram would take half a
core for a thousand legs.
"""

import ctypes
import select
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio.g711 import Bytes
from oogcontact.audio.jitter import Slots

#: No packet of telephone sound is longer (bytes); what is, is no sound.
LONGEST = 512

#: Datagrams of one leg in one tick. A healthy one has one or two; they must get through when others flood its port.
EACH = 32

#: A remote end: IPv4 address and port, both in the order of the network.
Ends = NDArray[Any]
END = np.dtype([("address", "u4"), ("port", "u2")])

_ARRIVAL = np.dtype([("slot", "u4"), ("address", "u4"), ("port", "u2"), ("length", "u2")])
_DEPARTURE = np.dtype([("socket", "i4"), ("address", "u4"), ("port", "u2"), ("length", "u2")])


@dataclass(frozen=True)
class Arrivals:
    """Datagrams that came, a row each; valid until the next `receive`."""

    slots: Slots
    sources: Ends
    lengths: NDArray[np.int64]
    bytes: Bytes


class NoPort(Exception):
    """Every port of the range is in use."""


class Sockets:
    """The sockets of at most `capacity` legs, on even ports of a range (RFC 3550, section 11)."""

    def __init__(self, capacity: int, host: str, ports: range) -> None:
        self._library = _load()
        self._host = host
        self._ports = [port for port in ports if port % 2 == 0]
        self._turn = 0
        self._epoll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._numbers = np.full(capacity, -1, np.int32)
        most = 3 * capacity + EACH
        self._arrivals = np.zeros(most, _ARRIVAL)
        self._bytes = np.zeros((most, LONGEST), np.uint8)

    def open(self, slot: int) -> int:
        """Open the socket of a leg; return its port. Raises NoPort."""
        for _ in self._ports:
            port = self._ports[self._turn]
            # The ports take turns, so that late packets of an ended call reach nobody.
            self._turn = (self._turn + 1) % len(self._ports)
            made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                made.bind((self._host, port))
            except OSError:
                made.close()
                continue
            made.setblocking(False)
            self._sockets[slot] = made
            self._numbers[slot] = made.fileno()
            if self._library.oog_watch(self._epoll.fileno(), made.fileno(), slot):
                raise OSError(ctypes.get_errno(), "epoll_ctl")
            return port
        raise NoPort

    def close(self, slot: int) -> None:
        """Close the socket of a leg; twice is once."""
        made = self._sockets.pop(slot, None)
        if made is not None:
            # Nobody else holds it, so that it is watched no more either.
            self._numbers[slot] = -1
            made.close()

    def close_all(self) -> None:
        """Close everything."""
        for slot in list(self._sockets):
            self.close(slot)
        self._epoll.close()

    def receive(self) -> Arrivals:
        """Return what has come since the last time; does not wait."""
        count = self._library.oog_receive(
            self._epoll.fileno(),
            self._arrivals.ctypes.data,
            self._bytes.ctypes.data,
            LONGEST,
            len(self._arrivals),
            EACH,
        )
        arrived = self._arrivals[:count]
        sources = np.empty(count, END)
        sources["address"], sources["port"] = arrived["address"], arrived["port"]
        return Arrivals(
            arrived["slot"].astype(np.intp), sources, arrived["length"].astype(np.int64), self._bytes[:count]
        )

    def send(self, slots: Slots, ends: Ends, packets: Bytes) -> None:
        """Send a row of `packets` for each leg to its remote end."""
        departures = np.empty(len(slots), _DEPARTURE)
        departures["socket"] = self._numbers[slots]
        departures["address"], departures["port"] = ends["address"], ends["port"]
        departures["length"] = packets.shape[1]
        rows = np.ascontiguousarray(packets)
        self._library.oog_send(departures.ctypes.data, rows.ctypes.data, rows.shape[1], len(slots))


def end_of(address: str, port: int) -> Ends:
    """Return a remote end; raises OSError when `address` is no IPv4 address."""
    made = np.empty((), END)
    made["address"] = int.from_bytes(socket.inet_aton(address), "little")
    made["port"] = socket.htons(port)
    return made


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL(str(Path(__file__).with_name("libdatagrams.so")), use_errno=True)
    pointer, number = ctypes.c_void_p, ctypes.c_int
    library.oog_watch.argtypes = [number, number, ctypes.c_uint32]
    library.oog_receive.argtypes = [number, pointer, pointer, number, number, number]
    library.oog_send.argtypes = [pointer, pointer, number, number]
    library.oog_send.restype = None
    return library
