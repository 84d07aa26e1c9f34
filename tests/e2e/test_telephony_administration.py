"""ADM-4, CNF-1, CNF-2: an administrator sets up telephony and telephone conferences, by the labels that people read."""

import io
import math
import re
import socket
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsers import user
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer, copy_of, free_port

#: Counts how often the browser was asked to print: a window for that has no place in a test.
COUNT_PRINTS = "window.printed = 0; window.print = () => { window.printed += 1; };"


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it, but for things with names of their own."""
    return shared_server


@pytest.fixture
def page(make_user: MakeUser) -> Page:
    """The window of an administrator."""
    return make_user("anna").page


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which something else listens already, by UDP and by TCP."""
    port = free_port()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams, socket.socket() as streams:
        datagrams.bind(("127.0.0.1", port))
        streams.bind(("127.0.0.1", port))
        streams.listen()
        yield port


def row(page: Page, section: str, text: str) -> Locator:
    """Return what a list says of one thing."""
    return page.get_by_role("list", name=section, exact=True).get_by_role("listitem").filter(has_text=text)


def choose(page: Page, thing: str, act: str) -> None:
    """Choose something from the menu of a thing."""
    page.get_by_role("button", name=f"Acties voor {thing}").click()
    page.get_by_role("menuitem", name=act).click()


def dialog_of(page: Page, button: str) -> Locator:
    """Press a button that opens a window; return the window."""
    page.get_by_role("button", name=button).click()
    return page.get_by_role("dialog")


def recording(seconds: int, rate: int = 44_100) -> bytes:
    """Return a tone as a WAV file in stereo, as the recorder of a computer writes it."""
    wave_form = [round(9_000 * math.sin(2 * math.pi * 440 * place / rate)) for place in range(rate)]
    second = b"".join(struct.pack("<hh", sample, sample) for sample in wave_form)
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(second * seconds)
    return file.getvalue()


def choose_file(page: Page, prompt: Locator, name: str, kind: str, content: bytes) -> None:
    """Choose a file to replace a prompt with."""
    with page.expect_file_chooser() as chooser:
        prompt.get_by_role("button", name="Vervangen").click()
    chooser.value.set_files({"name": name, "mimeType": kind, "buffer": content})


def test_lines(page: Page) -> None:
    """ADM-4: a line is added, refused at its field, changed without its password, and removed."""
    page.goto("/beheer/telefonie")
    expect(page.get_by_text("Telefoneren staat aan. Oogcontact luistert op")).to_be_visible()
    dialog = dialog_of(page, "Lijn toevoegen")
    dialog.get_by_label("Naam", exact=True).fill("Belbedrijf")
    host = dialog.get_by_label("Adres van de aanbieder")
    host.fill("sip:belbedrijf.test")
    dialog.get_by_label("Verbinding").select_option("TLS")
    expect(dialog.get_by_label("Poort")).to_have_value("5061")
    dialog.get_by_label("Gebruikersnaam").fill("zorggroep")
    dialog.get_by_label("Wachtwoord", exact=True).fill("geheim")
    dialog.get_by_label("Andere IP-adressen van de aanbieder").fill("192.0.2.7\n192.0.2.64/28")
    add = dialog.get_by_role("button", name="Toevoegen")
    add.click()
    expect(host).to_have_accessible_description(re.compile("zonder sip:.*zonder sip:", re.DOTALL))
    expect(host).to_be_focused()
    host.fill("127.0.0.1")
    dialog.get_by_label("Gesprekken naar buiten tegelijk").fill("2000")
    add.click()
    expect(dialog.get_by_text("Vul een heel getal in van 0 tot 1000.")).to_be_visible()
    dialog.get_by_label("Gesprekken naar buiten tegelijk").fill("4")
    add.click()
    expect(dialog).to_be_hidden()
    line = row(page, "Lijnen", "Belbedrijf")
    expect(line).to_contain_text("127.0.0.1 · TLS · Registratie")
    # Nobody answers there: the page tells by itself.
    expect(line).to_contain_text("Mislukt", timeout=20_000)

    choose(page, "Belbedrijf", "Wijzigen")
    expect(dialog.get_by_label("Andere IP-adressen van de aanbieder")).to_have_value("192.0.2.7\n192.0.2.64/28")
    expect(dialog.get_by_text("Er is een wachtwoord bewaard.")).to_be_visible()
    dialog.get_by_role("switch", name="Deze lijn staat aan").uncheck(force=True)
    dialog.get_by_role("button", name="Bewaar").click()
    expect(dialog).to_be_hidden()
    expect(line).to_contain_text("Uit")

    choose(page, "Belbedrijf", "Verwijderen")
    page.get_by_role("alertdialog").get_by_role("button", name="Verwijderen").click()
    expect(line).to_have_count(0)


def test_telephone_numbers(page: Page) -> None:
    """ADM-4: a number is kept in one form; no two are the same; one with conferences is not removed."""
    page.goto("/beheer/telefonie")
    dialog = dialog_of(page, "Nummer toevoegen")
    number = dialog.get_by_label("Telefoonnummer")
    number.fill("geen nummer")
    dialog.get_by_role("button", name="Toevoegen").click()
    expect(number).to_have_attribute("aria-invalid", "true")
    number.fill("085 000 0199")
    dialog.get_by_label("Verkort nummer").fill("100")
    dialog.get_by_role("button", name="Toevoegen").click()
    expect(dialog.get_by_label("Verkort nummer")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Verkort nummer").fill("199")
    dialog.get_by_label("Taal").select_option("English")
    dialog.get_by_role("button", name="Toevoegen").click()
    added = row(page, "Telefoonnummers", "+31850000199")
    expect(added).to_contain_text("verkort 199 · English")

    choose(page, "+31850000199", "Wijzigen")
    dialog.get_by_label("Verkort nummer").fill("")
    dialog.get_by_role("button", name="Bewaar").click()
    expect(added).not_to_contain_text("verkort")

    choose(page, "+31850000100", "Verwijderen")
    confirmation = page.get_by_role("alertdialog")
    confirmation.get_by_role("button", name="Verwijderen").click()
    expect(confirmation.get_by_role("alert")).to_be_visible()
    confirmation.get_by_role("button", name="Annuleren").click()
    choose(page, "+31850000199", "Verwijderen")
    confirmation.get_by_role("button", name="Verwijderen").click()
    expect(added).to_have_count(0)


def test_a_port_that_is_taken(chromium: Browser, prepared_data: Path, tmp_path: Path, taken_port: int) -> None:
    """ADM-4: when telephony can not listen, the page says so, and what to do."""
    server = RunningServer(copy_of(prepared_data, tmp_path / "data"), SIP_PORT=str(taken_port)).start()
    try:
        with user(chromium, server.url, "anna") as anna:
            anna.page.goto("/beheer/telefonie")
            notice = anna.page.get_by_role("alert").filter(has_text="Telefoneren staat uit")
            expect(notice).to_contain_text("SIP_PORT")
            expect(notice).to_contain_text(str(taken_port))
            expect(row(anna.page, "Lijnen", "Demo")).to_contain_text("Uit")
    finally:
        server.stop()


def test_conference_account(make_user: MakeUser) -> None:
    """CNF-1: an account with a number and PINs that are made, its card on paper and by mail, its history, its end."""
    anna = make_user("anna")
    anna.add_init_script(COUNT_PRINTS)
    page = anna.page
    page.goto("/beheer/conferenties")
    dialog = dialog_of(page, "Conferentie toevoegen")
    dialog.get_by_label("Naam", exact=True).fill("Mantelzorgcafé")
    expect(dialog.get_by_label("Aantal mensen, ten hoogste")).to_have_value("10")
    dialog.get_by_label("Pincode van de deelnemers").fill("12")
    dialog.get_by_role("radio", name="Elkaar horen").check(force=True)
    dialog.get_by_role("checkbox", name="Bram Jansen").check(force=True)
    dialog.get_by_role("button", name="Toevoegen").click()
    expect(dialog.get_by_label("Pincode van de deelnemers")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Pincode van de deelnemers").fill("")
    dialog.get_by_role("button", name="Toevoegen").click()
    account = row(page, "Conferenties", "Mantelzorgcafé")
    expect(account).to_contain_text(re.compile(r"Conferentienummer\d{6}"))
    expect(account).to_contain_text("Bram Jansen")

    account.get_by_role("button", name="Kaart").click()
    card = dialog.get_by_role("region", name="Meedoen aan de telefonische conferentie")
    steps = card.get_by_role("listitem")
    expect(steps).to_have_count(4)
    expect(steps.nth(0)).to_contain_text("085 000 0100")
    participant = steps.nth(2).inner_text()
    assert re.search(r"\d{6} #", participant)
    dialog.get_by_role("radio", name="Gespreksleider").check(force=True)
    assert steps.nth(2).inner_text() != participant
    expect(card).to_contain_text("Geef hem niet door")

    dialog.get_by_role("button", name="Afdrukken").click()
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    expect(card).to_be_visible()
    for hidden in (page.get_by_text("Voor wie is de kaart?"), page.get_by_text("Mantelzorgcafé", exact=True)):
        expect(hidden).to_be_hidden()
    page.emulate_media(media="screen")

    dialog.get_by_role("button", name="Mailen").click()
    dialog.get_by_label("E-mailadres").fill("gast@voorbeeld.test")
    dialog.get_by_label("Taal van de mail").select_option("English")
    dialog.get_by_role("button", name="Mailen").click()
    expect(page.get_by_text("De kaart is gestuurd naar gast@voorbeeld.test.")).to_be_visible()
    page.keyboard.press("Escape")

    account.get_by_role("link", name="Geschiedenis").click()
    expect(page.get_by_role("heading", name="Geschiedenis van Mantelzorgcafé")).to_be_visible()
    expect(page.get_by_text("Nog geen conferenties gehouden")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporteren").click()
    assert download.value.suggested_filename == "conferenties.csv"
    page.get_by_role("link", name="Alle conferenties").click()

    choose(page, "Mantelzorgcafé", "Verwijderen")
    confirmation = page.get_by_role("alertdialog")
    expect(confirmation).to_contain_text("Ook de geschiedenis van deze conferentie gaat weg.")
    confirmation.get_by_role("button", name="Verwijderen").click()
    expect(account).to_have_count(0)


def test_spoken_texts(page: Page) -> None:
    """CNF-2: a sentence is replaced by a recording of any rate, heard, and brought back; a text is no recording."""
    page.goto("/beheer/gesproken-teksten")
    prompt = row(page, "Gesproken teksten", "Welkom bij de telefonische conferentie.")
    expect(prompt).to_contain_text("Standaard")
    choose_file(page, prompt, "welkom.txt", "text/plain", b"Welkom allemaal")
    expect(prompt.get_by_role("alert")).to_contain_text("WAV")
    # 3.5 MB: more than any other body but a photo may have.
    choose_file(page, prompt, "welkom.wav", "audio/wav", recording(20))
    expect(prompt).to_contain_text("Eigen opname · 20 s")
    expect(prompt.get_by_role("alert")).to_have_count(0)
    with page.expect_response(re.compile(r"/welcome\.wav")) as sound:
        prompt.get_by_role("button", name="Afspelen").click()
    assert sound.value.ok
    prompt.get_by_role("button", name="Stoppen").click()
    expect(prompt.get_by_role("button", name="Afspelen")).to_be_visible()

    page.get_by_role("tab", name="English").click()
    expect(row(page, "Gesproken teksten", "Welcome to the telephone conference.")).to_contain_text("Standaard")
    page.get_by_role("tab", name="Nederlands").click()
    prompt.get_by_role("button", name="Terugzetten").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Terugzetten").click()
    expect(prompt).to_contain_text("Standaard")
    expect(prompt.get_by_role("button", name="Terugzetten")).to_have_count(0)


def test_hiding_part_of_numbers(page: Page) -> None:
    """CNF-7: whether numbers are hidden in part is a policy of the organisation."""
    page.goto("/beheer/beleid")
    switch = page.get_by_role("region", name="Telefonie").get_by_role("switch")
    expect(switch).to_be_checked()
    for checked in (False, True):
        switch.set_checked(checked, force=True)
        page.get_by_role("button", name="Bewaar").click()
        expect(page.get_by_text("Het beleid is bewaard.")).to_be_visible()
        page.reload()
        expect(switch).to_be_checked(checked=checked)
