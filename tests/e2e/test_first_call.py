"""The main job: two people see, hear and call each other, from the sign-in page to the history."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.e2e.steps import accept, call, hang_up_button, history_line, start_call, talk, tile


@pytest.fixture
def chromium(whole_chromium: Browser) -> Browser:
    """The main job, in the browser as people have it."""
    return whole_chromium


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it."""
    return shared_server


def test_two_people_have_a_video_call(make_user: MakeUser) -> None:
    """CAL-1, CAL-2, CAL-5, CAL-6, CAL-12, CON-1: sign in, see each other, ring, count down, talk, hang up."""
    anna, bram = make_user("anna"), make_user("bram")
    expect(tile(anna, "Bram Jansen")).to_be_visible(timeout=15_000)
    expect(tile(bram, "Anna de Vries")).to_be_visible(timeout=15_000)

    call(anna, "Bram Jansen")
    expect(bram.page.get_by_role("button", name="Weigeren")).to_be_visible(timeout=10_000)
    accept(bram)
    talk(anna, bram)
    # CAL-13: nobody in between, and the same signs on both screens.
    expect(anna.page.get_by_text("Rechtstreeks versleuteld").first).to_be_attached()

    hang_up_button(bram).click()
    expect(hang_up_button(anna)).to_be_hidden(timeout=10_000)
    expect(hang_up_button(bram)).to_be_hidden()
    expect(history_line(anna, "Bram Jansen")).to_be_visible()
    expect(history_line(bram, "Anna de Vries")).to_be_visible()


def test_a_declined_call_says_so(make_user: MakeUser) -> None:
    """CAL-3."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    bram.page.get_by_role("button", name="Weigeren").click()
    expect(anna.page.get_by_text(re.compile("geweigerd|weigerde", re.IGNORECASE)).first).to_be_visible(timeout=10_000)
    expect(hang_up_button(anna)).to_be_hidden()


def test_a_stopped_call_stops_ringing(make_user: MakeUser) -> None:
    """CAL-3: cancelled; the other's screen is quiet at once."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    ringing = bram.page.get_by_role("button", name="Accepteren")
    expect(ringing).to_be_visible(timeout=10_000)
    anna.page.get_by_role("button", name="Stop", exact=True).click()
    expect(ringing).to_be_hidden(timeout=5_000)


def test_camera_and_microphone_can_be_switched_off(make_user: MakeUser) -> None:
    """CAL-6: off means that the other sees no picture and hears nothing."""
    anna, bram = make_user("anna"), make_user("bram")
    start_call(anna, bram, "Bram Jansen")
    anna.page.get_by_role("button", name="Microfoon uit").click()
    expect(anna.page.get_by_role("button", name="Microfoon aan")).to_be_visible()
    bram.hears_nobody()
    anna.page.get_by_role("button", name="Microfoon aan").click()
    bram.hears_others()
    anna.page.get_by_role("button", name="Camera uit").click()
    expect(anna.page.get_by_role("button", name="Camera aan")).to_be_visible()
    anna.page.get_by_role("button", name="Camera aan").click()
    bram.sees_others_move()


@pytest.mark.crowded
@pytest.mark.timeout(300)
def test_three_people_talk_together(make_user: MakeUser) -> None:
    """CAL-4: each answers for himself; late ones join."""
    anna, bram, carla = make_user("anna"), make_user("bram"), make_user("carla")
    call(anna, "Bram Jansen", "Carla Mendes")
    accept(bram)
    talk(anna, bram)
    accept(carla)
    talk(anna, bram, carla)


def test_a_call_that_rings_over_an_open_dialog_can_be_answered(make_user: MakeUser) -> None:
    """CAL-2: whatever somebody is doing when it rings; the dialog is still there afterwards."""
    anna, bram = make_user("anna"), make_user("bram")
    bram.page.goto("/contacten")
    bram.page.get_by_role("button", name="Nieuw contact toevoegen").click()
    dialog = bram.page.get_by_role("dialog", name="Nieuw contact maken")
    expect(dialog).to_be_visible()
    call(anna, "Bram Jansen")
    bram.page.get_by_role("button", name="Weigeren").click(timeout=10_000)
    expect(bram.page.get_by_role("button", name="Weigeren")).to_be_hidden()
    dialog.get_by_role("button", name="Volgende").click()
