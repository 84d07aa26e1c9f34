"""ADM-2: an administrator gives the organisation its own logo, colour and invitation, by the labels on the page."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.e2e.browsers import User
from tests.e2e.conftest import MakeUser
from tests.e2e.looking import problems_of, settle
from tests.e2e.server import RunningServer

PAGE = "/beheer/huisstijl"

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" onload="document.title='hacked'">
<style>.a{fill:#7a1fa2}.b{fill:#ffb300}</style><script>document.title = 'hacked'</script>
<circle class="a" cx="50" cy="50" r="45"/>
<path class="b" d="M30 50l15 18 28-34" style="fill:none;stroke:#fff;stroke-width:9"/>
<rect class="a" x="120" y="25" width="250" height="16" rx="8"/>
<rect class="b" x="120" y="58" width="180" height="16" rx="8"/>
</svg>"""


@pytest.fixture
def anna(make_user: MakeUser) -> User:
    """An administrator before the page."""
    anna = make_user("anna")
    anna.page.goto(PAGE)
    expect(anna.page.get_by_role("heading", name="Huisstijl")).to_be_visible()
    return anna


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (300, 100), "#7a1fa2").save(file, "PNG")
    return file.getvalue()


def choose(page: Page, name: str, kind: str, content: bytes, button: str = "Logo kiezen") -> None:
    """Choose a file as the logo."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button, exact=True).click()
    chooser.value.set_files(FilePayload(name=name, mimeType=kind, buffer=content))


def loaded(logo: Locator) -> bool:
    return bool(logo.evaluate("image => image.complete && image.naturalWidth > 0"))


def test_logo(anna: User) -> None:
    """Chosen, seen on light and on dark, harmless when opened by itself, replaced, refused in words, and taken away."""
    page = anna.page
    card = page.get_by_role("region", name="Logo", exact=True)
    choose(page, "logo.svg", "image/svg+xml", SVG)
    expect(page.get_by_text("Het logo is bewaard.")).to_be_visible()
    shown = card.get_by_role("img", name="Zorggroep Voorbeeld")
    expect(shown).to_have_count(2)
    assert loaded(shown.first)
    address = shown.first.get_attribute("src")
    assert address is not None
    alone = anna.context.new_page()
    answer = alone.goto(address)
    assert answer is not None
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert alone.locator("circle").count() == 1
    assert alone.locator("script").count() == 0
    assert alone.title() != "hacked"
    alone.close()

    choose(page, "logo.gif", "image/gif", b"GIF89a", "Ander logo kiezen")
    expect(card.get_by_role("alert")).to_contain_text("SVG, PNG of JPEG")
    choose(page, "logo.svg", "image/svg+xml", b"<svg viewBox='0 0 1 1'><script/></svg>", "Ander logo kiezen")
    expect(card.get_by_role("alert")).to_contain_text("Er staan geen vormen in dit SVG-bestand.")
    choose(page, "logo.png", "image/png", png(), "Ander logo kiezen")
    expect(shown.first).to_have_attribute("src", re.compile(r"\.webp$"))
    expect(card.get_by_role("alert")).to_have_count(0)
    card.get_by_role("button", name="Logo verwijderen").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Logo verwijderen").click()
    expect(shown).to_have_count(0)


def test_dropped_logo(anna: User) -> None:
    """Dragged onto the card, it is as if it had been chosen."""
    card = anna.page.get_by_role("region", name="Logo", exact=True)
    data = anna.page.evaluate_handle(
        "text => { const data = new DataTransfer();"
        " data.items.add(new File([text], 'logo.svg', { type: 'image/svg+xml' })); return data }",
        SVG.decode(),
    )
    card.get_by_text("Of sleep een bestand hierheen.").dispatch_event("drop", {"dataTransfer": data})
    expect(card.get_by_role("img", name="Zorggroep Voorbeeld")).to_have_count(2)


def test_colour_and_sender(anna: User) -> None:
    """A colour is judged while it is chosen; leaving asks; undoing goes back; what is saved is there after a reload."""
    page = anna.page
    colour = page.get_by_label("Huiskleur")
    expect(page.get_by_text("Deze kleur is goed leesbaar")).to_be_visible()
    colour.fill("geel")
    expect(page.get_by_text("Schrijf een kleur als #").last).to_be_visible()
    page.get_by_role("button", name="Bewaar").click()
    expect(colour).to_have_attribute("aria-invalid", "true")
    colour.fill("#ffd500")
    expect(page.get_by_text("#ffd500 is niet voor iedereen leesbaar")).to_be_visible()
    expect(page.get_by_text(re.compile("gebruiken we dan #7d6800, en op een donker scherm #ffd500"))).to_be_visible()
    expect(page.get_by_text("Doe mee").first).to_have_css("background-color", "rgb(125, 104, 0)")
    expect(page.get_by_text("Doe mee").last).to_have_css("background-color", "rgb(255, 213, 0)")
    page.get_by_role("link", name="Mensen").click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Annuleren").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(colour).to_have_value("#0b5d66")
    expect(page.get_by_text("U hebt wijzigingen die nog niet bewaard zijn.")).to_have_count(0)

    page.get_by_label("Kleur aanwijzen").fill("#7a1fa2")
    expect(colour).to_have_value("#7a1fa2")
    page.get_by_label("Naam van de afzender").fill("Team Zorg")
    expect(page.get_by_text("Team Zorg").first).to_be_visible()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("De huisstijl is bewaard.")).to_be_visible()
    page.reload()
    expect(colour).to_have_value("#7a1fa2")
    expect(page.get_by_label("Naam van de afzender")).to_have_value("Team Zorg")


def test_invitation(anna: User, server: RunningServer) -> None:
    """Places come where the cursor stands; the preview is filled in; an unknown place is named; the test mail comes."""
    page = anna.page
    card = page.get_by_role("region", name="Uitnodiging in het Nederlands")
    text = card.get_by_label("Tekst van de mail in het Nederlands")
    mail = card.get_by_role("region", name="Voorbeeld van de mail in het Nederlands")
    expect(mail).to_contain_text("Klik hier om het gesprek te openen")
    expect(mail).to_contain_text("mevrouw Jansen")
    text.fill("Dag ,\n\n<b>Tot</b> dan.")
    text.evaluate("area => area.setSelectionRange(4, 4)")
    card.get_by_role("button", name="naam", exact=True).click()
    expect(text).to_have_value("Dag {naam},\n\n<b>Tot</b> dan.")
    expect(text).to_be_focused()
    expect(mail).to_contain_text("Dag mevrouw Jansen,<b>Tot</b> dan.")
    card.get_by_role("button", name="Stuur een proefmail naar mezelf").click()
    expect(page.get_by_text("De proefmail is onderweg naar anna@voorbeeld.test.")).to_be_visible()
    reader = anna.context.new_page()
    reader.goto("/demo/mail")
    expect(reader.get_by_text("Uitnodiging voor een afspraak met beeld")).to_be_visible()
    reader.close()

    text.fill("Dag {voornaam}")
    expect(text).to_have_accessible_description(re.compile(r"\{voornaam\} kan niet worden ingevuld"))
    page.get_by_role("button", name="Bewaar").click()
    expect(text).to_be_focused()
    card.get_by_role("button", name="Standaardtekst terugzetten").click()
    expect(mail).to_contain_text("U heeft een afspraak met Anna de Vries van Zorggroep Voorbeeld")
    english = page.get_by_role("region", name="Uitnodiging in het Engels")
    expect(english.get_by_role("region")).to_contain_text("Click here to open the conversation")


def test_axe_finds_nothing(chromium: Browser, server: RunningServer) -> None:
    """With a logo, a colour that is adjusted, and a text that is refused; nothing runs off the side."""
    user = User(chromium, server.url).sign_in("anna")
    user.page.goto(PAGE)
    choose(user.page, "logo.svg", "image/svg+xml", SVG)
    user.page.get_by_label("Huiskleur").fill("#ffd500")
    user.page.get_by_label("Tekst van de mail in het Engels").fill("{who}")
    expect(user.page.get_by_text("#ffd500 is niet voor iedereen leesbaar")).to_be_visible()
    settle(user)
    assert problems_of(user) == []
    user.close()
