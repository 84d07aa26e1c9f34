"""Fixtures of the tests of the waiting room; the people are those of calls."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.core.cache import cache

from oogcontact.infra import events
from tests.integration.calls.conftest import anna, bram, organisation, time

__all__ = ["anna", "bram", "organisation", "time"]


class Told:
    """What the hub was given, by user."""

    def __init__(self) -> None:
        self.frames: list[tuple[set[UUID], dict[str, Any]]] = []

    def to(self, user: UUID, kind: str) -> list[Any]:
        """Return the data of the events of this kind that this user was told, in order."""
        return [frame["data"] for users, frame in self.frames if user in users and frame["type"] == kind]


@pytest.fixture
def told() -> Iterator[Told]:
    """Collects what goes to the hub."""
    found = Told()
    events.set_sink(lambda users, frame: found.frames.append((set(users), msgspec.json.decode(frame))))
    yield found
    events.set_sink(None)


@pytest.fixture(autouse=True)
def _no_tries() -> None:
    """Forget what tests before have tried at the same moment."""
    cache.clear()
