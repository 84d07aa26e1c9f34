"""The history of conferences: who, when, how long; also after a crash; and as a file."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from oogcontact.domains.conferences import history
from oogcontact.domains.conferences.live import Who
from oogcontact.kernel import ids
from tests.integration.accounts.helpers import send
from tests.integration.conferences.conftest import ACCOUNTS

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


def hold(account: UUID, at: datetime, *, until_end: bool = True) -> UUID:
    """Let a conference be held: two people, one of whom hides his number."""
    conference, anna, bram = ids.new_id(), ids.new_id(), ids.new_id()
    history.begun(conference, account, at)
    history.joined(conference, anna, Who("telephone", "+31612345678", None, "", at), moderator=True)
    later = at + timedelta(seconds=30)
    history.joined(conference, bram, Who("telephone", "", None, "", later, invited=True), moderator=False)
    history.left(bram, at + timedelta(seconds=90))
    history.seen([conference], at + timedelta(seconds=100))
    if until_end:
        history.ended(conference, at + timedelta(seconds=120))
    return conference


def test_the_newest_stands_first_with_who_was_there(browser: Client, account: dict[str, Any]) -> None:
    hold(UUID(account["id"]), START)
    newest = hold(UUID(account["id"]), START + timedelta(days=1))
    page = browser.get(f"{ACCOUNTS}/{account['id']}/history").json()
    assert page["total"] == 2
    assert page["items"][0]["id"] == str(newest)
    first, second = page["items"][0]["attendances"]
    assert (first["number"], first["moderator"], first["left_at"]) == ("06 1•••••78", True, "2026-11-21T12:02:00Z")
    assert (second["number"], second["invited"], second["left_at"]) == ("", True, "2026-11-21T12:01:30Z")
    assert len(browser.get(f"{ACCOUNTS}/{account['id']}/history?offset=1&limit=1").json()["items"]) == 1


def test_numbers_are_whole_when_the_policy_says_so(browser: Client, account: dict[str, Any]) -> None:
    hold(UUID(account["id"]), START)
    send(browser, "patch", "/api/administration/policies", {"mask_numbers": False})
    page = browser.get(f"{ACCOUNTS}/{account['id']}/history").json()
    assert page["items"][0]["attendances"][0]["number"] == "06 12345678"


def test_what_a_killed_process_left_is_ended_when_it_was_last_seen(browser: Client, account: dict[str, Any]) -> None:
    hold(UUID(account["id"]), START, until_end=False)
    assert history.end_lost() == 1
    assert history.end_lost() == 0
    (held,) = browser.get(f"{ACCOUNTS}/{account['id']}/history").json()["items"]
    assert held["ended_at"] == held["attendances"][0]["left_at"] == "2026-11-20T12:01:40Z"


def test_the_file_has_a_line_for_everybody(browser: Client, account: dict[str, Any]) -> None:
    hold(UUID(account["id"]), START)
    answer = browser.get(f"{ACCOUNTS}/{account['id']}/history.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="conferenties.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Dag;Conferentie begon;Kwam erbij;Ging weg;Wie;Rol;Duur (seconden)",
        "2026-11-20;13:00:00;13:00:00;13:02:00;06 1•••••78;Gespreksleider;120",
        "2026-11-20;13:00:00;13:00:30;13:01:30;Onbekend nummer;Deelnemer;60",
    ]


def test_only_administrators_see_it(account: dict[str, Any], people: Any, browser_of: Any) -> None:
    for path in ("history", "history.csv"):
        assert browser_of(people["bram"]).get(f"{ACCOUNTS}/{account['id']}/{path}").status_code == 404
