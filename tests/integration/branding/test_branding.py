"""ADM-2 over HTTP: colour, sender, invitation and logo of an organisation, for its administrators."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from oogcontact.domains.accounts.api import Membership, Organisation
from oogcontact.domains.audit.models import Entry
from oogcontact.domains.branding import texts
from oogcontact.domains.branding.api import branding_of, face_of
from oogcontact.domains.branding.policy import PRODUCT
from oogcontact.project.asgi import is_slow, limit_of
from tests.integration.accounts.helpers import error_of, mails, send

People = dict[str, Membership]
BrowserOf = Callable[[Membership], Client]

BRANDING = "/api/administration/branding"
LOGO = f"{BRANDING}/logo"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50" onload="alert(1)">'
    b'<script>alert(1)</script><rect width="100" height="50" fill="#f00"/></svg>'
)


@pytest.fixture
def organisation(people: People) -> Organisation:
    """The organisation of the tests."""
    return people["anna"].organisation


@pytest.fixture
def browser(people: People, browser_of: BrowserOf) -> Client:
    """The browser of its administrator."""
    return browser_of(people["anna"])


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return file.getvalue()


def put(browser: Client, data: bytes) -> Any:
    return browser.put(LOGO, data, content_type="application/octet-stream")


def change(browser: Client, **changes: object) -> Any:
    return send(browser, "patch", BRANDING, changes)


def palette(browser: Client, **query: str) -> Any:
    return browser.get(f"{BRANDING}/palette", query)


def folders() -> set[str]:
    folder = Path(settings.MEDIA_ROOT) / "logos"
    return {one.name for one in folder.iterdir()} if folder.exists() else set()


def audited(organisation: Organisation) -> list[tuple[str, object]]:
    entries = Entry.objects.filter(organisation_id=organisation.pk, action__startswith="branding.")
    return [(entry.action, entry.detail) for entry in entries]


def test_without_a_choice_it_is_the_products(browser: Client, organisation: Organisation) -> None:
    """Name of the organisation, colours and texts of the product, no logo."""
    shown = browser.get(BRANDING).json()
    assert (shown["colour"], shown["sender_name"]) == (PRODUCT, "")
    assert shown["invitation_nl"] == shown["default_invitation_nl"] == texts.DEFAULTS["nl"]
    assert shown["face"]["name"] == organisation.name
    assert shown["face"]["logo_url"] is None
    branding = branding_of(organisation.pk)
    assert branding.sender_name == organisation.name
    assert branding.logo_png is None
    assert branding.invitation_text("en") == texts.DEFAULTS["en"]


def test_what_is_changed_is_seen_by_others(browser: Client, organisation: Organisation) -> None:
    """Colour, sender and text; each in its tidy form; what was not named stays; the log names fields and no content."""
    answer = change(browser, colour="FD0", sender_name="  Team  Zorg ", invitation_en="Dear {naam},\r\n\r\nCome. ")
    assert answer.status_code == 200
    assert answer.json()["colour"] == "#ffdd00"
    branding = branding_of(organisation.pk)
    assert branding.sender_name == "Team Zorg"
    assert branding.chosen_colour == "#ffdd00"
    assert branding.colour != "#ffdd00"
    assert branding.dark_colour == "#ffdd00"
    assert branding.invitation_text("en") == "Dear {naam},\n\nCome."
    assert branding.invitation_text("nl") == texts.DEFAULTS["nl"]
    face = face_of(organisation.pk)
    assert (face.colour, face.on_colour) == (branding.colour, branding.on_colour)
    assert audited(organisation) == [("branding.changed", {"fields": ["colour", "invitation_en", "sender_name"]})]
    change(browser, sender_name="Team Zorg")
    assert len(audited(organisation)) == 1


def test_empty_goes_back_to_the_products(browser: Client, organisation: Organisation) -> None:
    """And a text that is the product's own follows it when it changes."""
    change(browser, colour="#123456", sender_name="Zorg", invitation_nl="Kom.", invitation_en="Come.")
    answer = change(browser, colour="", sender_name="", invitation_nl=texts.DEFAULTS["nl"], invitation_en=" ").json()
    assert (answer["colour"], answer["sender_name"]) == (PRODUCT, "")
    assert answer["invitation_nl"] == texts.DEFAULTS["nl"]
    assert answer["invitation_en"] == texts.DEFAULTS["en"]


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"colour": "red"}, "colour_invalid", "colour"),
        ({"colour": "#12345"}, "colour_invalid", "colour"),
        ({"colour": "#fff;background:url(//evil.test)"}, "invalid", "colour"),
        ({"colour": 5}, "invalid", "colour"),
        ({"sender_name": "a" * 61}, "text_too_long", "sender_name"),
        ({"sender_name": "Zorg\u202egroep"}, "text_invalid", "sender_name"),
        ({"sender_name": "a" * 501}, "invalid", "sender_name"),
        ({"invitation_nl": "Beste {voornaam}"}, "place_unknown", "invitation_nl"),
        ({"invitation_en": "Dear {name"}, "place_unknown", "invitation_en"),
        ({"invitation_nl": "a" * 3001}, "text_too_long", "invitation_nl"),
        ({"invitation_nl": "a\x02Klik\x03https://evil.test\x04"}, "text_invalid", "invitation_nl"),
        ({"invitation_nl": ["x"]}, "invalid", "invitation_nl"),
    ],
    ids=range(12),
)
def test_bad_changes_are_refused(browser: Client, changes: dict[str, object], code: str, param: str) -> None:
    """Each with its reason at its field; nothing of the request is kept."""
    answer = change(browser, **{"sender_name": "Wel goed", **changes})
    assert error_of(answer) == (400, code)
    assert answer.json()["errors"][0]["param"].endswith(param)
    assert browser.get(BRANDING).json()["sender_name"] == ""


def test_an_unknown_place_is_named(browser: Client) -> None:
    """The sentence says which one, and which there are, in the reader's language."""
    message = change(browser, invitation_nl="Beste {voornaam}").json()["errors"][0]["message"]
    assert "{voornaam}" in message
    assert "{naam}" in message


def test_a_logo_is_shown_to_everybody(browser: Client, organisation: Organisation) -> None:
    """As a clean drawing that can do nothing, from any site; for mails there is a small PNG."""
    shown = put(browser, SVG).json()["face"]
    assert (shown["logo_width"], shown["logo_height"]) == (960, 240)
    answer = Client().get(shown["logo_url"])
    assert answer.status_code == 200
    assert b"alert" not in answer.content
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in answer.headers["Cache-Control"]
    mail = branding_of(organisation.pk).logo_png
    assert mail is not None
    assert mail.startswith(b"\x89PNG")
    assert len(mail) <= 40_000
    assert audited(organisation) == [("branding.logo_changed", {"kind": "svg"})]


def test_old_files_go(browser: Client, django_capture_on_commit_callbacks: Any) -> None:
    """With a new logo, and when it is taken away; twice is once."""
    before = folders()
    with django_capture_on_commit_callbacks(execute=True):
        first = put(browser, SVG).json()["face"]["logo_url"]
    with django_capture_on_commit_callbacks(execute=True):
        second = put(browser, png()).json()["face"]["logo_url"]
    assert second.endswith(".webp")
    assert Client().get(first).status_code == 404
    assert len(folders() - before) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.delete(LOGO).json()["face"]["logo_url"] is None
    assert browser.delete(LOGO).status_code == 200
    assert Client().get(second).status_code == 404
    assert folders() == before


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 400, "logo_type"),
        (b"hello", 400, "logo_type"),
        (b"<svg", 400, "logo_unreadable"),
        (b"<!DOCTYPE s [<!ENTITY a 'b'>]><svg>&a;</svg>", 400, "logo_unreadable"),
        (b"<svg viewBox='0 0 1 1'><script>1</script></svg>", 400, "logo_empty"),
        (b"<svg viewBox='0 0 100 1'><path/></svg>", 400, "logo_size"),
        (b"\x89PNG\r\n\x1a\n", 400, "logo_unreadable"),
        (b"x" * (1024 * 1024 + 1), 413, "logo_too_large"),
    ],
    ids=range(8),
)
def test_a_bad_logo_is_refused(browser: Client, data: bytes, status: int, code: str) -> None:
    """With its reason; the logo that was there stays, and no file is left over."""
    shown = put(browser, png()).json()["face"]
    before = folders()
    assert error_of(put(browser, data)) == (status, code)
    assert browser.get(BRANDING).json()["face"] == shown
    assert folders() == before


def test_no_other_file_is_served(browser: Client) -> None:
    """Neither the picture for mails, nor another kind, nor what lies beside the folder."""
    url = put(browser, SVG).json()["face"]["logo_url"]
    for other in (url.replace(".svg", ".webp"), url.replace(".svg", ".png"), "/media/logos/../secret_key.svg"):
        assert Client().get(other).status_code == 404
    assert Client().post(url).status_code == 405


@pytest.mark.parametrize("path", ["logo", "logo/", "logo/x"])
def test_limits_of_the_upload(path: str) -> None:
    """A logo has a size limit of its own, just above its largest size, and waits beside other slow requests."""
    exact = path == "logo"
    assert (limit_of(f"{BRANDING}/{path}") == 2 * 1024 * 1024) == exact
    assert is_slow(f"{BRANDING}/{path}")


def test_palette(browser: Client) -> None:
    """What a colour would become, before it is saved."""
    shown = palette(browser, colour="#FD0").json()
    assert (shown["chosen"], shown["adjusted"]) == ("#ffdd00", True)
    assert shown["light"]["on_colour"] == "#ffffff"
    assert shown["dark"]["colour"] == "#ffdd00"
    assert error_of(palette(browser, colour="geel")) == (400, "colour_invalid")
    assert error_of(palette(browser)) == (400, "invalid")


def test_preview(browser: Client, organisation: Organisation) -> None:
    """Filled in with example names, in its own language, whatever the reader's is; nothing is saved."""
    body = {"language": "en", "text": "Dear {naam},\n\n{agent} of {organisatie}.\nSee <you>."}
    shown = send(browser, "post", f"{BRANDING}/preview", body).json()
    assert shown["paragraphs"] == ["Dear Ms Jansen,", f"Anna de Vries of {organisation.name}.\nSee <you>."]
    assert shown["button"] == "Click here to open the conversation"
    shown = send(browser, "post", f"{BRANDING}/preview", {"language": "nl", "text": "{datum} {tijd}"}).json()
    assert shown["button"] == "Klik hier om het gesprek te openen"
    assert shown["paragraphs"][0].startswith("dinsdag ")
    assert browser.get(BRANDING).json()["invitation_nl"] == texts.DEFAULTS["nl"]
    shown = send(browser, "post", f"{BRANDING}/preview", {"language": "nl", "text": " "}).json()
    assert len(shown["paragraphs"]) == 4


@pytest.mark.parametrize("command", ["preview", "test-mail"])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"language": "nl", "text": "{wie}"}, "place_unknown"),
        ({"language": "nl", "text": "a" * 3001}, "text_too_long"),
        ({"language": "nl", "text": "\x02a\x03b\x04"}, "text_invalid"),
        ({"language": "de", "text": "a"}, "invalid"),
        ({"text": "a"}, "invalid"),
        ({"language": "nl"}, "invalid"),
    ],
)
def test_bad_texts_are_not_shown_or_sent(browser: Client, command: str, body: dict[str, str], code: str) -> None:
    """With the reason; nobody is mailed."""
    assert error_of(send(browser, "post", f"{BRANDING}/{command}", body)) == (400, code)
    assert mails("anna@voorbeeld.test") == []


def test_test_mail(browser: Client) -> None:
    """It goes to who asks for it and to nobody else, escaped, with the words of the link; one key sends once."""
    body = {"language": "nl", "text": "Beste {naam},\n\n<b>Kom</b>"}
    key = {"HTTP_IDEMPOTENCY_KEY": "0190163d-8694-739b-aea5-966c26f8ad91"}
    for _ in range(2):
        answer = browser.post(f"{BRANDING}/test-mail", body, content_type="application/json", **key)  # type: ignore[arg-type]
        assert answer.json() == {"to": "anna@voorbeeld.test"}
    (mail,) = mails("anna@voorbeeld.test")
    assert mail.subject == "Uitnodiging voor een afspraak met beeld"
    assert "Beste mevrouw Jansen," in mail.text
    assert "Klik hier om het gesprek te openen" in mail.text
    assert "&lt;b&gt;Kom&lt;/b&gt;" in mail.html


def test_test_mails_are_limited(browser: Client) -> None:
    """Nobody fills his own mailbox without end."""
    body = {"language": "nl", "text": "Kom."}
    answers = [send(browser, "post", f"{BRANDING}/test-mail", body).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


@pytest.mark.parametrize("name", ["bram", "dirk", None])
def test_for_administrators_only(name: str | None, people: People, browser_of: BrowserOf) -> None:
    """For others it does not exist; for nobody there is a sign-in first."""
    browser = browser_of(people[name]) if name else Client()
    expected = (404, "not_found") if name else (401, "not_signed_in")
    body = {"language": "nl", "text": "Kom."}
    answers: list[Any] = [
        browser.get(BRANDING),
        change(browser, colour="#123456"),
        put(browser, SVG),
        browser.delete(LOGO),
        palette(browser, colour="#123456"),
        send(browser, "post", f"{BRANDING}/preview", body),
        send(browser, "post", f"{BRANDING}/test-mail", body),
    ]
    for answer in answers:
        assert error_of(answer) == expected
    assert branding_of(people["anna"].organisation_id).chosen_colour == PRODUCT


def test_organisations_are_apart(browser: Client, people: People) -> None:
    """What one chooses is nothing of another."""
    other = Organisation.objects.create(name="Elders")
    change(browser, colour="#123456", sender_name="Zorg")
    put(browser, SVG)
    assert branding_of(other.pk).sender_name == "Elders"
    assert branding_of(other.pk).chosen_colour == PRODUCT
    assert face_of(other.pk).logo_url is None


@pytest.mark.django_db
def test_an_unknown_organisation() -> None:
    """There is no branding of what does not exist."""
    with pytest.raises(Organisation.DoesNotExist):
        branding_of(Organisation(name="x").pk)
