"""Calling a telephone number into a call that goes on (CAL-9, CAL-10, CAL-11)."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.room_telephones import policy, refusals
from oogcontact.domains.room_telephones.dialling import Dialling
from oogcontact.domains.room_telephones.service import service
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.telephony.api import shown
from oogcontact.infra import ratelimit
from oogcontact.kernel import clock

#: The user who stands for a telephone can not do anything by himself; he is kept for the history.
_VALID = timedelta(days=1)


def dial(caller: accounts.Membership, room_id: UUID, number: str, purpose: rooms.Purpose, by: Actor) -> rooms.Room:
    """Call a number into the room in which `caller` sits: to add it, hand over to it, or consult it; return the room.

    It is shown as the organisation wants numbers shown. Raises `not_allowed`, `too_many`, what the number is refused
    with (`number_invalid`, `number_emergency`, `number_costly`, `number_abroad`, `no_trunk`, `lines_in_use`), and what
    `rooms.bring_in` raises.
    """
    if caller.role not in policy.STAFF:
        raise refusals.staff_only()
    organisation = caller.organisation
    found = service()
    found.check(organisation.pk, number)
    ratelimit.check("room.dial", str(caller.user_id), policy.DIALS, policy.DIALS_SECONDS)
    with transaction.atomic():
        callee = _stand_in(organisation, number)
        joining = rooms.Joining(callee, purpose, policy.ring_for(organisation.ring_seconds))
        room = rooms.bring_in(caller.user_id, room_id, joining)
        (ring,) = (ring for ring in room.rings if ring.callee == callee)
        _note(by, organisation.pk, room_id, number)
        what = Dialling(organisation.pk, room_id, callee, ring.id, number, caller.user.language)
        transaction.on_commit(lambda: found.dial(what))
    return room


def _stand_in(organisation: accounts.Organisation, number: str) -> UUID:
    """Return a new guest who stands for a telephone."""
    now = clock.now()
    name = shown(number, masked=organisation.mask_numbers)
    validity = accounts.Validity(now, now + _VALID)
    guest = accounts.make_guest(organisation.pk, name, "nl", validity)
    return guest.user_id


def _note(by: Actor, organisation: UUID, room: UUID, number: str) -> None:
    detail = {"number": shown(number, masked=True)}
    record("room.telephone_called", by, organisation=organisation, subject=room, detail=detail)
