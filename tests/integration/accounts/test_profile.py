"""The profile, its settings and the photo (PRO-1, PRO-2, ACC-12)."""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from oogcontact.domains.accounts import actions
from oogcontact.domains.accounts.api import (
    Membership,
    Organisation,
    PersonChanged,
    person_changed,
    person_of,
    seen_by_guest,
)
from oogcontact.infra.models import StoredEvent
from tests.integration.accounts.helpers import (
    BROWSER,
    PASSWORD,
    error_of,
    login,
    mails,
    make_person,
    send,
    signed_in,
    token_in,
)


@pytest.fixture
def media(settings: LazySettings, tmp_path: Path) -> Path:
    """An empty folder for photos."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def changed() -> Iterator[list[PersonChanged]]:
    """What the domains above were told."""
    told: list[PersonChanged] = []
    person_changed.register(told.append)
    yield told
    person_changed.unregister(told.append)


def picture(kind: str = "JPEG", size: tuple[int, int] = (800, 600), **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(file, kind, **options)
    return file.getvalue()


def upload(client: Client, data: bytes, name: str = "me.jpg") -> Any:
    return client.post("/api/me/photo", {"photo": SimpleUploadedFile(name, data)})


def patch(client: Client, **changes: object) -> Any:
    return send(client, "patch", "/api/me", changes)


def test_the_profile_changes(organisation: Organisation, anna: Membership, changed: list[PersonChanged]) -> None:
    """PRO-1: and the user's devices and those who see him are told."""
    client = signed_in(anna)
    # Not what the making of the account told.
    StoredEvent.objects.all().delete()
    numbers = [{"label": "Mobiel", "number": "06 12345678"}]
    me = patch(client, first_name="  Anne ", last_name="Vos", function="Arts", phone_numbers=numbers).json()
    assert (me["name"], me["function"], me["phone_numbers"]) == ("Anne Vos", "Arts", numbers)
    assert client.get("/api/session").json()["person"] == me
    assert StoredEvent.objects.filter(user=anna.user, type="me.changed").count() == 1
    assert changed == [PersonChanged(anna.user_id, (organisation.pk,))]


def test_settings_change_one_by_one(anna: Membership) -> None:
    """PRO-2: what is left out stays; quiet hours can be cleared again."""
    client = signed_in(anna)
    patch(client, settings={"ring_sound": "soft"})
    kept = patch(client, settings={"quiet_from": "22:00", "quiet_until": "07:00"}).json()["settings"]
    assert (kept["ring_sound"], kept["quiet_from"], kept["mail_missed_calls"]) == ("soft", "22:00", True)
    cleared = patch(client, settings={"quiet_from": None, "quiet_until": None}).json()["settings"]
    assert (cleared["ring_sound"], cleared["quiet_from"], cleared["quiet_until"]) == ("soft", None, None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"first_name": " "}, "required"),
        ({"last_name": "a\u0000b"}, "text_invalid"),
        ({"function": "x" * 81}, "text_invalid"),
        ({"language": "de"}, "invalid"),
        ({"phone_numbers": [{"label": "x", "number": "bel mij"}]}, "phone_number_invalid"),
        ({"phone_numbers": [{"label": "x", "number": "123456"}] * 6}, "phone_number_invalid"),
        ({"settings": {"ring_sound": "loud"}}, "invalid"),
        ({"settings": {"quiet_from": "25:00", "quiet_until": "07:00"}}, "quiet_hours_invalid"),
        ({"settings": {"quiet_from": "22:00"}}, "quiet_hours_invalid"),
    ],
)
def test_bad_changes_leave_all_as_it_was(anna: Membership, changes: dict[str, object], code: str) -> None:
    """PRO-1, PRO-2: each fault has its code, and nothing of the rest is kept."""
    client = signed_in(anna)
    before = client.get("/api/session").json()["person"]
    assert error_of(patch(client, **{"function": "Arts", **changes})) == (400, code)
    assert client.get("/api/session").json()["person"] == before


def test_role_and_address_are_not_the_users_to_change(anna: Membership) -> None:
    """PRO-1: fields that are not his are ignored."""
    me = patch(signed_in(anna), role="administrator", email="x@y.nl", extension="1").json()
    assert (me["role"], me["email"], me["extension"]) == ("agent", "anna@voorbeeld.test", "")


def test_the_language_before_and_after_sign_in(anna: Membership) -> None:
    """ACC-12: a cookie before; the user's own language after."""
    client = Client()
    assert client.get("/api/session").json()["language"] == "nl"
    assert send(client, "post", "/api/language", {"language": "en"}).status_code == 200
    assert client.get("/api/session").json()["language"] == "en"
    login(client, anna.user.email)
    assert client.get("/api/session").json()["language"] == "nl"
    send(client, "post", "/api/language", {"language": "en"})
    anna.user.refresh_from_db()
    assert anna.user.language == "en"
    assert error_of(send(client, "post", "/api/language", {"language": "fr"})) == (400, "invalid")


def test_the_address_changes_by_a_mailed_link(anna: Membership) -> None:
    """PRO-1: only when confirmed; the old address gets a notice; then one signs in with the new one."""
    client = signed_in(anna)
    path = f"{BROWSER}/account/email"
    assert send(client, "post", path, {"email": "anne@voorbeeld.test"}).status_code == 401
    send(client, "post", f"{BROWSER}/auth/reauthenticate", {"password": PASSWORD})
    assert send(client, "post", path, {"email": "Anne@voorbeeld.test"}).status_code == 200
    assert client.get("/api/session").json()["person"]["email"] == "anna@voorbeeld.test"
    key = token_in(mails("anne@voorbeeld.test")[0], "e-mail-bevestigen")
    assert send(client, "post", f"{BROWSER}/auth/email/verify", {"key": key}).status_code == 200
    assert client.get("/api/session").json()["person"]["email"] == "anne@voorbeeld.test"
    assert len(mails("anna@voorbeeld.test")) == 1
    assert login(Client(), "anne@voorbeeld.test").status_code == 200
    assert login(Client(), "anna@voorbeeld.test").status_code == 400
    assert send(client, "post", f"{BROWSER}/auth/email/verify", {"key": key}).status_code == 400


@pytest.mark.parametrize("awake", [True, False])
def test_the_address_of_somebody_else_is_not_taken(organisation: Organisation, anna: Membership, awake: bool) -> None:
    """PRO-1: not even when its owner confirms it, and not that of an account which sleeps."""
    make_person(organisation, "Bram", password=PASSWORD if awake else None)
    client = signed_in(anna)
    send(client, "post", f"{BROWSER}/auth/reauthenticate", {"password": PASSWORD})
    send(client, "post", f"{BROWSER}/account/email", {"email": "bram@voorbeeld.test"})
    for mail in mails("bram@voorbeeld.test"):
        key = token_in(mail, "e-mail-bevestigen")
        assert error_of(send(client, "post", f"{BROWSER}/auth/email/verify", {"key": key}))[0] == 400
    assert client.get("/api/session").json()["person"]["email"] == "anna@voorbeeld.test"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_is_kept_square_in_three_sizes(anna: Membership, media: Path, kind: str) -> None:
    """PRO-1: as WebP, whatever was sent."""
    client = signed_in(anna)
    url = upload(client, picture(kind)).json()["photo"]
    for side in (64, 256, 512):
        answer = client.get(url.replace("256", str(side)))
        assert answer["Content-Type"] == "image/webp"
        shown = Image.open(io.BytesIO(answer.content))
        assert (shown.format, shown.size) == ("WEBP", (side, side))


def test_a_guest_sees_the_photo_of_who_helps_him(anna: Membership, media: Path) -> None:
    """WAI-1: by an address that opens this photo to who is not signed in; without its pass nobody sees it."""
    upload(signed_in(anna), picture())
    person = person_of(Membership.objects.select_related("user").get(pk=anna.pk))
    shown = seen_by_guest(person).photo
    assert shown is not None
    visitor = Client()
    assert visitor.get(shown)["Content-Type"] == "image/webp"
    bare, _, own = shown.partition("?pass=")
    for forged in ("", own[:-1], own[::-1], "é"):
        assert visitor.get(bare, {"pass": forged}).status_code == 404


def test_metadata_is_removed_and_the_turn_applied(anna: Membership, media: Path) -> None:
    """PRO-1: where it was taken is nobody's business; upright is upright."""
    source = Image.new("RGB", (600, 600), "white")
    source.paste("red", (0, 0, 600, 100))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    exif[0x010E] = "secret-place"
    file = io.BytesIO()
    source.save(file, "JPEG", exif=exif)
    client = signed_in(anna)
    upload(client, file.getvalue())
    kept = next(media.rglob("256.webp"))
    assert b"secret-place" not in kept.read_bytes()
    with Image.open(kept) as shown:
        assert not shown.getexif()
        assert shown.convert("RGB").getpixel((128, 250))[0] > 200  # type: ignore[index]
        assert shown.convert("RGB").getpixel((128, 250))[1] < 80  # type: ignore[index]
        assert shown.convert("RGB").getpixel((128, 5))[1] > 200  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_picture_works(anna: Membership, media: Path, mode: str) -> None:
    """PRO-1: black and white, palettes, 16 bits; what is see-through becomes white."""
    file = io.BytesIO()
    Image.new(mode, (90, 70)).save(file, "PNG", **({"transparency": 0} if mode == "P" else {}))
    assert upload(signed_in(anna), file.getvalue()).status_code == 200
    if mode in ("LA", "P", "RGBA"):
        with Image.open(next(media.rglob("64.webp"))) as shown:
            assert min(shown.convert("RGB").getpixel((32, 32))) > 250  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_every_kind_of_jpeg_works(anna: Membership, media: Path, mode: str) -> None:
    """PRO-1: also from a printer's office."""
    file = io.BytesIO()
    Image.new(mode, (3000, 2000)).save(file, "JPEG")
    assert upload(signed_in(anna), file.getvalue()).status_code == 200


def bomb() -> bytes:
    """Return a small PNG that says it is 30,000 pixels square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 90_000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 400, "photo_type"),
        (b"GIF89a" + b"\0" * 100, 400, "photo_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 400, "photo_type"),
        (picture()[:300], 400, "photo_unreadable"),
        (picture("PNG")[:-40], 400, "photo_unreadable"),
        (bomb(), 413, "photo_too_large"),
    ],
)
def test_a_bad_photo_is_refused(anna: Membership, media: Path, data: bytes, status: int, code: str) -> None:
    """PRO-1: with a clear code, and the old photo stays."""
    client = signed_in(anna)
    before = upload(client, picture()).json()["photo"]
    assert error_of(upload(client, data)) == (status, code)
    assert client.get("/api/session").json()["person"]["photo"] == before
    assert len(list((media / "photos").iterdir())) == 1


def test_more_than_ten_megabytes_is_refused(anna: Membership, media: Path) -> None:
    """PRO-1: before anything is decoded."""
    assert error_of(upload(signed_in(anna), picture() + b"\0" * (10 * 1024 * 1024))) == (413, "photo_too_large")


def test_no_photo_at_all_is_refused(anna: Membership) -> None:
    """PRO-1: the field is required."""
    assert error_of(signed_in(anna).post("/api/me/photo")) == (400, "invalid")  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_the_old_photo_goes(organisation: Organisation, anna: Membership, media: Path) -> None:
    """PRO-1: when there is a new one, and when it is taken away."""
    client = signed_in(anna)
    old, new = (upload(client, picture()).json()["photo"] for _ in range(2))
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert client.delete("/api/me/photo").json()["photo"] is None
    assert list((media / "photos").iterdir()) == []


def test_a_failed_change_leaves_no_files(anna: Membership, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PRO-1: nothing half-done."""

    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "tell_changed", fail)
    with pytest.raises(RuntimeError):
        actions.set_photo(anna.user, picture())
    assert list((media / "photos").iterdir()) == []


def test_photos_are_for_signed_in_people(anna: Membership, media: Path, settings: LazySettings) -> None:
    """PRO-1: others see nothing, whatever path they try; in a demonstration the sign-in page shows them."""
    client = signed_in(anna)
    url = upload(client, picture()).json()["photo"]
    assert Client().get(url).status_code == 404
    for path in (
        url.replace("256", "257"),
        "/media/photos/../../secret_key",
        "/media/photos/%2e%2e%2f%2e%2e/256.webp",
        "/media/photos/..%2f..%2fx/256.webp",
    ):
        assert client.get(path).status_code == 404
    settings.DEMO = True
    assert Client().get(url).status_code == 200


def test_the_demonstration_shows_its_sign_ins(anna: Membership, settings: LazySettings) -> None:
    """Only in demo mode does the session tell accounts and passwords."""
    assert Client().get("/api/session").json()["demo"] is None
    settings.DEMO = True
    shown = Client().get("/api/session").json()["demo"]
    assert shown == [
        {"name": "Anna de Vries", "email": "anna@voorbeeld.test", "password": PASSWORD, "role": "agent", "photo": None}
    ]
