"""CNF-2: prompts in both languages, and numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.audio import RATE
from oogcontact.audio.speech import FOLDER, Voice, beep, number, sentences
from tests.unit.audio.phones import loudness, sine


def test_both_languages_say_the_same_things() -> None:
    texts = sentences()
    assert texts["nl"].keys() - texts["en"].keys() == set()
    assert texts["en"].keys() - texts["nl"].keys() == set()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_prompt_is_there_and_nothing_else(language: str) -> None:
    files = {file.stem for file in (FOLDER / language).glob("*.wav")}
    assert files == set(sentences()[language])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_prompt_can_be_heard(language: str) -> None:
    voice = Voice(language)
    for name, text in sentences()[language].items():
        sound = voice.say(name)
        seconds = len(sound) / RATE
        assert len(text) / 40 < seconds < len(text) / 4 + 1, name
        assert np.abs(sound.astype(int)).max() > 8_000, name


def test_numbers_are_composed_as_they_are_said() -> None:
    assert number(0, "nl") == ["number-0"]
    assert number(20, "en") == ["number-20"]
    assert number(45, "nl") == ["number-5", "and", "number-40"]
    assert number(45, "en") == ["number-40", "number-5"]
    assert number(30, "nl") == ["number-30"]
    for value in (-1, 101):
        with pytest.raises(ValueError, match="0 to 100"):
            number(value, "nl")


@given(st.integers(0, 100), st.sampled_from(["nl", "en"]))
def test_every_number_can_be_said(value: int, language: str) -> None:
    assert set(number(value, language)) <= set(sentences()[language])


def test_pieces_are_said_one_after_the_other() -> None:
    voice, name = Voice("nl"), sine(300)
    whole = voice.say("others-before", 3, "others-after", name)
    parts = [voice.say("others-before"), voice.say(3), voice.say("others-after"), name]
    assert len(whole) == sum(map(len, parts)) + 3 * (RATE // 10)
    assert (whole[-len(name) :] == name).all()
    assert len(voice.say()) == 0


def test_an_organisation_says_it_in_its_own_voice() -> None:
    own = sine(300)
    voice = Voice("nl", {"welcome": own})
    assert (voice.say("welcome") == own).all()
    assert len(voice.say("goodbye")) > RATE // 2
    with pytest.raises(KeyError):
        voice.say("unheard-of")


def test_the_tone_begins_softly() -> None:
    tone = beep().astype(int)
    assert abs(tone[:5]).max() < 600
    assert abs(tone[-5:]).max() < 600
    assert loudness(beep()[200:-200], 440) > 5_000
