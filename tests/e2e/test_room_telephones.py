"""CAL-9, CAL-11, CAL-13, WAI-5: a telephone in the room of real browsers; tones are measured both ways."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.appointments import plan
from tests.e2e.browsers import User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import copy_of
from tests.e2e.waiting import Guests, line, open_waiting_room
from tests.interop.conftest import TelephoneServer
from tests.telephones import Behaviour, CalledTelephone
from tests.until import wait_until

MakeCalled = Callable[..., CalledTelephone]

NUMBER, SHOWN = "06 87654321", "06 8•••••21"

#: The fake microphones of the browsers, and what the telephone says (Hz).
MICROPHONE, VOICE = 440.0, 1_200.0

#: As a telephone hears a browser: the level control brings a tone near to 10,000, silence stays below 50.
HEARD, NOT_HEARD = 1_000.0, 100.0

#: The loudest moment of a tone within a second in what the page lets hear of anybody (dB of the analyser).
TONE = """async frequency => {
  const elements = [...document.querySelectorAll('figure video')].filter(
    ({ srcObject, paused, muted }) => srcObject?.getAudioTracks().length && !paused && !muted)
  const context = new AudioContext()
  await context.resume()
  const analysers = elements.map(({ srcObject }) => {
    const analyser = Object.assign(context.createAnalyser(), { fftSize: 4096, smoothingTimeConstant: 0 })
    context.createMediaStreamSource(srcObject).connect(analyser)
    return analyser
  })
  const bin = Math.round((frequency * 4096) / context.sampleRate)
  let loudest = -200
  for (const end = performance.now() + 1000; performance.now() < end; ) {
    await new Promise(resolve => setTimeout(resolve, 50))
    for (const analyser of analysers) {
      const levels = new Float32Array(analyser.frequencyBinCount)
      analyser.getFloatFrequencyData(levels)
      loudest = Math.max(loudest, levels[bin])
    }
  }
  await context.close()
  return loudest
}"""

#: A telephone's tone stands at about -20 dB there; silence stays well below.
LOUD, SOFT = -45, -65

#: The button that opens the dialog, and the one that calls the number.
WAYS = {
    "add": ("Agent", "Bel dit nummer erbij"),
    "transfer": ("Doorverbinden", "Verbind door met dit nummer"),
}


@pytest.fixture(scope="module")
def with_trunk(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelephoneServer]:
    """A server whose trunk leads to a telephone of the test."""
    running = TelephoneServer(copy_of(prepared_data, tmp_path_factory.mktemp("telephones") / "data"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def server(with_trunk: TelephoneServer) -> TelephoneServer:
    """The server of all tests here."""
    return with_trunk


@pytest.fixture
def called(server: TelephoneServer) -> Iterator[MakeCalled]:
    """Make the telephone to which the trunk leads."""
    made: list[CalledTelephone] = []

    def make(behaviour: Behaviour = "answers", tone: float = 0) -> CalledTelephone:
        made.append(CalledTelephone(behaviour, port=server.trunk_port, tone=tone))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def pair(make_user: MakeUser) -> tuple[User, User]:
    """Anna and Bram, who are in a call."""
    anna, bram = make_user("anna"), make_user("bram")
    steps.start_call(anna, bram, "Bram")
    return anna, bram


def dial(user: User, purpose: str = "add") -> None:
    """Call the number by the dialog."""
    opens, calls = WAYS[purpose]
    user.page.get_by_role("button", name=opens, exact=True).click()
    user.page.get_by_role("textbox", name="Telefoonnummer").fill(NUMBER)
    user.page.get_by_role("button", name=calls).click()
    expect(user.page.get_by_role("dialog").get_by_role("textbox", name="Telefoonnummer")).to_be_hidden()


def hears(page: Page, frequency: float, *, heard: bool = True) -> None:
    """Wait until the page lets hear a tone, or does not any more."""
    level = 0.0
    for _ in range(20):
        level = page.evaluate(TONE, frequency)
        if level > LOUD if heard else level < SOFT:
            return
    raise AssertionError(f"{frequency} Hz stays at {level} dB")


def test_a_telephone_joins_two_browsers(pair: tuple[User, User], called: MakeCalled) -> None:
    """CAL-11, CAL-13: all hear each other, the pictures go on, and nobody reads that all is direct and encrypted."""
    anna, bram = pair
    phone = called("answers", VOICE)
    expect(anna.page.get_by_role("button", name="Rechtstreeks versleuteld")).to_be_visible()
    dial(anna)
    for user in pair:
        expect(user.page.get_by_role("figure").filter(has_text=SHOWN)).to_be_visible()
        expect(user.page.get_by_text("Belt mee met de telefoon")).to_be_visible()
        expect(user.page.get_by_role("button", name="Via de telefoon")).to_be_visible()
        expect(user.page.get_by_role("button", name="Rechtstreeks versleuteld")).to_be_hidden()
        hears(user.page, VOICE)
        user.sees_others_move(1)
    wait_until(lambda: phone.loudness(MICROPHONE) > HEARD)
    # Each of them alone is heard as well.
    for user, other in ((anna, bram), (bram, anna)):
        other.page.get_by_role("button", name="Microfoon uit").click()
        wait_until(lambda: phone.loudness(MICROPHONE) > HEARD)
        user.page.get_by_role("button", name="Microfoon uit").click()
        wait_until(lambda: phone.loudness(MICROPHONE) < NOT_HEARD)
        for muted in pair:
            muted.page.get_by_role("button", name="Microfoon aan").click()
    phone.hang_up()
    for user in pair:
        expect(user.page.get_by_text("Belt mee met de telefoon")).to_be_hidden()
        expect(user.page.get_by_role("button", name="Rechtstreeks versleuteld")).to_be_visible()
        user.sees_others_move(1)


def test_a_telephone_survives_a_reload(pair: tuple[User, User], called: MakeCalled) -> None:
    """CAL-8: the page that comes back connects with the telephone anew."""
    anna, _ = pair
    phone = called("answers", VOICE)
    dial(anna)
    hears(anna.page, VOICE)
    anna.page.reload()
    anna.page.get_by_role("button", name="Terug naar het gesprek").click()
    hears(anna.page, VOICE)
    wait_until(lambda: phone.loudness(MICROPHONE) > HEARD)
    steps.hang_up_button(anna).click()


def test_a_browser_and_a_telephone_are_left(pair: tuple[User, User], called: MakeCalled) -> None:
    """CAL-9: who hands over leaves, and the other one goes on with the telephone; its end is the end of the call."""
    anna, bram = pair
    phone = called("answers", VOICE)
    dial(anna, "transfer")
    expect(steps.hang_up_button(anna)).to_be_hidden(timeout=15_000)
    hears(bram.page, VOICE)
    wait_until(lambda: phone.loudness(MICROPHONE) > HEARD)
    phone.hang_up()
    expect(steps.hang_up_button(bram)).to_be_hidden()


def test_the_red_receiver_hangs_up_the_telephone(pair: tuple[User, User], called: MakeCalled) -> None:
    anna, bram = pair
    phone = called("answers", VOICE)
    dial(anna)
    hears(anna.page, VOICE)
    steps.hang_up_button(bram).click()
    hears(anna.page, VOICE)
    steps.hang_up_button(anna).click()
    phone.waits_for_end()


def test_a_wrong_number_is_named_at_its_field(pair: tuple[User, User]) -> None:
    """TEL-9: and nothing that was typed is lost."""
    anna, _ = pair
    anna.page.get_by_role("button", name="Agent", exact=True).click()
    field = anna.page.get_by_role("textbox", name="Telefoonnummer")
    for typed, said in (("0900 1234567", "Nummers die extra geld kosten"), ("112", "Alarmnummers")):
        field.fill(typed)
        anna.page.get_by_role("button", name="Bel dit nummer erbij").click()
        expect(anna.page.get_by_text(said)).to_be_visible()
        expect(field).to_have_value(typed)


def test_busy_and_no_answer_are_told(pair: tuple[User, User], called: MakeCalled) -> None:
    """CAL-3, CAL-9: the call goes on with whom one had."""
    anna, _ = pair
    called("is busy")
    dial(anna, "transfer")
    expect(anna.page.get_by_text(f"{SHOWN} is in gesprek")).to_be_visible()
    anna.sees_others_move(1)


def test_a_guest_is_called_on_his_telephone(
    make_user: MakeUser, server: TelephoneServer, guests: Guests, called: MakeCalled
) -> None:
    """WAI-5: from his click to the conversation: it rings when the agent begins, and both hear each other."""
    (link,) = plan(server, "anna", "Fatima Yilmaz")
    anna, fatima = make_user("anna"), guests.open(link)
    open_waiting_room(anna)
    fatima.page.get_by_role("button", name="Bel mij in plaats daarvan").click()
    fatima.page.get_by_label("Telefoonnummer").fill("0900 1234567")
    fatima.page.get_by_role("button", name="Bel mij", exact=True).click()
    expect(fatima.page.get_by_text("Nummers die extra geld kosten")).to_be_visible()
    fatima.page.get_by_label("Telefoonnummer").fill(NUMBER)
    fatima.page.get_by_role("button", name="Bel mij", exact=True).click()
    expect(fatima.page.get_by_role("button", name="Bel mij toch niet")).to_be_visible()
    assert fatima.axe() == []
    phone = called("answers", VOICE)
    line(anna, "Fatima Yilmaz").get_by_role("button", name="Start gesprek").click()
    phone.waits_for("INVITE")
    expect(steps.hang_up_button(anna)).to_be_visible()
    expect(anna.page.get_by_text("Belt mee met de telefoon")).to_be_visible(timeout=15_000)
    hears(anna.page, VOICE)
    wait_until(lambda: phone.loudness(MICROPHONE) > HEARD)
    steps.hang_up_button(anna).click()
    phone.waits_for_end()
