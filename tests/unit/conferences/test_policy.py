"""CNF-3, CNF-4, CNF-5: star codes, in virtual time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.conferences.policy import (
    LONGEST_NUMBER,
    NUMBER_PAUSE,
    OF_MODERATORS,
    PAUSE,
    Asked,
    Code,
    Keys,
    may_use,
)


def asked(*presses: tuple[str, float]) -> list[Asked]:
    """Press keys, each so long after the one before; return what was asked in the end, with patience."""
    keys, at, found = Keys(), 0.0, []
    for pressed, gap in presses:
        for index, key in enumerate(pressed):
            at += 0.2 if index else gap
            keys, more = keys.press(key, at)
            found += more
    return found + keys.wait(at + 10)[1]


@pytest.mark.parametrize("code", [code for code in Code if code is not Code.INVITE])
def test_every_code_is_understood(code: Code) -> None:
    assert asked((code.value, 0)) == [Asked(code)]


@pytest.mark.parametrize("ends", ["#", ""])
def test_an_invitation_ends_with_a_hash_or_a_pause(ends: str) -> None:
    """CNF-4."""
    assert asked(("*80612345678" + ends, 0)) == [Asked(Code.INVITE, "0612345678")]


def test_a_number_may_be_pressed_slowly() -> None:
    assert asked(("*806", 0), ("12", NUMBER_PAUSE - 0.1), ("3", NUMBER_PAUSE - 0.1)) == [Asked(Code.INVITE, "06123")]


def test_a_pause_ends_the_number_and_what_follows_is_a_code() -> None:
    assert asked(("*806", 0), ("*7", NUMBER_PAUSE + 0.1)) == [Asked(Code.INVITE, "06"), Asked(Code.SOFTER)]


def test_an_invitation_without_a_number_is_nothing() -> None:
    assert asked(("*8#", 0)) == [Asked(None)]
    assert asked(("*8", 0)) == [Asked(None)]
    assert asked(("*8" + "1" * (LONGEST_NUMBER + 1), 0))[0] == Asked(None)


def test_a_short_code_waits_for_its_second_digit() -> None:
    keys, found = Keys().press("*", 0)
    keys, found = keys.press("1", 0.2)
    assert found == []
    assert keys.wait(0.2 + PAUSE - 0.01)[1] == []
    assert keys.wait(0.2 + PAUSE)[1] == [Asked(Code.MUTE)]
    assert keys.press("1", 0.5)[1] == [Asked(Code.MUTE_ALL)]


def test_codes_follow_each_other_without_a_pause() -> None:
    assert asked(("*1*9#", 0)) == [Asked(Code.MUTE), Asked(Code.LOUDER), Asked(Code.HELP)]


def test_a_late_second_digit_is_not_taken_for_one() -> None:
    assert asked(("*1", 0), ("1", PAUSE + 0.1)) == [Asked(Code.MUTE), Asked(None)]


@pytest.mark.parametrize("keys", ["5", "*4", "*6", "*0"])
def test_other_keys_mean_nothing(keys: str) -> None:
    """CNF-5: a short tone."""
    assert asked((keys, 0)) == [Asked(None)]


def test_a_star_begins_anew() -> None:
    assert asked(("**7", 0)) == [Asked(None), Asked(Code.SOFTER)]


@pytest.mark.parametrize("code", list(Code))
def test_only_moderators_use_their_codes(code: Code) -> None:
    assert may_use(code, moderator=True)
    assert may_use(code, moderator=False) is (code not in OF_MODERATORS)


@given(st.lists(st.tuples(st.sampled_from("0123456789*#ABCD"), st.floats(0.05, 6)), max_size=30))
def test_whatever_is_pressed_there_is_an_answer(presses: list[tuple[str, float]]) -> None:
    """Nothing stays unanswered, and a number holds digits only."""
    for one in asked(*presses):
        assert one.number == "" or (one.code is Code.INVITE and one.number.isdigit())
    keys, at = Keys(), 0.0
    for key, gap in presses:
        at += gap
        keys, _ = keys.press(key, at)
    assert keys.wait(at + 10)[0] == Keys()
