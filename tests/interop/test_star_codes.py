"""CNF-3 to CNF-6: every star code, pressed on real telephones while they talk, with what is heard then."""

import time
from collections.abc import Callable

import pytest

from tests.e2e.tab import Json, Tab
from tests.interop.conferring import MODERATOR, code, conference, dial_in
from tests.interop.conftest import TelephoneServer
from tests.telephones import Telephone
from tests.until import wait_until

MakeTelephone = Callable[..., Telephone]

#: The tones of Anna, Bram and Carla; no harmonics of each other, and no keys.
ANNA, BRAM, CARLA = 440, 620, 1_060

#: A tone of 4,000 that nobody has muted is heard about so loud.
LOUD, SILENT = 2_000, 40


@pytest.mark.long
def test_each_hears_all_others_and_never_himself(telephone: MakeTelephone) -> None:
    """CNF-9, by the spectrum of what each receives; CNF-3: mute and loudness; CNF-5: what a participant may not."""
    anna = dial_in(telephone(tone=ANNA), MODERATOR, hears="you-are-first")
    bram = dial_in(telephone(tone=BRAM), hears="one-other")
    carla = dial_in(telephone(tone=CARLA), hears="others-after")
    time.sleep(2)
    for one, own, others in (
        (anna, ANNA, (BRAM, CARLA)),
        (bram, BRAM, (ANNA, CARLA)),
        (carla, CARLA, (ANNA, BRAM)),
    ):
        assert all(one.loudness(tone) > LOUD for tone in others)
        assert one.loudness(own) < SILENT

    code(bram, "*1", "muted")
    assert anna.loudness(BRAM) < SILENT
    code(bram, "*1", "unmuted")
    wait_until(lambda: anna.loudness(BRAM) > LOUD)

    time.sleep(1)
    before = carla.loudness(ANNA)
    code(carla, "*7", "softer")
    time.sleep(1)
    assert carla.loudness(ANNA) < 0.8 * before
    code(carla, "*9", "louder")
    time.sleep(1)
    assert carla.loudness(ANNA) > 0.9 * before

    for forbidden in ("*30", "*31", "*21", "*20", "*11", "*10"):
        code(carla, forbidden, "not-allowed")
    assert anna.loudness(CARLA) > LOUD


@pytest.mark.long
def test_one_is_told_who_is_there_and_who_comes(telephone: MakeTelephone) -> None:
    """CNF-3."""
    anna = dial_in(telephone(tone=ANNA), MODERATOR, hears="you-are-first")
    code(anna, "*3", "only-you")
    code(anna, "#", "controls-moderator")
    code(anna, "*2", "announcements-off")
    begin = len(anna.heard)
    bram = dial_in(telephone(tone=BRAM), hears="one-other")
    code(bram, "#", "controls")
    code(anna, "*3", "present")
    code(anna, "*2", "announcements-on")
    with pytest.raises(AssertionError, match="does not hear"):
        anna.hears("has-joined", since=begin, seconds=0)
    begin = len(anna.heard)
    bram.hang_up()
    anna.hears("has-left", since=begin)


@pytest.mark.long
def test_the_moderator_steers(telephone: MakeTelephone, server: TelephoneServer) -> None:
    """CNF-4, and CNF-7: the browser is always in step."""
    tab = Tab(server, "anna")
    anna = dial_in(telephone(tone=ANNA), MODERATOR, hears="you-are-first")
    bram = dial_in(telephone(tone=BRAM), hears="one-other")

    begin = len(bram.heard)
    code(anna, "*11", "all-muted")
    bram.hears("muted-by-moderator", since=begin)
    assert [one["muted"] for one in conference(tab)["live"]["participants"]] == [False, True]
    code(anna, "*10", "all-unmuted")
    assert not any(one["muted"] for one in conference(tab)["live"]["participants"])

    code(anna, "*21", "closed")
    assert conference(tab)["live"]["closed"] is True
    carla = dial_in(telephone(tone=CARLA), hears="conference-closed")
    carla.waits_for_end()
    code(anna, "*20", "opened")

    begin = len(bram.heard)
    code(anna, "*31", "last-removed")
    bram.hears("removed", since=begin)
    bram.waits_for_end()
    code(anna, "*31", "nobody-to-remove")

    dirk = dial_in(telephone(tone=CARLA), hears="one-other")
    begin = len(dirk.heard)
    anna.press("*30")
    dirk.hears("conference-ended", since=begin)
    dirk.waits_for_end()
    anna.waits_for_end()
    wait_until(lambda: conference(tab)["live"] is None)


@pytest.mark.long
def test_the_browser_does_the_same(telephone: MakeTelephone, server: TelephoneServer) -> None:
    """CNF-7: what is clicked is said, as if it had been pressed; events tell what was pressed."""
    tab = Tab(server, "anna")
    tab.online()
    account = conference(tab)["account_id"]
    path = f"/api/conferences/{account}"
    assert tab.refused("POST", f"{path}/end") == "conference_over"
    anna = dial_in(telephone(tone=ANNA, number="0612345678"), MODERATOR, hears="you-are-first")
    bram = dial_in(telephone(tone=BRAM, number="anonymous"), hears="one-other")
    first, second = conference(tab)["live"]["participants"]
    assert (first["number"], first["moderator"], first["spoken"]) == ("06 1•••••78", True, True)
    assert (second["number"], second["moderator"], second["kind"]) == ("", False, "telephone")
    wait_until(lambda: all(one["talking"] for one in conference(tab)["live"]["participants"]))

    begin = len(bram.heard)
    state = tab.send("POST", f"{path}/participants/{second['id']}/mute", muted=True)
    assert state["live"]["participants"][1]["muted"] is True
    bram.hears("muted", since=begin)
    assert anna.loudness(BRAM) < SILENT
    code(bram, "*1", "unmuted")
    seen = tab.next("conference.changed")["data"]
    while seen["live"] is None or len(seen["live"]["participants"]) < 2 or seen["live"]["participants"][1]["muted"]:
        seen = tab.next("conference.changed")["data"]
    assert seen["account_id"] == account

    state = tab.send("POST", f"{path}/participants/{second['id']}/loudness", by=-1)
    assert state["live"]["participants"][1]["loudness"] == -1
    assert tab.send("POST", f"{path}/lock", closed=True)["live"]["closed"] is True
    assert tab.refused("POST", f"{path}/participants/{account}/mute", muted=True) == "not_found"
    begin = len(bram.heard)
    tab.send("POST", f"{path}/participants/{second['id']}/remove")
    bram.hears("removed", since=begin)
    bram.waits_for_end()
    tab.send("POST", f"{path}/end")
    anna.waits_for_end()
    wait_until(lambda: conference(tab)["live"] is None)
    tab.offline()
    assert Tab(server, "bram").send("GET", "/api/conferences") == []
    assert Tab(server, "bram").refused("POST", f"{path}/end") == "not_found"


def test_the_history_tells_who_was_there(telephone: MakeTelephone, server: TelephoneServer) -> None:
    tab = Tab(server, "anna")
    account = conference(tab)["account_id"]
    anna = dial_in(telephone(number="0612345678"), MODERATOR, hears="you-are-first")
    anna.hang_up()
    wait_until(lambda: conference(tab)["live"] is None)

    def newest() -> Json:
        found: Json = tab.send("GET", f"/api/conference-accounts/{account}/history")["items"][0]
        return found

    wait_until(lambda: newest()["ended_at"] is not None)
    (there,) = newest()["attendances"]
    assert (there["number"], there["moderator"], there["kind"]) == ("06 1•••••78", True, "telephone")
    assert there["left_at"] is not None
