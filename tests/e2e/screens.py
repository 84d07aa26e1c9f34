"""Every screen of the client: `python -m tests.e2e.screens` writes a picture of each to build/screens.

Each comes about as people hold it, at a desk or on a telephone, and is looked at in both sizes, light and dark. The
test of accessibility walks over the same list.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, sync_playwright

from tests.e2e import media, steps
from tests.e2e.browsers import PHONE, ROOT, User, launch
from tests.e2e.desk_screens import guest_screens, visitor_screens
from tests.e2e.looking import SIZES, in_each_look, settle, unhurried
from tests.e2e.server import RunningServer

TARGET = ROOT / "build/screens"
README_PICTURE = ROOT / "docs/images/call.png"

#: Screens that nobody has to be signed in for.
PUBLIC = {
    "inloggen": "/inloggen",
    "wachtwoord-vergeten": "/wachtwoord-vergeten",
    "gebruikersnaam-vergeten": "/gebruikersnaam-vergeten",
    "activeren-onbekend": "/activeren/bestaat-niet",
    "uitnodiging-onbekend": "/uitnodiging/bestaat-niet",
    "verbindingstest": "/verbindingstest",
    "demo-mail": "/demo/mail",
}

#: Screens as an administrator sees them.
SIGNED_IN = {
    "start": "/",
    "contacten": "/contacten",
    "oproepen": "/oproepen",
    "afspraak": "/afspraak",
    "wachtkamer": "/wachtkamer",
    "vergaderingen": "/vergaderingen",
    "berichten": "/berichten",
    "meer": "/meer",
    "gegevens": "/instellingen/gegevens",
    "meldingen": "/instellingen/meldingen",
    "apparaten": "/instellingen/apparaten",
    "beveiliging": "/instellingen/beveiliging",
    "mensen": "/beheer/mensen",
    "groepen": "/beheer/groepen",
    "beleid": "/beheer/beleid",
    "huisstijl": "/beheer/huisstijl",
    "websiteknop": "/beheer/websiteknop",
    "telefonie": "/beheer/telefonie",
    "conferenties-beheer": "/beheer/conferenties",
    "gesproken-teksten": "/beheer/gesproken-teksten",
}


def public_screens(browser: Browser, server: RunningServer) -> Iterator[tuple[str, User]]:
    """Yield each public screen, ready to be looked at."""
    user = User(browser, server.url)
    for name, path in PUBLIC.items():
        user.page.goto(path)
        settle(user)
        yield name, user
    user.close()


def own_screens(browser: Browser, server: RunningServer) -> Iterator[tuple[str, User]]:
    """Yield each screen of somebody who is signed in."""
    user = User(browser, server.url).sign_in("anna")
    for name, path in SIGNED_IN.items():
        user.go(path)
        settle(user)
        yield name, user
    user.close()


def call_screens(browser: Browser, server: RunningServer) -> Iterator[tuple[str, User]]:
    """Yield the screens of calling, being called and talking."""
    anna = User(browser, server.url).sign_in("anna")
    bram = User(browser, server.url).sign_in("bram")
    with unhurried(server):
        try:
            steps.call(anna, "Bram Jansen")
            anna.page.get_by_text("Gaat over").wait_for()
            yield "gesprek-bellen", anna
            bram.page.get_by_role("button", name="Accepteren").wait_for()
            yield "gesprek-gebeld-worden", bram
            steps.accept(bram)
            steps.talk(anna, bram)
            yield "gesprek", anna
            anna.page.get_by_role("button", name="Rechtstreeks versleuteld").click()
            anna.page.get_by_role("dialog", name="Rechtstreeks versleuteld").wait_for()
            yield "gesprek-versleuteld", anna
            anna.page.keyboard.press("Escape")
            steps.hang_up_button(anna).click()
            steps.hang_up_button(bram).wait_for(state="hidden")
        finally:
            for someone in (anna, bram):
                someone.end_calls()
                someone.close()


def link_screens(browser: Browser, server: RunningServer) -> Iterator[tuple[str, User]]:
    """Yield the screens of a link into a call: making it, waiting with it, and the call in which somebody waits."""
    anna = User(browser, server.url).sign_in("anna")
    dirk = User(browser, server.url).sign_in("dirk")
    omar = User(browser, server.url, viewport=PHONE)
    try:
        steps.start_call(dirk, anna, "Anna de Vries")
        link = steps.make_link(anna, "Omar Yilmaz")
        steps.open_agent_dialog(anna)
        offer = anna.page.get_by_role("button", name="Met een link")
        offer.wait_for()
        settle(anna)
        yield "venster-agent", anna
        offer.click()
        anna.page.get_by_role("button", name="Maak link").wait_for()
        yield "venster-link", anna
        anna.page.get_by_label("Naam").fill("Fatima Yilmaz")
        anna.page.get_by_role("button", name="Maak link").click()
        anna.page.get_by_text("De link voor Fatima Yilmaz is klaar").wait_for()
        yield "venster-link-gemaakt", anna
        anna.page.keyboard.press("Escape")
        omar.page.goto(link)
        omar.page.get_by_text("Anna de Vries ziet dat u er bent.").wait_for()
        settle(omar)
        yield "gast-link", omar
        anna.page.get_by_text("Omar Yilmaz is er").wait_for()
        yield "gesprek-gast-is-er", anna
        steps.hang_up_button(dirk).click()
        omar.page.get_by_role("heading", name="Het gesprek is al afgelopen").wait_for()
        settle(omar)
        yield "gast-link-afgelopen", omar
    finally:
        omar.close()
        for someone in (anna, dirk):
            someone.end_calls()
            someone.close()


def window_screens(browser: Browser, server: RunningServer) -> Iterator[tuple[str, User]]:
    """Yield the windows and menus that open over the screens; each is closed by Escape."""
    user = User(browser, server.url).sign_in("anna")
    page = user.page

    def opened(name: str, button: Locator, then: Locator) -> Iterator[tuple[str, User]]:
        button.click()
        then.wait_for()
        settle(user)
        yield f"venster-{name}", user
        page.keyboard.press("Escape")
        then.wait_for(state="hidden")

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=name)

    def in_each_size(name: str, button: Locator) -> Iterator[tuple[str, User]]:
        for size in reversed(SIZES.values()):
            page.set_viewport_size(size)
            yield from opened(name, button, page.get_by_role("menu"))

    dialog = page.get_by_role("dialog")
    confirmation = page.get_by_role("alertdialog")
    yield from opened("aanwezigheid", button("Mijn status"), dialog)
    yield from in_each_size("account", button("Mijn account"))
    user.go("/contacten")
    yield from opened("nieuw-contact", button("Nieuw contact toevoegen"), dialog)
    page.get_by_role("option", name="Dirk Bakker").click()
    button("Video bellen").wait_for()
    settle(user)
    yield "contactgegevens", user
    yield from opened("notitie", button("Notitie toevoegen"), dialog)
    yield from opened("contact-verwijderen", button("Verwijderen"), confirmation)
    user.go("/beheer/mensen")
    yield from opened("persoon-toevoegen", button("Persoon toevoegen"), dialog)
    yield from in_each_size("persoon-acties", button("Acties voor Bram Jansen"))
    user.go("/beheer/telefonie")
    yield from opened("lijn-toevoegen", button("Lijn toevoegen"), dialog)
    yield from opened("nummer-toevoegen", button("Nummer toevoegen"), dialog)
    user.go("/beheer/conferenties")
    yield from opened("conferentie-toevoegen", button("Conferentie toevoegen"), dialog)
    yield from opened("conferentiekaart", button("Kaart"), dialog)
    page.get_by_role("link", name="Geschiedenis").click()
    page.get_by_role("heading", name="Geschiedenis van Teamoverleg").wait_for()
    settle(user)
    yield "conferentie-geschiedenis", user
    user.close()


def conference_screens(browser: Browser, server: RunningServer) -> Iterator[tuple[str, User]]:
    """Yield the screens of a telephone conference: before it, in it with this computer, and beside it."""
    user = User(browser, server.url).sign_in("anna")
    page = user.page

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=name, exact=True)

    try:
        user.go("/conferenties")
        page.get_by_role("link", name="Conferentie openen").click()
        page.get_by_text("Niemand aanwezig").wait_for()
        settle(user)
        yield "conferentie-leeg", user
        button("Meedoen met deze computer").click()
        page.get_by_role("listitem", name="Anna").wait_for(timeout=30_000)
        yield "conferentie", user
        button("Iemand uitnodigen").click()
        page.get_by_role("dialog").wait_for()
        yield "venster-conferentie-uitnodigen", user
        page.keyboard.press("Escape")
        button("Conferentie beëindigen").click()
        page.get_by_role("alertdialog").wait_for()
        yield "venster-conferentie-beeindigen", user
        page.keyboard.press("Escape")
        page.get_by_role("alertdialog").wait_for(state="hidden")
        page.get_by_role("link", name="Contacten").first.click()
        page.get_by_role("heading", name="Mijn contactenlijst").wait_for()
        settle(user)
        yield "conferentie-balk", user
        button("Verlaten").click()
        page.get_by_role("link", name="Terug naar conferentie").wait_for(state="hidden")
    finally:
        user.close()


Walk = Callable[[Browser, RunningServer], Iterator[tuple[str, User]]]

WALKS: list[Walk] = [
    public_screens,
    own_screens,
    window_screens,
    call_screens,
    link_screens,
    conference_screens,
    visitor_screens,
    guest_screens,
]


@contextmanager
def browser_and_server() -> Iterator[tuple[Browser, RunningServer]]:
    """A browser with a fake camera and a server with the demo organisation."""
    with tempfile.TemporaryDirectory(prefix="oogcontact-screens-") as name, sync_playwright() as playwright:
        folder = Path(name)
        media.write_video(folder / "camera.y4m")
        media.write_sound(folder / "microphone.wav")
        server = RunningServer(folder / "data").start()
        browser = launch(playwright, folder)
        try:
            yield browser, server
        finally:
            browser.close()
            server.stop()


def write_readme_picture() -> None:
    """Write the picture of a call in the README: Bram, as Anna sees him."""
    with tempfile.TemporaryDirectory(prefix="oogcontact-picture-") as name, sync_playwright() as playwright:
        folder = Path(name)
        server = RunningServer(folder / "data").start()
        browsers = {}
        for person in ("anna", "bram"):
            own = folder / person
            own.mkdir()
            media.write_portrait(own / "camera.y4m", ROOT / f"src/oogcontact/project/demo_photos/{person}.webp")
            media.write_sound(own / "microphone.wav")
            browsers[person] = launch(playwright, own)
        anna, bram = (User(browsers[person], server.url).sign_in(person) for person in ("anna", "bram"))
        steps.call(anna, "Bram Jansen")
        steps.accept(bram)
        anna.page.get_by_role("timer").wait_for()
        anna.page.get_by_role("timer").wait_for(state="hidden")
        anna.page.get_by_text("Goede verbinding").wait_for()
        anna.page.screenshot(path=README_PICTURE)
        for browser in browsers.values():
            browser.close()
        server.stop()


def main() -> None:
    """Write the pictures, or those of one walk by its name; with `readme` the one of the README."""
    if sys.argv[1:] == ["readme"]:
        write_readme_picture()
        return
    TARGET.mkdir(parents=True, exist_ok=True)
    with browser_and_server() as (browser, server):
        for walk in (walk for walk in WALKS if walk.__name__ in (sys.argv[1:] or [walk.__name__])):
            for name, user in walk(browser, server):
                for look in in_each_look(user):
                    user.page.screenshot(path=TARGET / f"{name}-{look}.png")


if __name__ == "__main__":
    main()
