"""Encryption of small secrets in the database."""

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.infra.encryption import NotReadable, decrypt, encrypt


@given(st.text(max_size=200))
def test_what_goes_in_comes_out(text: str) -> None:
    """And the same text never looks the same twice."""
    text = text.encode("utf-8", "ignore").decode()
    assert decrypt(encrypt(text)) == text
    assert encrypt(text) != encrypt(text)


def test_a_changed_secret_is_not_readable() -> None:
    """It is authenticated."""
    token = encrypt("secret")
    with pytest.raises(NotReadable):
        decrypt(token[:-3] + "AA=")


def test_the_key_can_be_renewed(settings: LazySettings) -> None:
    """What the old key wrote is read while it is named as a fallback, and no longer."""
    token, old = encrypt("secret"), settings.SECRET_KEY
    settings.SECRET_KEY = "the-new-key"
    with pytest.raises(NotReadable):
        decrypt(token)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert decrypt(token) == "secret"
    assert decrypt(encrypt("new")) == "new"
