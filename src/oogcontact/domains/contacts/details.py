"""Checking what people write into a contact: every fault is a refusal that names the field and what to do."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from oogcontact.domains.contacts import policy
from oogcontact.kernel.errors import Category, Refusal
from oogcontact.kernel.plain_text import is_plain


class NumberIn(TypedDict):
    """A number as somebody types it."""

    label: str
    number: str


def check_name(name: str) -> str:
    """Return the tidied name; raises Refusal `name_missing`, `text_too_long`, `text_invalid`."""
    tidy = check_text(name, "name", policy.NAME_MAX)
    if not tidy:
        raise Refusal("name_missing", _("Fill in a name."), Category.INVALID, "name")
    return tidy


def check_text(text: str, param: str, at_most: int, *, lines: bool = False) -> str:
    """Return the tidied text; raises Refusal `text_too_long`, `text_invalid`. Only with `lines` it may break lines."""
    tidy = text.replace("\r\n", "\n").strip() if lines else text.strip()
    if len(tidy) > at_most:
        raise Refusal("text_too_long", _("This is too long. Make it shorter."), Category.INVALID, param)
    if not is_plain(tidy, lines=lines):
        message = _("This holds signs that can not be shown. Type it anew.")
        raise Refusal("text_invalid", message, Category.INVALID, param)
    return tidy


def check_email(email: str, *, required: bool) -> str:
    """Return the address in lower case, empty if not required; raises Refusal `email_missing`, `email_invalid`."""
    tidy = email.strip().lower()
    if not tidy and not required:
        return ""
    if not tidy:
        raise Refusal("email_missing", _("Fill in an e-mail address."), Category.INVALID, "email")
    if not policy.is_email(tidy) or not is_plain(tidy):
        message = _("This is not an e-mail address. Check it, for example name@example.com.")
        raise Refusal("email_invalid", message, Category.INVALID, "email")
    return tidy


def check_numbers(numbers: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the numbers with their E.164 form; raises Refusal `too_many_numbers`, `number_invalid`, and of texts."""
    checked: list[dict[str, str]] = []
    for each in numbers:
        number = policy.number_of(check_text(each["label"], "numbers", policy.LABEL_MAX), each["number"])
        if not policy.is_number(number.number):
            message = _("This is not a telephone number. Use digits, for example 06 12345678.")
            raise Refusal("number_invalid", message, Category.INVALID, "numbers")
        checked.append({"label": number.label, "number": number.number, "e164": number.e164})
    if len(checked) > policy.NUMBERS_AT_MOST:
        message = _("A contact holds at most 10 numbers. Remove some.")
        raise Refusal("too_many_numbers", message, Category.INVALID, "numbers")
    return checked
