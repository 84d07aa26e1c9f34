"""CNF-9: each hears all others and never himself."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.audio import FRAME
from oogcontact.audio.g711 import Samples
from oogcontact.audio.mixer import LOUDEST, gain_of, mix


def constant(*values: int) -> Samples:
    """Return a frame of one value for each row."""
    return np.repeat(np.array(values, np.int16)[:, None], FRAME, axis=1)


def heard(values: list[int], conferences: list[int], *, spoken: list[float] | None = None) -> list[int]:
    """Return the value that each row hears."""
    size = len(values)
    gains = np.array(spoken or [1.0] * size, np.float32)
    out = mix(constant(*values), np.array(conferences), gains, np.ones(size, np.float32))
    assert (out == out[:, :1]).all()
    return [int(value) for value in out[:, 0]]


def test_everybody_hears_the_others() -> None:
    assert heard([1, 20, 300], [5, 5, 5]) == [320, 301, 21]


def test_conferences_do_not_hear_each_other() -> None:
    assert heard([1, 20, 300, 4_000, 7], [1, 1, 2, 2, 3]) == [20, 1, 4_000, 300, 0]


def test_who_is_muted_hears_but_is_not_heard() -> None:
    """CNF-3: *1."""
    assert heard([1, 20, 300], [1, 1, 1], spoken=[1, 0, 1]) == [300, 301, 1]


def test_too_loud_is_cut_and_does_not_wrap() -> None:
    assert heard([30_000, 30_000, 30_000], [1, 1, 1]) == [32_767] * 3
    assert heard([-30_000, -30_000, -30_000], [1, 1, 1]) == [-32_768] * 3


def test_one_hears_louder_or_softer() -> None:
    """CNF-3: *7 and *9."""
    gains = np.array([gain_of(2), gain_of(-2)], np.float32)
    out = mix(constant(1_000, 1_000), np.array([1, 1]), np.ones(2, np.float32), gains)
    assert out[:, 0].tolist() == [1_995, 501]
    assert gain_of(99) == gain_of(LOUDEST)


def test_nobody_is_no_fault() -> None:
    empty = np.zeros((0, FRAME), np.int16)
    assert mix(empty, np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32)).shape == (0, FRAME)


@given(st.lists(st.tuples(st.integers(-3_000, 3_000), st.integers(0, 3)), min_size=1, max_size=30))
def test_it_is_the_sum_of_the_others(legs: list[tuple[int, int]]) -> None:
    legs.sort(key=lambda leg: leg[1])
    values, conferences = [leg[0] for leg in legs], [leg[1] for leg in legs]
    expected = [
        max(-32_768, min(32_767, sum(v for v, c in legs if c == conference) - value)) for value, conference in legs
    ]
    assert heard(values, conferences) == expected


def test_spokes_hear_those_that_are_none_and_not_one_another() -> None:
    """CAL-11: a telephone hears all browsers, each browser the telephone alone; other conferences are as ever."""
    values, conferences = constant(1, 20, 300, 4_000, 50, 6), np.array([5, 5, 5, 5, 6, 6])
    spokes = np.array([False, True, True, False, False, False])
    out = mix(values, conferences, np.ones(6, np.float32), np.ones(6, np.float32), spokes)
    assert out[:, 0].tolist() == [4_320, 4_001, 4_001, 321, 6, 50]
