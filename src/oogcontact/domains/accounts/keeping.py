"""How long things are kept (ADM-5): an organisation says it in days for each kind; guests go by themselves.

A domain says in its own `keeping.py` which rows are old (`forget_after`), and in which of its rows a guest is named
(`guests_stay_for`). Who has an account stays until an administrator ends that.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet

from oogcontact.domains.accounts.models import Organisation, User
from oogcontact.infra import cleaning

Policy = Literal[
    "keep_appointments_days",
    "keep_calls_days",
    "keep_visits_days",
    "keep_visitor_messages_days",
    "keep_waiting_messages_days",
]

#: Returns the rows of an organisation that are older than a moment.
OldRows = Callable[[UUID, datetime], QuerySet[Any]]

_named_in: dict[tuple[type[Model], str], None] = {}


def forget_after(policy: Policy | None, what: str, rows: OldRows) -> None:
    """Have rows deleted once they are so many days old as each organisation's policy says; 0 days: never.

    Without a policy they go as soon as they are among `rows` of the present moment.
    """
    cleaning.register(what, lambda now: _forget(policy, rows, now))


def guests_stay_for(model: type[Model], field: str) -> None:
    """Keep a guest while a row of `model` names him in `field`: his name is still read there."""
    _named_in[model, field] = None


def named_in() -> set[tuple[type[Model], str]]:
    """Return the tables and fields for which guests stay."""
    return set(_named_in)


def register() -> None:
    """Have guests deleted whose link has ended and whom nothing names any more."""
    forget_after(None, "guests", _old_guests)


def _forget(policy: Policy | None, rows: OldRows, now: datetime) -> Mapping[UUID, int]:
    """Delete one batch, of one organisation; return how many rows went."""
    for organisation in Organisation.objects.order_by("pk"):
        days = 0 if policy is None else getattr(organisation, policy)
        if policy is not None and days == 0:
            continue
        if gone := cleaning.forget_some(rows(organisation.pk, now - timedelta(days=days))):
            return {organisation.pk: gone}
    return {}


def _old_guests(organisation: UUID, before: datetime) -> QuerySet[User]:
    guests = User.objects.filter(guest__organisation=organisation, guest__valid_until__lt=before)
    for model, field in _named_in:
        guests = guests.exclude(Exists(model._default_manager.filter(**{field: OuterRef("pk")})))
    return guests
