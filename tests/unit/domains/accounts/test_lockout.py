"""The lock after too many wrong passwords (ACC-1), over random stories."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.accounts.lockout import LOCKED_FOR, WINDOW, Tries

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIMIT = 5

#: Seconds that pass before a try, and whether its password is right.
STORIES = st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=60)


def test_five_failures_lock_for_fifteen_minutes() -> None:
    """ACC-1: counted from the fifth, whenever the first was."""
    tries = Tries()
    for minute in range(5):
        begun = tries.begun(START + timedelta(minutes=minute), LIMIT)
        assert begun is not None
        tries = begun.failed(START + timedelta(minutes=minute), LIMIT)
    fifth = START + timedelta(minutes=4)
    assert tries.begun(fifth + LOCKED_FOR - timedelta(seconds=1), LIMIT) is None
    assert tries.begun(fifth + LOCKED_FOR, LIMIT) is not None


@given(STORIES)
def test_no_more_failures_than_allowed_ever_reach_the_password(story: list[tuple[int, bool]]) -> None:
    """ACC-1: in no window of 15 minutes do more than five wrong passwords reach the check."""
    tries, now = Tries(), START
    failures: list[datetime] = []
    for seconds, right in story:
        now += timedelta(seconds=seconds)
        begun = tries.begun(now, LIMIT)
        if begun is None:
            continue
        tries = begun.succeeded(now) if right else begun.failed(now, LIMIT)
        failures += [] if right else [now]
    for first in failures:
        assert len([moment for moment in failures if first <= moment < first + WINDOW]) <= LIMIT


@given(STORIES)
def test_it_is_locked_only_after_failures(story: list[tuple[int, bool]]) -> None:
    """ACC-1: who fails fewer than five times in a window is never held up."""
    tries, now = Tries(), START
    recent: list[datetime] = []
    for seconds, right in story:
        now += timedelta(seconds=seconds)
        recent = [moment for moment in recent if now - moment < WINDOW + LOCKED_FOR]
        begun = tries.begun(now, LIMIT)
        if begun is None:
            assert len(recent) >= LIMIT
            continue
        tries = begun.succeeded(now) if right else begun.failed(now, LIMIT)
        recent += [] if right else [now]


def test_tries_in_flight_count() -> None:
    """ACC-1: before the password has been looked at."""
    tries: Tries | None = Tries()
    for _ in range(LIMIT):
        assert tries is not None
        tries = tries.begun(START, LIMIT)
    assert tries is not None
    assert tries.begun(START, LIMIT) is None
    assert tries.succeeded(START).begun(START, LIMIT) is not None


def test_a_right_try_of_another_moment_takes_nothing_away() -> None:
    """ACC-1: only its own count."""
    tries = Tries((START,))
    assert tries.succeeded(START + timedelta(seconds=1)) == tries
