"""Calling, answering, refusing, ending: the commands over HTTP against the real database."""

import uuid

import pytest

from oogcontact.domains.accounts.api import AccessEnded, Organisation, Role, access_ended
from oogcontact.domains.calls import neighbours
from oogcontact.domains.rooms import actions
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of, make_person, ring_of


def test_a_call_is_answered_and_ended(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """CAL-1, CAL-2, CAL-12: one ring, two seats, one entry for each."""
    answer = anna.call(bram)
    assert answer.status_code == 200
    room = answer.json()
    assert (room["state"], room["media"], room["topology"], room["countdown"]) == ("ringing", "video", "mesh", True)
    assert [seat["person"]["name"] for seat in room["seats"]] == ["Anna Test"]
    assert [ring["id"] for ring in bram.live()["rings"]] == [ring_of(answer, bram)]
    time.advance(5)
    opened = bram.accept(ring_of(answer, bram)).json()
    assert opened["state"] == "open"
    assert opened["rings"][0]["client"] == str(bram.client)
    assert bram.live()["rings"] == []
    time.advance(61)
    # Nobody renewed the leases: without a connection nothing lives on.
    assert actions.run_due(clock.now()) == 1
    assert anna.live() == {"rooms": [], "rings": []}
    assert [(e["direction"], e["outcome"], e["seconds"]) for e in anna.history()["items"]] == [
        ("outgoing", "answered", 55)
    ]
    assert [(e["direction"], e["outcome"], e["seconds"]) for e in bram.history()["items"]] == [
        ("incoming", "answered", 55)
    ]


def test_hanging_up_ends_the_call_for_both(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """CAL-3: the last but one who leaves ends the room; leaving twice is once."""
    call = anna.call(bram)
    bram.accept(ring_of(call, bram))
    time.advance(12)
    room = call.json()["id"]
    assert bram.leave(room).json()["state"] == "ended"
    assert anna.leave(room).json()["state"] == "ended"
    assert [e["seconds"] for e in anna.history()["items"]] == [12]
    assert error_of(anna.come_back(room)) == (409, "room_ended")


def test_declined(anna: Device, bram: Device) -> None:
    """CAL-3: declined on all devices; the caller sees it; declining twice is once."""
    call = anna.call(bram)
    ring = ring_of(call, bram)
    assert bram.post(f"rings/{ring}/decline").json()["state"] == "declined"
    assert bram.post(f"rings/{ring}/decline").json()["state"] == "declined"
    assert error_of(bram.accept(ring)) == (409, "ring_ended")
    assert anna.live()["rooms"] == []
    assert [e["outcome"] for e in anna.history()["items"]] == ["declined"]
    assert bram.history(filter="missed")["items"] == []


def test_nobody_answers(anna: Device, bram: Device, time: clock.SetClock, organisation: Organisation) -> None:
    """CAL-3: the ring ends at its time as a missed call, for somebody who is offline too."""
    organisation.ring_seconds = 20
    organisation.save()
    anna.call(bram)
    time.advance(19.9)
    assert actions.run_due(clock.now()) == 0
    time.advance(0.1)
    assert actions.run_due(clock.now()) == 1
    assert [e["outcome"] for e in anna.history()["items"]] == ["no_answer"]
    missed = bram.history(filter="missed")
    assert ([e["seen"] for e in missed["items"]], missed["unseen"]) == ([False], 1)


def test_too_late_even_if_nobody_looked(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """CAL-3: the deadline rules, not the loop that looks at it."""
    call = anna.call(bram)
    time.advance(31)
    assert bram.live()["rings"] == []
    assert error_of(bram.accept(ring_of(call, bram))) == (409, "ring_ended")


def test_the_caller_stops(anna: Device, bram: Device) -> None:
    """CAL-3: cancelled; a missed call for the callee."""
    call = anna.call(bram)
    assert anna.leave(call.json()["id"]).json()["rings"][0]["state"] == "cancelled"
    assert error_of(bram.accept(ring_of(call, bram))) == (409, "ring_ended")
    assert bram.history()["unseen"] == 1


def test_first_device_wins(anna: Device, bram: Device) -> None:
    """CAL-2: the second device is refused; the same tab may ask again."""
    other = Device(bram.member)
    call = anna.call(bram)
    ring = ring_of(call, bram)
    first = bram.accept(ring).json()
    assert error_of(other.accept(ring)) == (409, "ring_ended")
    assert bram.accept(ring).json() == first


def test_both_call_each_other(anna: Device, bram: Device) -> None:
    """CAL-2: one call; nobody rings any more."""
    first = anna.call(bram).json()
    second = bram.call(anna).json()
    assert second["id"] == first["id"]
    assert second["state"] == "open"
    assert anna.live()["rings"] == bram.live()["rings"] == []


def test_calling_two(anna: Device, bram: Device, carla: Device, time: clock.SetClock) -> None:
    """CAL-4: the first two talk at once, the late one joins."""
    call = anna.call(bram, carla)
    bram.accept(ring_of(call, bram))
    time.advance(10)
    room = carla.accept(ring_of(call, carla)).json()
    assert [seat["state"] for seat in room["seats"]] == ["joined"] * 3
    assert anna.leave(room["id"]).json()["state"] == "open"
    assert bram.leave(room["id"]).json()["state"] == "ended"
    assert carla.live()["rooms"] == []
    assert len(anna.history()["items"][0]["people"]) == 2


def test_who_is_in_a_call_is_busy(anna: Device, bram: Device, carla: Device) -> None:
    """CAL-3: the ring ends at once; the caller is not left in a call."""
    bram.accept(ring_of(anna.call(bram), bram))
    room = carla.call(bram).json()
    assert (room["state"], room["rings"][0]["state"]) == ("ended", "busy")
    assert carla.live()["rooms"] == []
    assert [e["outcome"] for e in carla.history()["items"]] == ["busy"]


def test_do_not_disturb_is_busy(anna: Device, bram: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    """PRE-1: who does not want to be disturbed is not rung."""
    monkeypatch.setattr(neighbours, "silent", lambda people: set(people))
    assert anna.call(bram).json()["rings"][0]["state"] == "busy"
    assert bram.live()["rings"] == []


def test_other_rings_end_when_one_is_answered(anna: Device, bram: Device, carla: Device) -> None:
    """CAL-3: who answers one call is busy for the other."""
    one, two = anna.call(carla), bram.call(carla)
    carla.accept(ring_of(one, carla))
    assert bram.live()["rooms"] == []
    assert error_of(carla.accept(ring_of(two, carla))) == (409, "ring_ended")


def test_who_calls_is_busy_for_others(anna: Device, bram: Device, carla: Device) -> None:
    """CAL-3: a ring to somebody who starts a call himself ends as busy."""
    anna.call(bram)
    assert bram.call(carla).json()["state"] == "ringing"
    assert anna.live()["rooms"] == []
    assert [e["outcome"] for e in anna.history()["items"]] == ["busy"]


def test_one_call_at_a_time(anna: Device, bram: Device, carla: Device) -> None:
    """CAL-1: `in_call`."""
    anna.call(bram)
    assert error_of(Device(anna.member).call(carla)) == (409, "in_call")


def test_a_repeated_start_is_one_call(anna: Device, bram: Device) -> None:
    """CAL-1: the same key answers the first answer again."""
    key = uuid.uuid4()
    first = anna.call(bram, key=key)
    assert anna.call(bram, key=key).json() == first.json()
    ring, other = ring_of(first, bram), uuid.uuid4()
    accepted = bram.accept(ring, other)
    assert bram.accept(ring, other).json() == accepted.json()


def test_refusals_of_start(anna: Device, bram: Device, carla: Device, organisation: Organisation) -> None:
    """CAL-1: each has its code; other organisations' people answer as absent."""
    stranger = Device(make_person(Organisation.objects.create(name="Ander"), "Sam"))
    dirk = Device(make_person(organisation, "Dirk", Role.CLIENT))
    fourth = Device(make_person(organisation, "Fay"))
    assert error_of(anna.call()) == (400, "nobody_to_call")
    assert error_of(anna.call(anna)) == (400, "self_call")
    assert error_of(anna.call(stranger)) == (404, "not_found")
    assert error_of(anna.post("calls", person_ids=[uuid.uuid4()], media="video", client=anna.client)) == (
        404,
        "not_found",
    )
    assert error_of(anna.call(dirk)) == (404, "not_found")
    assert error_of(dirk.call(anna)) == (404, "not_found")
    assert error_of(anna.call(bram, carla, fourth)) == (409, "room_full")
    assert error_of(anna.post("calls", person_ids=[bram.person], media="smell", client=anna.client)) == (400, "invalid")
    assert anna.live()["rooms"] == []


def test_client_and_contact(anna: Device, organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """CAL-1: a client and who is his contact may call each other."""
    dirk = Device(make_person(organisation, "Dirk", Role.CLIENT))
    monkeypatch.setattr(neighbours, "linked", lambda person, others: set(others))
    assert dirk.call(anna).status_code == 200


def test_strangers_see_nothing(anna: Device, bram: Device, carla: Device) -> None:
    """CAL-2: rings and rooms of others answer as absent."""
    call = anna.call(bram)
    ring, room = ring_of(call, bram), call.json()["id"]
    assert error_of(carla.accept(ring)) == (404, "not_found")
    assert error_of(carla.post(f"rings/{ring}/decline")) == (404, "not_found")
    assert error_of(anna.accept(ring)) == (404, "not_found")
    assert error_of(carla.leave(room)) == (404, "not_found")
    assert error_of(carla.come_back(room)) == (404, "not_found")
    assert error_of(bram.post(f"rooms/{room}/media", media="video")) == (404, "not_found")
    assert error_of(carla.leave(str(uuid.uuid4()))) == (404, "not_found")


def test_blocked_people_can_not_call(anna: Device, bram: Device) -> None:
    """ADM-1: neither call nor be called."""
    bram.member.blocked_at = clock.now()
    bram.member.save()
    assert error_of(anna.call(bram)) == (404, "not_found")
    assert error_of(bram.call(anna)) == (401, "not_signed_in")


def test_blocking_ends_the_call(anna: Device, bram: Device) -> None:
    """ADM-1: the other one is not left with somebody who may not be there."""
    bram.accept(ring_of(anna.call(bram), bram))
    access_ended.tell(AccessEnded(bram.person))
    assert anna.live()["rooms"] == []


def test_too_many_starts(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """CAL-1: nobody rings another's ears off."""
    for _ in range(30):
        anna.leave(anna.call(bram).json()["id"])
    assert error_of(anna.call(bram)) == (429, "too_many")


def test_audio_becomes_video(anna: Device, bram: Device) -> None:
    """CAL-7: recorded in the room and in the history."""
    call = anna.call(bram, media="audio")
    bram.accept(ring_of(call, bram))
    room = call.json()["id"]
    assert bram.post(f"rooms/{room}/media", media="video").json()["media"] == "video"
    anna.leave(room)
    assert [e["media"] for e in bram.history()["items"]] == ["video"]
    assert error_of(anna.post(f"rooms/{room}/media", media="video")) == (409, "room_ended")


def test_reload_and_taking_over(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """CAL-8: away at the lost connection, back by return; another tab takes over and the first can not leave."""
    call = anna.call(bram)
    time.advance(1)
    room = bram.accept(ring_of(call, bram)).json()["id"]
    actions.lose(bram.person, bram.client)
    assert [seat["state"] for seat in anna.live()["rooms"][0]["seats"]] == ["joined", "away"]
    time.advance(30)
    assert bram.come_back(room).json()["seats"][1]["state"] == "joined"
    other = Device(bram.member)
    assert other.come_back(room).json()["seats"][1]["client"] == str(other.client)
    assert error_of(bram.leave(room)) == (409, "seat_elsewhere")
    actions.lose(bram.person, bram.client)
    assert bram.live()["rooms"][0]["seats"][1]["state"] == "joined"


def test_the_lease_of_who_stays_away_ends(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """CAL-8: after 60 seconds away the seat is left, and its time counts until the connection was lost."""
    call = anna.call(bram)
    room = bram.accept(ring_of(call, bram)).json()["id"]
    time.advance(10)
    actions.lose(bram.person, bram.client)
    time.advance(40)
    assert actions.renew([(anna.person, anna.client), (bram.person, bram.client)]) == 1
    time.advance(20)
    assert actions.run_due(clock.now()) == 1
    assert [e["seconds"] for e in bram.history()["items"]] == [10]
    assert [e["seconds"] for e in anna.history()["items"]] == [70]
    assert error_of(bram.come_back(room)) == (409, "room_ended")


def test_who_lost_a_call_may_start_another(anna: Device, bram: Device, carla: Device) -> None:
    """CAL-8: a seat that is away is given up by a new call."""
    bram.accept(ring_of(anna.call(bram), bram))
    actions.lose(bram.person, bram.client)
    assert bram.call(carla).json()["state"] == "ringing"
    assert anna.live()["rooms"] == []


def test_ending_after_a_long_outage(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """CAL-3: after a restart an hour later everything ends as of its own time."""
    anna.call(bram)
    time.advance(3600)
    assert actions.run_due(clock.now()) == 1
    assert [e["outcome"] for e in anna.history()["items"]] == ["no_answer"]
    assert actions.run_due(clock.now()) == 0


def test_seat_left_in_an_open_room(anna: Device, bram: Device, carla: Device) -> None:
    """CAL-8: who left does not come back by himself."""
    call = anna.call(bram, carla)
    room = bram.accept(ring_of(call, bram)).json()["id"]
    carla.accept(ring_of(call, carla))
    bram.leave(room)
    assert error_of(bram.come_back(room)) == (409, "seat_left")
