"""The files of logos: a folder for each, whose name nobody can guess and which never changes."""

import secrets
import shutil
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from oogcontact.domains.branding.images import Logo

#: The type of the file for pages, by its kind.
TYPES: dict[str, str] = {"svg": "image/svg+xml", "webp": "image/webp"}

_MAIL = "mail.png"


def keep(logo: Logo) -> str:
    """Write the files of a logo; return the token by which they are found."""
    token = secrets.token_urlsafe(24)
    folder = _folder(token)
    folder.mkdir(parents=True)
    try:
        (folder / _page(logo.kind)).write_bytes(logo.page)
        (folder / _MAIL).write_bytes(logo.mail)
    except BaseException:
        throw_away(token)
        raise
    return token


def throw_away(token: str) -> None:
    """Delete the files of a logo; twice is once."""
    shutil.rmtree(_folder(token), ignore_errors=True)


def url(token: str, kind: str) -> str:
    """Return the address of a logo below the site's root."""
    return f"{settings.MEDIA_URL}logos/{token}.{kind}"


def for_page(token: str, kind: str) -> bytes | None:
    """Return the file for pages, or None when there is no such logo."""
    file = _folder(token) / _page(kind)
    return file.read_bytes() if kind in TYPES and file.is_file() else None


@lru_cache(maxsize=256)
def for_mail(token: str) -> bytes | None:
    """Return the PNG for mails (at most 40 kB), or None when the file has gone; the last ones stay in memory."""
    file = _folder(token) / _MAIL
    return file.read_bytes() if file.is_file() else None


def _folder(token: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "logos" / token


def _page(kind: str) -> str:
    return f"logo.{kind}"
