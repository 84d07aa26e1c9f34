"""RTP packets (RFC 3550), many at once: bytes in, arrays out. Knows no socket and no clock."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oogcontact.audio.g711 import Bytes

#: Bytes of a header without sources and extension.
HEADER = 12

#: Payload types that are RTCP when both share a port (RFC 5761, section 4).
_RTCP = (64, 95)

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Packets:
    """The good ones among many datagrams, an entry of each array for one packet."""

    #: The row of the datagram.
    row: Numbers
    payload_type: NDArray[np.uint8]
    sequence: NDArray[np.uint16]
    timestamp: NDArray[np.uint32]
    ssrc: NDArray[np.uint32]
    #: Where in its row the payload begins, and how many bytes it has.
    begin: Numbers
    size: Numbers


def parse(datagrams: Bytes, lengths: Numbers) -> Packets:
    """Return the RTP packets among these datagrams, a row each; what is none is left out (RFC 3550, appendix A.1)."""
    first, second = datagrams[:, 0], datagrams[:, 1]
    begin = HEADER + 4 * (first & 15).astype(np.int64)
    good = (lengths >= begin) & (first >> 6 == 2)
    payload_type = (second & 127).astype(np.uint8)
    good &= (payload_type < _RTCP[0]) | (payload_type > _RTCP[1])
    extended = np.flatnonzero(good & (first & 16 > 0))
    if len(extended):
        good[extended], begin[extended] = _past_extension(datagrams[extended], begin[extended], lengths[extended])
    end = lengths.copy()
    padded = np.flatnonzero(good & (first & 32 > 0))
    if len(padded):
        padding = datagrams[padded, lengths[padded] - 1].astype(np.int64)
        end[padded] -= padding
        good[padded] &= (padding > 0) & (end[padded] >= begin[padded])
    row = np.flatnonzero(good)
    heads = np.ascontiguousarray(datagrams[row, :HEADER])
    return Packets(
        row=row,
        payload_type=payload_type[row],
        sequence=heads[:, 2:4].view(">u2")[:, 0].astype(np.uint16),
        timestamp=heads[:, 4:8].copy().view(">u4")[:, 0].astype(np.uint32),
        ssrc=heads[:, 8:12].copy().view(">u4")[:, 0].astype(np.uint32),
        begin=begin[row],
        size=(end - begin)[row],
    )


def _past_extension(datagrams: Bytes, begin: Numbers, lengths: Numbers) -> tuple[NDArray[np.bool_], Numbers]:
    """Return which headers with an extension are whole, and where their payload begins (section 5.3.1)."""
    whole = lengths >= begin + 4
    place = np.where(whole, begin + 2, 0)
    rows = np.arange(len(datagrams))
    words = datagrams[rows, place].astype(np.int64) * 256 + datagrams[rows, place + 1]
    after = begin + 4 + 4 * words
    return whole & (after <= lengths), np.where(whole, after, begin)


def write_headers(
    packets: Bytes,
    payload_type: NDArray[np.integer[Any]],
    sequence: NDArray[np.integer[Any]],
    timestamp: NDArray[np.integer[Any]],
    ssrc: NDArray[np.integer[Any]],
) -> None:
    """Write a header at the begin of each row of `packets`."""
    heads = np.empty(len(packets), _HEADER)
    heads["first"] = 0x80
    heads["second"] = payload_type
    heads["sequence"] = sequence & 0xFFFF
    heads["timestamp"] = timestamp & 0xFFFF_FFFF
    heads["ssrc"] = ssrc
    packets[:, :HEADER] = heads.view(np.uint8).reshape(-1, HEADER)


_HEADER = np.dtype(
    [("first", "u1"), ("second", "u1"), ("sequence", ">u2"), ("timestamp", ">u4"), ("ssrc", ">u4")],
)
