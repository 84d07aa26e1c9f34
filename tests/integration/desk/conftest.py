"""Fixtures of the tests of the desk: the people are those of calls, and what others are told of them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
import pytest

from oogcontact.domains.desk.api import AvailabilityChanged, availability_changed
from oogcontact.infra import events
from tests.integration.calls.conftest import anna, bram, carla, organisation, time
from tests.integration.calls.helpers import Device

__all__ = ["anna", "bram", "carla", "organisation", "time"]


class Told:
    """What the devices and the higher domains were told of sliders."""

    def __init__(self) -> None:
        self.frames: list[tuple[set[UUID], dict[str, Any]]] = []
        self.people: list[frozenset[UUID]] = []

    def to(self, device: Device) -> list[bool]:
        """Return what this person's devices were told of his slider, in order."""
        return [
            frame["data"]["available"]
            for users, frame in self.frames
            if device.person in users and frame["type"] == "availability.changed"
        ]

    def changed(self, device: Device) -> bool:
        """Tell whether the website buttons were told of this person since the last time that this was asked."""
        found = any(device.person in people for people in self.people)
        self.people.clear()
        return found

    def note(self, event: AvailabilityChanged) -> None:
        """Take what the port tells."""
        self.people.append(event.people)


@pytest.fixture
def told() -> Iterator[Told]:
    """Collects what is told."""
    found = Told()
    events.set_sink(lambda users, frame: found.frames.append((set(users), msgspec.json.decode(frame))))
    availability_changed.register(found.note)
    yield found
    availability_changed.unregister(found.note)
    events.set_sink(None)
