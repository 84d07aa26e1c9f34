"""Signals reach only seats of the same room; leases follow connections."""

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from oogcontact.domains.rooms import actions, events, live
from oogcontact.domains.rooms.store import fetch
from oogcontact.domains.rooms.values import Media, Room, SeatState
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal
from tests.integration.rooms.world import make_people

pytestmark = pytest.mark.django_db(transaction=True)

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Wire:
    """A relay with what it delivered."""

    def __init__(self) -> None:
        self.sent: list[tuple[UUID, UUID, Any]] = []
        self.executor = ThreadPoolExecutor(1)
        self.relay = live.Relay(lambda person, client, frame: self.sent.append((person, client, json.loads(frame))))

    def signal(self, person: UUID, client: UUID, room: object, seat: object, to: object, data: object = None) -> str:
        """Send a signal as a client does; return the code with which it was refused, or nothing."""
        message = {"type": "signal", "room": str(room), "seat": str(seat), "to": str(to), "data": data}
        try:
            async_to_sync(self.relay.signal)(person, client, live.parse(message), self.executor)
        except Refusal as refusal:
            return refusal.code
        return ""


class Call:
    """An answered call of two people, and a stranger."""

    def __init__(self) -> None:
        organisation, (self.anna, self.bram, self.carla) = make_people(3)
        self.mine, self.his = uuid.uuid4(), uuid.uuid4()
        room = actions.call(
            actions.Invitation(
                organisation.pk, self.anna, self.mine, (self.bram,), Media.VIDEO, timedelta(seconds=30), True
            )
        )
        self.room = actions.accept_ring(self.bram, room.rings[0].id, self.his)
        self.seats = {seat.person: seat.id for seat in self.room.seats}

    def now(self) -> Room:
        """Return the room as it is."""
        return fetch([self.room.id])[self.room.id]

    def lease(self) -> datetime:
        """Return until when Bram's seat is leased."""
        (found,) = [seat.lease_until for seat in self.now().seats if seat.person == self.bram]
        return found


@pytest.fixture
def call() -> Call:
    """The call."""
    return Call()


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """A relay that follows the rooms for the length of one test."""
    monkeypatch.setattr(events, "_watchers", list(events._watchers))
    made = Wire()
    live.follow(made.relay)
    yield made
    # A lambda, for it must find the connection of that thread: open, it would keep the database from being removed.
    made.executor.submit(lambda: connection.close()).result()
    made.executor.shutdown()


def test_a_signal_reaches_the_tab_of_the_other_seat(call: Call, wire: Wire) -> None:
    """CAL-6: to exactly that tab, with the data as it was."""
    data = {"candidate": {"sdpMid": "0", "x": "é"}}
    mine, his = call.seats[call.anna], call.seats[call.bram]
    assert wire.signal(call.anna, call.mine, call.room.id, mine, his, data) == ""
    frame = {"type": "signal", "room": str(call.room.id), "from": str(mine), "to": str(his), "data": data}
    assert wire.sent == [(call.bram, call.his, frame)]


def test_foreign_rooms_and_seats_answer_as_absent(call: Call, wire: Wire) -> None:
    """CAL-13: nobody puts a word into a call that is not his."""
    mine, his = call.seats[call.anna], call.seats[call.bram]
    assert wire.signal(call.carla, call.mine, call.room.id, mine, his) == "not_found"
    assert wire.signal(call.anna, call.mine, call.room.id, his, mine) == "not_found"
    assert wire.signal(call.anna, call.mine, uuid.uuid4(), mine, his) == "not_found"
    assert wire.signal(call.anna, call.mine, call.room.id, mine, uuid.uuid4()) == "not_found"
    assert wire.signal(call.anna, call.mine, call.room.id, mine, mine) == "not_found"
    assert wire.signal(call.anna, uuid.uuid4(), call.room.id, mine, his) == "seat_elsewhere"
    assert wire.signal(call.anna, call.mine, call.room.id, "x", his) == "invalid"
    assert wire.signal(call.anna, call.mine, call.room.id, mine, his, "x" * 70_000) == "signal_too_large"
    assert wire.sent == []


def test_what_is_remembered_follows_the_room(call: Call, wire: Wire) -> None:
    """CAL-8: after taking over the new tab speaks and hears; after the end nobody does."""
    mine, his = call.seats[call.anna], call.seats[call.bram]
    assert wire.signal(call.anna, call.mine, call.room.id, mine, his) == ""
    other = uuid.uuid4()
    actions.return_to(call.bram, call.room.id, other)
    assert wire.signal(call.bram, call.his, call.room.id, his, mine) == "seat_elsewhere"
    assert wire.signal(call.anna, call.mine, call.room.id, mine, his) == ""
    assert [client for _person, client, _frame in wire.sent] == [call.his, other]
    actions.leave(call.anna, call.room.id, call.mine)
    assert wire.signal(call.bram, other, call.room.id, his, mine) == "not_found"


def test_the_last_connection_of_a_tab_sets_its_seat_away(call: Call) -> None:
    """CAL-8: an old connection that ends after the new one began changes nothing."""
    leases = live.Leases()
    leases.opened(call.bram, call.his)
    leases.opened(call.bram, call.his)
    assert not leases.closed(call.bram, call.his)
    leases.lost(call.bram, call.his)
    assert {seat.state for seat in call.now().seats} == {SeatState.JOINED}
    assert leases.closed(call.bram, call.his)
    leases.lost(call.bram, call.his)
    assert {seat.state for seat in call.now().live_seats()} == {SeatState.JOINED, SeatState.AWAY}


def test_connected_tabs_keep_their_seats() -> None:
    """CAL-8: renewed every 15 seconds; who is not connected leaves after 60."""
    with clock.at(START) as time:
        call, leases = Call(), live.Leases()
        leases.opened(call.anna, call.mine)
        assert leases.run_due(clock.now()) == 1
        time.advance(14)
        assert leases.run_due(clock.now()) == 0
        time.advance(45)
        assert leases.run_due(clock.now()) == 1
        assert {seat.lease_until for seat in call.now().seats} == {START + timedelta(seconds=s) for s in (60, 119)}
        time.advance(1)
        actions.run_due(clock.now())
        assert call.now().live_seats() == []


def test_a_tab_that_comes_just_in_time_keeps_its_seat() -> None:
    """CAL-8: renewed at the next look, not at the next round."""
    with clock.at(START) as time:
        call, leases = Call(), live.Leases()
        assert leases.run_due(clock.now()) == 0
        time.advance(59)
        leases.run_due(clock.now())
        leases.opened(call.bram, call.his)
        leases.opened(call.carla, uuid.uuid4())
        assert leases.run_due(clock.now()) == 1
        assert leases.run_due(clock.now()) == 0
        assert call.lease() == START + timedelta(seconds=119)
