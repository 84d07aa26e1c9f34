"""Calls under faults: a killed server, a reload, a vanished browser, two devices."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.e2e.steps import accept, call, hang_up_button, history_line, start_call, talk, tile
from tests.e2e.tab import Json, Tab

#: The pictures decoded so far of everybody else.
DECODED = """
async () => {
  let frames = 0;
  for (const pc of window.__watched.peers ?? [])
    for (const [, entry] of await pc.getStats())
      if (entry.type === 'inbound-rtp' && entry.kind === 'video') frames += entry.framesDecoded ?? 0;
  return frames;
}
"""


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave nobody in a call."""
    return shared_server


def newest_call(server: RunningServer) -> Json | None:
    """Return the newest call of Anna in her history."""
    items: list[Json] = Tab(server, "anna").send("GET", "/api/history")["items"]
    return items[0] if items else None


def test_a_call_outlives_the_server(make_user: MakeUser, server: RunningServer) -> None:
    """CAL-8: the media never stops, both clients are back, and the history is right."""
    anna, bram = make_user("anna"), make_user("bram")
    before = newest_call(server)
    start_call(anna, bram, "Bram Jansen")
    server.kill()
    anna.sees_others_move()
    bram.hears_others()
    server.start()
    bram.sees_others_move()
    # Control is back: one hangs up, the other one's call ends by it.
    hang_up_button(bram).click()
    expect(hang_up_button(anna)).to_be_hidden(timeout=10_000)
    expect(history_line(anna, "Bram Jansen")).to_be_visible()
    after = newest_call(server)
    assert after is not None
    assert after["id"] != (before or {}).get("id")
    assert (after["direction"], after["outcome"]) == ("outgoing", "answered")


def test_a_ring_ends_at_its_time_although_the_server_was_killed(make_user: MakeUser, server: RunningServer) -> None:
    """CAL-3: nothing rings for ever."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    ringing = bram.page.get_by_role("button", name="Accepteren")
    expect(ringing).to_be_visible(timeout=10_000)
    server.restart()
    # 30 seconds of ringing, and the time to connect anew.
    expect(ringing).to_be_hidden(timeout=45_000)
    expect(anna.page.get_by_role("button", name="Stop", exact=True)).to_be_hidden(timeout=10_000)


def test_a_ringing_call_can_be_answered_after_a_restart(make_user: MakeUser, server: RunningServer) -> None:
    """CAL-3, CAL-8: the server that comes back knows who rings whom."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    expect(bram.page.get_by_role("button", name="Accepteren")).to_be_visible(timeout=10_000)
    server.restart()
    accept(bram)
    talk(anna, bram)


def test_a_reload_offers_the_way_back(make_user: MakeUser) -> None:
    """CAL-8: the same place in the call for 60 seconds."""
    anna, bram = make_user("anna"), make_user("bram")
    start_call(anna, bram, "Bram Jansen")
    anna.page.reload()
    anna.page.get_by_role("button", name="Terug naar het gesprek").click(timeout=15_000)
    talk(anna, bram)


def test_the_first_of_two_devices_wins(make_user: MakeUser) -> None:
    """CAL-2: the other stops at once and says so."""
    anna, bram, other = make_user("anna"), make_user("bram"), make_user("bram")
    call(anna, "Bram Jansen")
    expect(other.page.get_by_role("button", name="Accepteren")).to_be_visible(timeout=10_000)
    accept(bram)
    expect(other.page.get_by_role("button", name="Accepteren")).to_be_hidden(timeout=5_000)
    expect(other.page.get_by_text("elders opgenomen", exact=False).first).to_be_visible()
    talk(anna, bram)


def test_a_caller_who_vanishes_stops_ringing(make_user: MakeUser) -> None:
    """CAL-3: also when his browser is gone."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    ringing = bram.page.get_by_role("button", name="Accepteren")
    expect(ringing).to_be_visible(timeout=10_000)
    anna.close()
    expect(ringing).to_be_hidden(timeout=45_000)


def test_a_callee_who_vanishes_lets_the_ring_end(make_user: MakeUser) -> None:
    """CAL-3: the caller reads that nobody answered, at the ring's time."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    expect(bram.page.get_by_role("button", name="Accepteren")).to_be_visible(timeout=10_000)
    bram.close()
    expect(anna.page.get_by_text("Niet opgenomen").first).to_be_visible(timeout=45_000)


def test_two_who_call_each_other_land_in_one_call(make_user: MakeUser) -> None:
    """CAL-2: at the same moment, or one while it already rings."""
    anna, bram = make_user("anna"), make_user("bram")
    tile(anna, "Bram Jansen").click(timeout=15_000)
    tile(bram, "Anna de Vries").click(timeout=15_000)
    for someone in (anna, bram):
        # Without waiting for what the click brings, so that both commands are under way at once.
        someone.page.evaluate(
            "[...document.querySelectorAll('button')].find((b) => b.textContent.includes('Start beeldcontact')).click()"
        )
    talk(anna, bram)
    hang_up_button(anna).click()
    expect(hang_up_button(bram)).to_be_hidden(timeout=10_000)


def test_both_callees_accept_at_once(make_user: MakeUser) -> None:
    """CAL-4: all three are together."""
    anna, bram, carla = make_user("anna"), make_user("bram"), make_user("carla")
    call(anna, "Bram Jansen", "Carla Mendes")
    for callee in (bram, carla):
        expect(callee.page.get_by_role("button", name="Accepteren")).to_be_visible(timeout=10_000)
    for callee in (bram, carla):
        callee.page.get_by_role("button", name="Accepteren").click(no_wait_after=True)
    talk(anna, bram, carla)


def test_a_caller_stops_while_the_callee_accepts(make_user: MakeUser) -> None:
    """CAL-3: one of the two is first, and nobody is left before a black screen."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    expect(bram.page.get_by_role("button", name="Accepteren")).to_be_visible(timeout=10_000)
    press = "[...document.querySelectorAll('button')].find((button) => button.textContent.trim() === {name!r}).click()"
    anna.page.evaluate(press.format(name="Stop"))
    bram.page.evaluate(press.format(name="Accepteren"))
    for someone in (anna, bram):
        expect(someone.page.get_by_role("button", name="Accepteren")).to_be_hidden(timeout=10_000)
        expect(someone.page.get_by_role("button", name="Stop", exact=True)).to_be_hidden(timeout=10_000)
        expect(hang_up_button(someone)).to_be_hidden(timeout=10_000)


def test_the_picture_goes_on_while_the_server_is_away(make_user: MakeUser, server: RunningServer) -> None:
    """CAL-8: media needs no server; control is back within 10 s."""
    anna, bram = make_user("anna"), make_user("bram")
    start_call(anna, bram, "Bram Jansen")
    server.kill()
    before = anna.page.evaluate(DECODED)
    anna.page.wait_for_timeout(4_500)
    # The camera gives ten pictures a second; two thirds of them come even on a loaded machine.
    assert anna.page.evaluate(DECODED) > before + 30
    expect(anna.page.get_by_text("De server is even niet bereikbaar")).to_be_visible()
    server.start()
    for someone in (anna, bram):
        expect(someone.page.get_by_text("De server is even niet bereikbaar")).to_be_hidden(timeout=10_000)
    hang_up_button(anna).click()
    expect(hang_up_button(bram)).to_be_hidden(timeout=10_000)
