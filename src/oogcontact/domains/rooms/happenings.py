"""What can happen in a room: the events that states.py applies."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from oogcontact.domains.rooms.values import Media, Ring, RingState, Seat


@dataclass(frozen=True)
class Call:
    """Somebody in the room rings others; those in `busy` can not be rung now."""

    rings: tuple[Ring, ...]
    busy: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Accept:
    """The callee takes `seat` through this ring."""

    ring: UUID
    seat: Seat


@dataclass(frozen=True)
class Decline:
    ring: UUID


@dataclass(frozen=True)
class Cancel:
    """Who rings gives it up, and stays where he is."""

    ring: UUID


@dataclass(frozen=True)
class Engage:
    """The callee has become engaged in another call."""

    ring: UUID


@dataclass(frozen=True)
class NotReached:
    """The telephone that was called was not answered; `state` says how: declined, busy, no_answer or failed."""

    ring: UUID
    state: RingState


@dataclass(frozen=True)
class Leave:
    """A client gives up its seat."""

    seat: UUID
    client: UUID


@dataclass(frozen=True)
class Lose:
    """The connection of the client that holds this seat was lost; it may return until `lease_until`."""

    seat: UUID
    client: UUID
    lease_until: datetime


@dataclass(frozen=True)
class Return:
    """A client takes the seat: the same one after a reload, or another tab, device or `telephone` of the person."""

    seat: UUID
    client: UUID
    lease_until: datetime
    telephone: bool = False


@dataclass(frozen=True)
class Remove:
    """A person may take part no longer: what he holds, rings and is rung for ends."""

    person: UUID


@dataclass(frozen=True)
class Expire:
    """Look whether the next deadline has passed."""


@dataclass(frozen=True)
class Switch:
    """The call goes on with other media; an audio call may become a video call (CAL-7)."""

    seat: UUID
    media: Media


@dataclass(frozen=True)
class Consult:
    """The seat asks somebody apart by `ring`; the others are on hold meanwhile (CAL-10)."""

    seat: UUID
    ring: Ring
    busy: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Reunite:
    """The consultation goes on with everybody."""

    seat: UUID


@dataclass(frozen=True)
class EndConsult:
    """The seat returns to those on hold; whom it asked leaves, or is rung no more."""

    seat: UUID


@dataclass(frozen=True)
class HandOver:
    """The seat leaves those on hold to whom it asked, and goes when that one is seen, at `until` at the latest."""

    seat: UUID
    until: datetime


@dataclass(frozen=True)
class Seen:
    """The seat sees and hears the seat `other` now."""

    seat: UUID
    other: UUID


Event = (
    Call
    | Accept
    | Decline
    | Cancel
    | Engage
    | NotReached
    | Leave
    | Lose
    | Return
    | Remove
    | Expire
    | Switch
    | Consult
    | Reunite
    | EndConsult
    | HandOver
    | Seen
)
