"""ADM-2: logos from files of strangers, made anew for pages and for mails."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from oogcontact.domains.branding import images
from oogcontact.domains.branding.images import MAIL_BYTES, make_logo
from oogcontact.kernel.errors import Refusal

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="100" height="50" fill="#f00"/></svg>'


def picture(size: tuple[int, int], form: str = "PNG", mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture file of one colour."""
    file = BytesIO()
    Image.new(mode, size, "#0b5d66").save(file, form, **options)
    return file.getvalue()


def noise(size: tuple[int, int]) -> bytes:
    """Return a PNG that can hardly be compressed."""
    file = BytesIO()
    Image.effect_noise(size, 200).convert("RGBA").save(file, "PNG")
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def refusal_of(data: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        make_logo(data)
    return refused.value.code


def test_a_drawing_is_kept_as_a_drawing_and_drawn_for_mails() -> None:
    """The picture for mails has the drawing's proportions and colours, and nothing where the drawing has nothing."""
    logo = make_logo(SVG)
    assert (logo.kind, logo.width, logo.height) == ("svg", 960, 240)
    mail = opened(logo.mail).convert("RGBA")
    assert mail.size == (480, 120)
    assert mail.getpixel((100, 60)) == (255, 0, 0, 255)
    assert mail.getpixel((400, 60))[3] == 0  # type: ignore[index]


def test_a_drawing_with_words_is_drawn() -> None:
    """The fonts of the system are there for it, if it has any."""
    words = SVG.replace(b"</svg>", b'<text x="110" y="40" font-size="40">Zorg</text></svg>')
    assert opened(make_logo(words).mail).size == (480, 120)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_pictures_are_made_anew(form: str) -> None:
    """Smaller where they are too large, with the same proportions; for pages as WebP, for mails as PNG."""
    logo = make_logo(picture((3000, 1000), form))
    assert (logo.kind, logo.width, logo.height) == ("webp", 960, 320)
    assert (opened(logo.page).format, opened(logo.page).size) == ("WEBP", (960, 320))
    assert (opened(logo.mail).format, opened(logo.mail).size) == ("PNG", (432, 144))


def test_small_pictures_stay_as_they_are() -> None:
    """Nothing is made larger: that would only be blurred."""
    logo = make_logo(picture((60, 20)))
    assert (logo.width, logo.height) == (60, 20)
    assert opened(logo.mail).size == (60, 20)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
def test_pictures_of_every_kind(mode: str) -> None:
    """Grey, few colours, print colours, sixteen bits, see-through."""
    form = "JPEG" if mode == "CMYK" else "PNG"
    file = BytesIO()
    Image.new(mode, (40, 20)).save(file, form)
    logo = make_logo(file.getvalue())
    assert opened(logo.page).size == (40, 20)


def test_see_through_stays() -> None:
    """A logo without a background has none on pages and in mails."""
    file = BytesIO()
    Image.new("RGBA", (100, 50), (255, 0, 0, 0)).save(file, "PNG")
    logo = make_logo(file.getvalue())
    assert opened(logo.page).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert opened(logo.mail).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_nothing_of_the_file_is_passed_on() -> None:
    """No place where it was taken, no words, no colour profile, and nothing that stands behind the picture."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "secret place")
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    for data in (picture((50, 50), pnginfo=words), picture((50, 50), "JPEG", exif=exif, comment=b"secret place")):
        logo = make_logo(data + b"<script>secret place</script>")
        for made in (logo.page, logo.mail):
            assert b"secret" not in made
            assert not opened(made).getexif()


def test_a_turned_photo_is_upright() -> None:
    """EXIF says how the camera was held; the logo is turned and says no more."""
    exif = Image.Exif()
    exif[0x0112] = 6
    logo = make_logo(picture((100, 50), "JPEG", exif=exif))
    assert (logo.width, logo.height) == (50, 100)


def test_mails_stay_light() -> None:
    """A picture that can hardly be compressed gets fewer colours, and then a smaller size."""
    logo = make_logo(noise((500, 150)))
    assert len(logo.mail) <= MAIL_BYTES
    assert opened(logo.mail).width >= 100


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "logo_type"),
        (b"hello", "logo_type"),
        (b"GIF89a" + b"\0" * 50, "logo_type"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "logo_type"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "logo_type"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "logo_type"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "logo_unreadable"),
        (b"\xff\xd8\xff\xe0", "logo_unreadable"),
        (picture((50, 50))[:-40], "logo_unreadable"),
        (picture((50, 50), "JPEG")[:200], "logo_unreadable"),
        (b"<svg", "logo_unreadable"),
        (b"<!DOCTYPE s [<!ENTITY a 'b'>]><svg>&a;</svg>", "logo_unreadable"),
        (b"<svg viewBox='0 0 1 1'/>", "logo_empty"),
        (b"<svg><path/></svg>", "logo_size"),
        (b"<svg viewBox='0 0 1 1'>" + b"<path/>" * 20_000 + b"</svg>", "logo_too_complex"),
        (picture((900, 10)), "logo_size"),
        (picture((5_000, 5_000), mode="1"), "logo_too_large"),
        (b"<svg>" + b" " * images.MAX_BYTES, "logo_too_large"),
    ],
    ids=range(18),
)
def test_what_can_be_no_logo_is_refused(data: bytes, code: str) -> None:
    """Each with its reason; a bomb of pixels before it is decoded."""
    assert refusal_of(data) == code


def test_a_renderer_that_breaks_or_hangs_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Native code that crashes ends its own process and nothing else; one that hangs is ended."""
    for number, program in enumerate(("import os; os.abort()", "while True: pass", "raise SystemExit(1)")):
        file = tmp_path / f"{number}.py"
        file.write_text(program)
        monkeypatch.setattr(images, "_DRAW", file)
        monkeypatch.setattr(images, "DRAWING_SECONDS", 2)
        assert refusal_of(SVG) == "logo_too_complex"


@pytest.mark.parametrize(
    "more",
    [
        '<path d="M0 0L200 50" stroke="red" stroke-width="1e30"/>',
        '<g transform="scale(1e30)"><rect width="1e30" height="1e30"/></g>',
        '<text font-size="1e9">x</text>',
        '<rect width="-5" height="-5" rx="1e300"/>',
        '<path d="M 1e300 1e300 A 0 0 0 0 0 1e-300 1"/>',
    ],
)
def test_extreme_numbers_do_not_break_the_renderer(more: str) -> None:
    """Whatever is drawn, there is a picture of the right size."""
    logo = make_logo(SVG.replace(b"</svg>", more.encode() + b"</svg>"))
    assert opened(logo.mail).size == (480, 120)


def test_the_renderer_opens_no_file(tmp_path: Path) -> None:
    """Even a drawing that was not cleaned could not make it fetch: the picture named in it stays away."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture((10, 10)))
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{secret}" width="9" height="9"/></svg>'
    )
    command = [sys.executable, "-I", str(images._DRAW), "9", "9", "0"]
    done = subprocess.run(command, input=drawing.encode(), capture_output=True, check=True, cwd=tmp_path)
    assert opened(done.stdout).convert("RGBA").getbbox() is None
