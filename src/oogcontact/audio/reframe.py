"""Packets of another length than ours: a telephone may put 10 to 60 ms into each (RFC 3551, section 4.2)."""

from collections.abc import Iterator

from oogcontact.audio import FRAME


class Reframer:
    """Cuts the sound of one leg into frames of 20 ms."""

    def __init__(self) -> None:
        self._waiting = b""
        self._stamp = 0

    def take(self, timestamp: int, payload: bytes) -> Iterator[tuple[int, bytes]]:
        """Take a packet in; yield the frames that are whole now, each with its timestamp.

        After a gap one begins anew: what waited for its rest is lost with it.
        """
        if timestamp != (self._stamp + len(self._waiting)) % 2**32:
            self._waiting, self._stamp = b"", timestamp
        self._waiting += payload
        while len(self._waiting) >= FRAME:
            yield self._stamp, self._waiting[:FRAME]
            self._waiting, self._stamp = self._waiting[FRAME:], (self._stamp + FRAME) % 2**32
