"""Whom a person may call."""

from collections.abc import Sequence
from uuid import UUID

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.calls import neighbours, policy, refusals


def access_callees(caller: accounts.Membership, person_ids: Sequence[UUID]) -> list[UUID]:
    """Return the people to ring, each once; raises `not_found` when one can not be called, as if he were absent."""
    wanted = list(dict.fromkeys(person_ids))
    rows = accounts.Membership.objects.filter(user_id__in=wanted, blocked_at=None, user__is_active=True)
    parties: dict[UUID, list[policy.Party]] = {person: [] for person in wanted}
    for row in rows:
        parties[row.user_id].append(_party(row))
    linked = neighbours.linked(caller.user_id, wanted)
    own = _party(caller)
    for person in wanted:
        if not any(policy.may_call(own, party, person in linked) for party in parties[person]):
            raise refusals.person_not_found()
    return wanted


def _party(membership: accounts.Membership) -> policy.Party:
    return policy.Party(membership.user_id, membership.organisation_id, membership.role)
