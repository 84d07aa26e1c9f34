"""WAI-2: who comes and goes is written one after the other, in the order in which it happened."""

import asyncio
import threading
from types import SimpleNamespace
from typing import cast
from uuid import UUID, uuid4

import pytest

from oogcontact.project.live import Live
from oogcontact.realtime.hub import Connection


class Written:
    """What is written of guests; a second writer at the same time would be seen."""

    def __init__(self) -> None:
        self.guests: list[UUID] = []
        self._free = threading.Lock()

    def opened(self, guest: UUID, _client: UUID) -> None:
        assert self._free.acquire(blocking=False), "two write at once"
        try:
            # Room for another one to come in between.
            threading.Event().wait(0.002)
            self.guests.append(guest)
        finally:
            self._free.release()

    closed = opened


class Waits:
    """A guest's connection, as far as it matters here."""

    guest, session = True, ""

    def __init__(self) -> None:
        self.user, self.client = uuid4(), uuid4()


async def test_guests_who_come_at_once_are_written_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    live, written = Live(), Written()
    monkeypatch.setattr(live, "_attendances", written)
    # Nobody holds a seat in a call.
    monkeypatch.setattr(live, "_leases", SimpleNamespace(opened=lambda *_: None, closed=lambda *_: False))
    guests = [cast(Connection, Waits()) for _ in range(50)]
    await asyncio.gather(*(live._opened(guest) for guest in guests))
    await asyncio.gather(*(live._closed(guest) for guest in guests))
    assert written.guests == [guest.user for guest in guests] * 2
    await live._writer.close()
