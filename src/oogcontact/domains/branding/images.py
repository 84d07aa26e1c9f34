"""Logos: from a stranger's SVG, PNG or JPEG file to one file for pages and one picture for mails (ADM-2)."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from oogcontact.domains.branding import svg
from oogcontact.kernel.errors import Category, Refusal

MAX_BYTES = 1024 * 1024
#: Decoded that is 80 MB.
MAX_PIXELS = 20_000_000

#: The largest size of a raster logo on pages (pixels): twice as wide as any page shows it.
PAGE_SIZE = (960, 480)
#: The largest size in mails, which show it half as large, so that it is sharp on telephones.
MAIL_SIZE = (480, 144)
#: A mail with its logo stays light.
MAIL_BYTES = 40_000

#: The process that draws may take so long (seconds), waiting included.
DRAWING_SECONDS = 15

LogoKind = Literal["svg", "webp"]

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_DRAW = Path(svg.__file__).with_name("draw.py")

_BROKEN_DRAWINGS: dict[str, tuple[str, Promise | str]] = {
    "unreadable": ("logo_unreadable", _("This file can not be read. Choose an SVG, PNG or JPEG file.")),
    "entities": ("logo_unreadable", _("This SVG file defines entities. Save it as plain SVG, or choose a PNG file.")),
    "complex": (
        "logo_too_complex",
        _("This drawing has too many parts. Save it in a simpler form, or choose a PNG file."),
    ),
    "empty": ("logo_empty", _("There are no shapes in this SVG file. If it holds a picture, save that as a PNG file.")),
    "size": ("logo_size", _("A logo may be at most 20 times as wide as it is high, or as high as it is wide.")),
}

#: One at a time, so that memory holds one decoded picture whatever is sent.
_decoding = threading.Semaphore(1)


@dataclass(frozen=True)
class Logo:
    """The files of a logo, and the size in which pages may keep room for it (pixels)."""

    kind: LogoKind
    page: bytes
    mail: bytes
    width: int
    height: int


def make_logo(data: bytes) -> Logo:
    """Return the logo made from an SVG, PNG or JPEG file; nothing of the file itself is passed on.

    Raises Refusal `logo_too_large`, `logo_type`, `logo_unreadable`, `logo_too_complex`, `logo_empty` or `logo_size`.
    """
    if len(data) > MAX_BYTES:
        raise _too_large()
    with _decoding:
        if data.startswith((_PNG, _JPEG)):
            return _from_picture(data)
        if b"<svg" in data or b"<\x00s\x00v\x00g" in data or b":svg" in data:
            return _from_drawing(data)
    raise Refusal("logo_type", _("Choose a logo in SVG, PNG or JPEG."), Category.INVALID, "logo")


def _too_large() -> Refusal:
    return Refusal("logo_too_large", _("Choose a logo of at most 1 MB."), Category.TOO_LARGE, "logo")


def _broken(fault: str) -> Refusal:
    code, message = _BROKEN_DRAWINGS[fault]
    return Refusal(code, message, Category.INVALID, "logo")


def _from_picture(data: bytes) -> Logo:
    try:
        # Any fault of a decoder is the file's: Pillow has no one class for them.
        picture = _clean(Image.open(BytesIO(data), formats=("PNG", "JPEG")))
    except Refusal:
        raise
    except Exception as error:
        raise _broken("unreadable") from error
    page = _fitted(picture, PAGE_SIZE)
    file = BytesIO()
    page.save(file, "WEBP", quality=90, method=4)
    return Logo("webp", file.getvalue(), _for_mail(picture), *page.size)


def _clean(picture: Image.Image) -> Image.Image:
    """Return the picture upright, in RGB(A) of 8 bits, without what else its file holds."""
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise _too_large()
    if not 1 / svg.NARROWEST <= width / height <= svg.NARROWEST:
        raise _broken("size")
    # A JPEG is decoded at a smaller scale when that is enough.
    picture.draft("RGB", (PAGE_SIZE[0] * 2, PAGE_SIZE[1] * 2))
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    turned = ImageOps.exif_transpose(picture.convert("RGBA" if see_through else "RGB"))
    clean = Image.new(turned.mode, turned.size)
    clean.paste(turned)
    return clean


def _from_drawing(data: bytes) -> Logo:
    try:
        drawing = svg.clean(data)
    except svg.BrokenDrawing as error:
        raise _broken(error.fault) from error
    # Some of what was left out may have been short for much (`<use>`), but never the other way around.
    if len(drawing.file) > MAX_BYTES:
        raise _broken("complex")
    width, height = _scaled((drawing.width, drawing.height), MAIL_SIZE)
    with Image.open(BytesIO(_drawn(drawing, width, height)), formats=("PNG",)) as picture:
        mail = _for_mail(picture.convert("RGBA"))
    return Logo("svg", drawing.file, mail, drawing.width, drawing.height)


def _drawn(drawing: svg.Drawing, width: int, height: int) -> bytes:
    """Return the drawing as PNG, made in a process of its own; raises Refusal `logo_too_complex`."""
    # Isolated: neither the folder nor the environment of the server says what is imported.
    command = [sys.executable, "-I", str(_DRAW), str(width), str(height), str(int(drawing.has_text))]
    try:
        done = subprocess.run(command, input=drawing.file, capture_output=True, timeout=DRAWING_SECONDS, check=True)  # noqa: S603 - our own program and numbers
    except subprocess.SubprocessError as error:
        raise _broken("complex") from error
    return done.stdout


def _for_mail(picture: Image.Image) -> bytes:
    """Return the picture as a PNG of at most MAIL_BYTES, for the programs that read mail: few know WebP or SVG."""
    size = MAIL_SIZE
    while True:
        fitted = _fitted(picture, size)
        for colours in (None, 256, 64):
            # Octrees are the one way of Pillow that keeps transparency.
            few = fitted.quantize(colours, Image.Quantize.FASTOCTREE) if colours else fitted
            file = BytesIO()
            few.save(file, "PNG", optimize=True)
            if file.tell() <= MAIL_BYTES:
                return file.getvalue()
        size = size[0] * 3 // 4, size[1] * 3 // 4


def _fitted(picture: Image.Image, box: tuple[int, int]) -> Image.Image:
    size = _scaled(picture.size, box)
    if size[0] >= picture.width:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS)


def _scaled(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Return the size with the same proportions that fits in the box."""
    scale = min(box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
