"""Every screen of the client: `python -m tests.e2e.screens` writes a picture of each to build/screens.

Desktop and telephone, light and dark. The test of accessibility walks over the same list.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, sync_playwright

from tests.e2e import media, steps
from tests.e2e.browsers import DESKTOP, PHONE, ROOT, User, launch
from tests.e2e.server import RunningServer

TARGET = ROOT / "build/screens"
README_PICTURE = ROOT / "docs/images/call.png"

SIZES = {"desktop": DESKTOP, "phone": PHONE}
THEMES = ("light", "dark")

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
    "beeldcontact": "/",
    "contacten": "/contacten",
    "oproepen": "/oproepen",
    "gegevens": "/instellingen/gegevens",
    "meldingen": "/instellingen/meldingen",
    "apparaten": "/instellingen/apparaten",
    "beveiliging": "/instellingen/beveiliging",
    "mensen": "/beheer/mensen",
    "beleid": "/beheer/beleid",
}


@dataclass(frozen=True)
class View:
    """A window: its size and theme."""

    size: str
    theme: str

    @property
    def options(self) -> dict[str, object]:
        """What makes a browser window so."""
        return {"viewport": SIZES[self.size], "color_scheme": self.theme}


VIEWS = [View(size, theme) for size in SIZES for theme in THEMES]


def settle(user: User) -> None:
    """Wait until the screen has got its data and its fonts and nothing moves any more."""
    user.page.wait_for_load_state("networkidle")
    user.page.evaluate("document.fonts.ready")
    stand_still(user)


def stand_still(user: User) -> None:
    """Wait until nothing moves any more but what moves for ever: a text that is half there has too little contrast."""
    user.page.evaluate(
        "Promise.all(document.getAnimations().filter(a => a.effect?.getTiming().iterations !== Infinity)"
        ".map(a => a.finished.catch(() => null)))"
    )


def public_screens(browser: Browser, url: str, view: View) -> Iterator[tuple[str, User]]:
    """Yield each public screen, ready to be looked at."""
    user = User(browser, url, **view.options)
    for name, path in PUBLIC.items():
        user.page.goto(path)
        settle(user)
        yield name, user
    user.close()


def own_screens(browser: Browser, url: str, view: View) -> Iterator[tuple[str, User]]:
    """Yield each screen of somebody who is signed in."""
    user = User(browser, url, **view.options).sign_in("anna")
    for name, path in SIGNED_IN.items():
        user.page.goto(path)
        settle(user)
        yield name, user
    user.close()


def call_screens(browser: Browser, url: str, view: View) -> Iterator[tuple[str, User]]:
    """Yield the screens of calling, being called and talking."""
    anna = User(browser, url, **view.options).sign_in("anna")
    bram = User(browser, url, **view.options).sign_in("bram")
    try:
        steps.call(anna, "Bram Jansen")
        anna.page.get_by_text("Gaat over").wait_for()
        stand_still(anna)
        yield "gesprek-bellen", anna
        bram.page.get_by_role("button", name="Accepteren").wait_for()
        stand_still(bram)
        yield "gesprek-gebeld-worden", bram
        steps.accept(bram)
        steps.talk(anna, bram)
        stand_still(anna)
        yield "gesprek", anna
        anna.page.get_by_role("button", name="Rechtstreeks versleuteld").click()
        anna.page.get_by_role("dialog", name="Rechtstreeks versleuteld").wait_for()
        stand_still(anna)
        yield "gesprek-versleuteld", anna
        anna.page.keyboard.press("Escape")
        steps.hang_up_button(anna).click()
        steps.hang_up_button(bram).wait_for(state="hidden")
    finally:
        for someone in (anna, bram):
            someone.end_calls()
            someone.close()


def window_screens(browser: Browser, url: str, view: View) -> Iterator[tuple[str, User]]:
    """Yield the windows and menus that open over the screens; each is closed by Escape."""
    user = User(browser, url, **view.options).sign_in("anna")
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

    dialog, menu = page.get_by_role("dialog"), page.get_by_role("menu")
    confirmation = page.get_by_role("alertdialog")
    yield from opened("aanwezigheid", button("Mijn status"), dialog)
    yield from opened("account", button("Mijn account"), menu)
    page.goto("/contacten")
    yield from opened("nieuw-contact", button("Nieuw contact toevoegen"), dialog)
    page.get_by_role("option", name="Dirk Bakker").click()
    button("Video bellen").wait_for()
    settle(user)
    yield "contactgegevens", user
    yield from opened("notitie", button("Notitie toevoegen"), dialog)
    yield from opened("contact-verwijderen", button("Verwijderen"), confirmation)
    page.goto("/beheer/mensen")
    yield from opened("persoon-toevoegen", button("Persoon toevoegen"), dialog)
    yield from opened("persoon-acties", button("Acties voor Bram Jansen"), menu)
    user.close()


WALKS: list[Callable[[Browser, str, View], Iterator[tuple[str, User]]]] = [
    public_screens,
    own_screens,
    window_screens,
    call_screens,
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
    """Write the pictures; with `readme` the one of the README."""
    if sys.argv[1:] == ["readme"]:
        write_readme_picture()
        return
    TARGET.mkdir(parents=True, exist_ok=True)
    with browser_and_server() as (browser, server):
        for view in VIEWS:
            for walk in WALKS:
                for name, user in walk(browser, server.url, view):
                    user.page.screenshot(path=TARGET / f"{name}-{view.size}-{view.theme}.png")


if __name__ == "__main__":
    main()
