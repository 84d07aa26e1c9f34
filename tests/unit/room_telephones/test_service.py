"""A telephone follows its room from when it sits there, whatever else changes in that moment (CAL-11)."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from oogcontact.domains.room_telephones import service as module
from oogcontact.domains.room_telephones import sitting
from oogcontact.domains.room_telephones.dialling import Dialling
from oogcontact.domains.room_telephones.service import Service
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.telephony.api import Switchboard
from oogcontact.kernel.errors import Refusal

ROOM = uuid4()


class Line:
    """The leg of a telephone that has been answered; it counts how often it was ended."""

    def __init__(self) -> None:
        self.slot, self.ends = 1, 0
        self._over = asyncio.Event()

    @property
    def over(self) -> bool:
        return self._over.is_set()

    def end(self) -> None:
        self.ends += 1
        self._over.set()

    async def ended(self) -> None:
        await self._over.wait()


class Table:
    """The room in the database; reading it can be held up. `readings` have begun, `read` have ended."""

    def __init__(self) -> None:
        self.seats: tuple[rooms.Seat, ...] = ()
        self.readings = self.read = 0
        self.go_on = threading.Event()
        self.go_on.set()
        self.refuses = False

    def find_room(self, room: UUID) -> rooms.Room:
        now = datetime.now(UTC)
        read = rooms.Room(room, uuid4(), rooms.Media.VIDEO, True, now, seats=self.seats)
        self.readings += 1
        assert self.go_on.wait(5)
        self.read += 1
        return read

    def sit_down(self, what: Dialling, client: UUID) -> None:
        if self.refuses:
            raise Refusal("gone", "gone")
        now = datetime.now(UTC)
        self.seats += (rooms.Seat(uuid4(), what.person, client, now, now + timedelta(minutes=1), telephone=True),)

    def get_up(self, what: Dialling, client: UUID) -> None:
        self.seats = tuple(seat for seat in self.seats if seat.client != client)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    made = Table()
    monkeypatch.setattr(rooms, "find_room", made.find_room)
    monkeypatch.setattr(sitting, "sit_down", made.sit_down)
    monkeypatch.setattr(sitting, "get_up", made.get_up)
    yield made
    made.go_on.set()


@pytest.fixture
def lines() -> list[Line]:
    """The legs of those who are called, in the order in which they answer."""
    return [Line(), Line()]


@pytest.fixture
def answered() -> list[UUID]:
    """Who has answered, in that order."""
    return []


@pytest.fixture
async def service(table: Table, lines: list[Line], answered: list[UUID], monkeypatch: pytest.MonkeyPatch) -> Service:
    waiting = list(lines)

    async def call_out(*_: object) -> Line:
        return waiting.pop(0)

    async def join_legs(*_: object) -> tuple[Line, Line]:
        return Line(), Line()

    monkeypatch.setattr(module, "Voice", lambda _language: None)
    monkeypatch.setattr("oogcontact.domains.room_telephones.telephone.join_legs", join_legs)
    plane: Any = SimpleNamespace(new_conference=lambda: 1, do=lambda _change: None)
    seats: Any = SimpleNamespace(hold=lambda person, *_: answered.append(person), release=lambda *_: None)
    return Service(cast(Switchboard, SimpleNamespace(call_out=call_out, plane=plane)), seats)


def dialling() -> Dialling:
    return Dialling(uuid4(), ROOM, uuid4(), uuid4(), "+31687654321", "nl")


async def until(done: Any) -> None:
    async with asyncio.timeout(5):
        while not done():
            await asyncio.sleep(0.01)


async def test_a_room_that_was_read_before_it_sat_down_hangs_up_on_nobody(
    service: Service, table: Table, lines: list[Line], answered: list[UUID]
) -> None:
    """The room changes and is read; in that moment a second telephone is answered."""
    service.dial(dialling())
    await until(lambda: table.read == 1)
    table.go_on.clear()
    service.room_changed(ROOM, frozenset())
    await until(lambda: table.readings == 2)
    service.dial(dialling())
    await until(lambda: len(answered) == 2)
    table.go_on.set()
    # The one that was held up, and the second telephone's own.
    await until(lambda: table.read == 3)
    assert len(table.seats) == 2
    assert [line.ends for line in lines] == [0, 0]
    await service.stop()
    assert not table.seats


async def test_it_hangs_up_when_it_has_no_seat_any_more(service: Service, table: Table, lines: list[Line]) -> None:
    service.dial(dialling())
    await until(lambda: table.read == 1)
    table.seats = ()
    service.room_changed(ROOM, frozenset())
    await until(lambda: lines[0].over)
    await service.stop()


async def test_it_hangs_up_when_its_seat_is_refused(service: Service, table: Table, lines: list[Line]) -> None:
    table.refuses = True
    service.dial(dialling())
    await until(lambda: lines[0].over)
    await service.stop()
