"""What accounts tells the domains above it, in the process and in the transaction of what happened.

A higher domain registers in its `AppConfig.ready`; accounts knows nobody above it.
"""

import uuid
from dataclasses import dataclass
from typing import Literal

from oogcontact.infra.ports import Port


@dataclass(frozen=True)
class InvitationAnswered:
    """A client answered an invitation; `person` is the accepting user, None when declined (ACC-4)."""

    invitation: uuid.UUID
    inviter: uuid.UUID | None
    answer: Literal["accepted", "declined"]
    person: uuid.UUID | None


@dataclass(frozen=True)
class PersonChanged:
    """What others see of a person changed: name, photo, function, role, or whether he is there at all."""

    person: uuid.UUID
    organisations: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class AccessEnded:
    """A person may no longer use the product: blocked or withdrawn. What he takes part in must end."""

    person: uuid.UUID


@dataclass(frozen=True)
class SessionsEnded:
    """These sign-ins (session keys) have ended; told after the commit, so that their connections are closed."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class SessionBegan:
    """A person has signed in on a device."""

    person: uuid.UUID


@dataclass(frozen=True)
class SignedOut:
    """A person has signed out on a device himself."""

    person: uuid.UUID


invitation_answered: Port[InvitationAnswered] = Port()
person_changed: Port[PersonChanged] = Port()
access_ended: Port[AccessEnded] = Port()
sessions_ended: Port[SessionsEnded] = Port()
session_began: Port[SessionBegan] = Port()
signed_out: Port[SignedOut] = Port()
