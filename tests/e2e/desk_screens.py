"""The screens of the video desk, as visitors, guests and their agents see them."""

import json
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlencode

from playwright.sync_api import Browser

from tests.e2e import steps
from tests.e2e.appointments import plan
from tests.e2e.browsers import PHONE, User
from tests.e2e.looking import settle, unhurried
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab
from tests.e2e.waiting import line, waits

Looks = Iterator[tuple[str, User]]


def visitor_screens(browser: Browser, server: RunningServer) -> Looks:
    """Yield the screens of a visitor of a website: begin, waiting, the conversation, and when nobody answers."""
    agent = User(browser, server.url).sign_in("bram")
    visitor = User(browser, server.url, viewport=PHONE)
    slider, page = Tab(server, "bram"), visitor.page

    def button(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click()

    def there(heading: str) -> tuple[str, User]:
        page.get_by_role("heading", name=heading).wait_for()
        return f"bezoek-{heading.lower().replace(' ', '-')}", visitor

    with unhurried(server):
        try:
            slider.send("PUT", "/api/availability", available=True)
            page.goto("/demo/site")
            page.locator("oogcontact-button").wait_for()
            yield "website-met-knop", visitor
            page.goto(_visit(server))
            yield there("Praat met een medewerker")
            page.get_by_label("Uw naam").fill("Fatima")
            if page.get_by_label("Ik ga akkoord").count():
                page.get_by_label("Ik ga akkoord").check()
            button("Start gesprek")
            yield there("We zoeken een medewerker voor u")
            agent.page.get_by_role("button", name="Accepteren").wait_for()
            yield "bezoek-gebeld-worden", agent
            steps.accept(agent)
            steps.talk(agent, visitor)
            yield "bezoek-gesprek", visitor
            steps.hang_up_button(visitor).click()
            yield there("Bedankt voor het gesprek")
            # The conversation is over, and so is the agent's slider: nobody answers the next one.
            agent.end_calls()
            slider.send("PUT", "/api/availability", available=True)
            page.goto(_visit(server))
            page.get_by_label("Uw naam").fill("Fatima")
            if page.get_by_label("Ik ga akkoord").count():
                page.get_by_label("Ik ga akkoord").check()
            button("Start gesprek")
            agent.page.get_by_role("button", name="Weigeren").click()
            yield there("Er is nu niemand beschikbaar")
            button("Bericht achterlaten")
            yield there("Bericht achterlaten")
            button("Terug")
            button("Laat mij terugbellen")
            yield there("Laat mij terugbellen")
            button("Terug")
            yield from _appointment_screens(visitor)
        finally:
            slider.send("PUT", "/api/availability", available=False)
            for one in (agent, visitor):
                one.end_calls()
                one.close()


def _appointment_screens(visitor: User) -> Looks:
    """Yield the screens of a visitor who plans an appointment, from what else is offered on."""
    page = visitor.page
    page.get_by_role("button", name="Afspraak maken").click()
    # Of this week, little may be left.
    page.get_by_role("button", name="Volgende week").click()
    times = page.get_by_role("region", name="Vrije tijden op")
    times.wait_for()
    yield "bezoek-afspraak-tijd", visitor
    times.get_by_role("button").first.click()
    page.get_by_role("heading", name="Uw gegevens").wait_for()
    yield "bezoek-afspraak-gegevens", visitor
    page.get_by_label("Uw naam").fill("Fatima Yilmaz")
    page.get_by_label("Uw e-mailadres").fill("bezoek@ergens.test")
    page.get_by_role("button", name="Maak afspraak").click()
    page.get_by_role("heading", name="Uw afspraak staat").wait_for()
    yield "bezoek-afspraak-klaar", visitor


def guest_screens(browser: Browser, server: RunningServer) -> Looks:
    """Yield the screens of a guest with an appointment, and of the agent who calls him in."""
    first, second = plan(
        server, "anna", "Fatima Yilmaz", "Omar Yilmaz", note="Over mijn paspoort, dat in mei verloopt."
    )
    anna = User(browser, server.url).sign_in("anna")
    fatima, omar = (User(browser, server.url, viewport=PHONE) for _ in range(2))
    who = "Fatima Yilmaz, Omar Yilmaz"
    try:
        fatima.page.goto(f"/gast#{'onbekend' * 6}")
        fatima.page.get_by_role("heading", level=1).wait_for()
        settle(fatima)
        yield "gast-link-onbekend", fatima
        fatima.page.goto(first)
        waits(fatima, "Anna de Vries")
        yield "gast-wacht", fatima
        anna.page.goto("/wachtkamer")
        start = line(anna, who).last.get_by_role("button", name="Start gesprek")
        start.wait_for()
        yield "wachtkamer-met-gast", anna
        start.click()
        steps.talk(anna, fatima)
        omar.page.goto(second)
        omar.page.get_by_text("Anna de Vries is nog in een ander gesprek.").wait_for()
        yield "gast-wacht-op-gesprek", omar
        anna.page.get_by_role("dialog").get_by_role("button", name="Start gesprek").wait_for()
        yield "gesprek-gast-later", anna
        steps.open_agent_dialog(anna)
        anna.page.get_by_role("dialog").last.get_by_role("textbox").first.wait_for()
        yield "venster-erbij-halen", anna
        anna.page.keyboard.press("Escape")
        steps.hang_up_button(anna).click()
        fatima.page.get_by_role("heading", name="Het gesprek is afgelopen").wait_for()
        yield "gast-afgelopen", fatima
    finally:
        for one in (anna, fatima, omar):
            one.end_calls()
            one.close()


def _visit(server: RunningServer) -> str:
    """Return the address of a visit, as the button on the website of the demonstration opens it."""
    [button] = Tab(server, "anna").send("GET", "/api/administration/buttons")["buttons"]
    path = f"{server.url}/api/button/{button['public_id']}/state"
    with urllib.request.urlopen(urllib.request.Request(path, headers={"Origin": server.url}), timeout=20) as answer:
        ticket = json.load(answer)["ticket"]
    known = urlencode({"ticket": ticket, "language": "nl", "page": f"{server.url}/demo/site", "title": "Paspoort"})
    return f"/bezoek/{button['public_id']}#{known}"
