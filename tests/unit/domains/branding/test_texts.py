"""ADM-2: the places in the text of an invitation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.branding import texts
from oogcontact.domains.branding.texts import Place, filled, tidied, unknown_place
from oogcontact.kernel.plain_text import is_plain

VALUES: dict[Place, str] = {
    "name": "mevrouw Jansen",
    "organisation": "Zorggroep",
    "agent": "Anna",
    "date": "dinsdag 24 november",
    "time": "10:30",
}


def test_both_sets_of_words_in_both_languages() -> None:
    """Dutch and English words, in any case and with space around them."""
    assert filled("{naam} {name} { Naam } {NAME}", VALUES) == " ".join(["mevrouw Jansen"] * 4)
    assert filled("{organisatie}{organisation}", VALUES) == "ZorggroepZorggroep"
    assert filled("{medewerker}, {agent}", VALUES) == "Anna, Anna"
    assert filled("{datum} om {tijd}; {date} at {time}", VALUES) == (
        "dinsdag 24 november om 10:30; dinsdag 24 november at 10:30"
    )


def test_values_are_not_filled_in_again() -> None:
    """A person who is called {tijd} is called so in the mail."""
    assert filled("{naam}", {**VALUES, "name": "{tijd} {{datum}}"}) == "{tijd} {{datum}}"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Beste {naam},", None),
        ("Niets in te vullen.", None),
        ("Beste {voornaam} {achternaam}", "{voornaam}"),
        ("Beste {}", "{}"),
        ("Beste {naam", "{naam"),
        ("Beste naam}, kom", "}"),
        ("Beste {{naam}}", "{"),
        ("Beste {na\nam}", "{na"),
        ("{naam.__class__}", "{naam.__class__}"),
        ("{0}", "{0}"),
    ],
)
def test_unknown_places(text: str, unknown: str | None) -> None:
    """The first one that can not be filled in is named as it was written; half a pair of braces is one."""
    found = unknown_place(text)
    assert (found is None) == (unknown is None)
    if unknown is not None:
        assert found is not None
        assert found.startswith(unknown)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_products_own_texts(language: str) -> None:
    """They name the organisation, the agent, the day and the time, and nothing unknown; they are tidy."""
    text = texts.DEFAULTS[language]
    assert unknown_place(text) is None
    assert tidied(text) == text
    assert is_plain(text, lines=True)
    assert len(text) < texts.LONGEST
    whole = filled(text, VALUES)
    assert all(value in whole for value in VALUES.values())


@given(st.text())
def test_any_text_can_be_filled(text: str) -> None:
    """Tidying twice is tidying once; a text without unknown places has no braces left when it is filled in."""
    tidy = tidied(text)
    assert tidied(tidy) == tidy
    if unknown_place(tidy) is None:
        assert "{" not in filled(tidy, VALUES)


def test_tidied() -> None:
    """One kind of line end; no space at the ends; one empty line between paragraphs."""
    assert tidied("  Beste,  \r\n\r\n\r\n\r\nKom.\t\rGroet\n\n") == "Beste,\n\nKom.\nGroet"
