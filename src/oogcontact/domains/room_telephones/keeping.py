"""How long the numbers are kept at which guests wanted to be called: until their link has ended."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.room_telephones.models import CallWish, WishState

_UNDER_WAY = (WishState.CALLING, WishState.TALKING)


def register() -> None:
    """Begin to delete wishes of guests who can not come any more."""
    accounts.forget_after(None, "call_wishes", _old)


def _old(organisation: UUID, before: datetime) -> QuerySet[CallWish]:
    over = CallWish.objects.filter(organisation=organisation, guest__valid_until__lt=before)
    return over.exclude(state__in=_UNDER_WAY)
