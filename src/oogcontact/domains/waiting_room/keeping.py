"""How long is kept what guests wrote, and what their devices said of themselves (TOO-1, ADM-5)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments import api as appointments
from oogcontact.domains.waiting_room.models import Attendance, Message


def register() -> None:
    """Begin to delete what is over."""
    accounts.forget_after(None, "attendances", _old_attendances)
    accounts.forget_after(None, "left_messages", _left_messages)
    accounts.forget_after("keep_waiting_messages_days", "waiting_messages", _old_messages)


def _old_attendances(organisation: UUID, before: datetime) -> QuerySet[Attendance]:
    gone = Q(lease_until=None) | Q(lease_until__lt=before)
    return Attendance.objects.filter(gone, guest__organisation=organisation, guest__valid_until__lt=before)


def _old_messages(organisation: UUID, before: datetime) -> QuerySet[Message]:
    over = appointments.Recipient.objects.filter(guest=OuterRef("guest"), appointment__ends_at__lt=before)
    return Message.objects.filter(Exists(over), guest__organisation=organisation)


def _left_messages(organisation: UUID, before: datetime) -> QuerySet[Message]:
    """Return the messages whose appointment has gone, while their guest still stands in the history of calls."""
    known = appointments.Recipient.objects.filter(guest=OuterRef("guest"))
    rows = Message.objects.filter(guest__organisation=organisation, guest__valid_until__lt=before)
    return rows.exclude(Exists(known))
