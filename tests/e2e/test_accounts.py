"""Signing in, mailed links, second factor, settings and administration, by the labels that people read."""

import base64
import hashlib
import hmac
import re
import struct
import time

from playwright.sync_api import expect

from tests.e2e.browsers import PASSWORD, PHONE, User
from tests.e2e.conftest import MakeUser
from tests.e2e.mails import mailed_link
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab

NEW_PASSWORD = "Nieuw-Woord-26!"


def code_of(secret: str, step: int = 0) -> str:
    """Return the code of an authenticator app now, or some steps of 30 seconds later (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in(user: User, name: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in page and send it."""
    user.page.goto("/inloggen")
    user.page.get_by_label("E-mailadres").fill(name)
    user.page.get_by_label("Wachtwoord", exact=True).fill(password)
    user.page.get_by_role("button", name="Inloggen", exact=True).click()


def home(user: User) -> None:
    """Wait for the screen behind the sign-in page."""
    expect(user.page.get_by_role("heading", name="Beeldcontact")).to_be_visible(timeout=15_000)


def test_wrong_tries_lock_for_a_while(make_user: MakeUser) -> None:
    """ACC-1: one same message, and after five wrong tries the right password is refused too."""
    nobody = make_user()
    for _ in range(5):
        sign_in(nobody, "bram@voorbeeld.test", "Verkeerd-1")
        expect(nobody.page.get_by_role("alert")).to_be_visible()
    sign_in(nobody, "bram@voorbeeld.test")
    expect(nobody.page.get_by_role("alert")).to_contain_text("15 minuten")


def test_sign_in_in_english_on_a_telephone(make_user: MakeUser) -> None:
    """ACC-1, ACC-12: the language is chosen before signing in; behind it the account's own language holds."""
    nobody = make_user(viewport=PHONE)
    nobody.page.goto("/inloggen")
    nobody.page.get_by_role("button", name="EN English").click()
    nobody.page.get_by_label("Email address").fill("els@voorbeeld.test")
    nobody.page.get_by_label("Password", exact=True).fill(PASSWORD)
    nobody.page.get_by_role("button", name="Sign in", exact=True).click()
    home(nobody)


def test_a_person_is_added_and_activates_the_account(make_user: MakeUser, server: RunningServer) -> None:
    """ACC-2, ACC-6, ADM-1: added by the administrator, a password by the mailed link, once; then blocked at once."""
    anna, noor = make_user("anna"), make_user()
    anna.page.goto("/beheer/mensen")
    anna.page.get_by_role("button", name="Persoon toevoegen").click()
    dialog = anna.page.get_by_role("dialog")
    dialog.get_by_label("Voornaam").fill("Noor")
    dialog.get_by_label("Achternaam").fill("Smit")
    dialog.get_by_label("E-mailadres").fill("noor@voorbeeld.test")
    dialog.get_by_role("button", name="Toevoegen en uitnodigen").click()
    expect(anna.page.get_by_text("Noor Smit is toegevoegd")).to_be_visible()
    expect(anna.page.get_by_role("row", name=re.compile("Noor Smit.*uitgenodigd"))).to_be_visible()

    link = mailed_link(server, "noor@voorbeeld.test", "/activeren")
    noor.page.goto(link)
    expect(noor.page.get_by_role("heading", name=re.compile("Noor"))).to_be_visible()
    passwords = noor.page.locator("input[autocomplete='new-password']")
    expect(passwords.first).to_be_visible()
    for field in passwords.all():
        field.fill(NEW_PASSWORD)
    noor.page.get_by_role("button", name="Wachtwoord instellen").click()
    expect(noor.page.get_by_text("Uw account is klaar")).to_be_visible()
    sign_in(noor, "noor@voorbeeld.test", NEW_PASSWORD)
    home(noor)
    other = make_user()
    other.page.goto(link)
    expect(other.page.get_by_text("Deze link is al gebruikt")).to_be_visible()

    anna.page.reload()
    anna.page.get_by_role("button", name="Acties voor Noor Smit").first.click()
    anna.page.get_by_role("menuitem", name="Blokkeren").click()
    anna.page.get_by_role("alertdialog").get_by_role("button", name="Blokkeren").click()
    expect(noor.page.get_by_role("button", name="Inloggen", exact=True)).to_be_visible(timeout=10_000)
    sign_in(noor, "noor@voorbeeld.test", NEW_PASSWORD)
    expect(noor.page.get_by_role("alert")).to_be_visible()


def test_a_forgotten_password_is_replaced_once(make_user: MakeUser, server: RunningServer) -> None:
    """ACC-7: the answer is the same for unknown addresses; the link works once."""
    nobody = make_user()
    for address in ("niemand@voorbeeld.test", "carla@voorbeeld.test"):
        nobody.page.goto("/wachtwoord-vergeten")
        nobody.page.get_by_label("E-mailadres").fill(address)
        nobody.page.locator("form button[type=submit]").click()
        expect(nobody.page.locator("form button[type=submit]")).to_be_hidden()
    link = mailed_link(server, "carla@voorbeeld.test", "/wachtwoord")
    nobody.page.goto(link)
    fields = nobody.page.locator("input[autocomplete='new-password']")
    expect(fields.first).to_be_visible()
    for field in fields.all():
        field.fill(NEW_PASSWORD)
    nobody.page.get_by_role("button", name="Wachtwoord opslaan").click()
    expect(nobody.page.get_by_role("heading", name="Uw wachtwoord is gewijzigd")).to_be_visible()
    sign_in(nobody, "carla@voorbeeld.test", NEW_PASSWORD)
    home(nobody)


def test_a_second_factor_is_set_up_and_asked(make_user: MakeUser) -> None:
    """ACC-8: the password, a QR code with its secret as text, a code; then it is asked when signing in."""
    bram, again = make_user("bram"), make_user()
    page = bram.page
    page.goto("/instellingen/beveiliging")
    page.get_by_role("button", name="Activeer tweefactorauthenticatie").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    dialog.locator("button[type=submit]").click()
    expect(dialog.get_by_role("img")).to_be_visible(timeout=10_000)
    secret = re.search(r"\b[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){3,}\b", dialog.inner_text())
    assert secret
    key = secret[0].replace(" ", "")
    dialog.get_by_role("textbox").last.fill(code_of(key))
    dialog.locator("button[type=submit]").click()
    expect(dialog.get_by_text(re.compile("herstelcodes", re.IGNORECASE)).first).to_be_visible(timeout=10_000)

    sign_in(again, "bram@voorbeeld.test")
    again.page.get_by_label("Code uit de app").fill(code_of(key, 1))
    again.page.get_by_role("button", name="Inloggen", exact=True).click()
    home(again)


def test_another_device_is_signed_out(make_user: MakeUser) -> None:
    """ACC-10: listed with its last use, and gone from its screen at once."""
    here, there = make_user(), make_user()
    here.sign_in("dirk")
    there.sign_in("dirk")
    here.page.goto("/instellingen/beveiliging")
    expect(here.page.get_by_text("Dit apparaat", exact=True)).to_be_visible()
    here.page.get_by_role("button", name="Afmelden", exact=True).first.click()
    expect(there.page.get_by_role("button", name="Inloggen", exact=True)).to_be_visible(timeout=10_000)
    expect(here.page.get_by_text("Dit apparaat", exact=True)).to_be_visible()


def test_own_details_and_notices_are_kept(make_user: MakeUser) -> None:
    """PRO-1, PRO-2: saved by Bewaar and there after loading the page anew; colleagues see them."""
    carla = make_user("carla")
    page = carla.page
    page.goto("/instellingen/gegevens")
    page.get_by_label("Functie").fill("Coördinator")
    page.get_by_role("button", name="Bewaar").first.click()
    expect(page.get_by_text("Bewaard.").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Functie")).to_have_value("Coördinator")
    page.goto("/instellingen/meldingen")
    page.get_by_role("radio", name="Zacht", exact=True).check(force=True)
    page.get_by_role("button", name="Bewaar").first.click()
    expect(page.get_by_text("Bewaard.").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("radio", name="Zacht", exact=True)).to_be_checked()


def test_a_client_accepts_an_invitation(make_user: MakeUser, server: RunningServer) -> None:
    """ACC-4, ACC-5: greeted by first name, registered in three steps, and both have each other."""
    anna = Tab(server, "anna")
    anna.send(
        "POST", "/api/contacts", kind="invite", first_name="Fatima", last_name="Yilmaz", email="fatima@elders.test"
    )
    link = mailed_link(server, "fatima@elders.test", "/uitnodiging")
    fatima = make_user()
    page = fatima.page
    page.goto(link)
    expect(page.get_by_role("heading", name="Dag Fatima")).to_be_visible()
    page.get_by_role("button", name="Maak je account aan").or_(
        page.get_by_role("link", name="Maak je account aan")
    ).first.click()
    expect(page.get_by_text("Persoonsgegevens").first).to_be_visible()
    expect(page.get_by_label("Voornaam*", exact=True)).to_have_value("Fatima")
    page.get_by_label("Achternaam*", exact=True).fill("Yilmaz")
    page.get_by_label("Wachtwoord*", exact=True).fill("Woordje1!")
    page.get_by_label("Wachtwoord bevestigen*", exact=True).fill("Woordje1!")
    page.get_by_role("checkbox").check(force=True)
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_text("Samenvatting").first).to_be_visible()
    page.locator("button[type=submit], button").filter(has_text=re.compile("Volgende|Registr|account")).last.click()
    expect(page.get_by_text("Registratie voltooid").first).to_be_visible(timeout=10_000)
    sign_in(fatima, "fatima@elders.test", "Woordje1!")
    home(fatima)
