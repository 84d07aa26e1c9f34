"""The tables of presence. Only actions.py writes them."""

from django.conf import settings
from django.db import models

from oogcontact.domains.presence.states import Choice, State
from oogcontact.infra.models import Entity


class PresenceRow(models.Model):
    """What a person chose, and what others were last told of him."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    choice = models.CharField(max_length=9, default=Choice.AVAILABLE.value)
    text = models.CharField(max_length=100, default="", blank=True)
    until = models.DateTimeField(null=True)
    in_call = models.BooleanField(default=False)
    shown_state = models.CharField(max_length=9, default=State.OFFLINE.value)
    shown_in_call = models.BooleanField(default=False)
    shown_text = models.CharField(max_length=100, default="", blank=True)
    shown_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "presence_presence"
        indexes = [models.Index(fields=["until"], condition=models.Q(until__isnull=False), name="presence_until")]


class DeviceRow(Entity):
    """A tab that is connected, or was until a moment ago (`lost`); it counts until `lease_until`."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    client = models.UUIDField()
    lease_until = models.DateTimeField(db_index=True)
    lost = models.BooleanField(default=False)

    class Meta:
        db_table = "presence_device"
        constraints = [models.UniqueConstraint(fields=["person", "client"], name="presence_device_client")]
