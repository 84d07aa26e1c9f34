"""Appointments of an agent with one or two recipients, who come as guests (APP-1, APP-2), and agendas elsewhere."""

from django.conf import settings
from django.db import models

from oogcontact.infra.models import Entity
from oogcontact.kernel import clock


class Appointment(Entity):
    """A conversation at an agreed time; `sequence` counts its changes (RFC 5545, 3.8.7.4), its id is the UID."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    subject = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    #: In which its mails are.
    language = models.CharField(max_length=2, default="nl")
    sequence = models.PositiveIntegerField(default=0)
    #: Made for right now (APP-5): its link works at once.
    urgent = models.BooleanField(default=False)
    #: Who is invited planned it himself (BTN-4); what he wrote is for the agent alone: nobody has checked his address.
    self_planned = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True)
    #: When its time was last told to the recipients: a reminder soon after that would only repeat it.
    invited_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["agent", "starts_at"], name="appointment_of_agent"),
            models.Index(fields=["organisation", "ends_at"], name="appointment_old"),
            models.Index(
                fields=["starts_at"],
                name="appointment_to_remind",
                condition=models.Q(cancelled_at=None, reminded_at=None),
            ),
        ]


class Recipient(Entity):
    """Somebody who is invited to an appointment; his link is that of his guest."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="recipients")
    guest = models.OneToOneField("accounts.Guest", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=140)
    email = models.CharField(max_length=254, blank=True)
    mobile = models.CharField(max_length=20, blank=True)
    #: The newest mail to him, and what became of it: none, queued, sent or refused; why, and what the server said.
    mail_id = models.UUIDField(null=True, db_index=True)
    mail_state = models.CharField(max_length=8, default="none")
    mail_reason = models.CharField(max_length=10, blank=True)
    mail_said = models.CharField(max_length=300, blank=True)
    #: The same of the newest text message.
    sms_id = models.UUIDField(null=True, db_index=True)
    sms_state = models.CharField(max_length=8, default="none")
    sms_reason = models.CharField(max_length=10, blank=True)
    sms_said = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "id"]


class AgendaFeed(models.Model):
    """The private address at which an agent's other calendar reads his appointments (APP-4)."""

    agent = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    #: Of the token, by which it is found, and the token itself, encrypted, so that it can be shown again.
    digest = models.CharField(max_length=64, unique=True)
    token = models.TextField()
    made_at = models.DateTimeField(default=clock.now)


class BusySource(models.Model):
    """An agent's calendar elsewhere, of which only the busy times are taken over (APP-4)."""

    agent = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    #: Its address is as good as a password: encrypted.
    url = models.TextField()
    host = models.CharField(max_length=253)
    #: Changes with the address: what was fetched from an earlier one is not written.
    version = models.PositiveIntegerField(default=1)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    #: Why the last try failed, empty when it did not.
    fault = models.CharField(max_length=20, blank=True)
    fetched_at = models.DateTimeField(null=True)
    next_fetch_at = models.DateTimeField(db_index=True)


class BusyTime(models.Model):
    """A time at which an agent is busy elsewhere; nothing else is kept of it."""

    source = models.ForeignKey(BusySource, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "starts_at"], name="busy_time_of_source")]
