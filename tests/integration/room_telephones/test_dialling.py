"""CAL-9, CAL-10, CAL-11: a number is called into a room; who may, and what is refused (TEL-9)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Guest, Membership, Organisation, Role, create_account
from oogcontact.domains.audit.models import Entry
from oogcontact.domains.room_telephones import policy, sitting
from oogcontact.domains.rooms import api as rooms
from tests.integration.accounts.helpers import send
from tests.integration.room_telephones.conftest import NotedService

BrowserOf = Callable[[Membership], Client]

NUMBER = "0687654321"


def dial(browser: Client, room: UUID, purpose: str = "add", number: object = NUMBER) -> Any:
    return send(browser, "post", f"/api/rooms/{room}/dial", {"number": number, "purpose": purpose})


def code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"])


@pytest.fixture
def anna(people: dict[str, Membership], browser_of: BrowserOf) -> Client:
    return browser_of(people["anna"])


@pytest.mark.parametrize("purpose", ["add", "transfer", "consult"])
def test_a_telephone_is_rung_as_a_person_would_be(
    anna: Client, room: rooms.Room, telephones: NotedService, purpose: str
) -> None:
    """The number is shown as the organisation wants it, and stands in the audit log in part."""
    answer = dial(anna, room.id, purpose).json()
    ring = answer["rings"][-1]
    assert (ring["purpose"], ring["state"], ring["callee"]["name"]) == (purpose, "ringing", "06 8•••••21")
    assert ring["callee"]["role"] == "guest"
    (what,) = telephones.dialled
    assert (what.ring, what.room, what.number) == (UUID(ring["id"]), room.id, NUMBER)
    entry = Entry.objects.get(action="room.telephone_called")
    assert entry.detail == {"number": "06 8•••••21"}


def test_it_sits_down_and_gets_up(anna: Client, room: rooms.Room, telephones: NotedService) -> None:
    """Everybody sees that it is a telephone; its seat is held by the server."""
    dial(anna, room.id)
    client, (what,) = uuid4(), telephones.dialled
    sitting.sit_down(what, client)
    found = rooms.find_room(room.id)
    assert found is not None
    seat = found.seats[-1]
    assert (seat.telephone, seat.client, seat.guest) == (True, client, True)
    assert rooms.telephones() == [(what.person, room.id, client)]
    shape = anna.get("/api/live").json()["rooms"][0]
    assert [one["telephone"] for one in shape["seats"]] == [False, False, True]
    sitting.get_up(what, client)
    sitting.get_up(what, client)
    assert rooms.telephones() == []


def test_what_a_killed_process_has_left_is_ended(anna: Client, room: rooms.Room, telephones: NotedService) -> None:
    """CAL-8."""
    dial(anna, room.id)
    sitting.sit_down(telephones.dialled[0], uuid4())
    sitting.end_lost()
    found = rooms.find_room(room.id)
    assert found is not None
    assert [seat.state.value for seat in found.seats] == ["joined", "joined", "left"]


def test_one_that_is_not_reached_ends_its_ring(anna: Client, room: rooms.Room, telephones: NotedService) -> None:
    """CAL-3: also when its ring was over already."""
    dial(anna, room.id)
    (what,) = telephones.dialled
    sitting.not_reached(what, rooms.RingState.BUSY)
    sitting.not_reached(what, rooms.RingState.NO_ANSWER)
    assert anna.get("/api/live").json()["rooms"][0]["rings"][-1]["state"] == "busy"
    assert telephones.changed[-1] == (room.id, frozenset({what.ring}))


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [
        ("number-invalid", "number_invalid"),
        ("number-emergency", "number_emergency"),
        ("number-costly", "number_costly"),
        ("number-abroad", "number_abroad"),
        ("no-trunk", "no_trunk"),
        ("too-many-calls", "lines_in_use"),
        ("full", "lines_in_use"),
    ],
)
def test_what_can_not_be_called_is_refused_at_once(
    anna: Client, room: rooms.Room, telephones: NotedService, reason: str, wanted: str
) -> None:
    """TEL-9: nothing rings, and nobody was made."""
    telephones.impossible = reason
    assert code(dial(anna, room.id)) == wanted
    assert not Guest.objects.exists()
    assert telephones.dialled == []


def test_without_telephones_it_is_refused(anna: Client, room: rooms.Room) -> None:
    assert code(dial(anna, room.id)) == "no_trunk"
    assert anna.get("/api/telephone-calls").json() == {"possible": False}


def test_whether_it_can_be_done_is_told(anna: Client, telephones: NotedService) -> None:
    assert anna.get("/api/telephone-calls").json() == {"possible": True}
    assert Client().get("/api/telephone-calls").status_code == 401


def test_only_staff_who_are_there_call(
    people: dict[str, Membership], browser_of: BrowserOf, room: rooms.Room, telephones: NotedService
) -> None:
    """Nor anybody of another organisation."""
    other = Organisation.objects.create(name="Elders")
    stranger = create_account(
        other, Role.AGENT, email="x@elders.test", first_name="Xa", last_name="Y", password="Welkom-2026!"
    )
    assert code(dial(browser_of(people["carla"]), room.id)) == "not_found"
    assert code(dial(browser_of(stranger), room.id)) == "not_found"
    assert code(dial(browser_of(people["dirk"]), room.id)) == "not_allowed"
    assert dial(Client(), room.id).status_code == 401
    assert code(dial(browser_of(people["anna"]), uuid4())) == "not_found"
    assert not Guest.objects.exists()
    assert telephones.dialled == []


@pytest.mark.parametrize(
    ("purpose", "number"),
    [("call", NUMBER), ("", NUMBER), ("add", ""), ("add", "1" * 41), ("add", None), ("add", ["06"]), ("add", 6)],
)
def test_nonsense_is_invalid(
    anna: Client, room: rooms.Room, telephones: NotedService, purpose: str, number: object
) -> None:
    assert code(dial(anna, room.id, purpose, number)) == "invalid"


def test_there_is_a_limit(
    anna: Client, room: rooms.Room, telephones: NotedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TEL-9: a stolen session does not call all the world."""
    monkeypatch.setattr(policy, "DIALS", 2)
    for _ in range(2):
        ring = dial(anna, room.id).json()["rings"][-1]
        assert send(anna, "post", f"/api/rings/{ring['id']}/cancel").status_code == 200
    assert code(dial(anna, room.id)) == "too_many"
