"""Groups of agents in the administration: made, changed, removed; bad input, strangers, and what the log keeps."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership, Organisation, Role
from oogcontact.domains.audit.models import Entry
from oogcontact.domains.desk import api
from tests.integration.accounts.helpers import error_of, make_person, send
from tests.integration.desk.conftest import Told

GROUPS = "/api/administration/groups"


@pytest.fixture
def browser(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> Client:
    """The browser of an administrator."""
    return browser_of(people["anna"])


def make(browser: Client, name: str = "Balie", *members: Membership) -> Any:
    """Return the answer to making a group."""
    return send(browser, "post", GROUPS, {"name": name, "members": [str(one.user_id) for one in members]})


def names(answer: Any) -> list[str]:
    """Return the names in a list of groups or of members."""
    return [one["name"] for one in answer]


def test_a_group_is_made_changed_and_removed(browser: Client, people: dict[str, Membership]) -> None:
    made = make(browser, "  Balie   zuid ", people["bram"], people["anna"]).json()
    assert made["name"] == "Balie zuid"
    assert names(made["members"]) == ["Anna de Vries", "Bram de Vries"]
    path = f"{GROUPS}/{made['id']}"
    assert send(browser, "patch", path, {"name": "Balie"}).json()["members"] == made["members"]
    changed = send(browser, "patch", path, {"members": [str(people["carla"].user_id)]}).json()
    assert changed["name"] == "Balie"
    assert names(changed["members"]) == ["Carla de Vries"]
    assert send(browser, "get", GROUPS).json() == [changed]
    assert send(browser, "delete", path).json() == []
    assert error_of(send(browser, "delete", path)) == (404, "not_found")


def test_they_are_listed_by_name(browser: Client) -> None:
    for name in ("zuid", "Noord", "midden"):
        make(browser, name)
    assert names(send(browser, "get", GROUPS).json()) == ["midden", "Noord", "zuid"]


def test_a_repeated_click_makes_one_group(browser: Client) -> None:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    for _ in range(2):
        answer = browser.post(GROUPS, {"name": "Balie"}, content_type="application/json", headers=headers)
        assert answer.status_code == 200
    assert len(send(browser, "get", GROUPS).json()) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": ""}, "name_missing"),
        ({"name": "  \t "}, "name_missing"),
        ({"name": "x" * 61}, "name_invalid"),
        ({"name": "Ba\u202elie"}, "name_invalid"),
        ({"name": "Ba\x00lie"}, "name_invalid"),
        ({"name": "x" * 201}, "invalid"),
        ({}, "invalid"),
        ({"name": 7}, "invalid"),
        ({"name": "Balie", "members": "everybody"}, "invalid"),
        ({"name": "Balie", "members": ["anna"]}, "invalid"),
        ({"name": "Balie", "members": [str(uuid.uuid4())]}, "member_unknown"),
    ],
)
def test_bad_input_makes_nothing(body: Any, code: str, browser: Client) -> None:
    assert error_of(send(browser, "post", GROUPS, body)) == (400, code)
    assert send(browser, "get", GROUPS).json() == []


def test_a_name_stands_for_one_group(browser: Client) -> None:
    """Whatever its case; a group keeps its own."""
    made = make(browser, "Éen").json()
    assert error_of(make(browser, "éEN")) == (409, "name_taken")
    assert send(browser, "patch", f"{GROUPS}/{made['id']}", {"name": "ÉEN"}).status_code == 200


def test_members_are_own_staff(browser: Client, people: dict[str, Membership]) -> None:
    other = make_person(Organisation.objects.create(name="Elders"), "Zoe")
    for stranger in (people["dirk"], other):
        assert error_of(make(browser, "Balie", people["bram"], stranger)) == (400, "member_unknown")


def test_who_is_no_staff_any_more_is_no_member(browser: Client, people: dict[str, Membership]) -> None:
    made = make(browser, "Balie", people["bram"], people["carla"]).json()
    Membership.objects.filter(pk=people["bram"].pk).update(role=Role.CLIENT)
    group = api.Group.objects.get(pk=made["id"])
    assert api.members(group) == [people["carla"].user_id]


@pytest.mark.parametrize("who", ["bram", "dirk"])
def test_only_administrators(
    who: str, browser: Client, people: dict[str, Membership], browser_of: Callable[[Membership], Client]
) -> None:
    made = make(browser).json()
    other = browser_of(people[who])
    for method, path in (("get", GROUPS), ("patch", f"{GROUPS}/{made['id']}"), ("delete", f"{GROUPS}/{made['id']}")):
        assert error_of(send(other, method, path, None if method == "get" else {})) == (404, "not_found")
    assert error_of(make(other, "Mijn groep")) == (404, "not_found")


def test_nothing_of_another_organisation(browser: Client, browser_of: Callable[[Membership], Client]) -> None:
    made = make(browser).json()
    stranger = browser_of(make_person(Organisation.objects.create(name="Elders"), "Zoe", Role.ADMINISTRATOR))
    assert send(stranger, "get", GROUPS).json() == []
    for method in ("patch", "delete"):
        assert error_of(send(stranger, method, f"{GROUPS}/{made['id']}", {})) == (404, "not_found")
    assert make(stranger, "Balie").status_code == 200


def test_the_log_keeps_who_did_it(browser: Client, people: dict[str, Membership]) -> None:
    """ADM-7."""
    made = make(browser).json()
    send(browser, "patch", f"{GROUPS}/{made['id']}", {"name": "Zuid"})
    send(browser, "delete", f"{GROUPS}/{made['id']}")
    entries = Entry.objects.filter(subject_id=made["id"]).order_by("number")
    assert [entry.action for entry in entries] == ["group.saved", "group.saved", "group.removed"]
    assert {entry.actor_id for entry in entries} == {people["anna"].user_id}


@pytest.mark.django_db(transaction=True)
def test_the_buttons_are_told_of_new_and_former_members(
    browser: Client, people: dict[str, Membership], told: Told
) -> None:
    """BTN-1: a group that gets an agent who is available shows its button."""
    made = make(browser, "Balie", people["bram"]).json()
    assert told.people.pop() == {people["bram"].user_id}
    path = f"{GROUPS}/{made['id']}"
    send(browser, "patch", path, {"members": [str(people["carla"].user_id)]})
    assert told.people.pop() == {people["bram"].user_id, people["carla"].user_id}
    send(browser, "patch", path, {"name": "Zuid"})
    assert told.people == []
    send(browser, "delete", path)
    assert told.people.pop() == {people["carla"].user_id}
