"""CNF-9: packets of 10, 30, 40 and 60 ms are heard as those of 20 ms; after a gap one begins anew."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.g711 import encode
from oogcontact.audio.legs import Legs
from oogcontact.audio.plane import Plane
from oogcontact.audio.reframe import Reframer
from oogcontact.audio.sockets import Sockets
from tests.unit.audio.phones import HERE, Phone, loudness


@given(st.lists(st.integers(1, 500), max_size=40), st.integers(0, 2**32 - 1))
def test_all_sound_comes_out_in_order(sizes: list[int], begin: int) -> None:
    sound = bytes(index % 251 for index in range(sum(sizes)))
    reframer, out, at = Reframer(), [], 0
    for size in sizes:
        out += list(reframer.take((begin + at) % 2**32, sound[at : at + size]))
        at += size
    assert b"".join(frame for _, frame in out) == sound[: len(sound) // FRAME * FRAME]
    assert [stamp for stamp, _ in out] == [(begin + FRAME * index) % 2**32 for index in range(len(out))]


def test_after_a_gap_one_begins_anew() -> None:
    reframer = Reframer()
    assert list(reframer.take(0, bytes(240))) == [(0, bytes(160))]
    assert list(reframer.take(480, bytes([1]) * 240)) == [(480, bytes([1]) * 160)]
    assert list(reframer.take(720, bytes([2]) * 80)) == [(640, bytes([1]) * 80 + bytes([2]) * 80)]


@pytest.fixture
def plane() -> Iterator[Plane]:
    made = Plane(Legs(2), Sockets(2, HERE, range(44_500, 44_600)))
    yield made
    made.sockets.close_all()


@pytest.mark.parametrize("milliseconds", [10, 30, 40, 60])
def test_a_telephone_with_other_packets_is_heard(plane: Plane, milliseconds: int) -> None:
    anna, bram = Phone(plane), Phone(plane)
    for one in (anna, bram):
        plane.join(one.slot, 1)
    size, sent = RATE * milliseconds // 1_000, 0
    for tick in range(150):
        while sent < tick * FRAME:
            at = (sent + np.arange(size)) / RATE
            tone = (4_000 * np.sin(2 * np.pi * 440 * at)).astype(np.int16)
            bram.send(bram.law, encode(tone, bram.law).tobytes(), timestamp=sent)
            sent += size
        anna.tone(0)
        plane.tick()
        anna.listen()
    heard = np.concatenate(anna.heard[100:])
    assert loudness(heard, 440) > 3_500
    for one in (anna, bram):
        one.close()
