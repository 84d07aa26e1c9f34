"""Encryption of small secrets that the database keeps, with a key made from SECRET_KEY (and its fallbacks)."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class NotReadable(Exception):
    """The text was encrypted with a key that is not known any more, or was changed."""


def encrypt(text: str) -> str:
    """Return `text` encrypted and authenticated (Fernet), as ASCII."""
    return _cipher(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS)).encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """Return what was given to `encrypt`; raises NotReadable."""
    cipher = _cipher(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))
    try:
        return cipher.decrypt(token.encode("ascii")).decode()
    except InvalidToken as error:
        raise NotReadable from error


@lru_cache(maxsize=4)
def _cipher(key: str, fallbacks: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in (key, *fallbacks)])


def _derived(secret: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"oogcontact secrets in the database")
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
