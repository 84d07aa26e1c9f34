"""How long telephone conferences stay in the history, with the numbers of who took part (ADM-5)."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.conferences.models import HeldConference


def register() -> None:
    """Begin to delete conferences that are over for long enough."""
    accounts.forget_after("keep_calls_days", "conferences", _old)


def _old(organisation: UUID, before: datetime) -> QuerySet[HeldConference]:
    # One that the server did not see end was last seen long ago.
    return HeldConference.objects.filter(account__organisation=organisation, seen_at__lt=before)
