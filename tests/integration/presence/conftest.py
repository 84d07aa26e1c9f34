"""Fixtures of the tests of presence; the people are those of calls."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
import pytest

from oogcontact.infra import events
from tests.integration.calls.conftest import anna, bram, carla, organisation, time

__all__ = ["anna", "bram", "carla", "organisation", "time"]


class Told:
    """What the hub was given, by user."""

    def __init__(self) -> None:
        self.frames: list[tuple[set[UUID], dict[str, Any]]] = []

    def to(self, user: UUID) -> list[dict[str, Any]]:
        """Return the presences that this user was told, in order."""
        return [
            frame["data"]["presence"]
            for users, frame in self.frames
            if user in users and frame["type"] == "presence.changed"
        ]


@pytest.fixture
def told() -> Iterator[Told]:
    """Collects what goes to the hub."""
    found = Told()
    events.set_sink(lambda users, frame: found.frames.append((set(users), msgspec.json.decode(frame))))
    yield found
    events.set_sink(None)
