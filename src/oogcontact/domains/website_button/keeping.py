"""How long visits are kept, and what visitors left behind once somebody has dealt with it (ADM-5)."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.website_button.models import Visit, VisitorMessage


def register() -> None:
    """Begin to delete what is old."""
    accounts.guests_stay_for(Visit, "guest")
    accounts.forget_after("keep_visits_days", "visits", _old_visits)
    accounts.forget_after("keep_visitor_messages_days", "visitor_messages", _old_messages)


def _old_visits(organisation: UUID, before: datetime) -> QuerySet[Visit]:
    return Visit.objects.filter(button__organisation=organisation, created_at__lt=before)


def _old_messages(organisation: UUID, before: datetime) -> QuerySet[VisitorMessage]:
    """Return what was dealt with; what nobody has dealt with stays."""
    return VisitorMessage.objects.filter(button__organisation=organisation, handled_at__lt=before)
