"""A service that only notes what it is to dial, and people in a call."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache

from oogcontact.domains.accounts.api import Membership
from oogcontact.domains.room_telephones import refusals, service
from oogcontact.domains.room_telephones.dialling import Dialling
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.telephony.api import Impossible


@dataclass
class NotedService:
    """What is asked of the telephones of this process."""

    impossible: str = ""
    dialled: list[Dialling] = field(default_factory=list)
    changed: list[tuple[UUID, frozenset[UUID]]] = field(default_factory=list)

    def check(self, organisation: UUID, number: str) -> None:
        if self.impossible:
            raise refusals.impossible(Impossible(self.impossible))

    def can_call_out(self, organisation: UUID) -> bool:
        return self.impossible != "no-trunk"

    def dial(self, what: Dialling) -> None:
        self.dialled.append(what)

    def room_changed(self, room: UUID, over: frozenset[UUID]) -> None:
        self.changed.append((room, over))


@pytest.fixture(autouse=True)
def fresh_limits(transactional_db: None) -> None:
    """Forget how often other tests have tried."""
    cache.clear()


@pytest.fixture
def telephones() -> Iterator[NotedService]:
    """The telephones of this process."""
    noted = NotedService()
    service.use(cast(service.Service, noted))
    yield noted
    service.use(None)


def call(caller: Membership, *callees: UUID, purpose: rooms.Purpose = rooms.Purpose.CALL) -> rooms.Room:
    """Return a room in which somebody rings others."""
    return rooms.call(
        rooms.Invitation(
            organisation=caller.organisation_id,
            caller=caller.user_id,
            client=uuid4(),
            callees=callees,
            media=rooms.Media.VIDEO,
            ring_for=timedelta(seconds=30),
            countdown=True,
            purpose=purpose,
        )
    )


@pytest.fixture
def room(people: dict[str, Membership]) -> rooms.Room:
    """Anna and Bram in a call."""
    made = call(people["anna"], people["bram"].user_id)
    return rooms.accept_ring(people["bram"].user_id, made.rings[0].id, uuid4())
