"""Fixtures of the tests of calls."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from oogcontact.domains.accounts.api import Organisation
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, make_person

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def time() -> Iterator[clock.SetClock]:
    """Virtual time: it moves only by `advance`."""
    with clock.at(START) as set_clock:
        yield set_clock


@pytest.fixture
def organisation(db: None) -> Organisation:
    """An organisation whose calls ring for 30 seconds."""
    return Organisation.objects.create(name="Zorggroep Voorbeeld")


@pytest.fixture
def anna(organisation: Organisation) -> Device:
    """An agent."""
    return Device(make_person(organisation, "Anna"))


@pytest.fixture
def bram(organisation: Organisation) -> Device:
    """A colleague of Anna."""
    return Device(make_person(organisation, "Bram"))


@pytest.fixture
def carla(organisation: Organisation) -> Device:
    """Another colleague."""
    return Device(make_person(organisation, "Carla"))
