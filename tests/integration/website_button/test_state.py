"""What pages are told: only allowed sites, from memory, and in time."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.website_button.actions import remove_button, save_button
from oogcontact.domains.website_button.board import board
from oogcontact.domains.website_button.models import Button
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of
from tests.integration.website_button.helpers import SITE, Page, turn_on

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "origin", ["", "null", "https://evil.test", f"{SITE}.evil.test", SITE.replace("https", "http")]
)
def test_a_site_that_is_not_on_the_list(page: Page, anna: Device, origin: str) -> None:
    """BTN-6: nothing is told, not even whether somebody is there; the refusal can be read, so that the page stops."""
    turn_on(anna)
    answer = page.state(origin)
    assert error_of(answer) == (403, "site_not_allowed")
    assert "shown" not in answer.content.decode()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_button_that_does_not_exist(page: Page, organisation: Organisation) -> None:
    """BTN-6."""
    page.button.public_id = "A" * 22
    assert error_of(page.state()) == (404, "button_unknown")


def test_the_answer_may_be_kept_for_two_seconds(page: Page) -> None:
    """BTN-1: a cache in front takes the load; what one site is told is not another's."""
    answer = page.state()
    assert answer.headers["Cache-Control"] == "public, max-age=2"
    assert "Origin" in answer.headers["Vary"]
    assert answer.headers["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.cookies == {}


def test_a_known_button_is_answered_from_memory(page: Page, anna: Device) -> None:
    """BTN-1."""
    turn_on(anna)
    page.state()
    with CaptureQueriesContext(connection) as queries:
        assert page.shown
    assert len(queries) == 0


def test_there_is_no_ticket_while_nobody_is_there(page: Page, anna: Device) -> None:
    """BTN-6."""
    assert page.state().json()["ticket"] == ""
    turn_on(anna)
    assert page.state().json()["ticket"]


def test_what_changes_is_told(page: Page, organisation: Organisation, anna: Device) -> None:
    """BTN-1, ADM-3: the slider, the look, the end; each once."""
    told: list[str] = []
    board.changed.register(told.append)
    try:
        page.state()
        assert board.run_due(clock.now()) == 1
        assert board.run_due(clock.now()) == 0
        turn_on(anna)
        assert board.run_due(clock.now()) == 1
        save_button(organisation, page.button.pk, {"colour": "#aa0000"}, Actor())
        assert board.run_due(clock.now()) == 1
        remove_button(organisation, page.button.pk, Actor())
        assert board.run_due(clock.now()) == 1
        assert board.run_due(clock.now()) == 0
    finally:
        board.changed.unregister(told.append)
    assert set(told) == {page.button.public_id}


def test_the_opening_hours_pass(page: Page, organisation: Organisation, anna: Device, time: clock.SetClock) -> None:
    """ADM-3: it is Friday 13:00; at 13:01 it closes, without anybody doing anything."""
    save_button(organisation, page.button.pk, {"hours": [None] * 4 + [["09:00", "13:01"], None, None]}, Actor())
    turn_on(anna)
    assert page.shown
    board.run_due(clock.now())
    time.advance(9)
    assert board.run_due(clock.now()) == 0
    time.time = time.time.replace(minute=1)
    assert board.run_due(clock.now()) == 1
    assert not page.shown


def test_our_own_pages_may_carry_it(page: Page, button: Button) -> None:
    """ADM-3: the test page, although it is not on the list; a browser names no origin there."""
    client = Client()
    path = f"/api/button/{button.public_id}/state"
    own = {"Sec-Fetch-Site": "same-origin", "Host": "localhost:8000"}
    assert client.get(path, headers=own).status_code == 200
    assert client.get(path, headers={**own, "Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get(path, headers={"Origin": "http://localhost:8000"}).status_code == 200


def test_only_allowed_sites_may_frame_the_visit(button: Button, settings: Settings, tmp_path: Path) -> None:
    """BTN-6: and everything else may be framed by nobody."""
    for name in ("guest.html", "index.html"):
        (tmp_path / name).write_text(name)
    settings.WEB_DIST = tmp_path
    answer = Client().get(f"/bezoek/{button.public_id}")
    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {SITE};" in policy + ";"
    assert "X-Frame-Options" not in answer.headers
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    # The page of guests, which loads nothing of the app.
    assert answer.content == Client().get("/gast").content != Client().get("/").content
    other = Client().get("/bezoek/bestaat-niet")
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    assert other.headers["X-Frame-Options"] == "DENY"
    assert Client().get("/gast").headers["X-Frame-Options"] == "DENY"
