"""How words and numbers are folded, and what a contact may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.contacts import policy

NUMBER_NOTATIONS = [
    "06-1234 5678",
    "+31612345678",
    "+31 6 12345678",
    "+31 (0)6 1234 5678",
    "0031612345678",
    "0031 6 1234 5678",
    "(06) 12345678",
    "06 12 34 56 78",
    "06.1234.5678",
]


def found(row: str, question: str) -> bool:
    return all(any(form in row for form in term) for term in policy.search_terms(question))


@pytest.mark.parametrize("written", NUMBER_NOTATIONS)
@pytest.mark.parametrize("asked", NUMBER_NOTATIONS)
def test_a_number_is_found_in_any_notation(written: str, asked: str) -> None:
    """CON-7."""
    assert found(policy.search_text(["Bram"], [written]), asked)
    assert found(policy.search_text(["Bram"], [written]), f"bram {asked}")


@pytest.mark.parametrize("part", ["06-1234", "+31 6 12", "5678", "1234 5678", "0031 6"])
def test_a_part_of_a_number_is_found(part: str) -> None:
    """CON-7."""
    assert found(policy.search_text(["Bram"], ["+31 6 1234 5678"]), part)
    assert not found(policy.search_text(["Bram"], ["+31 20 999 8777"]), part)


def test_words_are_found_in_any_order_without_case_and_accents() -> None:
    """CON-7."""
    row = policy.search_text(["Zoë van der Bêek", "Psycholoog", "zoe@voorbeeld.test"], ["101"])
    assert found(row, "BEEK zoe")
    assert found(row, "psych voorb")
    assert found(row, "ZOË@")
    assert found(row, "101 zoe")
    assert not found(row, "zoe bakker")
    assert policy.search_terms("  ") == []


def test_numbers_that_are_no_telephone_number_stay_words() -> None:
    """CON-7: a room and a floor are two words."""
    assert found(policy.search_text(["Kamer 12 etage 3"], []), "3 12")


def test_letters_without_a_mark_of_their_own_are_found_plain() -> None:
    """CON-7."""
    for written, asked in [("Łukasz", "lukasz"), ("Søren", "soren"), ("Strauß", "strauss"), ("IJssel", "ijssel")]:
        assert policy.fold(written) == asked


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """CON-7."""
    assert policy.fold(policy.fold(text)) == policy.fold(text)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_case_never_matters(text: str) -> None:
    """CON-7."""
    assert policy.fold(text.upper().lower()) == policy.fold(policy.fold(text.upper().lower()).upper())


@given(
    st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=10), min_size=1, max_size=6), st.randoms()
)
def test_the_words_of_a_row_find_it_in_any_order(words: list[str], random: object) -> None:
    """CON-7."""
    row = policy.search_text(words, [])
    assert found(row, " ".join(reversed(words)))


@given(st.integers(600_000_000, 699_999_999), st.lists(st.sampled_from(["", " ", "-", "."]), min_size=8, max_size=8))
def test_separators_in_a_number_never_matter(national: int, separators: list[str]) -> None:
    """CON-7."""
    digits = str(national)
    typed = "0" + digits[0] + "".join(s + d for s, d in zip(separators, digits[1:], strict=True))
    assert policy.to_e164(typed) == f"+31{digits}"
    assert found(policy.search_text(["X"], [f"+31{digits}"]), typed)


@given(st.text(max_size=200))
def test_no_question_breaks_the_search(question: str) -> None:
    """CON-7."""
    terms = policy.search_terms(question)
    assert len(terms) <= policy.WORDS_AT_MOST
    assert all(form for term in terms for form in term)
    assert all(term for term in terms)


@pytest.mark.parametrize("good", ["a@b.nl", "anna.de-vries+x@zorg.voorbeeld.test"])
def test_an_address_is_taken(good: str) -> None:
    """CON-3."""
    assert policy.is_email(good)


@pytest.mark.parametrize(
    "bad", ["", "a", "a@b", "a@@b.nl", "a b@c.nl", "a@b.nl\n", "a@b.nl,c@d.nl", "x" * 250 + "@b.nl"]
)
def test_what_is_no_address_is_not(bad: str) -> None:
    """CON-3."""
    assert not policy.is_email(bad)


@pytest.mark.parametrize("bad", ["", "1", "abc", "06-abc", "+", "0" * 41, "06\n12345678"])
def test_what_is_no_number_is_not(bad: str) -> None:
    """CON-3."""
    assert not policy.is_number(bad)
