"""Rules about telephone numbers: which one was called, which ones may be called, and how they are shown. Pure."""

from dataclasses import dataclass
from enum import Enum

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, shortnumberinfo

#: Numbers without a country code are Dutch (TEL-2).
REGION = "NL"

#: Digits of an extension: more is a telephone number.
LONGEST_EXTENSION = 6

#: Where calls cost the caller more than talking does.
_COSTLY = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.PAGER}


class NotDialled(Enum):
    """Why a number is not called."""

    INVALID = "number-invalid"
    EMERGENCY = "number-emergency"
    COSTLY = "number-costly"
    ABROAD = "number-abroad"


@dataclass(frozen=True)
class Dialled:
    """A number as it goes to a trunk: E.164, or an extension of the telephone exchange behind it."""

    number: str


def normalise(text: str) -> str | None:
    """Return a telephone number as E.164 ("+31201234567"), None when it can not be one."""
    try:
        parsed = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, PhoneNumberFormat.E164))


def called(text: str) -> frozenset[str]:
    """Return the forms under which a called number may be kept, whatever way a provider writes it."""
    plain = text.strip()
    found = {plain, normalise(plain)}
    if plain.isdigit() and len(plain) > LONGEST_EXTENSION:
        # Many providers leave out the plus.
        found.add(normalise(f"+{plain}"))
    return frozenset(number for number in found if number)


def dial(text: str, *, abroad: bool, extensions: bool) -> Dialled | NotDialled:
    """Decide whether and as what a number is called (TEL-9).

    `abroad`: other countries may be called; `extensions`: the trunk leads to an exchange that knows short numbers.
    """
    number = text.strip().replace(" ", "")
    # One who dials "00" means the plus.
    if shortnumberinfo.is_emergency_number(number, REGION) or number in ("112", "911", "999"):
        return NotDialled.EMERGENCY
    if number.isdigit() and len(number) <= LONGEST_EXTENSION:
        return Dialled(number) if extensions else NotDialled.INVALID
    try:
        parsed = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return NotDialled.INVALID
    if phonenumbers.number_type(parsed) in _COSTLY:
        return NotDialled.COSTLY
    if not phonenumbers.is_possible_number(parsed):
        return NotDialled.INVALID
    if not abroad and parsed.country_code != phonenumbers.country_code_for_region(REGION):
        return NotDialled.ABROAD
    return Dialled(str(phonenumbers.format_number(parsed, PhoneNumberFormat.E164)))


def shown(number: str, *, masked: bool) -> str:
    """Return a number as people read it; masked, only its begin and its last two digits can be read (CNF-7)."""
    e164 = normalise(number) if number.startswith(("+", "0")) else None
    if e164 is None:
        readable = number
    else:
        parsed = phonenumbers.parse(e164)
        own = parsed.country_code == phonenumbers.country_code_for_region(REGION)
        form = PhoneNumberFormat.NATIONAL if own else PhoneNumberFormat.INTERNATIONAL
        readable = str(phonenumbers.format_number(parsed, form))
    return _masked(readable) if masked else readable


def _masked(readable: str) -> str:
    """Replace the digits between the first three and the last two by points."""
    places = [place for place, sign in enumerate(readable) if sign.isdigit()]
    hidden = set(places[3:-2] if len(places) > 5 else places[1:])
    return "".join("•" if place in hidden else sign for place, sign in enumerate(readable))
