"""What visitors of a website and the agents behind its button do, by what they see."""

import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

from tests.e2e.browsers import User
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab
from tests.e2e.website import Website


@dataclass(frozen=True)
class Desk:
    """A website with a button, and the administration behind it."""

    server: RunningServer
    site: Website
    administrator: Tab
    id: str
    public_id: str

    @property
    def script(self) -> str:
        return f'<script src="{self.server.url}/button.js?id={self.public_id}" async></script>'

    def page(self, path: str = "/paspoort", body: str = "", **options: Any) -> str:
        return self.site.put(path, body + self.script, **options)

    def change(self, **values: Any) -> None:
        self.administrator.send("PATCH", f"/api/administration/buttons/{self.id}", **values)


class Agent:
    """An agent before his browser, who takes visitors or not."""

    def __init__(self, user: User, server: RunningServer, name: str) -> None:
        self.user = user
        self._tab = Tab(server, name)

    def available(self, on: bool = True) -> None:
        self._tab.send("PUT", "/api/availability", available=on)

    @property
    def is_available(self) -> bool:
        return bool(self._tab.send("GET", "/api/availability")["available"])


def button(page: Page) -> Locator:
    """The button on the page; its shadow is closed to scripts, not to what the browser tells of it."""
    return page.locator("oogcontact-button")


def shown(page: Page) -> bool:
    return page.locator("oogcontact-button").count() == 1


def click_button(page: Page) -> None:
    expect(button(page)).to_be_visible()
    box = button(page).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def visit(page: Page) -> Frame:
    """The frame of the visit, once it is there; no window counts those in a shadow."""
    end = time.monotonic() + 15
    while not (found := [frame for frame in page.frames if "/bezoek/" in frame.url]):
        assert time.monotonic() < end, "no frame"
        page.wait_for_timeout(50)
    return found[0]


def tool(page: Page, name: str) -> None:
    """Click a button of the bar, which stands in the closed shadow."""
    place = {"Sluiten": 34, "Minimaliseren": 86}[name]
    box = button(page).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - place, box["y"] + 28)


def begin(frame: Frame, name: str = "Fatima") -> None:
    frame.get_by_label("Uw naam").fill(name)
    frame.get_by_role("button", name="Start gesprek").click()
