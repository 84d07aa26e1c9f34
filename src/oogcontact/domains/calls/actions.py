"""Calling people, and bringing them into a call: the checks before a ring."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.calls import access, neighbours, policy, refusals
from oogcontact.domains.rooms import api as rooms
from oogcontact.infra import ratelimit
from oogcontact.kernel.plain_text import one_line

#: Calls that one person may start in a minute; more is a fault or a nuisance.
STARTS_PER_MINUTE = 30


def start_call(caller: accounts.Membership, person_ids: Sequence[UUID], media: rooms.Media, client: UUID) -> rooms.Room:
    """Call these people (CAL-1, CAL-4); return the room, in which who can not be rung is busy already.

    Raises `nobody_to_call`, `self_call`, `room_full`, `not_found`, `in_call`, `too_many`.
    """
    if not person_ids:
        raise refusals.nobody_to_call()
    if caller.user_id in person_ids:
        raise refusals.self_call()
    if len(set(person_ids)) >= rooms.MESH_SEATS:
        raise rooms.room_full()
    ratelimit.check("calls.start", str(caller.user_id), STARTS_PER_MINUTE, 60)
    callees = access.access_callees(caller, person_ids)
    organisation = caller.organisation
    return rooms.call(
        rooms.Invitation(
            organisation=organisation.pk,
            caller=caller.user_id,
            client=client,
            callees=tuple(callees),
            media=media,
            ring_for=timedelta(seconds=organisation.ring_seconds),
            countdown=organisation.countdown,
            silent=frozenset(neighbours.silent(callees)),
        )
    )


def bring_in(
    caller: accounts.Membership, room_id: UUID, person_id: UUID, purpose: rooms.Purpose, note: str
) -> rooms.Room:
    """Ring somebody into the call in which `caller` sits (CAL-9, CAL-10, CAL-11); return the room.

    Raises `not_allowed` for clients, `self_call`, `too_many`, `not_found`, and those of `rooms.bring_in`.
    """
    if caller.role not in policy.STAFF:
        raise refusals.staff_only()
    if person_id == caller.user_id:
        raise refusals.self_call()
    ratelimit.check("calls.start", str(caller.user_id), STARTS_PER_MINUTE, 60)
    access.access_callees(caller, [person_id])
    ring_for = timedelta(seconds=caller.organisation.ring_seconds)
    silent = person_id in neighbours.silent([person_id])
    joining = rooms.Joining(person_id, purpose, ring_for, silent, one_line(note))
    return rooms.bring_in(caller.user_id, room_id, joining)
