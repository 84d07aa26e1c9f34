"""CNF-3 to CNF-6: a conference on real legs: codes that work while one talks, and what is said to whom."""

from collections.abc import Iterator
from uuid import UUID

import numpy as np
import pytest

from oogcontact.audio import FRAME
from oogcontact.audio.dtmf import event_payload
from oogcontact.audio.g711 import Samples
from oogcontact.audio.legs import Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.sockets import Sockets
from oogcontact.audio.speech import Voice
from oogcontact.domains.conferences.running import Member, Running
from oogcontact.domains.conferences.states import Close, Conference, End, Participant, Remove, Waiting
from tests.unit.audio.phones import EVENTS, HERE, Phone, loudness, sine

SECOND = 50


class Guest(Phone):
    """A telephone in a conference: its tone, its keys, and whether its line was ended."""

    who: UUID
    running: Running
    frequency = 0.0
    ended = False

    def press(self, key: str) -> None:
        """Press a key while talking: packets beside the sound."""
        stamp = self.timestamp
        for duration in (160, 320):
            self.send(EVENTS, event_payload(key, duration, end=duration == 320), timestamp=stamp)

    def _digit(self, digit: str) -> None:
        self.running.press(self.who, digit)


class Hall:
    """A conference with its guests, in the time of the ticks."""

    def __init__(self, plane: Plane) -> None:
        self.plane = plane
        self.guests: list[Guest] = []
        self.changes: list[Conference] = []
        self.invited: list[tuple[UUID, str]] = []
        self.running = self.begin()

    def begin(self, waiting: Waiting = Waiting.EACH_OTHER, most: int = 10) -> Running:
        """Begin a conference."""
        self.running = Running(
            self.plane,
            Conference(UUID(int=99), most, waiting),
            7,
            Voice("nl"),
            on_change=lambda _before, after: self.changes.append(after),
            on_invite=lambda who, number: self.invited.append((who, number)),
        )
        return self.running

    def enter(self, frequency: float, *, moderator: bool = False, name: Samples | None = None) -> Guest:
        """Let a guest in who says a tone."""
        guest = Guest(self.plane)
        guest.frequency = frequency
        guest.who = UUID(int=len(self.guests) + 1)
        guest.running = self.running
        self.guests.append(guest)

        def end() -> None:
            guest.ended = True

        spoken = name if name is not None else np.zeros(0, np.int16)
        self.running.join(Participant(guest.who, moderator), Member(guest.slot, spoken, end))
        return guest

    def run(self, ticks: int) -> None:
        """Let time pass."""
        for _ in range(ticks):
            for guest in self.guests:
                if guest.frequency:
                    guest.tone(guest.frequency)
            self.plane.tick()
            for guest in self.guests:
                guest.listen()

    def press(self, guest: Guest, keys: str) -> None:
        """Press keys, five in a second, and wait until they count."""
        for key in keys:
            guest.press(key)
            self.run(10)
        self.run(2 * SECOND)

    def hears(self, guest: Guest, frequency: float) -> float:
        """Return how loud a guest hears a tone in the next half second."""
        guest.heard.clear()
        self.run(25)
        return loudness(np.concatenate(guest.heard), frequency)

    def hears_speech(self, guest: Guest) -> bool:
        """Tell whether something is said to a guest in the next half second, beside tones."""
        guest.heard.clear()
        self.run(25)
        sound = np.concatenate(guest.heard).astype(float)
        for other in self.guests:
            if other is not guest and other.frequency:
                time = np.arange(len(sound)) / 8_000
                for wave in (np.sin, np.cos):
                    shape = wave(2 * np.pi * other.frequency * time)
                    sound -= shape * (sound @ shape) / (shape @ shape)
        return bool(np.abs(sound[2 * FRAME : -2 * FRAME]).max() > 3_000)


@pytest.fixture
def hall() -> Iterator[Hall]:
    plane = Plane(Legs(6), Sockets(6, HERE, range(44_300, 44_400)))
    made = Hall(plane)
    yield made
    for guest in made.guests:
        guest.close()
    plane.sockets.close_all()


#: All prompts of coming in are over by then.
SETTLED = 8 * SECOND


def three(hall: Hall) -> tuple[Guest, Guest, Guest]:
    """A moderator and two participants, some seconds later."""
    made = hall.enter(350, moderator=True), hall.enter(550), hall.enter(750)
    hall.run(SETTLED)
    return made


def test_people_hear_each_other_and_who_comes(hall: Hall) -> None:
    anna = hall.enter(350, moderator=True)
    hall.run(SETTLED)
    bram = hall.enter(550, name=sine(1_000))
    assert hall.hears(anna, 1_000) > 2_000
    hall.run(SETTLED)
    assert hall.hears(anna, 550) > 3_500
    assert hall.hears(bram, 350) > 3_500


def test_one_mutes_himself_while_he_talks(hall: Hall) -> None:
    """CNF-3: *1, and again."""
    anna, bram, _carla = three(hall)
    hall.press(bram, "*1")
    assert hall.hears(anna, 550) < 60
    hall.press(bram, "*1")
    assert hall.hears(anna, 550) > 3_500


def test_one_hears_softer_and_louder(hall: Hall) -> None:
    """CNF-3: *7, *9."""
    anna, _bram, _carla = three(hall)
    hall.press(anna, "*7*7")
    softer = hall.hears(anna, 550)
    hall.press(anna, "*9")
    assert softer < 2_200 < hall.hears(anna, 550)


def test_the_moderator_mutes_all_others(hall: Hall) -> None:
    """CNF-4: *11, *10."""
    anna, bram, carla = three(hall)
    hall.press(anna, "*11")
    hall.run(SETTLED)
    assert hall.hears(anna, 550) < 60
    assert hall.hears(bram, 350) > 3_500
    hall.press(anna, "*10")
    hall.run(SETTLED)
    assert hall.hears(carla, 550) > 3_500


@pytest.mark.parametrize("keys", ["*11", "*30", "*21", "*31", "*80612#"])
def test_a_participant_may_not(hall: Hall, keys: str) -> None:
    """CNF-5."""
    anna, bram, carla = three(hall)
    before = hall.running.state
    for key in keys:
        bram.press(key)
        hall.run(5)
    assert hall.hears_speech(bram)
    assert not hall.hears_speech(anna)
    assert hall.running.state == before
    assert hall.invited == []
    assert not carla.ended


def test_unknown_codes_are_a_short_tone(hall: Hall) -> None:
    """CNF-5."""
    _anna, bram, _carla = three(hall)
    bram.heard.clear()
    hall.press(bram, "*4")
    frames = [loudness(frame, 300) for frame in bram.heard]
    assert 3 < sum(level > 2_500 for level in frames) < 10


def test_help_and_who_is_there_are_said_to_who_asks(hall: Hall) -> None:
    """CNF-3: #, *3 with the names as they were spoken."""
    anna, bram, _carla = three(hall)
    dirk = hall.enter(950, name=sine(1_200))
    hall.run(SETTLED)
    anna.press("#")
    hall.run(25)
    assert hall.hears_speech(anna)
    assert not hall.hears_speech(bram)
    hall.run(30 * SECOND)
    hall.press(bram, "*3")
    heard = max(hall.hears(bram, 1_200) for _ in range(8))
    assert heard > 1_500
    assert not dirk.ended


def test_the_last_one_is_removed_and_told(hall: Hall) -> None:
    """CNF-4: *31."""
    anna, bram, carla = three(hall)
    hall.press(anna, "*31")
    hall.run(SETTLED)
    assert carla.ended
    assert not bram.ended
    assert hall.hears(anna, 750) < 60
    assert [one.id for one in hall.running.state.participants] == [anna.who, bram.who]


def test_the_conference_ends_for_all(hall: Hall) -> None:
    """CNF-4: *30; each hears it before the line ends."""
    guests = three(hall)
    hall.press(guests[0], "*30")
    assert not guests[1].ended
    assert hall.hears_speech(guests[1])
    hall.run(SETTLED)
    assert all(guest.ended for guest in guests)
    assert hall.running.state.ended


def test_the_moderator_invites_a_number(hall: Hall) -> None:
    """CNF-4: *8."""
    anna, _bram, _carla = three(hall)
    hall.press(anna, "*80612345678#")
    assert hall.invited == [(anna.who, "0612345678")]
    for key in "*8112":
        anna.press(key)
        hall.run(10)
    hall.run(4 * SECOND + 10)
    assert hall.invited[-1] == (anna.who, "112")


def test_music_until_a_moderator_is_there(hall: Hall) -> None:
    """CNF-6."""
    hall.begin(Waiting.MUSIC)
    bram, carla = hall.enter(550), hall.enter(750)
    hall.run(SETTLED)
    assert hall.hears(bram, 750) < 400
    assert np.abs(np.concatenate(bram.heard).astype(int)).max() > 500
    anna = hall.enter(350, moderator=True)
    hall.run(SETTLED)
    assert hall.hears(bram, 750) > 3_500
    hall.running.leave(anna.who)
    hall.run(SETTLED)
    assert hall.hears(carla, 550) < 400


def test_who_can_not_join_is_told_and_his_line_ended(hall: Hall) -> None:
    """CNF-6: full; CNF-4: closed."""
    hall.begin(most=1)
    hall.enter(350)
    late = hall.enter(550)
    assert hall.hears_speech(late)
    hall.run(SETTLED)
    assert late.ended
    hall.begin()
    hall.running.happen(Close(closed=True))
    closed = hall.enter(750)
    hall.run(SETTLED)
    assert closed.ended


def test_a_button_and_a_code_are_the_same(hall: Hall) -> None:
    """CNF-7: every new state is told."""
    anna, bram, _carla = three(hall)
    hall.changes.clear()
    hall.running.happen(Remove(bram.who, anna.who))
    assert [len(state.participants) for state in hall.changes] == [2]
    hall.running.happen(End())
    assert hall.changes[-1].ended
    hall.running.press(anna.who, "#")
