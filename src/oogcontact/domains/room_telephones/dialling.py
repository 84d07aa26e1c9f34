"""What is to be dialled, and for whom."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Dialling:
    """A telephone that is called into a room, for `person`, whom `ring` asks to sit down.

    Without a ring he sits there already, with a browser that can not do it. `wish`: he has asked to be called.
    """

    organisation: UUID
    room: UUID
    person: UUID
    ring: UUID | None
    number: str
    language: str
    wish: bool = False

    @property
    def key(self) -> UUID:
        """Two with the same key are one."""
        return self.ring or self.person
