"""The runs that throw away what is old."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from oogcontact.infra import cleaning

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOME, OTHER = uuid4(), uuid4()


class Heap:
    """Something of which so many rows are old."""

    def __init__(self, log: list[str], name: str, rows: int, organisation: object = HOME) -> None:
        self.log, self.name, self.rows, self.organisation = log, name, rows, organisation

    def clean(self, now: datetime) -> dict[object, int]:
        gone = min(self.rows, 10)
        self.rows -= gone
        self.log.append(f"{self.name} {gone}")
        return {self.organisation: gone} if gone else {}


@pytest.fixture
def log() -> list[str]:
    """What was called, in order."""
    return []


@pytest.fixture
def ended() -> Iterator[list[cleaning.RunEnded]]:
    """The runs of which was told."""
    told: list[cleaning.RunEnded] = []
    cleaning.run_ended.register(told.append)
    yield told
    cleaning.run_ended.unregister(told.append)


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test registers is cleaned, and nobody else is told."""
    monkeypatch.setattr(cleaning, "_registered", {})
    monkeypatch.setattr(cleaning.run_ended, "_receivers", [])


def test_one_batch_a_look_and_the_last_registered_first(log: list[str], ended: list[cleaning.RunEnded]) -> None:
    """ADM-5: nobody waits long for SQLite's one writer; who points goes before what is pointed at."""
    cleaning.register("low", Heap(log, "low", 5).clean)  # type: ignore[arg-type]
    cleaning.register("high", Heap(log, "high", 15, OTHER).clean)  # type: ignore[arg-type]
    cleaner = cleaning.Cleaner()
    assert [cleaner.run_due(NOW) for _ in range(4)] == [10, 5, 5, 0]
    assert log == ["high 10", "high 5", "high 0", "low 5", "low 0"]
    assert [run.gone for run in ended] == [{OTHER: {"high": 15}, HOME: {"low": 5}}]


def test_the_next_run_comes_an_hour_after_the_beginning(log: list[str], ended: list[cleaning.RunEnded]) -> None:
    """A run that deletes nothing is told to nobody."""
    heap = Heap(log, "heap", 0)
    cleaning.register("heap", heap.clean)  # type: ignore[arg-type]
    cleaner = cleaning.Cleaner()
    cleaner.run_due(NOW)
    heap.rows = 1
    assert cleaner.run_due(NOW + timedelta(minutes=59)) == 0
    assert ended == []
    assert cleaner.run_due(NOW + timedelta(minutes=60)) == 1


def test_what_fails_does_not_hold_up_the_rest(log: list[str], ended: list[cleaning.RunEnded]) -> None:
    """A fault in one domain."""

    def broken(now: datetime) -> dict[object, int]:
        raise RuntimeError("broken")

    cleaning.register("heap", Heap(log, "heap", 3).clean)  # type: ignore[arg-type]
    cleaning.register("broken", broken)  # type: ignore[arg-type]
    cleaner = cleaning.Cleaner()
    assert cleaner.run_due(NOW) == 3
    assert cleaner.run_due(NOW) == 0
    assert [run.gone for run in ended] == [{HOME: {"heap": 3}}]
