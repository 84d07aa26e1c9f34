"""Buttons on websites, the visits that came through them, and what visitors left behind."""

import secrets

from django.conf import settings
from django.db import models

from oogcontact.domains.desk.api import Group
from oogcontact.infra.models import Entity


def new_public_id() -> str:
    """Return the id under which websites know a button: 128 bits, so that nobody finds it by guessing."""
    return secrets.token_urlsafe(16)


class Button(Entity):
    """A button on websites of an organisation (ADM-3)."""

    class Strategy(models.TextChoices):
        RING_ALL = "ring_all"
        LONGEST_IDLE = "longest_idle"

    class Position(models.TextChoices):
        RIGHT = "right"
        LEFT = "left"

    class Language(models.TextChoices):
        DUTCH = "nl"
        ENGLISH = "en"
        #: That of the page which carries it.
        AUTOMATIC = "auto"

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=60)
    groups = models.ManyToManyField(Group, related_name="+")
    strategy = models.CharField(max_length=12, choices=Strategy, default=Strategy.RING_ALL)
    #: Seven days from Monday on, each ["09:00", "17:00"] or null; null for all: open whenever somebody is available.
    hours = models.JSONField(null=True)
    colour = models.CharField(max_length=7, default="#0b5d66")
    position = models.CharField(max_length=5, choices=Position, default=Position.RIGHT)
    text_nl = models.CharField(max_length=40, default="Videobellen met ons")
    text_en = models.CharField(max_length=40, default="Video call us")
    language = models.CharField(max_length=4, choices=Language, default=Language.AUTOMATIC)
    #: The origins (RFC 6454) that may carry it; our own pages always may.
    origins = models.JSONField(default=list)
    #: Visitors who reach nobody may plan an appointment themselves (BTN-4).
    self_planning = models.BooleanField(default=True)
    #: What a visitor must agree to before he calls or plans an appointment; empty: nothing.
    consent_text = models.CharField(max_length=1000, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]


class Visit(Entity):
    """Somebody who asked for a conversation through a button (BTN-2)."""

    class Outcome(models.TextChoices):
        WAITING = "waiting"
        ANSWERED = "answered"
        DECLINED = "declined"
        NO_ANSWER = "no_answer"
        CANCELLED = "cancelled"
        FAILED = "failed"

    button = models.ForeignKey(Button, on_delete=models.CASCADE, related_name="visits")
    guest = models.OneToOneField("accounts.Guest", on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=300)
    #: What he agreed to, word for word; empty when nothing was asked.
    consent_text = models.CharField(max_length=1000, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING)

    class Meta:
        indexes = [models.Index(fields=["button", "created_at"], name="visit_old")]


class VisitorMessage(Entity):
    """What a visitor left because nobody answered: a message, or the wish to be called back (BTN-4)."""

    class Kind(models.TextChoices):
        MESSAGE = "message"
        CALLBACK = "callback"

    button = models.ForeignKey(Button, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=140, blank=True)
    text = models.TextField(blank=True)
    #: E.164 for a call-back.
    number = models.CharField(max_length=30, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    page = models.CharField(max_length=300)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["button", "handled_at"], name="visitor_message_open")]


class VisitorAppointment(Entity):
    """An appointment that a visitor planned himself because nobody answered (BTN-4)."""

    button = models.ForeignKey(Button, on_delete=models.CASCADE, related_name="appointments")
    appointment = models.OneToOneField("appointments.Appointment", on_delete=models.CASCADE, related_name="+")
    #: Of the click: sent again, it answers this appointment and makes no other.
    key = models.UUIDField(null=True)
    #: In lower case, to count what one address has ahead.
    email = models.CharField(max_length=254)
    page = models.CharField(max_length=300)
    #: What he agreed to, word for word; empty when nothing was asked.
    consent_text = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["button", "key"], name="visitor_appointment_key")]
        indexes = [models.Index(fields=["email"], name="visitor_appointment_email")]
