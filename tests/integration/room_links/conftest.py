"""Fixtures of the tests of links into calls; the people are those of calls."""

from typing import Any

import pytest

from oogcontact.kernel import clock
from tests.integration.calls.conftest import anna, bram, carla, organisation, time
from tests.integration.calls.helpers import Device, ring_of
from tests.integration.waiting_room.conftest import _no_tries, told

__all__ = ["_no_tries", "anna", "bram", "carla", "organisation", "time", "told"]


@pytest.fixture
def talking(anna: Device, bram: Device, time: clock.SetClock) -> str:
    """The id of a call of Anna and Bram."""
    call: Any = anna.call(bram)
    bram.accept(ring_of(call, bram))
    room: str = call.json()["id"]
    return room
