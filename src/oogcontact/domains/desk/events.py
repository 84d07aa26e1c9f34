"""What the desk tells the domains above it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from oogcontact.infra.ports import Port


@dataclass(frozen=True)
class AvailabilityChanged:
    """What `available` answers of these people may be different now; told after the commit."""

    people: frozenset[UUID]


availability_changed: Port[AvailabilityChanged] = Port()


def tell(people: frozenset[UUID]) -> None:
    """Tell it once the running transaction has been committed; nobody who listens can undo it any more."""
    if people:
        transaction.on_commit(lambda: availability_changed.tell(AvailabilityChanged(people)), robust=True)
