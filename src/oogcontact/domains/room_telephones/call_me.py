"""Guests who ask to be called on the telephone instead (WAI-5).

The wish waits until the conversation begins, so that nobody can have telephones ring without an agent.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.room_telephones import policy, refusals, service, wishes
from oogcontact.domains.room_telephones.dialling import Dialling
from oogcontact.domains.room_telephones.models import CallWish, WishState
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.telephony.api import Impossible, NotDialled, normalise, shown
from oogcontact.infra import ratelimit


@dataclass(frozen=True)
class Wish:
    """How a guest's wish stands, as he sees it. `number` and `state` are empty when he has not wished anything."""

    possible: bool
    own_number: str
    number: str
    state: str
    tries_left: int


def can_be_called(organisation: UUID) -> bool:
    """Tell whether telephones can be called for this organisation at all."""
    running = service.running()
    return running is not None and running.can_call_out(organisation)


def wish_of(guest: accounts.Guest) -> Wish:
    """Return how this guest's wish stands."""
    row = CallWish.objects.filter(guest=guest).first()
    recipient = wishes.recipient_of(guest.pk)
    return Wish(
        possible=recipient is not None and can_be_called(guest.organisation_id),
        own_number=shown(normalise(recipient.mobile) or "", masked=True) if recipient is not None else "",
        number=shown(row.number, masked=False) if row is not None else "",
        state=row.state if row is not None else "",
        tries_left=policy.TRIES - (row.tries if row is not None else 0),
    )


def call_me(guest: accounts.Guest, number: str, by: Actor) -> None:
    """Have the guest called: now if he is in a call or is being rung, else as soon as he is.

    `number` is of no use where his own is known. Raises `call_me_not_offered`, `call_me_tries`, `too_many`, and what
    the number is refused with.
    """
    wanted = _checked(guest, number)
    with transaction.atomic():
        row = wishes.locked(guest.pk)
        if row is not None and row.state in wishes.OPEN and row.number == wanted:
            return
        if row is not None and row.tries >= policy.TRIES:
            raise refusals.tried_enough()
        ratelimit.check("call-me.number", wanted, policy.PER_NUMBER, policy.HOUR)
        ratelimit.check("call-me.organisation", str(guest.organisation_id), policy.PER_ORGANISATION, policy.HOUR)
        row = row or CallWish(guest=guest, organisation_id=guest.organisation_id)
        row.number, row.tries = wanted, row.tries + 1
        detail = {"number": shown(wanted, masked=True)}
        record("room.call_me", by, organisation=row.organisation_id, subject=guest.pk, detail=detail)
        wishes.save(row, WishState.WAITING)
        _dial_now(row)


def withdraw(guest: accounts.Guest) -> None:
    """The guest does not want to be called any more; a call that is under way he ends himself."""
    wishes.become(guest.pk, WishState.WITHDRAWN, before=(WishState.WAITING,))


def rung(ring: rooms.Ring, room: rooms.Room) -> None:
    """Call a guest who is being rung now and has asked for it; in the transaction of the ring."""
    wanting = CallWish.objects.filter(guest=ring.callee, state__in=wishes.TO_CALL)
    row = wanting.select_related("guest__user").first()
    if row is not None:
        _dial(row, room, ring)


def _checked(guest: accounts.Guest, number: str) -> str:
    """Return the number at which this guest is called (E.164)."""
    recipient = wishes.recipient_of(guest.pk)
    if recipient is None or not can_be_called(guest.organisation_id):
        raise refusals.not_offered()
    found = policy.own_number(recipient.mobile or number)
    if isinstance(found, NotDialled):
        raise refusals.impossible(Impossible(found.value))
    service.service().check(guest.organisation_id, found.number)
    return found.number


def _dial_now(row: CallWish) -> None:
    """Call at once who is in a room already, or being rung."""
    seated, ringing = rooms.live_of(row.guest_id)
    rings = [(room, ring) for room in ringing for ring in room.ringing() if ring.callee == row.guest_id]
    if seated:
        _dial(row, seated[0], None)
    elif rings:
        _dial(row, *rings[0])


def _dial(row: CallWish, room: rooms.Room, ring: rooms.Ring | None) -> None:
    running = service.running()
    if running is None:
        return
    ident, language = ring.id if ring is not None else None, row.guest.user.language
    what = Dialling(row.organisation_id, room.id, row.guest_id, ident, row.number, language, wish=True)
    wishes.save(row, WishState.CALLING)
    transaction.on_commit(lambda: running.dial(what))
