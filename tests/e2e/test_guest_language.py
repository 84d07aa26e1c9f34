"""A guest reads on in another language, without a reload and without leaving his place."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.e2e.appointments import plan
from tests.e2e.browsers import PHONE, User
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab
from tests.e2e.waiting import Guests


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """Nobody ends it here."""
    return shared_server


def choose(guest: User, name: str) -> None:
    """Choose a language by the switch on the guest's page."""
    guest.page.get_by_role("group", name=re.compile("Taal wijzigen|Change language")).get_by_role(
        "button", name=name
    ).click()


def test_in_the_waiting_room(server: RunningServer, guests: Guests) -> None:
    """ACC-12, WAI-1: at once; his picture goes on, and a reload and another device know it."""
    (link,) = plan(server, "bram", "Fatima Yilmaz")
    fatima = guests.open(link, viewport=PHONE)
    page = fatima.page
    expect(page.get_by_role("heading", name=re.compile("^U heeft een afspraak met"))).to_be_visible()
    expect(page.get_by_text("ziet dat u er bent")).to_be_visible()
    own = page.locator("video").element_handle()
    assert own is not None
    page.evaluate("window.notReloaded = true")
    with page.expect_response(re.compile("/api/guest/language$")) as told:
        choose(fatima, "EN English")
    assert told.value.ok
    expect(page.get_by_role("heading", name=re.compile("^You have an appointment with"))).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title(re.compile("^Your appointment"))
    assert page.evaluate("window.notReloaded") is True
    assert own.evaluate("video => video.isConnected && !video.paused && video.srcObject.active")
    assert fatima.axe() == []
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("^You have an appointment with"))).to_be_visible()
    other = guests.open(link)
    expect(other.page.get_by_role("heading", name=re.compile("^You have an appointment with"))).to_be_visible()
    choose(other, "NL Nederlands")
    expect(other.page.get_by_role("heading", name=re.compile("^U heeft een afspraak met"))).to_be_visible()


def test_on_the_page_of_the_button(server: RunningServer, guests: Guests) -> None:
    """ACC-12, BTN-2: it beats the language of the website, over a reload and for the next visit in this tab too."""
    [button] = Tab(server, "anna").send("GET", "/api/administration/buttons")["buttons"]
    fragment = urlencode({"ticket": "none", "language": "nl", "page": f"{server.url}/paspoort"})
    address = f"{server.url}/bezoek/{button['public_id']}#{fragment}"
    visitor = guests.open(address)
    page = visitor.page
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Er is nu niemand beschikbaar")
    choose(visitor, "EN English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    english = "Nobody is available right now"
    expect(heading).to_have_text(english)
    assert visitor.axe() == []
    page.reload()
    expect(heading).to_have_text(english)
    page.goto("about:blank")
    page.goto(address)
    expect(heading).to_have_text(english)
