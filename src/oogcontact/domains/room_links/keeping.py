"""How long links into calls are kept, with the addresses to which they were mailed: until nobody can use them."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.room_links.models import RoomLink


def register() -> None:
    """Begin to delete links that have ended."""
    accounts.guests_stay_for(RoomLink, "guest")
    accounts.forget_after(None, "room_links", _old)


def _old(organisation: UUID, before: datetime) -> QuerySet[RoomLink]:
    return RoomLink.objects.filter(guest__organisation=organisation, guest__valid_until__lt=before, until__lt=before)
