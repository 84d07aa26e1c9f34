"""APP-1 to APP-6: an agent plans, changes and cancels by the labels that he reads; the mails are read back as files."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsers import User
from tests.e2e.conftest import MakeUser
from tests.e2e.mails import event_in, link_in, mails
from tests.e2e.server import RunningServer

JANSEN = "jansen@ergens.test"
PIET = "piet@ergens.test"


@pytest.fixture
def agent(make_user: MakeUser) -> User:
    """An agent on the tab Afspraak."""
    bram = make_user("bram")
    bram.page.get_by_role("link", name="Afspraak").click()
    expect(bram.page.get_by_label("Datum")).to_be_visible()
    return bram


def next_week() -> datetime:
    """The Wednesday of next week, two o'clock in the afternoon."""
    now = datetime.now(ZoneInfo("Europe/Amsterdam"))
    monday = now + timedelta(days=7 - now.weekday())
    return (monday + timedelta(days=2)).replace(hour=14, minute=0, second=0, microsecond=0)


def fill(page: Page, at: datetime) -> None:
    """Fill in an appointment with one recipient."""
    page.get_by_label("Datum").fill(f"{at:%d-%m-%Y}")
    page.get_by_label("Tijd").fill(f"{at:%H:%M}")
    page.get_by_label("E-mail onderwerp").fill("Kennismaking")
    page.get_by_label("Omschrijving").fill("Neem uw papieren mee.")
    page.get_by_label("Naam ontvanger 1").fill("Mevrouw Jansen")
    page.get_by_label("E-mailadres 1").fill(JANSEN)


def send(page: Page) -> None:
    page.get_by_role("button", name="Verstuur uitnodiging voor afspraak").click()
    expect(page.get_by_role("heading", name="De afspraak is gemaakt")).to_be_visible()


def card(page: Page) -> Locator:
    """Return the appointment in the list."""
    page.get_by_role("tab", name="Lijst").click()
    return page.get_by_role("article", name=re.compile("Kennismaking|Tweede gesprek"))


def test_planning_changing_and_cancelling(agent: User, server: RunningServer) -> None:
    """APP-1 to APP-3: the same link and UID all along, SEQUENCE counts, the state is seen, axe finds nothing."""
    page, at = agent.page, next_week()
    page.get_by_role("button", name="Verstuur uitnodiging voor afspraak").click()
    expect(page.get_by_label("Datum")).to_be_focused()
    expect(page.get_by_text("Vul dit veld in.")).to_have_count(6)
    fill(page, at)
    page.get_by_role("button", name="Nog een ontvanger toevoegen").click()
    page.get_by_label("Naam ontvanger 2").fill("Piet")
    page.get_by_label("E-mailadres 2").fill(PIET)
    page.get_by_label("E-mail bericht").fill("Beste {naam},\n\nTot {datum} om {tijd}.")
    assert agent.axe() == []
    page.reload()
    # Nothing typed is lost.
    expect(page.get_by_label("E-mailadres 2")).to_have_value(PIET)
    send(page)

    (invitation,) = mails(server, JANSEN, 1)
    assert invitation["Subject"] == "Kennismaking"
    link = link_in(invitation)
    assert re.fullmatch(re.escape(server.url) + r"/gast#[\w-]{46}", link)
    assert link != link_in(mails(server, PIET, 1)[0])
    method, event = event_in(invitation)
    assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("REQUEST", 0, at)
    assert [part.get_filename() for part in invitation.iter_attachments()] == ["invite.ics"]
    mails(server, "bram@voorbeeld.test", 1)

    one = card(page)
    expect(one.get_by_text("Verzonden")).to_have_count(2)
    one.get_by_role("button", name="Wijzigen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail onderwerp").fill("Tweede gesprek")
    dialog.get_by_label("Tijd").fill("15:00")
    dialog.get_by_label("tot", exact=True).fill("15:45")
    dialog.get_by_role("button", name="Ontvanger 2 weghalen").click()
    dialog.get_by_role("button", name="Verstuur wijziging").click()
    expect(dialog).to_be_hidden()
    change = mails(server, JANSEN, 2)[1]
    assert link_in(change) == link
    method, changed = event_in(change)
    assert (method, changed["SEQUENCE"], changed["UID"]) == ("REQUEST", 1, event["UID"])
    assert event_in(mails(server, PIET, 2)[1])[0] == "CANCEL"

    expect(one).to_contain_text("15:00 tot 15:45 uur")
    one.get_by_role("button", name="Annuleren").click()
    page.get_by_label("Bericht erbij").fill("Ik ben ziek.")
    page.get_by_role("button", name="Afspraak annuleren").click()
    expect(one.get_by_text("Geannuleerd")).to_be_visible()
    method, cancelled = event_in(mails(server, JANSEN, 3)[2])
    assert (method, cancelled["SEQUENCE"], cancelled["STATUS"]) == ("CANCEL", 2, "CANCELLED")
    assert agent.axe() == []


def test_the_calendar_and_the_week(agent: User) -> None:
    """APP-1, APP-3: a day is chosen by keyboard; the week shows it and warns of what stands beside it."""
    page = agent.page
    fill(page, next_week())
    page.get_by_role("button", name="Kalender openen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("grid")).to_be_visible()
    assert agent.axe() == []
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    chosen = next_week() + timedelta(days=1)
    expect(page.get_by_label("Datum")).to_have_value(f"{chosen:%d-%m-%Y}")
    send(page)
    page.get_by_role("button", name="Nog een afspraak maken").click()
    fill(page, chosen)
    expect(page.get_by_text("Kennismaking, 14:00 tot 14:30 uur")).to_be_visible()
    page.get_by_role("tab", name="Week").click()
    page.get_by_role("button", name="Volgende week").click()
    page.get_by_role("button", name=re.compile("^Kennismaking, donderdag .* 14:00 tot 14:30 uur")).click()
    expect(page.get_by_role("dialog").get_by_text("Mevrouw Jansen")).to_be_visible()
    assert agent.axe() == []


def test_inviting_now(agent: User, server: RunningServer) -> None:
    """APP-5: by mail with a link that works at once; by SMS with an honest word about where it goes."""
    page = agent.page
    page.get_by_role("button", name="Nu uitnodigen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Naam ontvanger").fill("Mevrouw Jansen")
    dialog.get_by_label("E-mailadres").fill(JANSEN)
    dialog.get_by_role("button", name="Verstuur de link nu").click()
    expect(dialog).to_be_hidden()
    link = link_in(mails(server, JANSEN, 1)[0])
    page.get_by_role("button", name="Nu uitnodigen").click()
    dialog.get_by_label("per sms").check(force=True)
    expect(dialog.get_by_text("Er is nog geen sms-dienst ingesteld")).to_be_visible()
    dialog.get_by_label("Naam ontvanger").fill("Piet")
    dialog.get_by_label("Mobiel nummer").fill("tien")
    dialog.get_by_role("button", name="Verstuur de link nu").click()
    expect(dialog.get_by_text("Dit is geen telefoonnummer.")).to_be_visible()
    dialog.get_by_label("Mobiel nummer").fill("06 1234 5678")
    dialog.get_by_role("button", name="Verstuur de link nu").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("tab", name="Lijst").click()
    expect(page.get_by_text("Alleen bewaard in een map op de server")).to_be_visible()
    (text,) = (server.data / "sms").glob("*.txt")
    assert f"{server.url}/gast#" in text.read_text()
    assert link not in text.read_text()


def test_the_feed(agent: User) -> None:
    """APP-4: a private address that any calendar reads, until a new one replaces it."""
    page = agent.page
    fill(page, next_week())
    send(page)
    page.get_by_role("tab", name="Mijn agenda elders").click()
    page.get_by_role("button", name="Maak een adres").click()
    address = page.get_by_label("Privéadres van uw agenda").input_value()
    stranger = agent.context.browser
    assert stranger is not None
    context = stranger.new_context()
    calendar = Calendar.from_ical(context.request.get(address).text())
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Kennismaking"]
    page.get_by_role("button", name="Maak een nieuw adres").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Maak een nieuw adres").click()
    expect(page.get_by_label("Privéadres van uw agenda")).not_to_have_value(address)
    assert context.request.get(address).status == 404
    page.get_by_label("Link van uw andere agenda").fill("https://127.0.0.1/geheim.ics")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("Dit adres staat niet op het openbare internet")).to_be_visible()
    assert agent.axe() == []
    context.close()
