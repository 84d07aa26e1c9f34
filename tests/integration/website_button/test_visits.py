"""A visitor asks for a conversation, over HTTP against the real database."""

import uuid
from typing import Any

import pytest

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.rooms import actions as rooms
from oogcontact.domains.website_button import tickets
from oogcontact.domains.website_button.actions import save_button
from oogcontact.domains.website_button.models import Button, Visit
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, error_of
from tests.integration.website_button.helpers import SITE, Page, turn_on

pytestmark = pytest.mark.django_db(transaction=True)


def rings(agent: Device) -> Any:
    return agent.live()["rings"]


def test_a_visit_is_answered(page: Page, anna: Device) -> None:
    """BTN-2, BTN-3: no account, no cookie; the agent reads who it is and on which page, and one click is the start."""
    turn_on(anna)
    answer = page.visit(title="Paspoort aanvragen")
    assert answer.status_code == 200
    assert answer.cookies.get("sessionid") is None
    [ring] = rings(anna)
    assert (ring["caller"]["name"], ring["caller"]["role"], ring["purpose"]) == ("Fatima", "guest", "visit")
    assert ring["note"] == "Paspoort aanvragen (www.zonnewaard.test/paspoort)"
    room = anna.accept(ring["id"]).json()
    assert (room["state"], room["countdown"]) == ("open", True)
    assert Visit.objects.get().outcome == "answered"
    seated = page.live(answer.json()["token"])["rooms"][0]
    assert sorted(seat["person"]["name"] for seat in seated["seats"]) == ["Anna Test", "Fatima"]


def test_a_visitor_never_learns_who_is_rung(page: Page, anna: Device, bram: Device) -> None:
    """BTN-6."""
    turn_on(anna)
    turn_on(bram)
    answer = page.visit()
    text = answer.content.decode() + page.state().content.decode()
    for agent in (anna, bram):
        assert agent.member.user.first_name not in text
        assert str(agent.person) not in text
    # One ring stands for all: a visitor does not count agents (BTN-6).
    assert len(answer.json()["room"]["rings"]) == 1


def test_without_a_name(page: Page, anna: Device) -> None:
    """BTN-2: the name is not asked."""
    turn_on(anna)
    page.visit(name="  ")
    assert rings(anna)[0]["caller"]["name"] == "Bezoeker"


def test_the_only_agent_refuses(page: Page, anna: Device) -> None:
    """BTN-3: the visitor reads that nobody is available now; the agent takes no visitors until he switches back."""
    turn_on(anna)
    token = page.visit().json()["token"]
    assert anna.post(f"rings/{rings(anna)[0]['id']}/decline").status_code == 200
    assert page.live(token)["rooms"] == []
    assert Visit.objects.get().outcome == "declined"
    assert not page.shown
    assert error_of(page.visit(ticket=tickets.issue(page.button.public_id, SITE))) == (409, "nobody_available")
    turn_on(anna)
    assert page.shown


def test_all_are_rung_and_one_refuses(page: Page, anna: Device, bram: Device) -> None:
    """BTN-3: with several it passes on; only who refused is switched off."""
    turn_on(anna)
    turn_on(bram)
    page.visit()
    anna.post(f"rings/{rings(anna)[0]['id']}/decline")
    assert page.shown
    assert bram.accept(rings(bram)[0]["id"]).status_code == 200


def test_two_accept_at_once(page: Page, anna: Device, bram: Device) -> None:
    """BTN-3: one gets it, the other reads so."""
    turn_on(anna)
    turn_on(bram)
    page.visit()
    ring = rings(bram)[0]["id"]
    assert anna.accept(rings(anna)[0]["id"]).status_code == 200
    refused = bram.accept(ring)
    assert error_of(refused) == (409, "ring_ended")
    assert refused.json()["errors"][0]["message"] == "Een collega heeft dit gesprek al aangenomen."


def test_the_longest_idle_first(
    page: Page, organisation: Organisation, anna: Device, bram: Device, time: clock.SetClock
) -> None:
    """BTN-3: one after the other, each as long as the organisation says; who does not answer stays available."""
    save_button(organisation, page.button.pk, {"strategy": "longest_idle"}, Actor())
    turn_on(bram)
    time.advance(5)
    turn_on(anna)
    page.visit()
    assert len(rings(bram)) == 1
    assert rings(anna) == []
    time.advance(31)
    rooms.renew([(Visit.objects.get().guest_id, page.client)])
    rooms.run_due(clock.now())
    assert rings(bram) == []
    assert len(rings(anna)) == 1


def test_nobody_answers(page: Page, anna: Device, time: clock.SetClock) -> None:
    """BTN-4: after the organisation's time it is over."""
    turn_on(anna)
    page.visit()
    time.advance(31)
    rooms.run_due(clock.now())
    assert Visit.objects.get().outcome == "no_answer"


def test_a_visitors_link_ends_with_his_conversation(page: Page, anna: Device, time: clock.SetClock) -> None:
    """BTN-2: ten minutes to come back or to read how it ended; then the link opens nothing, nor the relays."""
    turn_on(anna)
    begun = page.visit().json()
    headers = {"X-Guest-Token": begun["token"]}
    time.advance(31)
    rooms.run_due(clock.now())
    assert page._http.get("/api/live", headers=headers).status_code == 200
    time.advance(601)
    assert error_of(page._http.get("/api/live", headers=headers)) == (403, "link_expired")


def test_a_long_conversation_keeps_its_link(page: Page, anna: Device, time: clock.SetClock) -> None:
    """BTN-2: while it lasts the visitor may reload."""
    turn_on(anna)
    begun = page.visit().json()
    anna.accept(rings(anna)[0]["id"])
    time.advance(2 * 3600)
    assert page._http.get("/api/live", headers={"X-Guest-Token": begun["token"]}).status_code == 200


def test_the_visitor_stops(page: Page, anna: Device) -> None:
    """BTN-2: **Stop**."""
    turn_on(anna)
    begun = page.visit().json()
    page._http.post(
        f"/api/rooms/{begun['room']['id']}/leave",
        f'{{"client": "{page.client}"}}',
        content_type="application/json",
        headers={"X-Guest-Token": begun["token"]},
    )
    assert rings(anna) == []
    assert Visit.objects.get().outcome == "cancelled"


def test_an_agent_in_a_call_is_not_available(page: Page, anna: Device, bram: Device) -> None:
    """BTN-1: the button goes as the last agent becomes engaged, and comes back after the call."""
    turn_on(anna)
    begun = page.visit().json()
    seen = [page.shown]
    anna.accept(rings(anna)[0]["id"])
    seen.append(page.shown)
    anna.leave(begun["room"]["id"])
    seen.append(page.shown)
    assert seen == [True, False, True]


def test_the_consent_text(page: Page, organisation: Organisation, anna: Device) -> None:
    """BTN-2: nothing starts without it, and what was agreed to is kept word for word."""
    save_button(organisation, page.button.pk, {"consent_text": "Ik ga akkoord."}, Actor())
    turn_on(anna)
    assert error_of(page.visit()) == (400, "consent_missing")
    assert page.visit(consent=True).status_code == 200
    assert Visit.objects.get().consent_text == "Ik ga akkoord."


def test_outside_the_opening_hours(page: Page, organisation: Organisation, anna: Device, time: clock.SetClock) -> None:
    """ADM-3: 13:00 on a Friday is outside of Monday's hours; the ticket of before does not help."""
    turn_on(anna)
    ticket = page.state().json()["ticket"]
    save_button(organisation, page.button.pk, {"hours": [["09:00", "17:00"], *[None] * 6]}, Actor())
    assert not page.shown
    assert error_of(page.visit(ticket=ticket)) == (409, "nobody_available")


@pytest.mark.parametrize("name", ["Fa\u202etima", "Fatima\x00", "\u2066Beheerder\u2069"])
def test_a_name_that_fakes_another(page: Page, anna: Device, name: str) -> None:
    """BTN-6: signs that turn the direction or can not be seen."""
    turn_on(anna)
    assert error_of(page.visit(name=name)) == (400, "name_invalid")


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "x" * 81},
        {"client": "nobody"},
        {"page": "x" * 5000},
        {"language": "fr"},
        {"consent": "perhaps"},
        {"ticket": "x" * 601},
        {"page": None},
    ],
)
def test_what_can_not_be_read(page: Page, anna: Device, changes: dict[str, Any]) -> None:
    """BTN-2."""
    turn_on(anna)
    assert error_of(page.visit(**changes)) == (400, "invalid")


def test_a_page_that_is_none_of_the_site(page: Page, anna: Device) -> None:
    """BTN-6: the agent reads the site that is vouched for, not what the page says."""
    turn_on(anna)
    page.visit(page="javascript:alert(1)", title="")
    assert rings(anna)[0]["note"] == "www.zonnewaard.test"


def test_a_flood_from_one_address(page: Page, anna: Device) -> None:
    """BTN-6: others still come through."""
    turn_on(anna)
    answers = [page.visit(client=str(uuid.uuid4())).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert page.visit(address="198.51.100.8").status_code == 200


def test_tickets(page: Page, organisation: Organisation, anna: Device, button: Button, time: clock.SetClock) -> None:
    """BTN-6: of this button, of an allowed site, fresh, and ours."""
    turn_on(anna)
    other = save_button(organisation, None, {"name": "Ander"}, Actor())
    good = page.state().json()["ticket"]
    for bad in ("x", good[:-2], tickets.issue(other.public_id, SITE)):
        assert error_of(page.visit(ticket=bad)) == (403, "ticket_expired")
    foreign = tickets.issue(button.public_id, "https://evil.test")
    assert error_of(page.visit(ticket=foreign)) == (403, "site_not_allowed")
    save_button(organisation, button.pk, {"active": False}, Actor())
    assert error_of(page.visit(ticket=good)) == (404, "button_unknown")
