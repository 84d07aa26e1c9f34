"""CNF-2: who enters which PIN is what, and guessing is limited per caller and per conference (TEL-9)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from oogcontact.domains.audit.models import Entry
from oogcontact.domains.conferences.desk import PER_CALLER, PER_CONFERENCE, check_pin
from oogcontact.kernel import clock

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def conference(account: dict[str, Any]) -> UUID:
    return UUID(account["id"])


def test_a_pin_says_who_one_is(conference: UUID) -> None:
    assert check_pin(conference, "9876", "+31612345678", "192.0.2.7") is True
    assert check_pin(conference, "1234", "+31612345678", "192.0.2.7") is False
    assert check_pin(conference, "0000", "+31612345678", "192.0.2.7") is None
    assert check_pin(UUID(int=0), "9876", "", "192.0.2.7") is None
    entry = Entry.objects.get(action="conference.pin_wrong")
    assert (entry.subject_id, entry.address, entry.succeeded) == (conference, "192.0.2.7", False)
    assert entry.detail == {"caller": "06 1•••••78"}


def test_a_caller_who_guesses_is_wrong_even_when_he_is_right(conference: UUID) -> None:
    with clock.at(START) as time:
        for _ in range(PER_CALLER):
            assert check_pin(conference, "0000", "+31612345678", "192.0.2.7") is None
        assert check_pin(conference, "9876", "+31612345678", "192.0.2.7") is None
        assert Entry.objects.filter(action="conference.pin_limited").count() == 1
        # Others come in, and he himself an hour later.
        assert check_pin(conference, "9876", "+31687654321", "192.0.2.7") is True
        time.time += timedelta(hours=1)
        assert check_pin(conference, "9876", "+31612345678", "192.0.2.7") is True


def test_many_callers_together_are_limited_per_conference(conference: UUID) -> None:
    with clock.at(START) as time:
        for number in range(PER_CONFERENCE):
            check_pin(conference, "0000", f"+316000000{number:02}", "192.0.2.7")
        assert check_pin(conference, "9876", "", "192.0.2.7") is None
        time.time += timedelta(minutes=10)
        assert check_pin(conference, "9876", "", "192.0.2.7") is True
