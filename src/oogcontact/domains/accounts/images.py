"""Profile photos: from an untrusted file to three square pictures without metadata (PRO-1)."""

import struct
import threading
from io import BytesIO

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from oogcontact.kernel.errors import Category, Refusal

#: The sides of the pictures that are kept, in pixels.
SIZES = (64, 256, 512)
MAX_BYTES = 10 * 1024 * 1024
#: A telephone's camera makes up to 50 megapixels; decoded that is 150 MB.
MAX_PIXELS = 50_000_000

#: The tag that tells how the camera was held (EXIF 2.3, 4.6.4).
_ORIENTATION = 0x0112

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")

# Pillow would only warn; here the size is looked at before each decoding.
Image.MAX_IMAGE_PIXELS = None
pillow_heif.register_heif_opener(thumbnails=False)

#: One at a time, so that memory holds one decoded picture whatever is sent.
_decoding = threading.Semaphore(1)


def make_photo(data: bytes) -> dict[int, bytes]:
    """Return the WebP picture of each of `SIZES` made from a JPEG, PNG, WebP or HEIC file.

    Raises Refusal `photo_too_large` (bytes or pixels), `photo_type` or `photo_unreadable`.
    """
    if len(data) > MAX_BYTES:
        raise too_large()
    with _decoding:
        try:
            return _sizes_of(_square(_opened(data)))
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, MemoryError) as error:
            raise Refusal(
                "photo_unreadable", _("This photo is damaged. Choose another one."), Category.INVALID, "photo"
            ) from error


def too_large() -> Refusal:
    """Return the refusal of a file with too many bytes or pixels."""
    return Refusal("photo_too_large", _("Choose a photo of at most 10 MB."), Category.TOO_LARGE, "photo")


def _opened(data: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise Refusal(
            "photo_type", _("Choose a photo in JPEG, PNG, WebP or HEIC."), Category.INVALID, "photo"
        ) from error
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise too_large()
    # A JPEG is decoded at a smaller scale when that is enough.
    picture.draft("RGB", (SIZES[-1] * 2, SIZES[-1] * 2))
    return picture


def _square(picture: Image.Image) -> Image.Image:
    orientation = picture.getexif().get(_ORIENTATION, 1)
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if see_through else "RGB"
    coloured = picture if picture.mode == mode else picture.convert(mode)
    # Made small first: turning and layering then cost next to nothing, and the middle stays the middle.
    small = ImageOps.fit(coloured, (SIZES[-1], SIZES[-1]), Image.Resampling.LANCZOS)
    small.getexif()[_ORIENTATION] = orientation
    turned = ImageOps.exif_transpose(small)
    if see_through:
        turned = Image.alpha_composite(Image.new("RGBA", turned.size, "white"), turned).convert("RGB")
    return turned


def _sizes_of(square: Image.Image) -> dict[int, bytes]:
    made: dict[int, bytes] = {}
    for side in SIZES:
        # A fresh picture carries no EXIF, colour profile or text of the old one.
        clean = Image.new("RGB", (side, side))
        clean.paste(square.resize((side, side), Image.Resampling.LANCZOS))
        file = BytesIO()
        clean.save(file, "WEBP", quality=82)
        made[side] = file.getvalue()
    return made
