"""Changing an organisation's policies (ADM-5)."""

from collections.abc import Mapping

from django.db import transaction

from oogcontact.domains.accounts.api import Membership, Organisation
from oogcontact.domains.audit.api import Actor, record
from oogcontact.infra import events

POLICIES = (
    "ring_seconds",
    "countdown",
    "strict_password_agents",
    "strict_password_clients",
    "two_factor_administrators",
    "two_factor_agents",
    "two_factor_clients",
    "idle_hours_agents",
    "idle_days_clients",
    "mask_numbers",
    "reminder_hours",
    "keep_appointments_days",
    "keep_calls_days",
    "keep_visits_days",
    "keep_visitor_messages_days",
    "keep_waiting_messages_days",
)


def change_policies(organisation: Organisation, changes: Mapping[str, int | bool], by: Actor) -> Organisation:
    """Change the named policies, whose values have been checked, and tell the organisation's people who are there.

    Returns the organisation as it is afterwards. Nothing is written or told when nothing changes.
    """
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        changed = {name: [getattr(locked, name), value] for name, value in changes.items() if name in POLICIES}
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        if not changed:
            return locked
        for name, (_old, new) in changed.items():
            setattr(locked, name, new)
        locked.save(update_fields=list(changed))
        record("policies.changed", by, organisation=locked.pk, detail=changed)
        members = Membership.objects.filter(organisation=locked).values_list("user_id", flat=True)
        events.emit(members, "me.changed", {}, durable=False)
    return locked
