"""A link into a call: from the agent who makes it to the guest who talks with two others, and after it (CAL-11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Organisation, Role
from oogcontact.domains.room_links import actions
from oogcontact.domains.rooms import actions as rooms
from oogcontact.domains.waiting_room import actions as waiting_room
from oogcontact.domains.waiting_room.live import Attendances
from oogcontact.kernel import clock
from tests.integration.accounts.test_guests import OF_GUESTS, open_to
from tests.integration.calls.helpers import Device, error_of, make_person, ring_of
from tests.integration.room_links.helpers import ask_link, come_in, let_in, links, open_link
from tests.integration.waiting_room.conftest import Told
from tests.integration.waiting_room.helpers import Tab

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = 3600


def seated(room: Any) -> list[str]:
    """Return the names of those who sit in a room."""
    return sorted(seat["person"]["name"] for seat in room["seats"] if seat["state"] != "left")


def state_of(tab: Tab) -> str:
    """Return what a guest's page shows: its state, or with which code his link is refused."""
    answer = tab.get()
    body: dict[str, Any] = answer.json()
    return str(body["state"] if answer.status_code == 200 else body["errors"][0]["code"])


def test_an_interpreter_comes_in_by_a_link(anna: Device, bram: Device, talking: str, told: Told) -> None:
    """CAL-11: he waits until he is let in; then three talk."""
    link, tab = open_link(anna, talking)
    shown = links(anna, talking)["Omar Yilmaz"]
    assert (shown["url"].partition("#")[2], shown["arrived_at"]) == (tab.token, None)
    page = tab.page()
    assert (page["state"], page["person"]["name"], page["appointment"]) == ("open", "Omar Yilmaz", None)
    assert (page["invitation"]["agent"]["name"], page["invitation"]["full"]) == ("Anna Test", False)
    told.frames.clear()
    tab.arrive()
    assert told.to(anna.person, "room_link.changed") == [{"room_id": talking}]
    assert told.to(bram.person, "room_link.changed") == [{"room_id": talking}]
    assert links(anna, talking)["Omar Yilmaz"]["arrived_at"] == "2026-11-20T12:00:00Z"
    room = let_in(anna, link).json()
    # Pressed twice: he is being rung already.
    assert let_in(anna, link).json()["rings"] == room["rings"]
    (ring,) = tab.get("live").json()["rings"]
    assert (ring["purpose"], ring["others"]) == ("add", [])
    assert seated(tab.accept(ring["id"]).json()) == ["Anna Test", "Bram Test", "Omar Yilmaz"]
    assert error_of(let_in(anna, link)) == (409, "already_here")


def test_who_is_not_there_is_not_let_in(anna: Device, talking: str, told: Told, time: clock.SetClock) -> None:
    """CAL-11: not before he has opened his link, and not after he has closed the page."""
    link, tab = open_link(anna, talking)
    assert error_of(let_in(anna, link)) == (409, "guest_gone")
    tab.arrive()
    waiting_room.lose(tab.guest, tab.client)
    time.advance(6)
    before = len(told.to(anna.person, "room_link.changed"))
    waiting_room.run_due(clock.now())
    assert len(told.to(anna.person, "room_link.changed")) == before + 1
    assert links(anna, talking)["Omar Yilmaz"]["arrived_at"] is None
    assert error_of(let_in(anna, link)) == (409, "guest_gone")


def test_a_restart_changes_nothing_for_who_waits(anna: Device, talking: str, time: clock.SetClock) -> None:
    """The rows outlive the process; his page connects to the next one."""
    _link, tab = open_link(anna, talking)
    tab.arrive()
    time.advance(30)
    waiting_room.run_due(clock.now())
    attendances = Attendances()
    attendances.opened(tab.guest, tab.client)
    attendances.run_due(clock.now())
    assert links(anna, talking)["Omar Yilmaz"]["arrived_at"] == "2026-11-20T12:00:00Z"


def test_a_withdrawn_link_opens_nothing(anna: Device, talking: str, told: Told) -> None:
    """CAL-11: who waits reads so, and who came by it leaves the call."""
    waiting, first = open_link(anna, talking)
    first.arrive()
    answer = anna.post(f"room-links/{waiting.pk}/withdraw")
    assert (answer.status_code, answer.json()) == (200, {"links": []})
    assert anna.post(f"room-links/{waiting.pk}/withdraw").status_code == 200
    assert state_of(first) == "link_withdrawn"
    assert error_of(let_in(anna, waiting)) == (409, "link_closed")
    inside, second = open_link(anna, talking)
    come_in(anna, inside, second)
    anna.post(f"room-links/{inside.pk}/withdraw")
    assert seated(anna.live()["rooms"][0]) == ["Anna Test", "Bram Test"]
    assert error_of(second.get("live")) == (403, "link_withdrawn")


def test_the_end_of_the_room_is_the_end_of_its_links(
    anna: Device, bram: Device, talking: str, told: Told, time: clock.SetClock
) -> None:
    """CAL-11: whoever opens the link then reads that the conversation is over, and nobody waits for him."""
    link, tab = open_link(anna, talking)
    tab.arrive()
    bram.leave(talking)
    assert told.to(tab.guest, "guest.changed")
    assert state_of(tab) == "over"
    later = Tab(link).arrive()
    assert later.page()["held_by"] == str(tab.client)
    assert error_of(tab.post("guest/here", client=tab.client)) == (404, "not_found")
    assert error_of(let_in(anna, link)) == (409, "room_ended")
    assert error_of(ask_link(anna, talking)) == (409, "room_ended")
    time.advance(3 * HOUR)
    assert state_of(tab) == "link_expired"


def test_a_link_works_for_two_hours(anna: Device, talking: str, told: Told, time: clock.SetClock) -> None:
    """CAL-11: short; who waits then is told."""
    _link, tab = open_link(anna, talking)
    time.advance(2 * HOUR - 1)
    assert state_of(tab) == "open"
    assert actions.run_due(clock.now()) == 0
    time.advance(1)
    assert state_of(tab) == "link_expired"
    assert actions.run_due(clock.now()) == 1
    assert told.to(tab.guest, "guest.changed")


def test_who_was_let_in_comes_back_late_in_a_long_call(anna: Device, talking: str, time: clock.SetClock) -> None:
    """CAL-8: a reload after three hours."""
    link, tab = open_link(anna, talking)
    room = come_in(anna, link, tab)
    time.advance(59)
    rooms.lose(tab.guest, tab.client)
    link.refresh_from_db()
    assert link.until > clock.now() + timedelta(hours=11)
    assert tab.post(f"rooms/{room['id']}/return", client=tab.client).status_code == 200


def test_a_guest_who_hangs_up_does_not_wait(anna: Device, talking: str, told: Told) -> None:
    """CAL-11: no "is er" while his page says goodbye; back on it he waits again."""
    link, tab = open_link(anna, talking)
    room = come_in(anna, link, tab)
    tab.post(f"rooms/{room['id']}/leave", client=tab.client)
    assert links(anna, talking)["Omar Yilmaz"]["arrived_at"] is None
    assert seated(anna.live()["rooms"][0]) == ["Anna Test", "Bram Test"]
    tab.arrive()
    assert links(anna, talking)["Omar Yilmaz"]["arrived_at"] is not None
    assert let_in(anna, link).status_code == 200


def test_a_full_room_says_so(anna: Device, bram: Device, carla: Device, talking: str, told: Told) -> None:
    """CAL-11: three have a seat; who waits reads it, and is let in when somebody has left."""
    link, tab = open_link(anna, talking)
    tab.arrive()
    carla.accept(ring_of(anna.post(f"rooms/{talking}/add", person_id=carla.person), carla))
    assert told.to(tab.guest, "guest.changed")
    assert tab.page()["invitation"]["full"] is True
    assert error_of(let_in(anna, link)) == (409, "room_full")
    carla.leave(talking)
    assert tab.page()["invitation"]["full"] is False
    assert let_in(anna, link).status_code == 200


def test_who_takes_the_call_over_lets_in(
    anna: Device, bram: Device, carla: Device, talking: str, time: clock.SetClock
) -> None:
    """CAL-9, CAL-11: the link belongs to the call, and not to who made it."""
    link, tab = open_link(anna, talking)
    tab.arrive()
    time.advance(1)
    carla.accept(ring_of(anna.post(f"rooms/{talking}/add", person_id=carla.person), carla))
    anna.leave(talking)
    assert tab.page()["invitation"]["agent"]["name"] == "Bram Test"
    assert error_of(let_in(anna, link)) == (404, "not_found")
    assert error_of(ask_link(anna, talking)) == (404, "not_found")
    assert error_of(anna.get(f"rooms/{talking}/links")) == (404, "not_found")
    assert let_in(carla, link).status_code == 200


def test_only_staff_that_sits_in_the_call(
    anna: Device, bram: Device, carla: Device, talking: str, organisation: Organisation
) -> None:
    """Tenancy: no colleague elsewhere, no client, no other organisation, nobody, for none of the commands."""
    link, tab = open_link(anna, talking)
    tab.arrive()
    client = Device(make_person(organisation, "Klaas", Role.CLIENT))
    stranger = Device(make_person(Organisation.objects.create(name="Elders"), "Vreemd"))
    for device, expected in (
        (carla, (404, "not_found")),
        (stranger, (404, "not_found")),
        (client, (403, "not_allowed")),
    ):
        assert error_of(device.get(f"rooms/{talking}/links")) == expected
        assert error_of(ask_link(device, talking)) == expected
        assert error_of(let_in(device, link)) == expected
        assert error_of(device.post(f"room-links/{link.pk}/withdraw")) == expected
    assert Client().get(f"/api/rooms/{talking}/links").status_code == 401
    for path in (f"rooms/{tab.guest}/links", f"rooms/{link.pk}/links"):
        assert error_of(anna.get(path)) == (404, "not_found")
    assert error_of(anna.post(f"room-links/{talking}/let-in")) == (404, "not_found")
    assert error_of(anna.post("room-links/x/let-in")) == (400, "invalid")
    assert let_in(bram, link).status_code == 200


def test_staff_of_another_organisation_in_the_call_makes_no_links(anna: Device, talking: str) -> None:
    """Tenancy: whom one organisation invites is a guest of that one."""
    member = anna.member
    member.organisation = Organisation.objects.create(name="Elders")
    member.save()
    assert error_of(ask_link(anna, talking)) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("name", "email", "faults"),
    [
        ("", "", {("name", "required")}),
        ("  ", "x", {("name", "required"), ("email", "email_invalid")}),
        ("x" * 141, "", {("name", "too_long")}),
        ("Omar\r\nBcc: a@b.test", "", {("name", "text_invalid")}),
        ("Omar \u202e", "", {("name", "text_invalid")}),
        ("Omar", "a@b.test\r\nBcc: c@d.test", {("email", "email_invalid")}),
        ("Omar", "a@b.test, c@d.test", {("email", "email_invalid")}),
        ("Omar", "Omar <a@b.test>", {("email", "email_invalid")}),
    ],
)
def test_bad_input(name: str, email: str, faults: set[tuple[str, str]], anna: Device, talking: str) -> None:
    """CAL-11: each fault at its field; nothing can add a header or a receiver."""
    answer = ask_link(anna, talking, name, email)
    assert answer.status_code == 400
    assert {(error["param"], error["code"]) for error in answer.json()["errors"]} == faults
    assert links(anna, talking) == {}


def test_there_are_not_too_many(anna: Device, talking: str, time: clock.SetClock) -> None:
    """CAL-11: five open links in a room, and thirty in an hour by one agent."""
    for number in range(5):
        assert ask_link(anna, talking, f"Gast {number}").status_code == 200
    assert error_of(ask_link(anna, talking)) == (409, "links_too_many")
    for _ in range(24):
        found = links(anna, talking)
        anna.post(f"room-links/{next(iter(found.values()))['id']}/withdraw")
        assert ask_link(anna, talking).status_code == 200
    assert error_of(ask_link(anna, talking)) == (429, "too_many")


def test_a_repeated_command_makes_one_link(anna: Device, talking: str) -> None:
    """The answer that is kept for a repetition has no token in it."""
    key = anna.client
    path = f"rooms/{talking}/links"
    first = anna.post(path, key, name="Omar", email="")
    assert anna.post(path, key, name="Omar", email="").json() == first.json()
    (link,) = links(anna, talking).values()
    assert link["url"].partition("#")[2] not in first.content.decode()


def test_a_guest_by_link_reaches_no_other_command_than_others(anna: Device, talking: str) -> None:
    """WAI-4: every command of the product is tried with his link while he waits."""
    _link, tab = open_link(anna, talking)
    tab.arrive()
    assert open_to(tab.token) == OF_GUESTS


def test_a_guest_by_link_reaches_his_page_and_nothing_of_the_room(anna: Device, bram: Device, talking: str) -> None:
    """WAI-4: with the true ids of the call that he waits for, and of its link."""
    link, tab = open_link(anna, talking)
    tab.arrive()
    (room,) = anna.live()["rooms"]
    ring = room["rings"][0]["id"]
    assert tab.get(f"rooms/{talking}/links").status_code == 401
    for path in (f"room-links/{link.pk}/let-in", f"room-links/{link.pk}/withdraw", f"rooms/{talking}/add"):
        assert tab.post(path, person_id=tab.guest).status_code == 401
    for path in (f"rooms/{talking}/leave", f"rooms/{talking}/return", f"rings/{ring}/accept"):
        assert error_of(tab.post(path, client=tab.client)) == (404, "not_found")
    assert error_of(tab.post(f"rooms/{talking}/media", media="video")) == (404, "not_found")
    assert error_of(tab.post(f"rooms/{talking}/seen", seat=link.pk)) == (404, "not_found")
    assert tab.get("live").json() == {"rooms": [], "rings": []}
    assert error_of(tab.post("guest/message", text="Hallo")) == (404, "not_found")
    assert tab.post("guest/report", level="good").status_code == 200
