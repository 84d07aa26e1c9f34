"""What presence tells the domains above it, in the transaction of what happened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from oogcontact.infra.ports import Port


@dataclass(frozen=True)
class DevicesChanged:
    """A person's first device has come (`here`), or his last one has gone, since the moment `at`."""

    person: UUID
    here: bool
    at: datetime


@dataclass(frozen=True)
class SilenceChanged:
    """A person does not want to be rung any more, or wants it again (PRE-2)."""

    person: UUID


devices_changed: Port[DevicesChanged] = Port()
silence_changed: Port[SilenceChanged] = Port()
