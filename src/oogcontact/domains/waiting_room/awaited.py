"""Guests whom no appointment awaits but a higher domain: it says who lets them in, and is told who comes and goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from oogcontact.infra.ports import Port


@dataclass(frozen=True)
class Awaited:
    """Who lets a guest in, and until when. `over`: there is nothing left to come to; `full`: no seat for him now."""

    agent: UUID
    until: datetime
    over: bool = False
    full: bool = False


@dataclass(frozen=True)
class AttendanceChanged:
    """A guest for whom somebody answers is there now, or is not any more."""

    guest: UUID


Lookup = Callable[[UUID], Awaited | None]

#: Told in the transaction of the change.
attendance_changed: Port[AttendanceChanged] = Port()

_lookups: list[Lookup] = []


def answer_for(lookup: Lookup) -> None:
    """Have `lookup` say who awaits a guest; None for those that it does not know."""
    if lookup not in _lookups:
        _lookups.append(lookup)


def awaited(guest: UUID) -> Awaited | None:
    """Return who awaits this guest; None for whom nobody answers."""
    return next((found for lookup in _lookups if (found := lookup(guest)) is not None), None)
