"""CNF-6: the music for who waits."""

import numpy as np

from oogcontact.audio import RATE
from oogcontact.audio.music import waiting_music


def test_it_is_heard_all_the_time_and_never_too_loud() -> None:
    music = waiting_music().astype(int)
    seconds = np.abs(music[: len(music) // RATE * RATE]).reshape(-1, RATE).max(axis=1)
    assert len(seconds) > 10
    assert 800 < seconds.min() <= seconds.max() < 12_000


def test_its_end_leads_to_its_begin() -> None:
    music = waiting_music().astype(int)
    within = np.abs(np.diff(music)).max()
    assert abs(music[0] - music[-1]) <= within
