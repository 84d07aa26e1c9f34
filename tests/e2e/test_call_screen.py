"""The screen of a call: countdown, sound only, keys, signs to compare, help without a camera, two at a time."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import PHONE, User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.e2e.steps import accept, call, hang_up_button, start_call, talk, tile


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it."""
    return shared_server


def signs(user: User) -> list[str]:
    """Return the names of the four signs, once they are there."""
    user.page.get_by_role("button", name="Rechtstreeks versleuteld").click()
    code = user.page.get_by_role("list", name="Vergelijkingscode").get_by_role("listitem")
    expect(code).to_have_count(4, timeout=10_000)
    found = code.all_inner_texts()
    user.page.keyboard.press("Escape")
    return found


def test_the_countdown_shows_oneself_first(make_user: MakeUser) -> None:
    """CAL-5: 3, 2, 1 with one's own picture; what is switched off there stays off; nobody is heard yet."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    accept(bram)
    expect(bram.page.get_by_role("timer")).to_be_visible()
    expect(bram.page.get_by_label("Uw eigen beeld")).to_be_visible()
    bram.page.get_by_role("button", name="Microfoon uit", exact=True).click()
    assert bram.page.evaluate("[...document.querySelectorAll('figure video')].every(({ muted }) => muted)")
    expect(bram.page.get_by_role("timer")).to_be_hidden(timeout=6_000)
    bram.hears_others()
    anna.sees_others_move()
    expect(anna.page.get_by_role("img", name="Microfoon uit")).to_be_visible(timeout=10_000)
    anna.hears_nobody()


def test_a_call_of_sound_goes_on_with_video(make_user: MakeUser) -> None:
    """CAL-7: no camera is opened before; each switches on his own."""
    anna, bram = make_user("anna"), make_user("bram")
    tile(anna, "Bram Jansen").click(timeout=15_000)
    anna.page.get_by_role("button", name="Bellen zonder beeld").click()
    expect(bram.page.get_by_role("heading", name="Anna de Vries belt u", exact=True)).to_be_visible(timeout=10_000)
    accept(bram)
    for someone in (anna, bram):
        expect(hang_up_button(someone)).to_be_visible(timeout=15_000)
        someone.hears_others()
        expect(someone.page.get_by_label("Uw eigen beeld")).to_be_hidden()
    anna.page.get_by_role("button", name="Met beeld verder").click()
    bram.sees_others_move()
    bram.page.get_by_role("button", name="Camera aan", exact=True).click()
    anna.sees_others_move()


def test_keys_switch_microphone_and_camera(make_user: MakeUser) -> None:
    """CAL-6, TOO-9: by keyboard alone, from answering to hanging up."""
    anna, bram = make_user("anna"), make_user("bram")
    call(anna, "Bram Jansen")
    button = bram.page.get_by_role("button", name="Accepteren")
    expect(button).to_be_visible(timeout=10_000)
    # The heading has the focus; the first buttons behind it are the answers.
    bram.page.keyboard.press("Tab")
    bram.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    bram.page.keyboard.press("Enter")
    talk(anna, bram)
    bram.page.keyboard.press("Alt+m")
    expect(bram.page.get_by_role("button", name="Microfoon aan", exact=True)).to_be_visible()
    bram.page.keyboard.press("Alt+c")
    expect(bram.page.get_by_role("button", name="Camera aan", exact=True)).to_be_visible()
    bram.page.keyboard.press("Alt+c")
    anna.sees_others_move()
    hang_up_button(bram).focus()
    bram.page.keyboard.press("Enter")
    expect(hang_up_button(anna)).to_be_hidden(timeout=10_000)


def test_both_read_the_same_four_signs(make_user: MakeUser) -> None:
    """CAL-13: from both fingerprints."""
    anna, bram = make_user("anna"), make_user("bram")
    start_call(anna, bram, "Bram Jansen")
    assert signs(anna) == signs(bram)


def test_without_permission_one_can_still_listen(make_user: MakeUser) -> None:
    """CAL-6: a refusal leads to help, and the call goes on with what is allowed."""
    anna, bram = make_user("anna"), make_user("bram")
    bram.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    bram.page.reload()
    expect(bram.page.get_by_role("heading", name="Beeldcontact")).to_be_visible()
    call(anna, "Bram Jansen")
    accept(bram)
    expect(hang_up_button(bram)).to_be_visible(timeout=15_000)
    bram.sees_others_move()
    bram.hears_others()
    expect(bram.page.get_by_text("De camera en microfoon zijn niet toegestaan")).to_be_visible()
    expect(bram.page.get_by_text("U kunt wel kijken en luisteren.")).to_be_visible()


def test_who_is_in_a_call_is_busy(make_user: MakeUser) -> None:
    """CAL-3, PRE-1: shown as in a call, and the caller reads so."""
    anna, bram, carla = make_user("anna"), make_user("bram"), make_user("carla")
    start_call(anna, bram, "Bram Jansen")
    expect(carla.page.get_by_role("button", name=re.compile("Bram Jansen.*In gesprek", re.DOTALL))).to_be_visible()
    tile(carla, "Bram Jansen").click()
    carla.page.get_by_role("button", name="Start beeldcontact").click()
    expect(carla.page.get_by_role("heading", name="In gesprek")).to_be_visible(timeout=10_000)


def test_on_a_telephone_the_buttons_stand_below_the_face(make_user: MakeUser) -> None:
    """CAL-6: four buttons at most, the rest behind Meer, and none over the picture."""
    anna, bram = make_user("anna"), make_user("bram", viewport=PHONE, has_touch=True, is_mobile=True)
    start_call(anna, bram, "Bram Jansen")
    bar = bram.page.get_by_role("toolbar")
    assert bar.get_by_role("button").count() <= 4
    picture = bram.page.locator("figure").first.bounding_box()
    buttons = bar.bounding_box()
    assert picture
    assert buttons
    assert picture["y"] + picture["height"] <= buttons["y"] + 1
    assert buttons["y"] + buttons["height"] <= PHONE["height"]
    bar.get_by_role("button", name="Meer").click()
    expect(bram.page.get_by_role("menuitem").first).to_be_visible()
