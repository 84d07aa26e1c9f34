"""PRE-4, DSK-1, DSK-2: the slider, the home of staff, and what asks attention, in real browsers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsers import PHONE, User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab

#: Another tab shows it within a second; a loaded machine needs longer for its drawing (milliseconds).
SOON = 4_000


@pytest.fixture
def server(file_server: RunningServer) -> Iterator[RunningServer]:
    """Afterwards nobody takes visitors."""
    yield file_server
    for name in ("anna", "bram"):
        Tab(file_server, name).send("PUT", "/api/availability", available=False)


def middle(page: Page) -> Locator:
    """Return the slider in the middle of Start."""
    return page.get_by_role("region", name="Bezoekers van uw website").get_by_role("switch")


def corner(page: Page) -> Locator:
    """Return the slider in the corner of every page."""
    return page.get_by_role("region", name="Beschikbaar voor bezoekers").get_by_role("switch")


def is_on(*sliders: Locator) -> None:
    """Each of these says **Beschikbaar**."""
    for slider in sliders:
        expect(slider).to_be_checked(timeout=SOON)
        expect(slider).to_have_accessible_name("Beschikbaar")


def is_off(*sliders: Locator) -> None:
    """Each of these says **Niet beschikbaar**."""
    for slider in sliders:
        expect(slider).to_be_enabled()
        expect(slider).not_to_be_checked(timeout=SOON)
        expect(slider).to_have_accessible_name("Niet beschikbaar")


def go(user: User, tab: str) -> None:
    """Open a tab by its label."""
    user.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=re.compile(f"^{tab}")).click()


def icon(page: Page) -> str:
    """Return where the icon of the window comes from."""
    return page.locator("link[rel=icon]").get_attribute("href") or ""


def test_both_sliders_and_all_tabs_agree(make_user: MakeUser) -> None:
    """PRE-4: off after sign-in, the same in the middle, in the corner and in another tab; a reload keeps it."""
    anna = make_user("anna")
    other = anna.context.new_page()
    other.goto("/contacten")
    is_off(middle(anna.page), corner(anna.page), corner(other))
    middle(anna.page).click()
    is_on(middle(anna.page), corner(anna.page), corner(other))
    corner(other).press("Space")
    is_off(middle(anna.page), corner(anna.page), corner(other))
    corner(anna.page).dblclick()
    is_off(middle(anna.page), corner(anna.page), corner(other))
    corner(anna.page).click()
    is_on(corner(other))
    anna.page.reload()
    is_on(middle(anna.page), corner(anna.page))


def test_sign_out_turns_it_off(make_user: MakeUser) -> None:
    """PRE-4: who signs in again begins with **Niet beschikbaar**."""
    bram = make_user().sign_in("bram")
    middle(bram.page).click()
    is_on(middle(bram.page), corner(bram.page))
    bram.page.get_by_role("button", name="Mijn account").click()
    bram.page.get_by_role("menuitem", name="Uitloggen").click()
    expect(bram.page.get_by_label("Wachtwoord", exact=True)).to_be_visible()
    bram.sign_in("bram")
    is_off(middle(bram.page), corner(bram.page))


def test_after_sign_in_in_another_browser_it_is_off(make_user: MakeUser) -> None:
    """PRE-4: also when the browser in which it was on was closed a moment ago."""
    bram = make_user().sign_in("bram")
    middle(bram.page).click()
    is_on(corner(bram.page))
    bram.page.close()
    again = make_user().sign_in("bram")
    is_off(middle(again.page), corner(again.page))


def test_it_outlives_the_server_and_waits_for_it(make_user: MakeUser, server: RunningServer) -> None:
    """PRE-4: while the server is away nothing can be turned, and the slider says so."""
    anna = make_user("anna")
    middle(anna.page).click()
    is_on(middle(anna.page), corner(anna.page))
    server.kill()
    expect(middle(anna.page)).to_be_disabled()
    expect(middle(anna.page)).to_have_accessible_description(re.compile("geen verbinding"))
    server.start()
    expect(middle(anna.page)).to_be_enabled(timeout=30_000)
    is_on(middle(anna.page), corner(anna.page))
    assert Tab(server, "anna").send("GET", "/api/availability")["available"]


def test_a_refused_change_is_taken_back(make_user: MakeUser) -> None:
    """PRE-4: shown at once, and not believed when the server did not take it."""
    anna = make_user("anna")
    is_off(middle(anna.page))
    refusal = {"status": 500, "errors": [{"code": "server_error", "message": "Probeer het later opnieuw."}]}
    anna.page.route("**/api/availability", lambda route: route.fulfill(status=500, json=refusal))
    middle(anna.page).click()
    expect(anna.page.get_by_text("Probeer het later opnieuw.")).to_be_visible()
    is_off(middle(anna.page), corner(anna.page))


def test_start_has_what_an_agent_needs(make_user: MakeUser, server: RunningServer) -> None:
    """DSK-1: the slider, visitors, recent calls, and who is there; a client has none of it."""
    anna = make_user("anna")
    expect(anna.page.get_by_role("heading", name="Start", level=1)).to_be_visible()
    for card in ("Bezoekers van uw website", "Bezoekers", "Laatste oproepen"):
        expect(anna.page.get_by_role("region", name=card, exact=True)).to_be_visible()
    expect(anna.page.get_by_role("heading", name="Beeldcontact")).to_be_visible()
    dirk = make_user("dirk")
    expect(dirk.page.get_by_role("heading", name="Beeldcontact", level=1)).to_be_visible()
    expect(dirk.page.get_by_role("switch")).to_have_count(0)
    tabs = dirk.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link")
    assert tabs.all_inner_texts() == ["Beeldcontact", "Contacten", "Oproepen", "Instellingen"]
    assert Tab(server, "dirk").refused("PUT", "/api/availability", available=True) == "not_found"


def test_attention_is_seen_from_every_tab(make_user: MakeUser, server: RunningServer) -> None:
    """DSK-2: in a bar, on the tab, in the title and in the icon; plain again once it has been seen."""
    anna = make_user("anna")
    bram = Tab(server, "bram")
    bram.online()
    expect(anna.page).to_have_title("Start · Oogcontact")
    assert icon(anna.page) == "/icon.svg"
    room = bram.call(Tab(server, "anna"))
    expect(anna.page).to_have_title(re.compile("Bram Jansen"))
    expect(anna.page.locator("link[rel=icon]")).to_have_attribute("href", "/icon-attention.svg")
    bram.command(room, "leave")
    bar = anna.page.get_by_role("region", name="Vraagt aandacht")
    for tab in ("Contacten", "Vergaderingen", "Instellingen", "Start"):
        go(anna, tab)
        expect(bar.get_by_text("U hebt 1 oproep gemist.")).to_be_visible()
        expect(anna.page).to_have_title(re.compile(r"^\(1\) "))
    assert icon(anna.page) == "/icon-attention.svg"
    bar.get_by_role("link", name="Bekijken").click()
    expect(anna.page.get_by_role("heading", name="Oproepen", level=1)).to_be_visible()
    expect(bar).to_be_hidden()
    expect(anna.page).to_have_title("Oproepen · Oogcontact")
    assert icon(anna.page) == "/icon.svg"


def test_a_telephone_has_everything_too(make_user: MakeUser) -> None:
    """DSK-1: what does not fit at the foot stands behind **Meer**; the slider stands above it and covers nothing."""
    anna = make_user(viewport=PHONE).sign_in("anna")
    tabs = anna.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link")
    assert tabs.count() <= 5
    go(anna, "Meer")
    anna.page.get_by_role("navigation", name="Meer").get_by_role("link", name="Vergaderingen").click()
    expect(anna.page.get_by_role("heading", name="Telefonische conferenties")).to_be_visible()
    corner(anna.page).click()
    is_on(corner(anna.page))
    go(anna, "Start")
    is_on(middle(anna.page))
    last = anna.page.get_by_role("main").evaluate("main => main.getBoundingClientRect().bottom + scrollY")
    foot = anna.page.get_by_role("region", name="Beschikbaar voor bezoekers").bounding_box()
    assert foot is not None
    height = anna.page.evaluate("document.documentElement.scrollHeight")
    assert last <= height - (PHONE["height"] - foot["y"])


def test_the_old_address_of_conferences_still_leads_there(make_user: MakeUser) -> None:
    """DSK-1: a bookmark of before the tab **Vergaderingen**."""
    anna = make_user("anna")
    anna.page.goto("/conferenties")
    expect(anna.page.get_by_role("heading", name="Vergaderingen", level=1)).to_be_visible()
    expect(anna.page.get_by_role("heading", name="Telefonische conferenties")).to_be_visible()


def test_groups_of_agents(make_user: MakeUser, server: RunningServer) -> None:
    """An administrator makes a group, names it anew and removes it."""
    anna = make_user("anna")
    anna.page.goto("/beheer/groepen")
    anna.page.get_by_role("button", name="Groep toevoegen").click()
    anna.page.get_by_label("Naam van de groep").fill("Thuiszorg")
    anna.page.get_by_role("checkbox", name="Bram Jansen").check()
    anna.page.get_by_role("button", name="Bewaar").click()
    row = anna.page.get_by_role("listitem").filter(has_text="Thuiszorg")
    expect(row.get_by_text("1 medewerker: Bram Jansen")).to_be_visible()
    row.get_by_role("button", name="Meer voor Thuiszorg").click()
    anna.page.get_by_role("menuitem", name="Wijzigen").click()
    anna.page.get_by_label("Naam van de groep").fill("Thuiszorg zuid")
    anna.page.get_by_role("button", name="Bewaar").click()
    expect(row.get_by_role("heading", name="Thuiszorg zuid")).to_be_visible()
    row.get_by_role("button", name="Meer voor Thuiszorg zuid").click()
    anna.page.get_by_role("menuitem", name="Verwijderen").click()
    anna.page.get_by_role("alertdialog").get_by_role("button", name="Verwijderen").click()
    expect(row).to_have_count(0)
    assert Tab(server, "bram").refused("GET", "/api/administration/groups") == "not_found"
