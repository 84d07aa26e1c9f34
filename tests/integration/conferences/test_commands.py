"""CNF-7: what moderators send from the browser: only theirs, and nothing that is none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership
from tests.integration.accounts.helpers import error_of, send

SOMEBODY = "0f0e0d0c-0b0a-4908-8706-050403020100"

#: Every command with what it takes, and with what it must refuse.
COMMANDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (f"participants/{SOMEBODY}/mute", {"muted": True}, {"muted": "loud"}),
    (f"participants/{SOMEBODY}/loudness", {"by": 1}, {"by": 2}),
    (f"participants/{SOMEBODY}/remove", {}, {}),
    ("mute-all", {"muted": False}, {}),
    ("lock", {"closed": True}, {"closed": None}),
    ("end", {}, {}),
    ("invite", {"number": "0612345678"}, {"number": "1" * 41}),
    ("join", {"client": SOMEBODY, "sdp": "v=0"}, {"client": "tab", "sdp": "v=0"}),
    ("leave", {"client": SOMEBODY}, {}),
]


@pytest.mark.parametrize(("command", "good", "bad"), COMMANDS)
def test_every_command_refuses_what_it_can_not_take(
    browser: Client, account: dict[str, Any], command: str, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    path = f"/api/conferences/{account['id']}/{command}"
    if bad != good:
        assert send(browser, "post", path, bad).status_code in (400, 422)
    assert browser.post(path, "{", content_type="application/json").status_code in (400, 503)
    # The service does not run in this test; whoever may ask is told so.
    assert error_of(send(browser, "post", path, good)) == (503, "telephone_off")


@pytest.mark.parametrize(("command", "good", "bad"), COMMANDS)
def test_every_command_is_for_moderators_only(
    people: dict[str, Membership],
    browser_of: Callable[[Membership], Client],
    account: dict[str, Any],
    command: str,
    good: dict[str, Any],
    bad: dict[str, Any],
) -> None:
    for name in ("bram", "dirk"):
        answer = send(browser_of(people[name]), "post", f"/api/conferences/{account['id']}/{command}", good)
        assert error_of(answer) == (404, "not_found")
    assert send(Client(), "post", f"/api/conferences/{account['id']}/{command}", good).status_code == 401


def test_a_name_and_the_state_are_for_moderators_only(
    browser: Client, people: dict[str, Membership], browser_of: Callable[[Membership], Client], account: dict[str, Any]
) -> None:
    path = f"/api/conferences/{account['id']}"
    assert browser.get(path).json()["live"] is None
    assert browser_of(people["bram"]).get(path).status_code == 404
    assert browser_of(people["bram"]).get(f"{path}/participants/{SOMEBODY}/name.wav").status_code == 404
    assert browser.get(f"{path}/participants/{SOMEBODY}/name.wav").status_code == 503
