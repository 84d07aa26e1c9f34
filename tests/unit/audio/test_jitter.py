"""CNF-9: the adaptive jitter buffer; frames are marked by their number."""

from collections.abc import Iterable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.audio import FRAME
from oogcontact.audio.jitter import CALM, HELD, LONGEST, JitterBuffer

LEG = np.array([1])


def put(buffer: JitterBuffer, *numbers: int, leg: int = 1) -> None:
    """Put frames of one leg; each is filled with the last byte of its number."""
    whole = np.array(numbers, np.int64)
    frames = np.repeat((whole & 0xFF).astype(np.uint8)[:, None], FRAME, axis=1)
    buffer.put(np.full(len(numbers), leg), (whole * FRAME).astype(np.uint32), frames)


def take(buffer: JitterBuffer) -> int | None:
    """Return the mark of the next frame, None if it is to be concealed."""
    frames, there = buffer.take(LEG)
    return int(frames[0, 0]) if there[0] else None


def play(arrivals: Iterable[tuple[int, ...]]) -> list[int | None]:
    """Let packets arrive tick by tick; return what is played."""
    buffer = JitterBuffer(2)
    played = []
    for numbers in arrivals:
        put(buffer, *numbers)
        played.append(take(buffer))
    return played


def test_an_even_stream_plays_with_one_spare_frame() -> None:
    assert play([(n,) for n in range(10)]) == [None, *range(9)]


def test_a_lost_packet_is_one_gap() -> None:
    assert play([(0,), (1,), (2,), (), (4,), (5,), (6,)]) == [None, 0, 1, 2, None, 4, 5]


def test_packets_in_the_wrong_order_play_in_the_right_one() -> None:
    assert play([(0,), (1,), (), (3, 2), (4,), (5,)]) == [None, 0, 1, 2, 3, 4]


def test_a_packet_that_came_twice_plays_once() -> None:
    assert play([(0,), (1, 1), (1, 2), (3,)]) == [None, 0, 1, 2]


def test_a_stream_that_comes_later_is_waited_for() -> None:
    """Nothing is lost when packets only come later: the delay grows."""
    assert play([(0,), (1,), (), (), (2, 3, 4), (5,), (6,), (7,)]) == [None, 0, 1, None, 2, 3, 4, 5]


def test_a_late_packet_makes_the_delay_longer() -> None:
    buffer = JitterBuffer(2)
    for number in (0, 1, 2):
        put(buffer, number)
        take(buffer)
    assert buffer.delay(LEG)[0] == 1
    put(buffer, 4)
    take(buffer)
    take(buffer)
    for numbers in ((3, 5), (6,), (7,)):
        put(buffer, *numbers)
        take(buffer)
    assert buffer.delay(LEG)[0] == 2


def test_a_delay_that_is_not_needed_becomes_shorter() -> None:
    """After a burst of six frames at once, two quiet seconds take each of them away again."""
    buffer = JitterBuffer(2)
    put(buffer, *range(6))
    take(buffer)
    for number in range(6, 6 + 8 * CALM):
        put(buffer, number)
        take(buffer)
    assert buffer.delay(LEG)[0] == 1


def test_the_delay_has_a_limit() -> None:
    buffer = JitterBuffer(2)
    number = 0
    for _ in range(40):
        # Each second packet is too late, for as long as that lasts.
        put(buffer, number + 1)
        take(buffer)
        take(buffer)
        put(buffer, number)
        number += 2
    assert buffer.delay(LEG)[0] <= LONGEST + 1


def test_timestamps_begin_anew_after_32_bits() -> None:
    last = 2**32 // FRAME
    assert play([(n,) for n in range(last - 3, last + 4)]) == [None, *[n & 0xFF for n in range(last - 3, last + 3)]]


def test_a_pause_is_as_long_as_it_was() -> None:
    """A telephone that sends nothing while nobody speaks, or a key instead: the delay stays."""
    assert play([(0,), (1,), (), (), (), (5,), (6,), (7,)]) == [None, 0, 1, None, None, None, 5, 6]


def test_a_jump_begins_a_new_stream() -> None:
    """RFC 3550, appendix A.1: another sender, or the same one after a restart."""
    assert play([(500,), (501,), (20_000,), (20_001,), (20_002,)]) == [None, 244, None, 32, 33]
    assert play([(20_000,), (20_001,), (500,), (501,), (502,)]) == [None, 32, None, 244, 245]


def test_legs_do_not_hear_each_other() -> None:
    buffer = JitterBuffer(2)
    put(buffer, 1, 2, 3, leg=0)
    put(buffer, 9, leg=1)
    buffer.take(np.array([0, 1]))
    frames, there = buffer.take(np.array([0, 1]))
    assert there.all()
    assert frames[:, 0].tolist() == [1, 9]


def test_a_leg_can_begin_anew() -> None:
    buffer = JitterBuffer(2)
    put(buffer, 1, 2)
    buffer.reset(LEG)
    assert take(buffer) is None
    assert buffer.delay(LEG)[0] == 0


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=5), max_size=60))
def test_whatever_comes_it_goes_on(arrivals: list[list[int]]) -> None:
    """TEL-9: hostile timestamps neither stop it nor make it hold more than it may."""
    buffer = JitterBuffer(2)
    for timestamps in arrivals:
        stamps = np.array(timestamps, np.uint32)
        buffer.put(np.full(len(stamps), 1), stamps, np.zeros((len(stamps), FRAME), np.uint8))
        take(buffer)
        assert 0 <= buffer.delay(LEG)[0] <= HELD
