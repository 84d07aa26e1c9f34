"""TEL-9: any bytes as packets, keys and files; a leg under attack does not disturb the others (CNF-9)."""

import contextlib
import io
import itertools
import resource
import wave
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oogcontact.audio import RATE
from oogcontact.audio.dtmf import DIGITS, TelephoneEvents, event_payload
from oogcontact.audio.g711 import Law
from oogcontact.audio.legs import TONES, Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.rtp import HEADER, parse
from oogcontact.audio.sockets import LONGEST, Sockets
from oogcontact.audio.wav import LONGEST as LONGEST_SOUND
from oogcontact.audio.wav import BrokenSound, load_wav
from tests.unit.audio.phones import EVENTS, HERE, Phone, loudness

often = settings(max_examples=300, deadline=None)

headers = st.builds(
    lambda first, second, sequence, timestamp, ssrc: (
        bytes([first, second]) + sequence.to_bytes(2, "big") + timestamp.to_bytes(4, "big") + ssrc.to_bytes(4, "big")
    ),
    st.sampled_from([0x80, 0x90, 0xA0, 0xB0, 0x8F, 0xBF, 0x00, 0x40, 0xC0]) | st.integers(0, 255),
    st.sampled_from([0, 8, 0x80, 0x88, EVENTS, 0x80 | EVENTS, 13, 72, 200]),
    st.integers(0, 2**16 - 1),
    st.sampled_from([0, 2**31, 2**32 - 1]) | st.integers(0, 2**32 - 1),
    st.sampled_from([7, 8]) | st.integers(0, 2**32 - 1),
)
lies = st.sampled_from([b"", b"\0\0\0\0", b"\xbe\xde\0\1abcd", b"\xbe\xde\xff\xff", b"\0\0\0\x2a", b"\xbe\xde"])
tails = st.sampled_from([b"", b"\0", b"\1", b"\xa0", b"\xff", bytes(159), b"\xd5" * 160, b"\xd5" * 161, b"\7\0\0\xa0"])
# Sound far behind, after an extension as long as can be.
far = st.builds(
    lambda words, kind, payload: (
        bytes([0x90, kind, 0, 1]) + bytes(10) + words.to_bytes(2, "big") + bytes(4 * words) + payload
    )[:LONGEST],
    st.integers(0, 125),
    st.sampled_from([0, 8]),
    st.binary(max_size=200),
)
datagrams = st.binary(max_size=LONGEST) | far | st.builds(lambda *parts: b"".join(parts), headers, lies, tails, tails)


@often
@given(st.lists(datagrams, max_size=8))
def test_a_payload_lies_inside_its_packet(rows: list[bytes]) -> None:
    array = np.full((len(rows), LONGEST), 0xFF, np.uint8)
    for row, datagram in enumerate(rows):
        array[row, : len(datagram)] = np.frombuffer(datagram, np.uint8)
    packets = parse(array, np.array([len(datagram) for datagram in rows], np.int64))
    for row, begin, size in zip(packets.row, packets.begin, packets.size, strict=True):
        assert rows[row][0] >> 6 == 2
        assert HEADER <= begin <= begin + size <= len(rows[row])


keys = st.builds(event_payload, st.sampled_from(DIGITS), st.integers(0, 70_000), end=st.booleans())


@often
@given(st.lists(st.tuples(st.integers(0, 3) | st.integers(0, 2**32 - 1), keys | st.binary(max_size=6)), max_size=20))
def test_a_digit_is_told_once_for_each_time(packets: list[tuple[int, bytes]]) -> None:
    events = TelephoneEvents()
    told = [(stamp, events.take(stamp, payload)) for stamp, payload in packets]
    digits = [(stamp, digit) for stamp, digit in told if digit is not None]
    assert all(digit in DIGITS for _stamp, digit in digits)
    assert all(one[0] != next_one[0] for one, next_one in itertools.pairwise(digits))


def sound_file() -> bytes:
    """Return a tenth of a second of noise in a file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(RATE)
        output.writeframes(np.random.default_rng(1).integers(-9_000, 9_000, RATE // 10, np.int16).tobytes())
    return file.getvalue()


FILE = sound_file()


def changed(*bytes_there: tuple[int, int]) -> bytes:
    file = bytearray(FILE)
    for place, byte in bytes_there:
        file[place] = byte
    return bytes(file)


@often
@example(changed((26, 0), (27, 0x31)))
@example(changed((24, 1), (25, 0), (32, 255), (33, 255), (34, 8)) + bytes(200_000))
@given(
    st.lists(st.tuples(st.integers(0, 47), st.sampled_from([0, 1, 2, 127, 128, 255]) | st.integers(0, 255)), max_size=4)
    .map(lambda changes: changed(*changes))
    .flatmap(lambda file: st.sampled_from([file, file[:45], file[:44], file[:30]]))
)
def test_any_file_is_sound_or_refused_and_takes_little(file: bytes) -> None:
    """A rate that no sound has took gigabytes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with contextlib.suppress(BrokenSound):
        assert len(load_wav(file)) <= LONGEST_SOUND * RATE * 1.01
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


class Conference:
    """Two who talk, and a third whose leg is attacked: by his own telephone and from elsewhere."""

    def __init__(self, digits: int) -> None:
        self.plane = Plane(Legs(4), Sockets(4, HERE, range(43_000, 43_400)))
        self.anna, self.bram = Phone(self.plane), Phone(self.plane, law=Law.MU)
        self.attacked = Phone(self.plane, events=digits)
        self.enemy = Phone(self.plane, source="127.0.0.3")
        for phone in (self.anna, self.bram, self.attacked):
            self.plane.join(phone.slot, 1)
        self.plane.close(self.enemy.slot)
        self.enemy.port = self.attacked.port
        # What he says himself would be heard, as it should.
        self.plane.legs.muted[self.attacked.slot] = True

    def talk(self, ticks: int, rows: list[bytes]) -> None:
        for tick in range(ticks):
            self.anna.tone(350)
            self.bram.tone(550)
            for row in rows[tick % 5 :: 5]:
                self.attacked.send_bytes(row)
                self.enemy.send_bytes(row)
            self.plane.tick()
            for phone in (self.anna, self.bram, self.attacked):
                phone.listen()

    def close(self) -> None:
        for phone in (self.anna, self.bram, self.attacked, self.enemy):
            phone.close()
        self.plane.sockets.close_all()


@pytest.fixture(scope="module", params=[EVENTS, TONES])
def conference(request: pytest.FixtureRequest) -> Iterator[Conference]:
    made = Conference(request.param)
    made.talk(100, [])
    yield made
    made.close()


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(datagrams, max_size=40))
def test_two_talk_undisturbed_while_a_third_is_attacked(conference: Conference, rows: list[bytes]) -> None:
    """Wrong versions, lies about lengths, other streams, jumps: no frame of the two is lost, each tick one is sent."""
    ticks = 10
    for phone in (conference.anna, conference.bram, conference.attacked):
        phone.heard.clear()
    conference.talk(ticks, rows)
    for phone, frequency in ((conference.anna, 550), (conference.bram, 350)):
        assert len(phone.heard) == ticks
        assert loudness(np.concatenate(phone.heard), frequency) == pytest.approx(4_000, rel=0.05)
    assert conference.attacked.heard


@pytest.fixture
def plane() -> Iterator[Plane]:
    made = Plane(Legs(4), Sockets(4, HERE, range(43_400, 43_800)))
    yield made
    made.sockets.close_all()


@pytest.fixture
def phones(plane: Plane) -> Iterator[list[Phone]]:
    made = [Phone(plane), Phone(plane), Phone(plane, source="127.0.0.3")]
    plane.join(made[0].slot, 1)
    plane.join(made[1].slot, 1)
    yield made
    for phone in made:
        phone.close()


def test_a_flood_from_elsewhere_keeps_not_even_its_leg_from_being_heard(plane: Plane, phones: list[Phone]) -> None:
    """A thousand packets in a second to the port of one leg."""
    speaker, listener, enemy = phones
    enemy.port = speaker.port
    for _ in range(100):
        for _packet in range(20):
            enemy.send(Law.A, bytes(160))
        speaker.tone(350)
        plane.tick()
        listener.listen()
    assert loudness(np.concatenate(listener.heard[-50:]), 350) == pytest.approx(4_000, rel=0.05)


def test_what_is_asked_of_a_closed_leg_is_not_done(plane: Plane, phones: list[Phone]) -> None:
    """The call has just ended: neither does the plane stumble, nor does the next one on that slot hear it."""
    gone, listener, _other = phones
    loud = np.full(80_000, 9_000, np.int16)
    ended: list[int] = []
    plane.close(gone.slot)
    plane.play(gone.slot, loud, lambda: ended.append(1))
    plane.play_music(gone.slot, loud)
    plane.record(gone.slot)
    plane.tick()
    assert ended == [1]
    assert len(plane.recorded(gone.slot)) == 0
    after = Phone(plane)
    assert after.slot == gone.slot
    plane.tick()
    plane.tick()
    after.listen()
    listener.listen()
    after.close()
    assert np.abs(np.concatenate(after.heard).astype(int)).max() < 20
    assert len(listener.heard) == 3


def test_a_key_may_end_its_leg_while_more_keys_wait(plane: Plane, phones: list[Phone]) -> None:
    caller, listener, _other = phones
    told: list[str] = []

    def end(digit: str) -> None:
        told.append(digit)
        plane.close(caller.slot)

    plane._on_digit[caller.slot] = end
    for digit in "12":
        caller.send(EVENTS, event_payload(digit, 160, end=False))
    plane.tick()
    plane.tick()
    listener.listen()
    assert told == ["1"]
    assert len(listener.heard) == 2
