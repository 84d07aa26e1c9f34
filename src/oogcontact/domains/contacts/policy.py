"""The pure rules of contacts: how words and numbers are folded for the search, and what a contact may hold."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import phonenumbers

#: A number without a country code is one of this country.
DEFAULT_REGION = "NL"

NAME_MAX = 120
FUNCTION_MAX = 80
EMAIL_MAX = 254
NOTE_MAX = 2000
LABEL_MAX = 30
NUMBER_MAX = 40
NUMBERS_AT_MOST = 10

#: More words than this, or longer questions, find nothing that fewer would not.
QUERY_MAX = 120
WORDS_AT_MOST = 8

#: Letters that Unicode does not take apart into a base and a mark, though people leave the mark out.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
     "’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-"}
)  # fmt: skip
_NUMBER_WORD = re.compile(r"[+(]?[0-9][0-9()./\-]*|\(?\+?[0-9]+\)?[0-9()./\-]*")
_EMAIL = re.compile(r"[^@\s\x00-\x1f,;:<>\"()\[\]\\]{1,64}@[^@\s\x00-\x1f,;:<>\"()\[\]\\]+\.[^@\s.,;:<>\"()\[\]\\]{2,}")

#: Each word of a question gives one: the row must hold at least one of its alternatives.
Term = tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A telephone number as it was written, and in E.164 (`+31612345678`), empty when it is no possible number."""

    label: str
    number: str
    e164: str


def fold(text: str) -> str:
    """Return `text` without case, accents and superfluous space, so that what people type finds what others wrote."""
    before, folded = "", text
    # Folding one letter may make another that folds too (Turkish I, Greek); it settles within a few rounds.
    while folded != before:
        before = folded
        apart = unicodedata.normalize("NFKD", folded.casefold().translate(_PLAIN_LETTERS))
        folded = " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())
    return folded


def digits_of(text: str) -> str:
    """Return the ASCII digits of `text`."""
    return "".join(sign for sign in text if sign in "0123456789")


def to_e164(text: str) -> str:
    """Return the number in E.164, or an empty text when it can not be one."""
    try:
        parsed = phonenumbers.parse(text.replace("(0)", ""), DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def number_of(label: str, number: str) -> Number:
    """Return the number with its E.164 form."""
    return Number(label.strip(), number.strip(), to_e164(number))


def number_forms(number: str) -> list[str]:
    """Return the digits under which a number is found: as written, international, and as dialled in its country."""
    forms = [digits_of(number)]
    e164 = to_e164(number)
    if e164:
        parsed = phonenumbers.parse(e164)
        national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        forms += [e164.removeprefix("+"), digits_of(national)]
    return list(dict.fromkeys(form for form in forms if form))


def search_text(words: Iterable[str], numbers: Iterable[str]) -> str:
    """Return what the search of a row looks through: its folded words, then all forms of its numbers."""
    forms = [form for number in numbers for form in number_forms(number)]
    return " ".join([*(folded for word in words if (folded := fold(word))), *forms])


def search_terms(question: str) -> list[Term]:
    """Return what a row must hold to answer `question`: one alternative of each term, in any order (CON-7)."""
    # PostgreSQL takes no NUL, and SQLite's LIKE ends there.
    words = fold(question[:QUERY_MAX].replace("\0", " ")).split(" ")
    terms: list[Term] = []
    run: list[str] = []
    for word in [*words, ""]:
        if _NUMBER_WORD.fullmatch(word) or (run and word in "-+/()" and word):
            run.append(word)
            continue
        terms += _number_terms(run)
        run = []
        if word:
            terms.append((word,))
    return terms[:WORDS_AT_MOST]


def _number_terms(run: list[str]) -> list[Term]:
    """Return the terms of number-like words that stand side by side: one number when it looks like one."""
    if not run:
        return []
    joined = "".join(run)
    looks_whole = joined.startswith(("+", "0", "(")) or len(digits_of(joined)) >= 6
    if len(run) > 1 and not looks_whole:
        return [_number_term(word) for word in run]
    return [_number_term(joined)]


def _number_term(text: str) -> Term:
    digits = digits_of(text.replace("(0)", ""))
    forms = [digits, to_e164(text).removeprefix("+")]
    if digits.startswith("00"):
        forms.append(digits[2:])
    return tuple(dict.fromkeys(form for form in [*forms, text] if form))


def is_email(text: str) -> bool:
    """Tell whether `text` has the form of an e-mail address (RFC 5321 length, one @, a dotted domain)."""
    return len(text) <= EMAIL_MAX and _EMAIL.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Tell whether `text` is written as a telephone number: digits with the usual signs, at most `NUMBER_MAX`."""
    return len(text) <= NUMBER_MAX and re.fullmatch(r"\+?[0-9(][0-9 ()./\-]{1,}", text) is not None
