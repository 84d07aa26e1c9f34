"""Handing over, consulting, adding: the commands over HTTP against the real database, and bad input to each."""

import uuid
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership, Organisation, Role
from oogcontact.domains.rooms import actions
from oogcontact.domains.rooms.states import RELIEF
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of, make_person, ring_of

WAYS = ["add", "transfer", "consult"]
ENDS = ["consult/end", "consult/join", "consult/hand-over"]

Json = dict[str, Any]


@pytest.fixture
def dirk(organisation: Organisation) -> Device:
    """A third colleague."""
    return Device(make_person(organisation, "Dirk"))


@pytest.fixture
def talking(anna: Device, bram: Device, time: clock.SetClock) -> str:
    """The id of a call of Anna and Bram."""
    call = anna.call(bram)
    time.advance(1)
    bram.accept(ring_of(call, bram))
    time.advance(1)
    room: str = call.json()["id"]
    return room


def ask(device: Device, room: str, way: str, whom: Device, note: str = "", key: uuid.UUID | None = None) -> Any:
    """Return the answer to asking somebody into a call."""
    return device.post(f"rooms/{room}/{way}", key, person_id=whom.person, note=note)


def circles(room: Json) -> list[str]:
    """Return the circles of those who are in the call."""
    return [seat["circle"] for seat in room["seats"] if seat["state"] != "left"]


def names(room: Json) -> list[str]:
    """Return the first names of those who are in the call."""
    return [seat["person"]["name"].split()[0] for seat in room["seats"] if seat["state"] != "left"]


def seat_of(room: Json, device: Device) -> str:
    """Return the id of the seat of this person."""
    found: list[str] = [seat["id"] for seat in room["seats"] if seat["person"]["id"] == str(device.person)]
    return found[-1]


def test_who_is_rung_reads_what_it_is(anna: Device, carla: Device, talking: str) -> None:
    """CAL-9 to CAL-11: by whom, about whom, and the note as one plain line."""
    for way in WAYS:
        answer = ask(anna, talking, way, carla, "  Over de\n\x00brief \u202e van mei ")
        assert answer.status_code == 200
        (ring,) = carla.live()["rings"]
        assert (ring["purpose"], ring["note"]) == (way, "Over de brief van mei")
        assert [person["name"] for person in ring["others"]] == ["Bram Test"]
        room = anna.post(f"rings/{ring['id']}/cancel").json()
        assert (names(room), circles(room)) == (["Anna", "Bram"], ["main", "main"])
        assert carla.live()["rings"] == []


def test_adding_a_third(anna: Device, bram: Device, carla: Device, dirk: Device, talking: str) -> None:
    """CAL-11: three in one call; a fourth does not fit, and is told so."""
    room = carla.accept(ring_of(ask(anna, talking, "add", carla), carla)).json()
    assert (names(room), circles(room)) == (["Anna", "Bram", "Carla"], ["main"] * 3)
    for way in ("add", "consult"):
        assert error_of(ask(anna, talking, way, dirk)) == (409, "room_full")
    assert circles(anna.live()["rooms"][0]) == ["main"] * 3
    assert ask(bram, talking, "transfer", dirk).status_code == 200


def test_handing_over_blindly(anna: Device, bram: Device, carla: Device, talking: str) -> None:
    """CAL-9: who hands over stays until the other sees his successor, who can not say so himself."""
    room = carla.accept(ring_of(ask(anna, talking, "transfer", carla), carla)).json()
    successor = seat_of(room, carla)
    assert names(room) == ["Anna", "Bram", "Carla"]
    for device in (anna, carla):
        assert names(device.post(f"rooms/{talking}/seen", seat=successor).json()) == ["Anna", "Bram", "Carla"]
    assert names(bram.post(f"rooms/{talking}/seen", seat=successor).json()) == ["Bram", "Carla"]
    assert error_of(anna.post(f"rooms/{talking}/seen", seat=successor)) == (409, "seat_left")
    assert anna.live()["rooms"] == []
    assert error_of(anna.come_back(talking)) == (409, "seat_left")


def test_handing_over_to_somebody_whom_nobody_sees(
    anna: Device, bram: Device, carla: Device, talking: str, time: clock.SetClock
) -> None:
    """CAL-9: without a picture the first one leaves a little later, also if the server was away meanwhile."""
    carla.accept(ring_of(ask(anna, talking, "transfer", carla), carla))
    time.advance(RELIEF.total_seconds() + 1)
    actions.run_due(clock.now())
    assert names(bram.live()["rooms"][0]) == ["Bram", "Carla"]


@pytest.mark.parametrize("way", WAYS)
def test_nobody_answers_and_the_call_goes_on(
    anna: Device, bram: Device, carla: Device, talking: str, time: clock.SetClock, way: str
) -> None:
    """CAL-9 to CAL-11: declined, not answered, busy: the others talk on, and nobody is on hold."""
    declined = ring_of(ask(anna, talking, way, carla), carla)
    assert carla.post(f"rings/{declined}/decline").json()["state"] == "declined"
    time.advance(1)
    ask(anna, talking, way, carla)
    time.advance(31)
    actions.renew([(device.person, device.client) for device in (anna, bram)])
    actions.run_due(clock.now())
    assert [entry["outcome"] for entry in carla.history(filter="missed")["items"]] == ["no_answer"]
    other = Device(make_person(anna.member.organisation, "Eva"))
    carla.call(other)
    busy = ask(anna, talking, way, carla).json()
    assert [ring["state"] for ring in busy["rings"]][1:] == ["declined", "no_answer", "busy"]
    assert (names(busy), circles(busy)) == (["Anna", "Bram"], ["main", "main"])


def test_a_consultation(anna: Device, bram: Device, carla: Device, talking: str, time: clock.SetClock) -> None:
    """CAL-10: the other is on hold from the first moment; return, all together, hand over."""
    for end, after in (("end", ["Anna", "Bram"]), ("join", ["Anna", "Bram", "Carla"])):
        rung = ask(anna, talking, "consult", carla)
        assert circles(rung.json()) == ["aside", "on_hold"]
        room = carla.accept(ring_of(rung, carla)).json()
        assert (names(room), circles(room)) == (["Anna", "Bram", "Carla"], ["aside", "on_hold", "aside"])
        time.advance(1)
        over = anna.post(f"rooms/{talking}/consult/{end}").json()
        assert (names(over), set(circles(over))) == (after, {"main"})
    carla.leave(talking)
    carla.accept(ring_of(ask(anna, talking, "consult", carla), carla))
    handed = anna.post(f"rooms/{talking}/consult/hand-over").json()
    assert circles(handed) == ["main"] * 3
    last = bram.post(f"rooms/{talking}/seen", seat=seat_of(handed, carla)).json()
    assert names(last) == ["Bram", "Carla"]


def test_only_who_consults_ends_it(anna: Device, bram: Device, carla: Device, talking: str) -> None:
    """CAL-10: neither the one on hold nor whom was asked, nobody twice, nobody after the end."""
    for end in ENDS:
        assert error_of(anna.post(f"rooms/{talking}/{end}")) == (409, "not_consulting")
    carla.accept(ring_of(ask(anna, talking, "consult", carla), carla))
    for device in (bram, carla):
        for end in ENDS:
            assert error_of(device.post(f"rooms/{talking}/{end}")) == (409, "not_consulting")
    assert anna.post(f"rooms/{talking}/consult/join").status_code == 200
    for end in ENDS:
        assert error_of(anna.post(f"rooms/{talking}/{end}")) == (409, "not_consulting")
    for device in (anna, bram, carla):
        device.leave(talking)
    for end in ENDS:
        assert anna.post(f"rooms/{talking}/{end}").status_code == 409


def test_a_closed_lid(anna: Device, bram: Device, carla: Device, talking: str, time: clock.SetClock) -> None:
    """CAL-8, CAL-10: when who consults vanishes, the one on hold talks with whom was consulted."""
    carla.accept(ring_of(ask(anna, talking, "consult", carla), carla))
    actions.lose(anna.person, anna.client)
    assert circles(bram.live()["rooms"][0]) == ["aside", "on_hold", "aside"]
    assert circles(anna.come_back(talking).json()) == ["aside", "on_hold", "aside"]
    actions.lose(anna.person, anna.client)
    time.advance(59)
    actions.renew([(device.person, device.client) for device in (bram, carla)])
    time.advance(2)
    actions.run_due(clock.now())
    room = bram.live()["rooms"][0]
    assert (names(room), circles(room)) == (["Bram", "Carla"], ["main", "main"])


def test_the_other_hangs_up_meanwhile(anna: Device, bram: Device, carla: Device, talking: str) -> None:
    """CAL-9: nobody is rung for a conversation that is over."""
    ask(anna, talking, "transfer", carla)
    assert bram.leave(talking).json()["state"] == "ended"
    assert carla.live()["rings"] == []
    assert anna.live()["rooms"] == []


@pytest.mark.parametrize("way", WAYS)
def test_whom_one_can_not_ask(anna: Device, bram: Device, carla: Device, dirk: Device, talking: str, way: str) -> None:
    """CAL-9 to CAL-11: oneself, who is there, a stranger, nobody at all, a second one, the same one twice."""
    assert error_of(ask(anna, talking, way, anna)) == (400, "self_call")
    assert error_of(ask(anna, talking, way, bram)) == (409, "already_here")
    stranger = Device(make_person(Organisation.objects.create(name="Elders"), "Sem"))
    assert error_of(ask(anna, talking, way, stranger)) == (404, "not_found")
    assert error_of(anna.post(f"rooms/{talking}/{way}", person_id=uuid.uuid4())) == (404, "not_found")
    for body in ({}, {"person_id": "x"}, {"person_id": carla.person, "note": "x" * 501}, {"person_id": None}):
        assert error_of(anna.post(f"rooms/{talking}/{way}", **body)) == (400, "invalid")
    key = uuid.uuid4()
    first = ask(anna, talking, way, carla, key=key).json()
    # A double click is one click; a second wish is told that it must wait.
    assert ask(anna, talking, way, carla, key=key).json() == first
    assert error_of(ask(anna, talking, way, carla)) == (409, "already_here")
    assert ask(anna, talking, way, dirk).status_code == 409
    assert ask(bram, talking, way, dirk).status_code == 409
    assert len(carla.live()["rings"]) == 1
    assert dirk.live()["rings"] == []


@pytest.mark.parametrize("way", WAYS)
def test_who_can_not_ask(
    anna: Device, bram: Device, carla: Device, dirk: Device, talking: str, organisation: Organisation, way: str
) -> None:
    """CAL-9 to CAL-11: who is not in the call, clients, who has no session; not before an answer, nor after the end."""
    assert error_of(ask(carla, talking, way, dirk)) == (404, "not_found")
    assert error_of(ask(anna, str(uuid.uuid4()), way, dirk)) == (404, "not_found")
    stranger = Device(make_person(Organisation.objects.create(name="Elders"), "Sem"))
    assert error_of(ask(stranger, talking, way, dirk)) == (404, "not_found")
    nobody = Client().post(f"/api/rooms/{talking}/{way}", "{}", content_type="application/json")
    assert nobody.status_code in {401, 403}
    Membership.objects.filter(user_id=bram.person).update(role=Role.CLIENT)
    assert error_of(ask(bram, talking, way, dirk)) == (403, "not_allowed")
    anna.leave(talking)
    assert ask(anna, talking, way, dirk).status_code in {404, 409}
    ringing = anna.call(dirk).json()["id"]
    assert error_of(ask(anna, ringing, way, carla)) == (409, "nobody_here")
    assert dirk.live()["rings"] != []


def test_whose_ring_one_can_cancel(
    anna: Device, bram: Device, carla: Device, talking: str, time: clock.SetClock
) -> None:
    """CAL-9: one's own, as long as it rings; twice is once."""
    ring = ring_of(ask(anna, talking, "transfer", carla), carla)
    for device in (bram, carla):
        assert error_of(device.post(f"rings/{ring}/cancel")) == (404, "not_found")
    assert error_of(anna.post(f"rings/{uuid.uuid4()}/cancel")) == (404, "not_found")
    for _ in range(2):
        assert names(anna.post(f"rings/{ring}/cancel").json()) == ["Anna", "Bram"]
    assert error_of(carla.accept(ring)) == (409, "ring_ended")
    time.advance(1)
    answered = ring_of(ask(anna, talking, "add", carla), carla)
    carla.accept(answered)
    assert error_of(anna.post(f"rings/{answered}/cancel")) == (409, "ring_ended")


def test_who_can_say_what_he_sees(anna: Device, bram: Device, carla: Device, talking: str) -> None:
    """CAL-9: nobody from outside, nothing that is no seat, nothing after the end."""
    seen = f"rooms/{talking}/seen"
    assert error_of(carla.post(seen, seat=uuid.uuid4())) == (404, "not_found")
    assert error_of(anna.post(f"rooms/{uuid.uuid4()}/seen", seat=uuid.uuid4())) == (404, "not_found")
    assert error_of(anna.post(seen)) == (400, "invalid")
    assert names(anna.post(seen, seat=uuid.uuid4()).json()) == ["Anna", "Bram"]
    anna.leave(talking)
    assert error_of(bram.post(seen, seat=uuid.uuid4())) == (409, "room_ended")


def test_each_change_has_a_later_version(anna: Device, bram: Device, carla: Device, talking: str) -> None:
    """CAL-10: who hears of two states of a call knows which one holds, also when only a circle has changed."""
    versions = [anna.live()["rooms"][0]["version"]]
    versions.append(carla.accept(ring_of(ask(anna, talking, "consult", carla), carla)).json()["version"])
    versions.append(anna.post(f"rooms/{talking}/consult/join").json()["version"])
    assert versions == sorted(set(versions))
    assert anna.live()["rooms"][0]["version"] == versions[-1]
