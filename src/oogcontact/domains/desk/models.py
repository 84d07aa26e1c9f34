"""The tables of the desk: who takes visitors, and in which groups. Only actions.py and groups.py write them."""

from django.conf import settings
from django.db import models

from oogcontact.infra.models import Entity


class Availability(models.Model):
    """An agent's slider (states.py); off while `since` is null. `version` rises with every change of on and off."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(null=True)
    idle_since = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["off_at"], condition=models.Q(off_at__isnull=False), name="availability_off_at"),
        ]


class Group(Entity):
    """Agents who take visitors together."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="group_name")]
