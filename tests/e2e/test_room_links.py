"""An interpreter comes into a call by a link, in real browsers: a client, an agent, and a guest (CAL-11)."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.browsers import PHONE, User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.e2e.steps import hang_up_button, make_link, open_agent_dialog, start_call, talk
from tests.e2e.waiting import Guests

#: Three browsers beside each other take their time.
pytestmark = pytest.mark.timeout(300)

ON_A_TELEPHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave nobody in a call."""
    return shared_server


def waits(guest: User) -> Locator:
    """Return what who waits reads above all."""
    return guest.page.get_by_role("heading", name="Welkom Omar Yilmaz. Anna de Vries laat u zo binnen.")


def is_here(agent: User) -> Locator:
    """Return what the agent reads in the call of who waits."""
    return agent.page.get_by_text("Omar Yilmaz is er")


@pytest.mark.crowded
def test_an_interpreter_comes_by_a_link_and_three_see_each_other(make_user: MakeUser, guests: Guests) -> None:
    """CAL-11: from the dialog of Agent to three pictures; then he goes, comes back, and his link is withdrawn."""
    anna, dirk = make_user("anna"), make_user("dirk")
    start_call(dirk, anna, "Anna de Vries")
    link = make_link(anna, "Omar Yilmaz")
    omar = guests.open(link, **ON_A_TELEPHONE)
    expect(waits(omar)).to_be_visible()
    expect(omar.page.get_by_label("Uw eigen beeld").first).to_be_visible()
    expect(is_here(anna)).to_be_visible()
    expect(is_here(dirk)).to_be_hidden()
    assert omar.axe() == []
    assert anna.axe() == []
    anna.page.get_by_role("button", name="Laat binnen").click()
    talk(anna, dirk, omar)
    expect(is_here(anna)).to_be_hidden()
    hang_up_button(omar).click()
    expect(omar.page.get_by_role("heading", name="Het gesprek is afgelopen")).to_be_visible()
    talk(anna, dirk)
    expect(is_here(anna)).to_be_hidden()
    omar.page.get_by_role("button", name="Terug naar de wachtkamer").click()
    expect(is_here(anna)).to_be_visible()
    anna.page.get_by_role("button", name="Link intrekken").click()
    expect(omar.page.get_by_role("heading", name="Deze link is ingetrokken")).to_be_visible()
    expect(is_here(anna)).to_be_hidden()
    assert omar.axe() == []


def test_who_waits_outlives_the_server_and_goes_unseen_when_he_closes_the_page(
    make_user: MakeUser, server: RunningServer, guests: Guests
) -> None:
    """CAL-11: a restart changes nothing; who has left the page is no longer "er"; after the call it is over."""
    anna, dirk = make_user("anna"), make_user("dirk")
    start_call(dirk, anna, "Anna de Vries")
    link = make_link(anna, "Omar Yilmaz", "omar@voorbeeld.test")
    omar = guests.open(link)
    expect(is_here(anna)).to_be_visible()
    omar.page.evaluate("window.__same = true")
    server.restart()
    expect(omar.page.get_by_text("Anna de Vries ziet dat u er bent.")).to_be_visible(timeout=30_000)
    assert omar.page.evaluate("window.__same")
    expect(is_here(anna)).to_be_visible(timeout=30_000)
    omar.page.goto("about:blank")
    expect(is_here(anna)).to_be_hidden()
    omar.page.goto(link)
    expect(is_here(anna)).to_be_visible()
    hang_up_button(dirk).click()
    expect(omar.page.get_by_role("heading", name="Het gesprek is al afgelopen")).to_be_visible()
    late = guests.open(link, **ON_A_TELEPHONE)
    expect(late.page.get_by_role("heading", name="Het gesprek is al afgelopen")).to_be_visible()
    assert late.axe() == []


def test_the_link_is_mailed_with_its_true_state(make_user: MakeUser) -> None:
    """CAL-11: the agent reads that it was sent; a wrong address is named at its field, and nothing is lost."""
    anna, dirk = make_user("anna"), make_user("dirk")
    start_call(dirk, anna, "Anna de Vries")
    open_agent_dialog(anna)
    anna.page.get_by_role("button", name="Met een link").click()
    dialog = anna.page.get_by_role("dialog", name=re.compile("met een link"))
    dialog.get_by_label("Naam").fill("Omar Yilmaz")
    dialog.get_by_label(re.compile("^E-mailadres")).fill("omar@voorbeeld")
    dialog.get_by_role("button", name="Maak link").click()
    expect(dialog.get_by_text("Dit is geen volledig e-mailadres.")).to_be_visible()
    dialog.get_by_label(re.compile("^E-mailadres")).fill("omar@voorbeeld.test")
    dialog.get_by_role("button", name="Maak link").click()
    expect(dialog.get_by_text("Mail verzonden")).to_be_visible()
    assert anna.axe() == []
    dialog.get_by_role("button", name="Link intrekken").click()
    expect(dialog.get_by_role("button", name="Maak link")).to_be_visible()
