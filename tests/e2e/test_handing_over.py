"""Handing over, consulting and adding in real browsers: a client, an agent and a colleague."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e import front
from tests.e2e.browsers import PHONE, User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.e2e.steps import accept, call, hang_up_button, start_call, talk, tile

#: Three browsers beside each other take their time.
pytestmark = [pytest.mark.crowded, pytest.mark.timeout(300)]

ON_HOLD = "U staat even in de wacht"

#: Packets of sound and picture that came in and went out of all connections of this page.
PACKETS = """async () => {
  const counts = { in: 0, out: 0, connected: 0 };
  for (const peer of window.__watched.peers) {
    if (peer.connectionState === 'closed') continue;
    if (peer.connectionState === 'connected') counts.connected += 1;
    for (const report of (await peer.getStats()).values()) {
      if (report.type === 'inbound-rtp') counts.in += report.packetsReceived;
      if (report.type === 'outbound-rtp') counts.out += report.packetsSent;
    }
  }
  return counts;
}"""

#: Counts the tones that the page plays itself.
COUNT_TONES = """
  window.__tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { window.__tones += 1; return start.apply(this, when); };
"""


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it."""
    return shared_server


@pytest.fixture
def people(make_user: MakeUser) -> tuple[User, User, User]:
    """The agent, the client and the colleague, the first two in a call."""
    anna, dirk, carla = make_user("anna"), make_user("dirk"), make_user("carla")
    start_call(anna, dirk, "Dirk Bakker")
    return anna, dirk, carla


def button(user: User, name: str) -> Locator:
    """Return the button with exactly this name."""
    return user.page.get_by_role("button", name=name, exact=True)


def ask(user: User, way: str, confirm: str, name: str, note: str = "") -> None:
    """Choose somebody in the dialog behind a button of the bar."""
    button(user, way).click()
    dialog = user.page.get_by_role("dialog").filter(has=user.page.get_by_role("radio"))
    dialog.get_by_text(name).click()
    dialog.get_by_label("Bericht (niet verplicht)").fill(note)
    dialog.get_by_role("button", name=confirm, exact=True).click()


def reads(user: User, text: str | re.Pattern[str]) -> None:
    """Wait until this person reads the text."""
    expect(user.page.get_by_text(text).first).to_be_visible()


def packets(user: User) -> dict[str, Any]:
    """Return the packets that have come in and gone out."""
    counted: dict[str, Any] = user.page.evaluate(PACKETS)
    return counted


def silent_for(user: User, milliseconds: int) -> bool:
    """Whether neither sound nor picture comes in or goes out for so long, over connections that are kept."""
    before = packets(user)
    user.page.wait_for_timeout(milliseconds)
    # One of the connections may still be on its way.
    after = packets(user)
    return (after["in"], after["out"]) == (before["in"], before["out"]) and after["connected"] > 0


def goes_silent(user: User) -> None:
    """Wait until what was on its way has arrived, then until nothing more comes for three seconds."""
    for _ in range(10):
        if silent_for(user, 300):
            break
    assert silent_for(user, 3_000), packets(user)


def test_the_picture_never_breaks_in_a_transfer(people: tuple[User, User, User]) -> None:
    """CAL-9: the colleague reads what it is about, is there at once, and the client sees one of both all the time.

    How long the longest gap is, `python -m bench.transfer_gap` measures where nothing else runs.
    """
    anna, dirk, carla = people
    front.watch(dirk)
    ask(anna, "Doorverbinden", "Doorverbinden", "Carla Mendes", "Het gaat over de brief")
    reads(anna, "U verbindt Dirk Bakker door met Carla Mendes")
    expect(carla.page.get_by_role("heading", name="naar u doorverbinden")).to_have_text(
        "Anna de Vries wil een gesprek met Dirk Bakker naar u doorverbinden"
    )
    reads(carla, "Het gaat over de brief")
    accept(carla)
    reads(anna, "U hebt doorverbonden met Carla Mendes")
    expect(carla.page.get_by_role("timer")).to_be_hidden()
    talk(dirk, carla)
    seen = front.seen(dirk)
    assert seen.names == ["Beeld van Anna de Vries", "Beeld van Carla Mendes"]
    assert seen.looks > 20
    assert seen.without_picture == 0
    assert seen.overlapped, "Anna's picture had ended before Carla's was there"
    hang_up_button(carla).click()
    expect(hang_up_button(dirk)).to_be_hidden()


def test_on_hold_nothing_is_heard_or_seen(make_user: MakeUser) -> None:
    """CAL-10: not one packet either way, tones instead, and all is back at once; a reload does not end the hold."""
    anna, dirk, carla = make_user("anna"), make_user("dirk"), make_user("carla")
    dirk.add_init_script(COUNT_TONES)
    dirk.page.reload()
    start_call(anna, dirk, "Dirk Bakker")
    ask(anna, "Ruggespraak", "Ruggespraak starten", "Carla Mendes")
    reads(dirk, ON_HOLD)
    goes_silent(dirk)
    expect(carla.page.get_by_role("heading", name="wil u spreken over een gesprek met Dirk Bakker")).to_be_visible()
    before = packets(dirk)
    accept(carla)
    talk(anna, carla)
    expect(dirk.page.locator("figure video")).to_have_count(0)
    after = packets(dirk)
    assert (after["in"], after["out"]) == (before["in"], before["out"])
    assert after["connected"] == 2
    goes_silent(dirk)
    assert dirk.page.evaluate("window.__tones") > 0
    dirk.page.reload()
    button(dirk, "Terug naar het gesprek").click()
    reads(dirk, ON_HOLD)
    goes_silent(dirk)
    button(anna, "Terug naar gesprek").click()
    reads(carla, "Overleg afgelopen")
    expect(dirk.page.get_by_text(ON_HOLD)).to_be_hidden()
    talk(anna, dirk)


def test_after_consulting_all_three_or_the_other_two(people: tuple[User, User, User]) -> None:
    """CAL-10, CAL-9: together with three; and handed over warm, after which the first agent is free."""
    anna, dirk, carla = people
    ask(anna, "Ruggespraak", "Ruggespraak starten", "Carla Mendes")
    accept(carla)
    talk(anna, carla)
    button(anna, "Met z'n drieën").click()
    talk(anna, dirk, carla)
    hang_up_button(carla).click()
    reads(anna, "Carla Mendes heeft het gesprek verlaten. U praat met Dirk Bakker.")
    ask(anna, "Ruggespraak", "Ruggespraak starten", "Carla Mendes")
    accept(carla)
    reads(dirk, ON_HOLD)
    button(anna, "Overdragen").click()
    reads(anna, "U hebt doorverbonden met Carla Mendes")
    talk(dirk, carla)


def test_nobody_comes_and_nothing_is_lost(people: tuple[User, User, User]) -> None:
    """CAL-9, CAL-10: refused, stopped, no answer: the agent reads it and talks on."""
    anna, dirk, carla = people
    ask(anna, "Doorverbinden", "Doorverbinden", "Carla Mendes")
    button(carla, "Weigeren").click()
    reads(anna, "Carla Mendes heeft geweigerd. U praat weer met Dirk Bakker.")
    ask(anna, "Agent", "Agent toevoegen", "Carla Mendes")
    expect(button(carla, "Accepteren")).to_be_visible()
    button(anna, "Stop").click()
    expect(button(carla, "Accepteren")).to_be_hidden()
    ask(anna, "Ruggespraak", "Ruggespraak starten", "Carla Mendes")
    reads(dirk, ON_HOLD)
    expect(anna.page.get_by_text("Carla Mendes neemt niet op. U praat weer met Dirk Bakker.")).to_be_visible(
        timeout=30_000
    )
    expect(dirk.page.get_by_text(ON_HOLD)).to_be_hidden()
    talk(anna, dirk)


def test_a_third_partner(people: tuple[User, User, User], make_user: MakeUser) -> None:
    """CAL-11: the screen splits; a fourth does not fit; a client has no such buttons; on a telephone behind Meer."""
    anna, dirk, carla = people
    for name in ("Doorverbinden", "Ruggespraak", "Agent"):
        expect(button(dirk, name)).to_have_count(0)
    ask(anna, "Agent", "Agent toevoegen", "Carla Mendes")
    accept(carla)
    talk(anna, dirk, carla)
    button(anna, "Ruggespraak").click()
    reads(anna, "Er kunnen drie mensen in één gesprek zijn.")
    anna.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    button(anna, "Meer").click()
    expect(anna.page.get_by_role("menuitem", name="Doorverbinden", exact=True)).to_be_visible()
    anna.page.keyboard.press("Escape")
    hang_up_button(anna).click()
    talk(dirk, carla)


def test_a_call_of_sound_is_handed_over(make_user: MakeUser) -> None:
    """CAL-9: without pictures it counts what is heard."""
    anna, dirk, carla = make_user("anna"), make_user("dirk"), make_user("carla")
    tile(anna, "Dirk Bakker").click(timeout=15_000)
    anna.page.get_by_role("button", name="Bellen zonder beeld").click()
    accept(dirk)
    dirk.hears_others()
    ask(anna, "Doorverbinden", "Doorverbinden", "Carla Mendes")
    accept(carla)
    reads(anna, "U hebt doorverbonden met Carla Mendes")
    dirk.hears_others()
    carla.hears_others()


def test_who_is_busy_is_told_at_once(people: tuple[User, User, User], make_user: MakeUser) -> None:
    """CAL-9, CAL-10: the client is not left on hold for somebody who can not come; axe finds nothing in the dialog."""
    anna, dirk, carla = people
    bram = make_user("bram")
    call(bram, "Carla Mendes")
    accept(carla)
    button(anna, "Ruggespraak").click()
    expect(anna.page.get_by_role("radio", name="Carla Mendes")).to_be_visible()
    assert anna.axe() == []
    anna.page.keyboard.press("Escape")
    ask(anna, "Ruggespraak", "Ruggespraak starten", "Carla Mendes")
    reads(anna, "Carla Mendes is in gesprek of wil niet gestoord worden. U praat weer met Dirk Bakker.")
    expect(dirk.page.get_by_text(ON_HOLD)).to_be_hidden()
    talk(anna, dirk)
