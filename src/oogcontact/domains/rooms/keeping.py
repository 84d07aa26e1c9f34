"""How long calls are kept that have ended (ADM-5); what people read of them in their history goes with them."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms.models import RingRow, RoomRow, SeatRow
from oogcontact.domains.rooms.values import RoomState


def register() -> None:
    """Begin to delete calls that ended long enough ago."""
    accounts.guests_stay_for(SeatRow, "person")
    accounts.guests_stay_for(RingRow, "caller")
    accounts.guests_stay_for(RingRow, "callee")
    accounts.forget_after("keep_calls_days", "calls", _old)


def _old(organisation: UUID, before: datetime) -> QuerySet[RoomRow]:
    return RoomRow.objects.filter(organisation=organisation, state=RoomState.ENDED.value, ended_at__lt=before)
