"""The pure rules of accounts: passwords, who must use a second factor, how long a device may be idle."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

#: ACC-6.
PASSWORD_MIN = 8
#: Longer ones only cost time to hash.
PASSWORD_MAX = 256

PasswordFault = Literal[
    "password_too_short",
    "password_too_long",
    "password_no_lower",
    "password_no_upper",
    "password_no_digit",
    "password_no_special",
]

_USERNAME = re.compile(r"[\w.\-]{3,60}", re.ASCII)
_PHONE_NUMBER = re.compile(r"\+?[0-9][0-9 ()\-.]{2,24}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def password_faults(password: str, *, strict: bool) -> list[PasswordFault]:
    """Return what a password lacks by its form, in the order in which ACC-6 names it; `strict` asks a special sign."""
    faults: list[PasswordFault] = []
    if len(password) < PASSWORD_MIN:
        faults.append("password_too_short")
    if len(password) > PASSWORD_MAX:
        faults.append("password_too_long")
    if not any(sign.islower() for sign in password):
        faults.append("password_no_lower")
    if not any(sign.isupper() for sign in password):
        faults.append("password_no_upper")
    if not any(sign.isdigit() for sign in password):
        faults.append("password_no_digit")
    if strict and all(sign.isalnum() or sign.isspace() for sign in password):
        faults.append("password_no_special")
    return faults


@dataclass(frozen=True)
class RolePolicy:
    """What an organisation asks of the people with one role (ADM-5)."""

    strict_password: bool
    two_factor: bool
    idle: timedelta


def is_username(text: str) -> bool:
    """Tell whether `text` can be a user name: 3 to 60 letters, digits, dots, dashes; no @, that is for addresses."""
    return _USERNAME.fullmatch(text) is not None


def is_phone_number(text: str) -> bool:
    """Tell whether `text` is written as a telephone number."""
    return _PHONE_NUMBER.fullmatch(text) is not None


def is_time(text: str) -> bool:
    """Tell whether `text` is a time of day as 22:00."""
    return _TIME.fullmatch(text) is not None
