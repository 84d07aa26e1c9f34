"""What accounts tells the domains above it, in the process and in the transaction of what happened.

A higher domain registers in its `AppConfig.ready`; accounts knows nobody above it.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

T = TypeVar("T")


class Port(Generic[T]):
    """A place where others register to be told of `T`."""

    def __init__(self) -> None:
        self._receivers: list[Callable[[T], None]] = []

    def register(self, receiver: Callable[[T], None]) -> None:
        """Have `receiver` called at each event; registering it again changes nothing."""
        if receiver not in self._receivers:
            self._receivers.append(receiver)

    def unregister(self, receiver: Callable[[T], None]) -> None:
        """Undo `register`."""
        self._receivers.remove(receiver)

    def tell(self, event: T) -> None:
        """Call each receiver; an exception of one undoes the transaction."""
        for receiver in self._receivers:
            receiver(event)


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


invitation_answered: Port[InvitationAnswered] = Port()
person_changed: Port[PersonChanged] = Port()
access_ended: Port[AccessEnded] = Port()
sessions_ended: Port[SessionsEnded] = Port()
