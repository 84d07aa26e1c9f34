"""The wishes of guests to be called on the telephone instead (WAI-5), and who may have one.

Only guests are called whom somebody answers for: a higher domain says which they are, and with which number
(`answer_for`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from oogcontact.domains.room_telephones.models import CallWish, WishState
from oogcontact.domains.telephony.api import shown
from oogcontact.infra import events
from oogcontact.infra.ports import Port
from oogcontact.kernel import clock

#: A wish that is being fulfilled, or will be.
OPEN = (WishState.WAITING, WishState.CALLING, WishState.TALKING)

#: Who was not reached is called again when the agent begins anew: he may have closed his browser.
TO_CALL = (WishState.WAITING, WishState.BUSY, WishState.NO_ANSWER, WishState.DECLINED, WishState.FAILED)


@dataclass(frozen=True)
class Recipient:
    """A guest who may be called; `mobile` is his own number where it is known: then no other one is called."""

    mobile: str = ""


@dataclass(frozen=True)
class WishChanged:
    """A guest wants to be called, or not any more, or it has come to something; told after the commit."""

    guest: UUID


@dataclass(frozen=True)
class Wanted:
    """What agents see of a wish: where somebody wants to be called, and how that stands."""

    number: str
    state: WishState


Lookup = Callable[[UUID], Recipient | None]

wish_changed: Port[WishChanged] = Port()

_lookups: list[Lookup] = []


def answer_for(lookup: Lookup) -> None:
    """Have `lookup` say which guests may be called, and at which number; None for those that it does not know."""
    if lookup not in _lookups:
        _lookups.append(lookup)


def recipient_of(guest: UUID) -> Recipient | None:
    """Return how this guest may be called, None when he may not."""
    return next((found for lookup in _lookups if (found := lookup(guest)) is not None), None)


def wishes_of(guests: set[UUID]) -> dict[UUID, Wanted]:
    """Return what those of these guests want who want to be called, or are, or were in vain."""
    rows = CallWish.objects.filter(guest__in=guests).exclude(state__in=(WishState.WITHDRAWN, WishState.OVER))
    return {row.guest_id: Wanted(shown(row.number, masked=False), WishState(row.state)) for row in rows}


def become(guest: UUID, state: WishState, *, before: tuple[WishState, ...] = OPEN) -> None:
    """Note what has become of a guest's wish, if it stood as one of `before`."""
    with transaction.atomic():
        row = locked(guest)
        if row is not None and row.state in before:
            save(row, state)


def locked(guest: UUID) -> CallWish | None:
    """Lock and return the guest's wish, after his events: in the order in which a change of his room takes both."""
    events.lock([guest])
    return CallWish.objects.select_for_update().filter(guest=guest).first()


def save(row: CallWish, state: WishState) -> None:
    """Write a wish that stands as `state` from now on, and tell the guest and those who look after him."""
    row.state, row.changed_at = state, clock.now()
    row.save()
    events.emit([row.guest_id], "call_me.changed", {"state": state.value})
    # After the commit: who listens tells others, whose events must not be waited for with this row locked.
    transaction.on_commit(lambda: wish_changed.tell(WishChanged(row.guest_id)))


def end_lost() -> None:
    """Note that those wait again who were on the telephone, or being called, when the process was killed."""
    under_way = CallWish.objects.filter(state__in=(WishState.CALLING, WishState.TALKING))
    for guest in list(under_way.values_list("guest_id", flat=True)):
        become(guest, WishState.WAITING)
