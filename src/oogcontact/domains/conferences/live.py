"""What moderators see in the browser of a conference that goes on, and the events that keep it in step (CNF-7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Kind = Literal["telephone", "browser"]
InvitationState = Literal[
    "ringing", "confirming", "busy", "no_answer", "refused", "not_confirmed", "impossible", "failed"
]

#: The invitation has not come to an end yet.
UNDER_WAY = ("ringing", "confirming")


@dataclass(frozen=True)
class Who:
    """Who a participant is, as far as we know."""

    kind: Kind
    #: The number of the telephone as the network gave it; empty when hidden, and for a browser.
    number: str
    #: The user of a browser.
    person: UUID | None
    #: The name of that user; a telephone's caller only spoke his.
    name: str
    joined_at: datetime
    invited: bool = False


@dataclass(frozen=True)
class Invitation:
    """A number that is being called, or was, into a conference."""

    id: UUID
    number: str
    state: InvitationState


@dataclass(frozen=True)
class LiveParticipant:
    """A participant as he is now. `spoken`: he has said a name, which can be played."""

    id: UUID
    who: Who
    spoken: bool
    moderator: bool
    muted: bool
    loudness: int
    talking: bool


@dataclass(frozen=True)
class LiveConference:
    """A conference as it is now."""

    id: UUID
    started_at: datetime
    begun: bool
    closed: bool
    participants: tuple[LiveParticipant, ...]
    invitations: tuple[Invitation, ...]
