"""The waiting room with real browsers: a guest without an account, and the agent who calls him in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.appointments import plan
from tests.e2e.browsers import PHONE
from tests.e2e.conftest import MakeUser
from tests.e2e.firefox import firefox
from tests.e2e.server import RunningServer
from tests.e2e.steps import COUNTDOWN_SECONDS, hang_up_button, talk
from tests.e2e.tab import Tab
from tests.e2e.waiting import Guests, line, open_waiting_room, waits

#: A call that is waited for takes its minute, beside the rest.
pytestmark = pytest.mark.timeout(300)


#: A camera that opens, and never gives a picture.
DARK_CAMERA = """
MediaDevices.prototype.getUserMedia = async () => new MediaStream()
"""


@pytest.fixture
def server(shared_server: RunningServer) -> Iterator[RunningServer]:
    """The server, on which Anna has no appointments before and after the test."""
    _cancel_all(shared_server)
    yield shared_server
    _cancel_all(shared_server)


def _cancel_all(server: RunningServer) -> None:
    anna = Tab(server, "anna")
    for appointment in anna.send("GET", "/api/waiting-room")["appointments"]:
        anna.send("POST", f"/api/appointments/{appointment['id']}/cancel", message="")


def test_a_guest_waits_is_called_in_and_thanked(make_user: MakeUser, server: RunningServer, guests: Guests) -> None:
    """WAI-1 to WAI-4: from the link to the friendly end; the token leaves the address bar."""
    (link,) = plan(server, "anna", "Fatima Yilmaz", note="Over mijn paspoort.")
    anna = make_user("anna")
    open_waiting_room(anna)
    expect(line(anna, "Fatima Yilmaz").get_by_text("Wacht op bezoeker")).to_be_visible()
    expect(line(anna, "Fatima Yilmaz").get_by_text("De bezoeker schrijft: Over mijn paspoort.")).to_be_visible()
    fatima = guests.open(link)
    waits(fatima, "Anna de Vries")
    assert fatima.page.url == f"{server.url}/gast"
    expect(fatima.page.get_by_label("Uw eigen beeld")).to_be_visible()
    expect(fatima.page.get_by_text(re.compile("^Nog .* minuten$"))).to_be_visible()
    fatima.page.get_by_role("textbox", name="Uw bericht").fill("Ik ben er al.")
    fatima.page.get_by_role("button", name="Verstuur").click()
    expect(line(anna, "Fatima Yilmaz").get_by_text("Ik ben er al.")).to_be_visible()
    assert fatima.axe() == []
    assert anna.axe() == []
    line(anna, "Fatima Yilmaz").get_by_role("button", name="Start gesprek").click()
    talk(anna, fatima)
    hang_up_button(anna).click()
    expect(fatima.page.get_by_role("heading", name="Het gesprek is afgelopen")).to_be_visible()
    assert fatima.axe() == []
    expect(line(anna, "Fatima Yilmaz").get_by_text("Wacht op bezoeker")).to_be_visible()


def test_the_dot_goes_back_and_comes_again(make_user: MakeUser, server: RunningServer, guests: Guests) -> None:
    """WAI-2: a reload changes nothing for the agent; who leaves is gone, and arrives anew."""
    (link,) = plan(server, "anna", "Fatima Yilmaz")
    anna = make_user("anna")
    open_waiting_room(anna)
    fatima = guests.open(link)
    start = line(anna, "Fatima Yilmaz").get_by_role("button", name="Start gesprek")
    expect(start).to_be_visible()
    anna.page.evaluate(
        "() => { window.__gone = 0; new MutationObserver(() => {"
        " if (document.body.innerText.includes('Wacht op bezoeker')) window.__gone += 1; })"
        ".observe(document.body, { childList: true, subtree: true, characterData: true }) }"
    )
    fatima.page.reload()
    waits(fatima, "Anna de Vries")
    assert anna.page.evaluate("window.__gone") == 0
    fatima.page.goto("about:blank")
    expect(line(anna, "Fatima Yilmaz").get_by_text("Wacht op bezoeker")).to_be_visible()
    fatima.page.goto(link)
    expect(start).to_be_visible()


@pytest.mark.crowded
def test_two_recipients_and_the_agent_are_three_in_one_call(
    make_user: MakeUser, server: RunningServer, guests: Guests
) -> None:
    """APP-6, WAI-4: one of them on a telephone, who comes while the two others are talking."""
    first, second = plan(server, "anna", "Fatima Yilmaz", "Omar Yilmaz")
    anna = make_user("anna")
    open_waiting_room(anna)
    fatima = guests.open(first)
    both = line(anna, "Fatima Yilmaz, Omar Yilmaz")
    both.get_by_role("button", name="Start gesprek").click()
    talk(anna, fatima)
    omar = guests.open(second, viewport=PHONE, has_touch=True, is_mobile=True)
    expect(omar.page.get_by_text("Anna de Vries is nog in een ander gesprek.")).to_be_visible()
    anna.page.get_by_role("button", name="Start gesprek").click()
    talk(anna, fatima, omar)


def test_guests_are_called_in_any_order(make_user: MakeUser, server: RunningServer, guests: Guests) -> None:
    """WAI-3, APP-5: an urgent one before the planned one, who reads that the agent is busy; then he is next."""
    (planned,) = plan(server, "anna", "Fatima Yilmaz", minutes=5)
    (urgent,) = plan(server, "anna", "Omar Yilmaz", minutes=30, urgent=True)
    anna = make_user("anna")
    open_waiting_room(anna)
    fatima, omar = guests.open(planned), guests.open(urgent)
    waits(fatima, "Anna de Vries")
    waits(omar, "Anna de Vries")
    line(anna, "Omar Yilmaz").get_by_role("button", name="Start gesprek").click()
    talk(anna, omar)
    expect(fatima.page.get_by_text("Anna de Vries is nog in een ander gesprek.")).to_be_visible()
    hang_up_button(omar).click()
    expect(omar.page.get_by_role("heading", name="Het gesprek is afgelopen")).to_be_visible()
    waits(fatima, "Anna de Vries")
    anna.page.get_by_role("dialog").get_by_role("button", name="Sluiten").click()
    line(anna, "Fatima Yilmaz").get_by_role("button", name="Start gesprek").click()
    talk(anna, fatima)


def test_a_link_in_two_places(make_user: MakeUser, server: RunningServer, guests: Guests) -> None:
    """WAI-4: the last one is let in, the first one is told, and can go on."""
    (link,) = plan(server, "anna", "Fatima Yilmaz")
    first = guests.open(link)
    waits(first, "Anna de Vries")
    second = guests.open(link, viewport=PHONE)
    waits(second, "Anna de Vries")
    expect(first.page.get_by_role("heading", name="U gaat ergens anders verder")).to_be_visible()
    first.page.get_by_role("button", name="Hier verder").click()
    waits(first, "Anna de Vries")
    expect(second.page.get_by_role("button", name="Hier verder")).to_be_visible()


def test_a_waiting_guest_outlives_the_server(make_user: MakeUser, server: RunningServer, guests: Guests) -> None:
    """The server is killed while a guest waits: he is still there after it, without a reload."""
    (link,) = plan(server, "anna", "Fatima Yilmaz")
    anna = make_user("anna")
    open_waiting_room(anna)
    fatima = guests.open(link)
    waits(fatima, "Anna de Vries")
    fatima.page.evaluate("window.__same = true")
    server.restart()
    waits(fatima, "Anna de Vries")
    assert fatima.page.evaluate("window.__same")
    line(anna, "Fatima Yilmaz").get_by_role("button", name="Start gesprek").click(timeout=30_000)
    talk(anna, fatima)


def test_the_guest_waits_for_an_agent_who_was_lost(make_user: MakeUser, server: RunningServer, guests: Guests) -> None:
    """An agent's call that ends by a fault brings the guest back into the waiting room, by itself."""
    (link,) = plan(server, "anna", "Fatima Yilmaz")
    anna = make_user("anna")
    open_waiting_room(anna)
    fatima = guests.open(link)
    line(anna, "Fatima Yilmaz").get_by_role("button", name="Start gesprek").click()
    talk(anna, fatima)
    anna.page.goto("about:blank")
    expect(fatima.page.get_by_text("De verbinding met Anna de Vries is weggevallen.")).to_be_visible(timeout=90_000)
    expect(fatima.page.get_by_label("Uw eigen beeld")).to_be_visible()


def test_a_reload_in_the_call_goes_back_into_it(make_user: MakeUser, server: RunningServer, guests: Guests) -> None:
    """CAL-8: the guest need not press anything."""
    (link,) = plan(server, "anna", "Fatima Yilmaz")
    anna = make_user("anna")
    open_waiting_room(anna)
    fatima = guests.open(link)
    line(anna, "Fatima Yilmaz").get_by_role("button", name="Start gesprek").click()
    talk(anna, fatima)
    fatima.page.reload()
    expect(hang_up_button(fatima)).to_be_visible(timeout=COUNTDOWN_SECONDS * 1000)
    talk(anna, fatima)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(120, "U bent vroeg."), (-26 * 60, "Deze link werkt niet meer")],
    ids=["early", "expired"],
)
def test_links_that_do_not_work_now(minutes: int, words: str, server: RunningServer, guests: Guests) -> None:
    """APP-2: a friendly word, and when it will work."""
    (link,) = plan(server, "anna", "Fatima Yilmaz", minutes=minutes)
    fatima = guests.open(link, viewport=PHONE)
    expect(fatima.page.get_by_text(words).first).to_be_visible()
    assert fatima.axe() == []


def test_wrong_links(server: RunningServer, guests: Guests) -> None:
    """WAI-4: no link, and one that is not right."""
    nobody = guests.open("/gast")
    expect(nobody.page.get_by_role("heading", name="Open de link uit uw mail")).to_be_visible()
    guesser = guests.open("/gast#" + "A" * 46)
    expect(guesser.page.get_by_role("heading", name="Deze link klopt niet")).to_be_visible()


def test_a_page_loads_although_no_picture_comes(make_user: MakeUser) -> None:
    """WAI-4: a browser that says for ever that it is still loading looks as if nothing works."""
    nobody = make_user()
    nobody.add_init_script(DARK_CAMERA)
    # Returns when all has been loaded.
    nobody.page.goto("/gast#" + "A" * 46)
    expect(nobody.page.get_by_role("heading", name="Deze link klopt niet")).to_be_visible()


def test_a_guest_with_firefox(make_user: MakeUser, server: RunningServer, tmp_path: Path) -> None:
    """WAI-4: no account, nothing to install."""
    (link,) = plan(server, "anna", "Fatima Yilmaz")
    anna = make_user("anna")
    open_waiting_room(anna)
    with firefox(tmp_path / "profile") as fatima:
        fatima.goto(link)
        fatima.wait_for("document.body.innerText.includes('Anna de Vries ziet dat u er bent.')", 40)
        line(anna, "Fatima Yilmaz").get_by_role("button", name="Start gesprek").click()
        expect(hang_up_button(anna)).to_be_visible(timeout=30_000)
        anna.sees_others_move()
        fatima.wait_for("window.__watched.moving()", 40)
        hang_up_button(anna).click()
        fatima.wait_for("document.body.innerText.includes('Het gesprek is afgelopen')", 30)
