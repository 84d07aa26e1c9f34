"""CNF-2, CNF-6, TEL-9: the whole conversation with a real telephone, and every way in which it goes wrong."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from oogcontact.audio import RATE
from oogcontact.audio.g711 import Law, Samples
from tests.e2e.tab import Tab
from tests.interop.conferring import MODERATOR, NUMBER, PARTICIPANT, code, conference, dial_in
from tests.interop.conftest import TelephoneServer
from tests.telephones import CalledTelephone, Telephone, Way
from tests.until import wait_until

MakeTelephone = Callable[..., Telephone]
MakeCalled = Callable[..., CalledTelephone]


@pytest.mark.parametrize("number", ["100", "+31850000100", "31850000100", "0850000100"])
def test_one_is_greeted_and_asked_under_each_form_of_the_number(telephone: MakeTelephone, number: str) -> None:
    """CNF-2."""
    anna = telephone()
    assert anna.call(number) == 200
    assert anna.hears("conference-number", since=anna.hears("welcome"))


@pytest.mark.parametrize(
    ("keys", "law"), [("packets", Law.A), ("messages", Law.MU), ("tones", Law.A), ("tones", Law.MU)]
)
def test_keys_come_in_each_way_and_are_not_heard(telephone: MakeTelephone, keys: Way, law: Law) -> None:
    """CNF-2, CNF-5: RFC 4733, INFO and tones, in both laws of G.711."""
    anna = dial_in(telephone(tone=440), MODERATOR, hears="you-are-first")
    bram = dial_in(telephone(tone=620, keys=keys, law=law), hears="one-other")
    anna.hears("has-joined")
    begin = len(anna.heard)
    code(bram, "*3", "present")
    time.sleep(1)
    heard = anna.heard[begin:]
    assert tones_in(heard) == set(), "the keys were heard"


def test_a_wrong_number_three_times_is_a_friendly_end(telephone: MakeTelephone) -> None:
    anna = telephone()
    anna.call()
    at = 0
    for _ in range(3):
        anna.press("99999#")
        at = anna.hears("conference-unknown", since=at)
    anna.hears("too-many-tries", since=at)
    anna.waits_for_end()


def test_a_wrong_pin_three_times_is_a_friendly_end_and_stands_in_the_log(telephone: MakeTelephone) -> None:
    anna = telephone(number="0699999999")
    anna.call()
    anna.press(f"{NUMBER}#")
    at = 0
    for _ in range(3):
        anna.press("0000#")
        at = anna.hears("pin-wrong", since=at)
    anna.hears("too-many-tries", since=at)
    anna.waits_for_end()


@pytest.mark.long
def test_silence_at_each_question_is_asked_again(telephone: MakeTelephone) -> None:
    anna = telephone()
    anna.call()
    at = anna.hears("nothing-entered", seconds=30)
    anna.hears("conference-number", since=at)
    anna.press(f"{NUMBER}#")
    at = anna.hears("pin", since=at)
    at = anna.hears("nothing-entered", since=at, seconds=30)
    anna.press(f"{PARTICIPANT}#")
    # Who says no name is let in all the same.
    anna.hears("joining", since=at, seconds=30)


@pytest.mark.parametrize("until", ["welcome", "pin", "name"])
def test_hanging_up_at_each_question_leaves_nothing(
    telephone: MakeTelephone, server: TelephoneServer, until: str
) -> None:
    anna = telephone()
    anna.call()
    if until != "welcome":
        anna.press(f"{NUMBER}#")
    if until == "name":
        anna.press(f"{PARTICIPANT}#")
    anna.hears(until)
    anna.hang_up()
    bram = dial_in(telephone(), MODERATOR, hears="you-are-first")
    bram.hang_up()


def test_an_english_number_speaks_english(telephone: MakeTelephone, server: TelephoneServer) -> None:
    """CNF-2: by choice of the number; it can be called as soon as it was made."""
    tab = Tab(server, "anna")
    number = tab.send("POST", "/api/telephony/numbers", number="0850000300", language="en")
    account = tab.send("POST", "/api/conference-accounts", name="Board", number_id=number["id"])
    time.sleep(1)
    anna = telephone()
    assert anna.call("0850000300") == 200
    anna.press(f"{account['conference_number']}#{account['participant_pin']}#")
    begin = anna.hears("name", language="en")
    anna.press("#")
    anna.hears("you-are-first", since=begin, language="en")
    anna.hang_up()
    tab.send("DELETE", f"/api/conference-accounts/{account['id']}")
    tab.send("DELETE", f"/api/telephony/numbers/{number['id']}")
    time.sleep(1)
    assert telephone().call("0850000300") == 404


@pytest.mark.long
def test_the_conference_that_is_full_says_so(telephone: MakeTelephone, server: TelephoneServer) -> None:
    """CNF-6."""
    tab = Tab(server, "anna")
    account = conference(tab)["account_id"]
    tab.send("PATCH", f"/api/conference-accounts/{account}", most=2)
    try:
        dial_in(telephone(), MODERATOR)
        dial_in(telephone(), hears="one-other")
        third = dial_in(telephone())
        third.hears("conference-full")
        third.waits_for_end()
    finally:
        tab.send("PATCH", f"/api/conference-accounts/{account}", most=10)


@pytest.mark.long
def test_music_until_the_moderator_comes(telephone: MakeTelephone, server: TelephoneServer) -> None:
    """CNF-6."""
    tab = Tab(server, "anna")
    account = conference(tab)["account_id"]
    tab.send("PATCH", f"/api/conference-accounts/{account}", waiting="music")
    try:
        bram = dial_in(telephone(tone=620), hears="waiting-for-moderator")
        carla = dial_in(telephone(tone=830), hears="waiting-for-moderator")
        assert bram.loudness(830) < 20
        anna = dial_in(telephone(tone=440), MODERATOR)
        wait_until(lambda: bram.loudness(440) > 1_000)
        assert carla.loudness(620) > 1_000
        anna.hang_up()
        bram.hears("waiting-for-moderator", since=len(bram.heard) - 8_000)
    finally:
        tab.send("PATCH", f"/api/conference-accounts/{account}", waiting="each_other")


def test_a_call_to_an_outside_number_never_goes_out(telephone: MakeTelephone, called: MakeCalled) -> None:
    """TEL-9."""
    outside = called()
    assert telephone().call("0201234567") == 404
    assert telephone().call("+31201234567") == 404
    assert telephone().call("112") == 404
    assert outside.asked == []


def tones_in(heard: Samples) -> set[str]:
    """Return the keys whose both tones are in a sound, in any 40 ms of it."""
    sound = np.asarray(heard, np.float64)
    found = set()
    size = RATE // 25
    at = np.arange(size) / RATE
    frequencies = (697, 770, 852, 941, 1209, 1336, 1477)
    turning = np.exp(-2j * np.pi * np.outer(frequencies, at))
    for begin in range(0, len(sound) - size, size):
        piece = sound[begin : begin + size]
        energy = float((piece**2).mean())
        if energy < 10_000:
            continue
        strength = dict(zip(frequencies, 2 * np.abs(turning @ piece) / size, strict=True))
        for row in frequencies[:4]:
            for column in frequencies[4:]:
                both = (strength[row] ** 2 + strength[column] ** 2) / 2
                if both > 0.8 * energy and min(strength[row], strength[column]) > 100:
                    found.add(f"{row}+{column}")
    return found
