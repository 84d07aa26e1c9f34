"""The states of an invitation's link and of a person in the list of an administrator."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class LinkState(Enum):
    """What a link can still do (ACC-2, ACC-4)."""

    VALID = "valid"
    EXPIRED = "expired"
    USED = "used"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Offer:
    """The moments in an invitation's life; those that did not happen are None."""

    accepted_at: datetime | None
    declined_at: datetime | None
    withdrawn_at: datetime | None
    expires_at: datetime


def link_state(offer: Offer, now: datetime) -> LinkState:
    """Return the state at `now` of a link of this offer; an answer outlives the link's time."""
    if offer.accepted_at is not None:
        return LinkState.USED
    if offer.declined_at is not None:
        return LinkState.DECLINED
    if offer.withdrawn_at is not None:
        return LinkState.WITHDRAWN
    if offer.expires_at <= now:
        return LinkState.EXPIRED
    return LinkState.VALID


class PersonState(Enum):
    """How an administrator sees a person (ACC-2)."""

    INVITED = "invited"
    ACTIVE = "active"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"


def person_state(*, active: bool, blocked: bool, link: LinkState | None) -> PersonState:
    """Return the state of a person; `link` is that of his newest activation link, None if he never had one."""
    if blocked:
        return PersonState.BLOCKED
    if active:
        return PersonState.ACTIVE
    if link is LinkState.VALID:
        return PersonState.INVITED
    if link is LinkState.EXPIRED:
        return PersonState.EXPIRED
    return PersonState.WITHDRAWN
