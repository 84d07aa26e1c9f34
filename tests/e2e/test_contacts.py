"""The list of contacts, who is there, and past calls, by the labels that people read."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.browsers import PHONE, User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.e2e.steps import accept, hang_up_button, history_line, tile

SEND = """async ([method, path, body]) => {
  const token = /csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? '';
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token };
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  return answer.status;
}"""


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it, but for contacts of names of their own."""
    return shared_server


def send(user: User, method: str, path: str, body: Any = None) -> None:
    """Send a command as this person; it must succeed."""
    assert user.page.evaluate(SEND, [method, path, body]) < 300, json.dumps(body)


def contacts(user: User) -> Locator:
    """Open the list; return its box."""
    user.page.goto("/contacten")
    expect(user.page.get_by_role("heading", name="Mijn contactenlijst")).to_be_visible()
    return user.page.get_by_role("listbox", name="Mijn contactenlijst")


def choose_presence(user: User, label: str) -> None:
    """Choose how to be reached, in the top bar."""
    user.page.get_by_role("button", name=re.compile("^Mijn status")).click()
    user.page.get_by_role("radio", name=label, exact=True).check(force=True)
    user.page.keyboard.press("Escape")


def test_who_is_there_can_be_chosen(make_user: MakeUser) -> None:
    """CON-1: a visible check, two at most, and who goes stays in view while he is chosen."""
    anna, bram, carla = make_user("anna"), make_user("bram"), make_user("carla")
    for name in ("Bram Jansen", "Carla Mendes"):
        tile(anna, name).click(timeout=15_000)
    chosen = anna.page.get_by_role("button", pressed=True)
    expect(chosen.filter(has_text="Bram Jansen")).to_be_visible()
    expect(anna.page.get_by_text("Gekozen: Bram Jansen en Carla Mendes")).to_be_visible()
    choose_presence(carla, "Offline weergeven")
    expect(chosen.filter(has_text="Carla Mendes").filter(has_text="Offline")).to_be_visible(timeout=5_000)
    choose_presence(carla, "Beschikbaar")
    expect(chosen.filter(has_text="Carla Mendes").filter(has_text="Beschikbaar")).to_be_visible(timeout=5_000)
    assert bram.errors == []


def test_a_choice_is_seen_by_others_at_once(make_user: MakeUser) -> None:
    """PRE-1, PRE-5: each state by name, and the status line."""
    anna, bram = make_user("anna"), make_user("bram")
    expect(tile(anna, "Bram Jansen")).to_be_visible(timeout=15_000)
    seen = anna.page.get_by_role("button", name=re.compile("^Bram Jansen"))
    for label in ("Bezet", "Niet storen", "Afwezig", "Beschikbaar"):
        choose_presence(bram, label)
        expect(seen.filter(has_text=label)).to_be_visible(timeout=3_000)
    bram.page.get_by_role("button", name=re.compile("^Mijn status")).click()
    bram.page.get_by_label("Status", exact=True).fill("Op huisbezoek")
    bram.page.get_by_label("Tot wanneer?").select_option(label="1 uur")
    bram.page.get_by_role("button", name="Bewaar").click()
    expect(seen.filter(has_text="Op huisbezoek")).to_be_visible(timeout=3_000)
    send(bram, "PUT", "/api/presence", {"choice": "available"})


def test_do_not_disturb_is_busy_for_the_caller(make_user: MakeUser) -> None:
    """PRE-2: nothing rings, and the caller reads why."""
    anna, bram = make_user("anna"), make_user("bram")
    choose_presence(bram, "Niet storen")
    expect(anna.page.get_by_role("button", name=re.compile("^Bram Jansen.*Niet storen", re.DOTALL))).to_be_visible()
    tile(anna, "Bram Jansen").click()
    anna.page.get_by_role("button", name="Start beeldcontact").click()
    expect(anna.page.get_by_role("heading", name="In gesprek")).to_be_visible(timeout=10_000)
    expect(bram.page.get_by_role("button", name="Accepteren")).to_be_hidden()
    choose_presence(bram, "Beschikbaar")


def test_a_reload_never_flickers(make_user: MakeUser) -> None:
    """PRE-3: the other one's screen shows this person all the time."""
    anna, bram = make_user("anna"), make_user("bram")
    expect(tile(anna, "Bram Jansen")).to_be_visible(timeout=15_000)
    anna.page.evaluate(
        """() => {
          window.__gone = 0;
          const look = () => {
            const seen = [...document.querySelectorAll('main button')]
              .some(({ textContent }) => /Bram Jansen/.test(textContent) && !/Offline/.test(textContent));
            if (!seen) window.__gone += 1;
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    bram.page.reload()
    expect(bram.page.get_by_role("heading", name="Beeldcontact")).to_be_visible()
    anna.page.wait_for_timeout(1_500)
    assert anna.page.evaluate("window.__gone") == 0


def test_plain_contact_from_making_to_undoing(make_user: MakeUser) -> None:
    """CON-2, CON-3, CON-4, CON-7: made step by step, found by its number, favourite, deleted, and back again."""
    anna = make_user("anna")
    box = contacts(anna)
    page = anna.page
    page.get_by_role("button", name="Nieuw contact toevoegen").click()
    dialog = page.get_by_role("dialog", name="Nieuw contact maken")
    dialog.get_by_role("radio", name="Alleen gegevens bewaren").check(force=True)
    dialog.get_by_role("button", name="Volgende").click()
    dialog.get_by_role("button", name="Bewaar").click()
    expect(dialog.get_by_text("Vul dit in.")).to_be_visible()
    dialog.get_by_label("Naam", exact=True).fill("Fysiotherapie Zuid")
    dialog.get_by_role("button", name="Nummer toevoegen").click()
    dialog.get_by_label("Telefoonnummer", exact=True).fill("06-1234 5678")
    dialog.get_by_role("button", name="Bewaar").click()
    expect(dialog.get_by_text("Fysiotherapie Zuid staat op uw lijst.")).to_be_visible()
    dialog.get_by_role("button", name="Sluiten").last.click()

    page.get_by_role("searchbox").fill("+31612345678")
    line = box.get_by_role("option", name=re.compile("Fysiotherapie Zuid"))
    expect(box.get_by_role("option")).to_have_count(1)
    line.click()
    panel = page.get_by_role("region", name="Fysiotherapie Zuid")
    expect(panel.get_by_text("06-1234 5678").or_(panel.get_by_text("06 12345678")).first).to_be_visible()
    panel.get_by_role("button", name="Favoriet maken").click()
    expect(panel.get_by_role("button", name="Geen favoriet meer")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    page.get_by_role("tab", name="Favorieten").click()
    favourites = page.get_by_role("grid", name="Mijn contactenlijst")
    expect(favourites.get_by_role("row", name=re.compile("Fysiotherapie Zuid"))).to_be_visible()

    page.get_by_role("tab", name="Mijn contactpersonen").click()
    line.click()
    panel.get_by_role("button", name="Verwijderen").click()
    question = page.get_by_role("alertdialog")
    question.get_by_role("button", name="Verwijderen").click()
    expect(line).to_be_hidden()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(line).to_be_visible()


def test_sections_and_keyboard(make_user: MakeUser) -> None:
    """CON-2, CON-4, CON-7: by section, by arrow keys, by part of a name or function."""
    anna = make_user("anna")
    box = contacts(anna)
    page = anna.page
    page.get_by_role("tab", name="Bedrijf").click()
    expect(box.get_by_role("option", name=re.compile("Bram Jansen"))).to_be_visible()
    expect(box.get_by_role("option", name=re.compile("Dirk Bakker"))).to_be_hidden()
    page.get_by_role("tab", name="Cliënten").click()
    expect(box.get_by_role("option", name=re.compile("Dirk Bakker"))).to_be_visible()
    page.get_by_role("tab", name="Iedereen").click()
    page.get_by_role("searchbox").fill("wijkverpl")
    expect(box.get_by_role("option")).to_have_count(1)
    page.get_by_role("searchbox").fill("")
    expect(box.get_by_role("option", name=re.compile("Carla Mendes"))).to_be_visible()
    box.get_by_role("option").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = box.get_by_role("option").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("button", name="Video bellen")).to_be_visible()


def test_the_list_has_pages(make_user: MakeUser) -> None:
    """CON-2: arrows to page through."""
    carla = make_user("carla")
    for number in range(45):
        send(carla, "POST", "/api/contacts", {"kind": "plain", "name": f"Zorgverlener {number:02}"})
    box = contacts(carla)
    page = carla.page
    page.get_by_role("tab", name="Mijn contactpersonen").click()
    expect(page.get_by_text("1 van 2")).to_be_visible()
    page.get_by_role("button", name="Volgende pagina").click()
    expect(page.get_by_text("2 van 2")).to_be_visible()
    expect(box.get_by_role("option", name=re.compile("Zorgverlener 44"))).to_be_visible()
    page.get_by_role("button", name="Vorige pagina").click()
    expect(box.get_by_role("option", name=re.compile("Zorgverlener 00"))).to_be_visible()


def test_a_request_arrives_and_is_accepted(make_user: MakeUser) -> None:
    """CON-3: by the e-mail address of an existing user; the other one answers, and both see each other."""
    dirk, els = make_user("dirk"), make_user("els")
    contacts(dirk)
    dirk.page.get_by_role("button", name="Nieuw contact toevoegen").click()
    dialog = dirk.page.get_by_role("dialog", name="Nieuw contact maken")
    expect(dialog.get_by_role("radio", name="Iemand uitnodigen")).to_be_hidden()
    dialog.get_by_role("button", name="Volgende").click()
    dialog.get_by_label("E-mailadres").fill("els@voorbeeld.test")
    dialog.get_by_role("button", name="Verzoek sturen").click()
    expect(dialog.get_by_text("Het verzoek aan els@voorbeeld.test is verstuurd.")).to_be_visible()
    expect(els.page.get_by_text("Dirk Bakker wil u als contact toevoegen.")).to_be_visible(timeout=10_000)
    els.page.get_by_role("button", name="Aannemen").click()
    expect(tile(els, "Dirk Bakker")).to_be_visible(timeout=10_000)
    dirk.page.goto("/")
    expect(tile(dirk, "Els Visser")).to_be_visible(timeout=10_000)


def test_a_new_person_is_invited(make_user: MakeUser) -> None:
    """CON-3, ACC-4: the mail is sent, and the list says that it waits."""
    anna = make_user("anna")
    box = contacts(anna)
    page = anna.page
    page.get_by_role("button", name="Nieuw contact toevoegen").click()
    dialog = page.get_by_role("dialog", name="Nieuw contact maken")
    dialog.get_by_role("radio", name="Iemand uitnodigen").check(force=True)
    dialog.get_by_role("button", name="Volgende").click()
    dialog.get_by_label("Voornaam").fill("Fatima")
    dialog.get_by_label("Achternaam").fill("Yilmaz")
    dialog.get_by_label("E-mailadres").fill("fatima@elders.test")
    dialog.get_by_role("button", name="Uitnodiging sturen").click()
    expect(dialog.get_by_text("De uitnodiging voor Fatima Yilmaz is verstuurd")).to_be_visible()
    dialog.get_by_role("button", name="Sluiten").last.click()
    expect(box.get_by_role("option", name=re.compile("Fatima.*Gevraagd", re.DOTALL))).to_be_visible()


def test_a_missed_call_is_counted_and_called_back(make_user: MakeUser) -> None:
    """CAL-12, CON-6: counted on the menu until it was seen; one press calls back."""
    anna, bram = make_user("anna"), make_user("bram")
    tile(anna, "Bram Jansen").click(timeout=15_000)
    anna.page.get_by_role("button", name="Bellen zonder beeld").click()
    expect(bram.page.get_by_role("button", name="Accepteren")).to_be_visible(timeout=10_000)
    anna.page.get_by_role("button", name="Stop", exact=True).click()
    expect(bram.page.get_by_role("link", name=re.compile(r"Oproepen, \d+ gemist"))).to_be_visible(timeout=10_000)
    line = history_line(bram, "Anna de Vries")
    expect(line.get_by_text("Gemiste oproep")).to_be_visible()
    expect(bram.page.get_by_role("link", name="Oproepen", exact=True)).to_be_visible(timeout=10_000)
    bram.page.get_by_role("tab", name="Gemist").click()
    expect(line).to_be_visible()
    with bram.page.expect_download() as download:
        bram.page.get_by_role("link", name="Exporteren (CSV)").click()
    assert "Anna de Vries" in download.value.path().read_text()
    line.get_by_role("button", name="Anna de Vries terugbellen").click()
    accept(anna)
    expect(hang_up_button(anna)).to_be_visible(timeout=15_000)
    anna.hears_others()


def test_calls_from_the_details(make_user: MakeUser) -> None:
    """CON-6: video and sound, and the history with this person beside them."""
    anna, bram = make_user("anna"), make_user("bram")
    contacts(anna).get_by_role("option", name=re.compile("Bram Jansen")).click()
    anna.page.get_by_role("button", name="Video bellen").click()
    expect(bram.page.get_by_role("heading", name="Anna de Vries belt u met beeld")).to_be_visible(timeout=10_000)
    bram.page.get_by_role("button", name="Weigeren").click()
    expect(anna.page.get_by_role("heading", name="Oproep geweigerd")).to_be_visible(timeout=10_000)
    anna.page.get_by_role("dialog").get_by_role("button", name="Sluiten").click()
    expect(
        anna.page.get_by_role("region", name="Laatste oproepen").get_by_text("De ander weigerde").first
    ).to_be_visible()


def test_the_list_on_a_telephone_in_english(make_user: MakeUser) -> None:
    """CON-2, ACC-12: the details take the place of the list, and lead back."""
    bram = make_user("bram", viewport=PHONE, has_touch=True, is_mobile=True)
    bram.page.get_by_role("button", name="EN English").click()
    bram.page.get_by_role("link", name="Contacts").click()
    option = bram.page.get_by_role("option", name=re.compile("Carla Mendes"))
    option.click()
    expect(bram.page.get_by_role("button", name="Video call")).to_be_visible()
    expect(option).to_be_hidden()
    bram.page.get_by_role("button", name="Back to the list").click()
    expect(option).to_be_visible()
    bram.page.get_by_role("button", name="NL Nederlands").click()
    expect(bram.page.get_by_role("heading", name="Mijn contactenlijst")).to_be_visible()
