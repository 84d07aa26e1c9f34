"""BTN-4: a visitor whom nobody answers plans an appointment, by the labels that he and the agent read."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.e2e.conftest import MakeUser
from tests.e2e.mails import event_in, link_in, mails
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab
from tests.e2e.visiting import Agent, Desk, click_button, visit

FATIMA = "fatima@ergens.test"


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """Nobody ends it here."""
    return shared_server


@pytest.fixture
def bram(desk: Desk, agent: Callable[[str], Agent]) -> Iterator[Agent]:
    """The only agent behind the button."""
    [group] = desk.administrator.send("GET", "/api/administration/groups")
    path, members = f"/api/administration/groups/{group['id']}", [one["id"] for one in group["members"]]
    made = agent("bram")
    desk.administrator.send("PATCH", path, members=[Tab(desk.server, "bram").person])
    yield made
    desk.administrator.send("PATCH", path, members=members)
    desk.change(consent_text="")


def refused(desk: Desk, visitor: Page, bram: Agent) -> Frame:
    """The visitor comes while somebody is there, and calls when nobody is any more; the page stays and says so."""
    bram.available()
    visitor.goto(desk.page())
    click_button(visitor)
    frame = visit(visitor)
    expect(frame.get_by_role("button", name="Start gesprek")).to_be_visible()
    bram.available(False)
    if frame.get_by_label("Ik ga akkoord").count():
        frame.get_by_label("Ik ga akkoord").last.check()
    frame.get_by_role("button", name="Start gesprek").click()
    expect(frame.get_by_role("heading", name="Er is nu niemand beschikbaar")).to_be_visible()
    return frame


def choose(frame: Frame, number: int) -> str:
    """Choose a time of next week's first free day; return what the visitor then reads."""
    # Of this week, little may be left.
    frame.get_by_role("button", name="Volgende week").click()
    day = frame.get_by_role("region", name="Dag").get_by_role("button", pressed=True)
    expect(day).to_have_count(1)
    time = frame.get_by_role("region", name="Vrije tijden op").get_by_role("button").nth(number)
    words = " ".join(f"{day.inner_text()} om {time.inner_text()} uur".split())
    time.click()
    expect(frame.get_by_role("heading", name="Uw gegevens")).to_be_focused()
    expect(frame.get_by_text(words)).to_be_visible()
    return words


def fill(frame: Frame, email: str) -> None:
    frame.get_by_label("Uw naam").fill("Fatima Yilmaz")
    frame.get_by_label("Uw e-mailadres").fill(email)
    frame.get_by_label("Waar gaat het over?").fill("Over mijn paspoort.")


def test_a_visitor_plans_an_appointment(desk: Desk, make_visitor: MakeUser, bram: Agent) -> None:
    """BTN-4, APP-2: the mail has link and ICS; the agent has a copy, and in his list what was written."""
    desk.change(consent_text="Wij bewaren niets van dit gesprek.")
    frame = refused(desk, make_visitor().page, bram)
    frame.get_by_role("button", name="Afspraak maken").click()
    words = choose(frame, 1)
    fill(frame, FATIMA)
    frame.get_by_role("button", name="Maak afspraak").click()
    expect(frame.get_by_text("Vul dit in.")).to_be_visible()
    frame.get_by_label("Ik ga akkoord").last.check()
    frame.get_by_role("button", name="Maak afspraak").click()
    expect(frame.get_by_role("heading", name="Uw afspraak staat")).to_be_visible()
    expect(frame.get_by_text(f"e-mail naar {FATIMA}")).to_be_visible()

    (invitation,) = mails(desk.server, FATIMA, 1)
    assert re.fullmatch(re.escape(desk.server.url) + r"/gast#[\w-]{46}", link_in(invitation))
    method, event = event_in(invitation)
    at: datetime = event["DTSTART"].dt
    assert (method, f"om {at:%H:%M} uur" in words) == ("REQUEST", True)
    copies = [one.get_body(("plain",)) for one in mails(desk.server, "bram@voorbeeld.test", 1)]
    # Others have planned with him as well.
    assert any(plain is not None and "Over mijn paspoort." in plain.get_content() for plain in copies)

    page = bram.user.page
    page.get_by_role("link", name="Afspraak").click()
    page.get_by_role("tab", name="Lijst").click()
    card = page.get_by_role("article").filter(has_text=FATIMA)
    expect(card).to_contain_text("Gepland door bezoeker")
    expect(card).to_contain_text("Fatima Yilmaz")
    expect(card).to_contain_text("De bezoeker schrijft: Over mijn paspoort.")
    expect(card).to_contain_text(f"{at:%H:%M} tot")


def test_somebody_was_sooner(desk: Desk, make_visitor: MakeUser, bram: Agent) -> None:
    """BTN-4: of two who choose the same time one reads that it is gone; the others are there, and what he typed too."""
    frames = [refused(desk, make_visitor().page, bram) for _ in range(2)]
    for frame in frames:
        frame.get_by_role("button", name="Afspraak maken").click()
    # The same day and time for both, far from what other tests choose.
    chosen = [choose(frame, 3) for frame in frames]
    assert chosen[0] == chosen[1]
    for number, frame in enumerate(frames):
        fill(frame, f"bezoeker{number}@ergens.test")
        frame.get_by_role("button", name="Maak afspraak").click()
        if number == 0:
            expect(frame.get_by_role("heading", name="Uw afspraak staat")).to_be_visible()
    late = frames[1]
    expect(late.get_by_text("Deze tijd is net bezet. Kies een andere tijd.")).to_be_visible()
    assert choose(late, 3) != chosen[0]
    expect(late.get_by_label("Uw naam")).to_have_value("Fatima Yilmaz")
    late.get_by_role("button", name="Andere tijd kiezen").click()
    late.get_by_role("button", name="Terug").click()
    expect(late.get_by_role("button", name="Bericht achterlaten")).to_be_visible()
