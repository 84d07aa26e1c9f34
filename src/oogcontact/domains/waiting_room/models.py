"""The tables of the waiting room. Only actions.py writes them."""

from django.db import models

from oogcontact.infra.models import Entity


class Attendance(models.Model):
    """Whether a guest is there for his appointment, in which tab, and what his device could do.

    He is there while `lease_until` lies ahead. `displaced` are tabs that gave his place to another one: they do not
    take it back by merely connecting again.
    """

    guest = models.OneToOneField("accounts.Guest", on_delete=models.CASCADE, primary_key=True, related_name="+")
    client = models.UUIDField(null=True)
    displaced = models.JSONField(default=list)
    arrived_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True, db_index=True)
    #: How his last call ended: "done", or "lost" when the agent's connection broke.
    ended = models.CharField(max_length=4, blank=True)
    report = models.JSONField(null=True)
    reported_at = models.DateTimeField(null=True)


class Message(Entity):
    """A short message between a guest who waits and the agent."""

    guest = models.ForeignKey("accounts.Guest", on_delete=models.CASCADE, related_name="+")
    by_agent = models.BooleanField(default=False)
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["guest", "created_at"], name="waiting_message_of_guest")]
