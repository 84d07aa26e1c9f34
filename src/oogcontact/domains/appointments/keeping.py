"""How long appointments are kept (ADM-5): with their recipients, whose names and addresses are kept nowhere else."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments.models import Appointment, Recipient


def register() -> None:
    """Begin to delete what is over for long enough."""
    accounts.guests_stay_for(Recipient, "guest")
    accounts.forget_after("keep_appointments_days", "appointments", _old)


def _old(organisation: UUID, before: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.filter(organisation=organisation, ends_at__lt=before)
