"""The loop of deadlines: what is due is found by one question, whatever is registered."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from oogcontact.infra import deadlines

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def over(now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lte=now)


@pytest.fixture
def ran() -> Iterator[list[str]]:
    """What was run, of two deadlines: one that asks first and one that runs at every look."""
    names: list[str] = []

    def run(name: str) -> deadlines.RunDue:
        return lambda _now: names.append(name) or 1  # type: ignore[func-returns-value]

    before = dict(deadlines._registered)
    deadlines.register("test of sessions", run("asked"), over)
    deadlines.register("test at every look", run("always"))
    yield names
    deadlines._registered.clear()
    deadlines._registered.update(before)


def expires(at: datetime) -> None:
    Session.objects.create(session_key="one", session_data="", expire_date=at)


def test_it_is_run_from_the_moment_on_that_a_row_is_due(ran: list[str]) -> None:
    deadlines.run_all(NOON)
    assert ran == ["always"]
    expires(NOON)
    deadlines.run_all(NOON - timedelta(microseconds=1))
    assert ran == ["always"] * 2
    deadlines.run_all(NOON)
    assert ran == ["always"] * 2 + ["asked", "always"]


def test_all_are_asked_in_one_statement(ran: list[str]) -> None:
    deadlines.run_all(NOON)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        deadlines._wanted(NOON)
    assert len(asked) == 1
    assert asked[0]["sql"].count("EXISTS") >= len([one for one in deadlines._registered.values() if one.due]) > 5


def test_a_database_that_is_away_stops_nothing(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is run and says for itself what is wrong; the next look finds all as it was."""

    def away(_questions: object, _now: datetime) -> list[bool]:
        raise OSError("no database")

    with monkeypatch.context() as patched:
        patched.setattr(deadlines, "_answers", away)
        # The tests' own database is gone with its connection.
        patched.setattr(deadlines, "close_old_connections", lambda: None)
        deadlines.run_all(NOON)
    assert ran == ["asked", "always"]
    deadlines.run_all(NOON)
    assert ran == ["asked", "always", "always"]
