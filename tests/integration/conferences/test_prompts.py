"""CNF-2: an organisation's own prompts: any WAV is taken, what is broken is refused with a reason."""

import io
import wave
from collections.abc import Callable
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.test import Client

from oogcontact.audio import RATE
from oogcontact.audio.wav import load_wav
from oogcontact.domains.accounts.api import Membership
from oogcontact.domains.conferences.events import prompts_changed
from oogcontact.domains.conferences.prompts import own_prompts
from tests.integration.accounts.helpers import error_of
from tests.unit.audio.phones import loudness, sine

WELCOME = "/api/conference-prompts/nl/welcome"


def put(browser: Client, path: str, content: bytes) -> Any:
    return browser.put(path, content, content_type="audio/wav")


def a_wav(rate: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as output:
        output.setparams((1, 2, rate, 0, "NONE", ""))
        output.writeframes(sine(440, rate=rate, seconds=2).astype("<i2").tobytes())
    return file.getvalue()


def of(listed: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(one for one in listed if one["name"] == name)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_a_prompt_is_replaced_and_taken_back(browser: Client, people: dict[str, Membership], rate: int) -> None:
    heard: list[UUID] = []
    prompts_changed.register(heard.append)
    before = browser.get("/api/conference-prompts/nl").json()
    assert of(before, "welcome") == {
        "name": "welcome",
        "text": "Welkom bij de telefonische conferentie.",
        "own": False,
        "seconds": None,
    }
    assert not [one for one in before if one["name"].startswith("number-")]
    after = put(browser, WELCOME, a_wav(rate)).json()
    assert of(after, "welcome")["own"] is True
    assert of(after, "welcome")["seconds"] == pytest.approx(2, abs=0.05)
    sound = load_wav(browser.get(f"{WELCOME}.wav").content)
    assert loudness(sound[RATE // 2 : RATE], 440) == pytest.approx(8_000, rel=0.1)
    assert set(own_prompts(people["anna"].organisation_id, "nl")) == {"welcome"}
    assert own_prompts(people["anna"].organisation_id, "en") == {}
    assert browser.delete(WELCOME).json() == before
    assert np.abs(load_wav(browser.get(f"{WELCOME}.wav").content)).max() > 1_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no sound", "sound_unreadable"),
        (b"", "sound_unreadable"),
        (a_wav(8_000)[:44], "sound_empty"),
        (b"\0" * 100, "sound_unreadable"),
    ],
)
def test_a_broken_file_is_refused_with_a_reason(browser: Client, content: bytes, code: str) -> None:
    answer = put(browser, WELCOME, content)
    assert error_of(answer) == (400, code)
    assert of(browser.get("/api/conference-prompts/nl").json(), "welcome")["own"] is False


@pytest.mark.parametrize("path", ["/api/conference-prompts/nl/hack", "/api/conference-prompts/nl/number-1"])
def test_only_prompts_can_be_replaced(browser: Client, path: str) -> None:
    assert error_of(put(browser, path, a_wav(8_000))) == (404, "not_found")
    assert browser.get(f"{path}.wav").status_code == 404


def test_only_administrators_may(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> None:
    assert put(browser_of(people["bram"]), WELCOME, a_wav(8_000)).status_code == 404
