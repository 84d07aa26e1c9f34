"""WAI-5: a guest whose video can not work is called on his telephone, and sits in the call with that."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts.api import Guest, Membership
from oogcontact.domains.audit.models import Entry
from oogcontact.domains.room_telephones import policy, sitting, wishes
from oogcontact.domains.room_telephones.api import Recipient, WishChanged, wish_changed, wishes_of
from oogcontact.domains.room_telephones.models import CallWish, WishState
from oogcontact.domains.rooms import api as rooms
from oogcontact.infra.models import StoredEvent
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal
from tests.integration.accounts.helpers import send
from tests.integration.room_telephones.conftest import NotedService, call

NUMBER = "06 12345678"
E164 = "+31612345678"


@pytest.fixture
def recipients() -> Iterator[dict[UUID, Recipient]]:
    """Who may be called; as the waiting room knows it of its appointments."""
    known: dict[UUID, Recipient] = {}
    wishes._lookups.insert(0, known.get)
    yield known
    wishes._lookups.pop(0)


@pytest.fixture
def guest(people: dict[str, Membership], recipients: dict[UUID, Recipient]) -> Guest:
    """Somebody who has an appointment with Anna; his number is not known."""
    now = clock.now()
    validity = accounts.Validity(now - timedelta(hours=1), now + timedelta(hours=1))
    made = accounts.make_guest(people["anna"].organisation_id, "Fatima Yilmaz", "nl", validity)
    recipients[made.pk] = Recipient()
    return made


class Page:
    """The page of a guest."""

    def __init__(self, guest: Guest) -> None:
        self._client = Client(headers={"X-Guest-Token": accounts.token_of(guest)})

    def wish(self) -> dict[str, Any]:
        found: dict[str, Any] = self._client.get("/api/guest/call-me").json()
        return found

    def ask(self, number: object = NUMBER) -> Any:
        return send(self._client, "post", "/api/guest/call-me", {"number": number})

    def refused(self, number: object = NUMBER) -> str:
        return str(self.ask(number).json()["errors"][0]["code"])

    def withdraw(self) -> Any:
        return send(self._client, "post", "/api/guest/call-me/withdraw")


@pytest.fixture
def page(guest: Guest) -> Page:
    return Page(guest)


def appointment(agent: Membership, guest: Guest) -> rooms.Room:
    """Return the room in which the agent calls the guest in."""
    return call(agent, guest.pk, purpose=rooms.Purpose.APPOINTMENT)


def test_the_wish_waits_until_the_conversation_begins(
    people: dict[str, Membership], guest: Guest, page: Page, telephones: NotedService
) -> None:
    """The agent reads it; nothing rings before he begins; then it rings once, and the guest sits down by telephone."""
    told: list[WishChanged] = []
    wish_changed.register(told.append)
    try:
        assert page.wish() == {"possible": True, "own_number": "", "number": "", "state": "", "tries_left": 3}
        assert page.ask().json()["state"] == "waiting"
    finally:
        wish_changed.unregister(told.append)
    assert told == [WishChanged(guest.pk)]
    assert telephones.dialled == []
    assert wishes_of({guest.pk}) == {guest.pk: wishes.Wanted(NUMBER, WishState.WAITING)}
    room = appointment(people["anna"], guest)
    (what,) = telephones.dialled
    assert (what.ring, what.number, what.person, what.wish) == (room.rings[0].id, E164, guest.pk, True)
    assert page.wish()["state"] == "calling"
    sitting.sit_down(what, uuid4())
    found = rooms.find_room(room.id)
    assert found is not None
    assert [(seat.person, seat.telephone, seat.guest) for seat in found.seats][1] == (guest.pk, True, True)
    assert page.wish()["state"] == "talking"
    sitting.get_up(what, found.seats[1].client)
    assert (page.wish()["state"], rooms.find_room(room.id).state.value) == ("over", "ended")  # type: ignore[union-attr]
    assert wishes_of({guest.pk}) == {}
    states = [row.data["state"] for row in StoredEvent.objects.filter(type="call_me.changed").order_by("number")]
    assert states == ["waiting", "calling", "talking", "over"]
    assert Entry.objects.get(action="room.call_me").detail == {"number": "06 1•••••78"}


def test_who_is_rung_already_is_called_at_once(
    people: dict[str, Membership], guest: Guest, page: Page, telephones: NotedService
) -> None:
    room = appointment(people["anna"], guest)
    assert page.ask().json()["state"] == "calling"
    assert [what.ring for what in telephones.dialled] == [room.rings[0].id]


def test_who_sits_with_his_browser_goes_on_by_telephone(
    people: dict[str, Membership], guest: Guest, page: Page, telephones: NotedService
) -> None:
    """The seat stays his; when he hangs up, or takes it back with the browser, the telephone is out of it."""
    room = appointment(people["anna"], guest)
    browser = uuid4()
    room = rooms.accept_ring(guest.pk, room.rings[0].id, browser)
    assert page.ask().json()["state"] == "calling"
    (what,) = telephones.dialled
    assert (what.ring, what.room) == (None, room.id)
    telephone = uuid4()
    sitting.sit_down(what, telephone)
    found = rooms.find_room(room.id)
    assert found is not None
    assert [(seat.id, seat.client, seat.telephone) for seat in found.seats][1] == (room.seats[1].id, telephone, True)
    rooms.return_to(guest.pk, room.id, browser)
    sitting.get_up(what, telephone)
    found = rooms.find_room(room.id)
    assert found is not None
    assert [(seat.client, seat.telephone, seat.state.value) for seat in found.seats][1] == (browser, False, "joined")


@pytest.mark.parametrize("state", ["busy", "no_answer", "declined", "failed"])
def test_who_is_not_reached_reads_it_and_may_try_again(
    people: dict[str, Membership], guest: Guest, page: Page, telephones: NotedService, state: str
) -> None:
    page.ask()
    room = appointment(people["anna"], guest)
    sitting.not_reached(telephones.dialled[0], rooms.RingState(state))
    found = rooms.find_room(room.id)
    assert found is not None
    assert found.rings[0].state.value == state
    assert page.wish() == {
        "possible": True, "own_number": "", "number": NUMBER, "state": state, "tries_left": 2,
    }  # fmt: skip
    assert wishes_of({guest.pk})[guest.pk].state == state
    assert page.ask("06 12345679").json()["number"] == "06 12345679"


def test_an_agent_who_gives_it_up_may_begin_again(
    people: dict[str, Membership], guest: Guest, page: Page, telephones: NotedService
) -> None:
    page.ask()
    room = appointment(people["anna"], guest)
    rooms.leave(people["anna"].user_id, room.id, room.seats[0].client)
    assert telephones.changed[-1] == (room.id, frozenset({room.rings[0].id, people["anna"].user_id}))
    sitting.given_up(telephones.dialled[0])
    assert page.wish()["state"] == "waiting"
    appointment(people["anna"], guest)
    assert len(telephones.dialled) == 2


def test_who_answers_with_his_browser_after_all_is_not_called(
    people: dict[str, Membership], guest: Guest, page: Page, telephones: NotedService
) -> None:
    page.ask()
    room = appointment(people["anna"], guest)
    rooms.accept_ring(guest.pk, room.rings[0].id, uuid4())
    assert room.rings[0].id in telephones.changed[-1][1]
    sitting.given_up(telephones.dialled[0])
    assert page.wish()["state"] == "over"
    with pytest.raises(Refusal):
        sitting.sit_down(telephones.dialled[0], uuid4())


def test_his_own_number_is_called_and_no_other(
    guest: Guest, page: Page, recipients: dict[UUID, Recipient], telephones: NotedService
) -> None:
    """Where it is known; it is shown in part, as the link may have been passed on."""
    recipients[guest.pk] = Recipient("0698765432")
    assert page.wish()["own_number"] == "06 9•••••32"
    page.ask("0612345678")
    assert CallWish.objects.get().number == "+31698765432"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "number_invalid"),
        ("100", "number_invalid"),
        ("bel mij", "number_invalid"),
        ("112", "number_emergency"),
        ("09001234567", "number_costly"),
        ("+14155552671", "number_abroad"),
        ("0" * 41, "invalid"),
        (None, "invalid"),
    ],
)
def test_only_numbers_of_this_country_are_called(
    page: Page, telephones: NotedService, number: object, code: str
) -> None:
    """TEL-9: and a fault costs no try."""
    assert page.refused(number) == code
    assert page.wish()["tries_left"] == 3


def test_three_tries_are_enough(page: Page, telephones: NotedService) -> None:
    for end in (1, 2, 3):
        assert page.ask(f"061234567{end}").status_code == 200
    assert page.refused("0612345674") == "call_me_tries"
    assert page.ask("0612345673").json()["tries_left"] == 0


def test_asking_twice_is_once(page: Page, telephones: NotedService) -> None:
    page.ask()
    assert page.ask("0612345678").json()["tries_left"] == 2


def test_a_number_that_many_ask_for_is_left_in_peace(
    page: Page, telephones: NotedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "PER_NUMBER", 0)
    assert page.refused() == "too_many"
    assert page.wish()["state"] == ""


def test_the_wish_is_withdrawn(
    people: dict[str, Membership], guest: Guest, page: Page, telephones: NotedService
) -> None:
    page.ask()
    assert page.withdraw().json()["state"] == "withdrawn"
    appointment(people["anna"], guest)
    assert telephones.dialled == []


def test_visitors_and_strangers_are_not_called(
    people: dict[str, Membership], guest: Guest, page: Page, recipients: dict[UUID, Recipient], telephones: NotedService
) -> None:
    """A guest for whom nobody answers has no telephone ring; nor is it possible without a trunk."""
    telephones.impossible = "no-trunk"
    assert page.refused() == "call_me_not_offered"
    assert not page.wish()["possible"]
    telephones.impossible = ""
    recipients.clear()
    assert page.refused() == "call_me_not_offered"
    assert Client().get("/api/guest/call-me").status_code == 401
    assert Client(headers={"X-Guest-Token": "x" * 46}).get("/api/guest/call-me").status_code == 404


def test_a_killed_process_leaves_those_waiting_whom_it_called(
    people: dict[str, Membership], guest: Guest, page: Page, telephones: NotedService
) -> None:
    page.ask()
    appointment(people["anna"], guest)
    sitting.end_lost()
    assert page.wish()["state"] == "waiting"
