"""People, the state that a client builds from its events, and what must always hold of rooms, rings and history."""

from typing import Any
from uuid import UUID

from oogcontact.domains.accounts.api import Membership, Organisation, Role, User
from oogcontact.domains.calls.models import HistoryEntry
from oogcontact.domains.rooms import access, store
from oogcontact.domains.rooms.models import RingRow, RoomRow, SeatRow
from oogcontact.domains.rooms.values import Circle, Purpose, RingState, Room, RoomState
from oogcontact.infra.models import StoredEvent

Json = dict[str, Any]


def make_people(count: int) -> tuple[Organisation, list[UUID]]:
    """Return an organisation and its staff."""
    organisation = Organisation.objects.create(name="Zorggroep Voorbeeld")
    found = []
    for number in range(count):
        user = User.objects.create(email=f"p{number}@voorbeeld.test", first_name=f"P{number}", last_name="Test")
        Membership.objects.create(user=user, organisation=organisation, role=Role.AGENT)
        found.append(user.pk)
    return organisation, found


class StaleClient:
    """What a client that fetched nothing but the events of its person knows."""

    def __init__(self, person: UUID) -> None:
        self.person = person
        self.rooms: dict[str, Json] = {}
        self.rings: dict[str, Json] = {}
        self._last = 0

    def catch_up(self) -> None:
        """Apply the events since the last time."""
        for row in StoredEvent.objects.filter(user_id=self.person, number__gt=self._last).order_by("number"):
            assert row.number == self._last + 1
            self._last = row.number
            self._apply(row.type, row.data)

    def _apply(self, kind: str, data: Json) -> None:
        if kind == "ring.started":
            self.rings[data["ring"]["id"]] = data["ring"]
        elif kind == "ring.ended":
            self.rings.pop(data["ring"]["id"], None)
        elif kind == "room.changed":
            room = data["room"]
            mine = [seat for seat in room["seats"] if seat["person"]["id"] == str(self.person)]
            if any(seat["state"] != "left" for seat in mine):
                self.rooms[room["id"]] = room
            else:
                self.rooms.pop(room["id"], None)


def check_client(client: StaleClient, now: str) -> None:
    """The events lead to the state that a fresh fetch gives (rings past their deadline are shown by neither)."""
    client.catch_up()
    fresh = access.live(client.person).model_dump(mode="json")
    assert {room["id"]: room for room in fresh["rooms"]} == client.rooms
    ringing = {key: ring for key, ring in client.rings.items() if ring["deadline"] > now}
    assert {ring["id"]: ring for ring in fresh["rings"]} == ringing


def check_tables() -> None:
    """What must hold after every step, whatever happened."""
    live = list(SeatRow.objects.filter(state__in=store.LIVE))
    assert len({seat.person_id for seat in live}) == len(live), "a person in two seats"
    rung = set(RingRow.objects.filter(state=store.RINGING).values_list("callee_id", flat=True))
    assert not rung & {seat.person_id for seat in live}, "somebody in a call is rung"
    rooms = store.fetch(RoomRow.objects.values_list("pk", flat=True))
    for room in rooms.values():
        seats, ringing = room.live_seats(), room.ringing()
        if room.state is RoomState.ENDED:
            assert not seats
            assert not ringing
        else:
            assert len(seats) > 1 or (seats and ringing), "a room that nobody ends"
        for ring in room.rings:
            accepted = ring.state is RingState.ACCEPTED
            assert accepted == (ring.client is not None)
            assert (ring.ended_at is None) == (ring.state is RingState.RINGING)
            if accepted:
                assert any(seat.person == ring.callee for seat in room.seats)
            if ring.state is RingState.RINGING:
                assert any(seat.person == ring.caller for seat in seats), "a ring without its caller"
        _check_circles(room)
        _check_history(room.id, {seat.person for seat in room.seats} | {ring.callee for ring in room.rings})


def _check_circles(room: Room) -> None:
    """Nobody stays on hold or apart when there is no consultation, and who goes has somebody who comes."""
    seats = room.live_seats()
    aside = [seat for seat in seats if seat.circle is Circle.ASIDE]
    held = [seat for seat in seats if seat.circle is Circle.ON_HOLD]
    if aside or held:
        asked = [ring for ring in room.ringing() if ring.purpose is Purpose.CONSULT]
        assert len(aside) + len(asked) == 2, "apart without a partner"
        assert held, "apart from nobody"
        assert len(aside) + len(held) == len(seats), "somebody hears nobody"
    assert len(room.joining()) <= 1, "two are asked to join"
    for seat in seats:
        assert (seat.successor is None) == (seat.leaves_at is None)
        assert seat.successor is None or room.seat(seat.successor).live, "makes room for nobody"


def _check_history(room_id: UUID, people: set[UUID]) -> None:
    entries = list(HistoryEntry.objects.filter(room_id=room_id).values_list("person_id", flat=True))
    assert len(entries) == len(set(entries))
    active = set(SeatRow.objects.filter(room_id=room_id, state__in=store.LIVE).values_list("person_id", flat=True))
    rung = set(RingRow.objects.filter(room_id=room_id, state=store.RINGING).values_list("callee_id", flat=True))
    assert people - active - rung <= set(entries) <= people
