"""Two organisations with an agent each, at a moment that a test moves on."""

from collections.abc import Callable

import pytest

from oogcontact.domains.accounts.api import Organisation
from oogcontact.infra.cleaning import Cleaner
from oogcontact.kernel import clock
from tests.integration.calls.conftest import anna, organisation, time
from tests.integration.calls.helpers import Device, make_person

__all__ = ["anna", "organisation", "time"]

DAY = 86_400


@pytest.fixture
def elsewhere(db: None) -> Device:
    """An agent of another organisation, which keeps everything."""
    keeps = {
        f"keep_{what}_days": 0 for what in ("appointments", "calls", "visits", "visitor_messages", "waiting_messages")
    }
    return Device(make_person(Organisation.objects.create(name="Elders", **keeps), "Erik"))


@pytest.fixture
def clean(time: clock.SetClock) -> Callable[[], int]:
    """Do a whole run; returns how many rows went, without what went with them."""

    def run() -> int:
        cleaner, gone = Cleaner(), 0
        while count := cleaner.run_due(clock.now()):
            gone += count
        return gone

    return run
