"""Guests who wait, and the agent who sees them in the tab Wachtkamer."""

import re

from playwright.sync_api import Browser, Locator, expect

from tests.e2e.browsers import User
from tests.e2e.server import RunningServer
from tests.e2e.windows import Windows

#: In words: "zaterdag 21 november 2026".
DATE = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag \d{1,2} [a-z]+ \d{4}"


class Guests:
    """People without an account who open links."""

    def __init__(self, browser: Browser, windows: Windows, server: RunningServer) -> None:
        self._browser, self._windows, self._server = browser, windows, server
        self.all: list[User] = []

    def open(self, link: str, **options: object) -> User:
        """Open a link in a window of its own."""
        url = self._server.url
        someone = User(self._browser, url, **options) if options else self._windows.take(self._browser, url)
        self.all.append(someone)
        someone.page.goto(link)
        return someone


def open_waiting_room(agent: User) -> None:
    """Open the tab Wachtkamer."""
    agent.page.get_by_role("link", name=re.compile("^Wachtkamer")).first.click()
    expect(agent.page.get_by_role("heading", name="Wachtkamer")).to_be_visible()


def waits(guest: User, agent: str) -> None:
    """Wait until a guest is in the waiting room, and the agent is told of him."""
    sentence = rf"U heeft een afspraak met {agent} om {DATE} om \d\d:\d\d\. Wacht tot {agent} beschikbaar is\."
    expect(guest.page.get_by_role("heading", name=re.compile(sentence))).to_be_visible()
    expect(guest.page.get_by_text(f"{agent} ziet dat u er bent.")).to_be_visible()


def line(agent: User, name: str) -> Locator:
    """Return an appointment in the agent's waiting room."""
    return agent.page.get_by_role("list", name="Afspraken van vandaag").get_by_role("listitem", name=name, exact=True)
