"""Reminders before an appointment, by the organisation's setting (APP-3)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.appointments import letters
from oogcontact.domains.appointments.models import Appointment, Recipient

#: Seconds between two looks: a reminder need not be sharper.
EVERY = timedelta(seconds=15)


class Reminders:
    """Sends what is due; each reminder is written in the transaction that notes it, so that it goes out once."""

    def __init__(self) -> None:
        self._next: datetime | None = None

    def run_due(self, now: datetime) -> int:
        """Queue the reminders whose time has come; returns how many appointments were reminded of."""
        if self._next is not None and now < self._next:
            return 0
        self._next = now + EVERY
        return sum(_remind(found, now) for found in due(now))


def due(now: datetime) -> list[Appointment]:
    """Return the appointments of which to remind now: not those that were made or moved after that moment."""
    found: list[Appointment] = []
    for pk, hours in Organisation.objects.filter(reminder_hours__gt=0).values_list("pk", "reminder_hours"):
        ahead = timedelta(hours=hours)
        rows = Appointment.objects.filter(
            organisation=pk, cancelled_at=None, reminded_at=None, urgent=False, starts_at__gt=now
        )
        found += rows.filter(starts_at__lte=now + ahead, invited_at__lt=F("starts_at") - ahead)
    return found


def _remind(appointment: Appointment, now: datetime) -> int:
    with transaction.atomic():
        rows = Appointment.objects.select_for_update(of=("self",)).select_related("agent", "organisation")
        # Once, whoever looks at the same time; and not of what has been cancelled or moved since.
        mine = rows.filter(pk=appointment.pk, reminded_at=None, cancelled_at=None, starts_at=appointment.starts_at)
        locked = mine.first()
        if locked is None:
            return 0
        locked.reminded_at = now
        locked.save(update_fields=["reminded_at"])
        for recipient in Recipient.objects.filter(appointment=locked).select_related("guest__user"):
            recipient.appointment = locked
            letters.remind(recipient)
    return 1
