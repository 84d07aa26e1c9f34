"""A conference of telephones and a browser: the browser's sound both ways, and the live view in step (CNF-7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e import steps
from tests.e2e.browsers import User
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer, copy_of
from tests.e2e.tab import Tab
from tests.interop.conferring import PARTICIPANT, conference, dial_in, end_conference
from tests.telephones import Telephone
from tests.until import wait_until

#: The fake microphone of a browser, the spoken names of the telephones, and what they say otherwise (Hz).
MICROPHONE, NAME, VOICE = 440.0, 700.0, 1_200.0

#: As a telephone hears a browser: the level control brings a tone near to 10,000, silence stays below 50.
HEARD, NOT_HEARD = 1_000.0, 100.0

#: A conversation over the connection takes this long on a loaded machine (milliseconds).
SOON = 20_000

#: The loudest moment of a tone in what the page lets hear within a second (dB of the analyser).
TONE = """async frequency => {
  const element = [...document.querySelectorAll('audio')].find(({ srcObject, paused }) => srcObject && !paused)
  if (!element) return -200
  const context = new AudioContext()
  await context.resume()
  const analyser = context.createAnalyser()
  analyser.fftSize = 4096
  analyser.smoothingTimeConstant = 0
  context.createMediaStreamSource(element.srcObject).connect(analyser)
  const levels = new Float32Array(analyser.frequencyBinCount)
  const bin = Math.round((frequency * analyser.fftSize) / context.sampleRate)
  let loudest = -200
  for (const end = performance.now() + 1000; performance.now() < end; ) {
    await new Promise(resolve => setTimeout(resolve, 50))
    analyser.getFloatFrequencyData(levels)
    loudest = Math.max(loudest, levels[bin])
  }
  await context.close()
  return loudest
}"""

#: A telephone's tone stands at about -20 dB there; speech and silence stay well below.
LOUD, SOFT = -40, -60

REFUSED = """
MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
"""


@pytest.fixture(scope="module")
def with_telephones(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that telephones reach."""
    running = RunningServer(copy_of(prepared_data, tmp_path_factory.mktemp("conferences") / "data")).start()
    yield running
    running.stop()


@pytest.fixture
def sip_port(with_telephones: RunningServer) -> int:
    """Where the telephones call."""
    return with_telephones.sip_port


@pytest.fixture
def tab(with_telephones: RunningServer) -> Tab:
    """Anna as the server sees her."""
    return Tab(with_telephones, "anna")


@pytest.fixture
def server(with_telephones: RunningServer, tab: Tab) -> Iterator[RunningServer]:
    """The server, left without a conference."""
    yield with_telephones
    end_conference(tab)


@contextmanager
def called_in(port: int, caller: str = "0612345678", pin: str = PARTICIPANT) -> Iterator[Telephone]:
    """A telephone that is in, with a spoken name."""
    telephone = Telephone(port, number=caller, tone=NAME)
    try:
        yield dial_in(telephone, pin)
    finally:
        telephone.hang_up()


def opened(user: User) -> User:
    """Go to the live view by the menu."""
    user.page.get_by_role("link", name="Vergaderingen").click()
    user.page.get_by_role("link", name="Conferentie openen").click()
    expect(user.page.get_by_role("heading", name="Teamoverleg", level=1)).to_be_visible()
    return user


def joined(user: User) -> User:
    """Take part with this computer."""
    button(user, "Meedoen met deze computer").click()
    expect(user.page.get_by_text("U doet mee met deze computer")).to_be_visible(timeout=SOON)
    expect(row(user, "Anna de Vries")).to_be_visible(timeout=SOON)
    return user


def row(user: User, name: str) -> Locator:
    """Return the line of a participant."""
    return user.page.get_by_role("listitem", name=name)


def caller_row(user: User) -> Locator:
    """Return the line of the telephone, whose number is masked."""
    return row(user, "06 1•••••78")


def button(where: User | Locator, name: str) -> Locator:
    """Return a button by its words."""
    place = where.page if isinstance(where, User) else where
    return place.get_by_role("button", name=name, exact=True)


def confirm(user: User, name: str) -> None:
    """Say yes to what is asked."""
    button(user.page.get_by_role("alertdialog"), name).click()


def hears(user: User, frequency: float, *, heard: bool = True) -> None:
    """Wait until the page lets hear a tone, or does not any more."""
    for _ in range(20):
        level = user.page.evaluate(TONE, frequency)
        if level > LOUD if heard else level < SOFT:
            return
    raise AssertionError(f"{frequency} Hz stays at {level} dB")


def test_a_browser_and_a_telephone_hear_each_other(make_user: MakeUser, sip_port: int) -> None:
    """CNF-7: web users can be in the same conference with their computer's audio; talking signs show who speaks."""
    with called_in(sip_port) as telephone:
        anna = joined(opened(make_user("anna")))
        wait_until(lambda: telephone.loudness(MICROPHONE) > HEARD)
        telephone.tone = VOICE
        hears(anna, VOICE)
        expect(caller_row(anna).get_by_text("Praat")).to_be_visible()
        telephone.tone = 0
        hears(anna, VOICE, heard=False)
        expect(caller_row(anna).get_by_text("Praat")).to_be_hidden()
        button(anna, "Microfoon uit").click()
        expect(anna.page.get_by_text("Uw microfoon staat uit.")).to_be_visible()
        wait_until(lambda: telephone.loudness(MICROPHONE) < NOT_HEARD)
        button(anna, "Microfoon aan").click()
        wait_until(lambda: telephone.loudness(MICROPHONE) > HEARD)


def test_star_codes_and_buttons_are_in_step(make_user: MakeUser, sip_port: int) -> None:
    """CNF-7: the same commands as the star codes, always in step with them."""
    with called_in(sip_port) as telephone:
        anna = joined(opened(make_user("anna")))
        line = caller_row(anna)
        telephone.tone = VOICE
        hears(anna, VOICE)
        telephone.press("*1")
        expect(line.get_by_text("Gedempt", exact=True)).to_be_visible()
        hears(anna, VOICE, heard=False)
        button(line, "Dempen opheffen").click()
        expect(line.get_by_text("Gedempt", exact=True)).to_be_hidden()
        hears(anna, VOICE)
        button(anna, "Iedereen dempen").click()
        expect(line.get_by_text("Gedempt", exact=True)).to_be_visible()
        button(anna, "Dempen opheffen voor iedereen").click()
        expect(button(line, "Dempen")).to_be_visible()
        level = line.get_by_role("status")
        telephone.press("*9")
        expect(level).to_have_text("+1")
        button(line, "Zachter").click()
        button(line, "Zachter").click()
        expect(level).to_have_text("−1")


def test_the_spoken_name_is_played(make_user: MakeUser, sip_port: int) -> None:
    """CNF-7: the recorded name is playable; the number is masked by policy."""
    with called_in(sip_port):
        anna = opened(make_user("anna"))
        with anna.page.expect_response("**/name.wav") as answer:
            button(caller_row(anna), "Naam afspelen").click()
        assert answer.value.status in (200, 206)
        assert answer.value.headers["content-type"] == "audio/wav"
        expect(anna.page.get_by_text("De naam kan niet worden afgespeeld.")).to_be_hidden()
        assert "0612345678" not in anna.page.content()


def test_newcomers_are_refused_and_people_removed(make_user: MakeUser, sip_port: int) -> None:
    """CNF-7: lock and remove."""
    with called_in(sip_port) as telephone:
        anna = opened(make_user("anna"))
        button(anna, "Sluiten voor nieuwe deelnemers").click()
        expect(anna.page.get_by_text("Gesloten voor nieuwe deelnemers", exact=True)).to_be_visible()
        with called_in(sip_port, "0687654321") as late:
            late.waits_for_end()
        expect(anna.page.get_by_role("listitem")).to_have_count(1)
        button(anna, "Weer openen").click()
        expect(button(anna, "Sluiten voor nieuwe deelnemers")).to_be_visible()
        button(caller_row(anna), "Verwijderen").click()
        confirm(anna, "Verwijderen")
        expect(anna.page.get_by_role("heading", name="Niemand aanwezig")).to_be_visible()
        telephone.waits_for_end()


def test_somebody_is_invited(make_user: MakeUser, sip_port: int) -> None:
    """CNF-7: invite, with what came of it."""
    with called_in(sip_port):
        anna = opened(make_user("anna"))
        button(anna, "Iemand uitnodigen").click()
        number = anna.page.get_by_label("Telefoonnummer")
        number.fill("geen")
        button(anna, "Bellen").click()
        expect(anna.page.get_by_role("alert")).to_be_visible()
        number.fill("112")
        button(anna, "Bellen").click()
        expect(anna.page.get_by_role("dialog")).to_be_hidden()
        expect(anna.page.get_by_role("listitem").filter(has_text="Kan niet gebeld worden")).to_be_visible()


def test_the_moderator_ends_it_for_all(make_user: MakeUser, sip_port: int) -> None:
    """CNF-7: end; also who takes part with a browser is told, and his microphone is closed."""
    with called_in(sip_port) as telephone:
        anna = joined(opened(make_user("anna")))
        button(anna, "Conferentie beëindigen").click()
        confirm(anna, "Conferentie beëindigen")
        expect(anna.page.get_by_text("De conferentie is beëindigd")).to_be_visible()
        expect(anna.page.get_by_role("heading", name="Niemand aanwezig")).to_be_visible()
        telephone.waits_for_end()
        anna.page.get_by_role("link", name="Alle conferenties").click()
        expect(anna.page.get_by_text("Niemand aanwezig")).to_be_visible()


def test_it_goes_on_beside_other_pages(make_user: MakeUser, sip_port: int, tab: Tab) -> None:
    """CNF-7: a bar leads back; leaving and closing the page take one out."""
    with called_in(sip_port) as telephone:
        anna = joined(opened(make_user("anna")))
        anna.page.get_by_role("link", name="Contacten").first.click()
        expect(anna.page.get_by_role("heading", name="Mijn contactenlijst")).to_be_visible()
        wait_until(lambda: telephone.loudness(MICROPHONE) > HEARD)
        anna.page.get_by_role("link", name="Terug naar conferentie").click()
        button(anna, "Verlaten").click()
        expect(row(anna, "Anna de Vries")).to_be_hidden()
        expect(caller_row(anna)).to_be_visible()
        joined(anna)
        anna.page.goto("about:blank")
        for _ in range(50):
            if len(conference(tab)["live"]["participants"]) == 1:
                break
            anna.page.wait_for_timeout(100)
        else:
            raise AssertionError("a closed page is still in")


def test_a_refused_microphone_says_what_to_do(make_user: MakeUser, tab: Tab) -> None:
    """CNF-7: nothing is left half open."""
    anna: User = make_user()
    anna.add_init_script(REFUSED)
    opened(anna.sign_in("anna"))
    button(anna, "Meedoen met deze computer").click()
    expect(anna.page.get_by_text("De microfoon is niet toegestaan")).to_be_visible()
    expect(anna.page.get_by_text("Klik op het slotje")).to_be_visible()
    assert conference(tab)["live"] is None


def test_a_video_call_takes_one_out(make_user: MakeUser, tab: Tab) -> None:
    """CNF-7: nobody talks in two places at once."""
    anna, bram = make_user("anna"), make_user("bram")
    # Who is no moderator has no conferences.
    bram.page.get_by_role("link", name="Vergaderingen").click()
    expect(bram.page.get_by_text("U leidt nog geen conferenties")).to_be_visible()
    bram.page.get_by_role("link", name="Start", exact=True).click()
    joined(opened(anna))
    steps.start_call(bram, anna, "Anna de Vries")
    assert conference(tab)["live"] is None
    steps.hang_up_button(bram).click()
    anna.page.get_by_role("dialog").get_by_role("button", name="Sluiten").click()
    expect(anna.page.get_by_text("U hebt de conferentie verlaten")).to_be_visible()
