"""CNF-1: conference accounts in the administration: numbers, PINs, moderators and the card."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership
from oogcontact.domains.audit.models import Entry
from oogcontact.domains.conferences.models import ConferenceAccount
from tests.integration.accounts.helpers import error_of, mails, send
from tests.integration.conferences.conftest import ACCOUNTS


def test_an_account_has_all_that_one_needs_to_confer(browser: Client, account: dict[str, Any]) -> None:
    assert account["phone_number"] == "085 000 0100"
    assert (account["conference_number"], account["moderator_pin"], account["participant_pin"]) == (
        "4321",
        "9876",
        "1234",
    )
    assert (account["most"], account["waiting"], account["moderators"]) == (10, "each_other", [])
    assert browser.get(ACCOUNTS).json() == [account]
    kept = ConferenceAccount.objects.get()
    assert "9876" not in kept.moderator_pin
    assert "9876" not in str(Entry.objects.values_list("detail", flat=True))


def test_what_is_left_out_is_made(browser: Client, number: str) -> None:
    made = send(browser, "post", ACCOUNTS, {"name": "Overleg", "number_id": number}).json()
    assert len(made["conference_number"]) == len(made["moderator_pin"]) == len(made["participant_pin"]) == 6
    assert made["moderator_pin"] != made["participant_pin"]
    again = send(browser, "patch", f"{ACCOUNTS}/{made['id']}", {"participant_pin": ""}).json()
    assert again["participant_pin"] != made["participant_pin"]
    assert again["moderator_pin"] == made["moderator_pin"]


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"name": " "}, "name_missing", "name"),
        ({"conference_number": "12"}, "conference_number_invalid", "conference_number"),
        ({"conference_number": "12a4"}, "conference_number_invalid", "conference_number"),
        ({"conference_number": "٣٤٥٦"}, "conference_number_invalid", "conference_number"),
        ({"moderator_pin": "123"}, "pin_invalid", "moderator_pin"),
        ({"participant_pin": "123456789"}, "pin_invalid", "participant_pin"),
        ({"participant_pin": "9876"}, "pins_equal", "participant_pin"),
        ({"most": 1}, "most_invalid", "most"),
        ({"most": 101}, "most_invalid", "most"),
        ({"number_id": "00000000-0000-0000-0000-000000000000"}, "not_found", None),
        ({"moderators": ["00000000-0000-0000-0000-000000000000"]}, "moderator_unknown", "moderators"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_changes(
    browser: Client, account: dict[str, Any], changes: dict[str, Any], code: str, param: str | None
) -> None:
    answer = send(browser, "patch", f"{ACCOUNTS}/{account['id']}", changes)
    assert error_of(answer)[1] == code
    assert answer.json()["errors"][0].get("param") == param
    assert browser.get(ACCOUNTS).json() == [account]


def test_a_conference_number_is_there_once_on_a_number(browser: Client, account: dict[str, Any], number: str) -> None:
    body = {"name": "Ander", "number_id": number, "conference_number": "4321"}
    assert error_of(send(browser, "post", ACCOUNTS, body)) == (409, "conference_number_taken")
    other = send(browser, "post", "/api/telephony/numbers", {"number": "0850000200"}).json()["id"]
    assert send(browser, "post", ACCOUNTS, {**body, "number_id": other}).status_code == 200


def test_staff_can_be_moderators_and_see_only_theirs(
    browser: Client,
    account: dict[str, Any],
    number: str,
    people: dict[str, Membership],
    browser_of: Callable[[Membership], Client],
) -> None:
    """CNF-7."""
    send(browser, "post", ACCOUNTS, {"name": "Directie", "number_id": number})
    bram = browser_of(people["bram"])
    assert bram.get("/api/conferences").json() == []
    changes = {"moderators": [str(people["bram"].user_id)]}
    changed = send(browser, "patch", f"{ACCOUNTS}/{account['id']}", changes).json()
    assert [one["name"] for one in changed["moderators"]] == ["Bram de Vries"]
    (seen,) = bram.get("/api/conferences").json()
    assert (seen["name"], seen["live"], seen["moderator_pin"]) == ("Teamoverleg", None, "9876")
    assert len(browser.get("/api/conferences").json()) == 2
    assert bram.get(ACCOUNTS).status_code == 404
    client = {"moderators": [str(people["dirk"].user_id)]}
    assert error_of(send(browser, "patch", f"{ACCOUNTS}/{account['id']}", client)) == (400, "moderator_unknown")
    assert browser_of(people["dirk"]).get("/api/conferences").json() == []


def test_the_card_is_mailed(browser: Client, account: dict[str, Any]) -> None:
    path = f"{ACCOUNTS}/{account['id']}/card"
    assert send(browser, "post", path, {"to": "piet@elders.test"}).status_code == 200
    (mail,) = mails("piet@elders.test")
    assert all(word in mail.text for word in ("085 000 0100", "4321", "1234", "Teamoverleg"))
    assert "9876" not in mail.text
    send(browser, "post", path, {"to": "kim@elders.test", "moderator": True, "language": "en"})
    (mail,) = mails("kim@elders.test")
    assert "9876" in mail.text
    assert "moderator" in mail.text
    assert error_of(send(browser, "post", path, {"to": "piet"})) == (400, "email_invalid")


def test_it_goes_with_its_history_and_its_number_only_after_it(
    browser: Client, account: dict[str, Any], number: str
) -> None:
    assert error_of(send(browser, "delete", f"/api/telephony/numbers/{number}")) == (409, "number_in_use")
    assert send(browser, "delete", f"{ACCOUNTS}/{account['id']}").json() == []
    assert send(browser, "delete", f"/api/telephony/numbers/{number}").json() == []
    assert error_of(send(browser, "delete", f"{ACCOUNTS}/{account['id']}")) == (404, "not_found")


def test_without_the_telephone_service_commands_say_so(browser: Client, account: dict[str, Any]) -> None:
    path = f"/api/conferences/{account['id']}"
    for command, body in (("end", {}), ("lock", {"closed": True}), ("invite", {"number": "0612345678"})):
        assert error_of(send(browser, "post", f"{path}/{command}", body)) == (503, "telephone_off")
