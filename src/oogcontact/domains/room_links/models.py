"""The table of the links into calls that go on (CAL-11). Only actions.py writes it."""

from django.conf import settings
from django.db import models

from oogcontact.infra.models import Entity


class RoomLink(Entity):
    """A link with which one guest comes into one room, when somebody in it lets him in.

    It is open until `until` (which moves when he is let in), or until it is withdrawn or the room ends (`closed_at`).
    """

    room = models.ForeignKey("rooms.RoomRow", on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    guest = models.OneToOneField("accounts.Guest", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=140)
    email = models.CharField(max_length=254, blank=True)
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    #: The mail with the link, and what became of it: none, queued, sent or refused; why, and what the server said.
    mail_id = models.UUIDField(null=True, db_index=True)
    mail_state = models.CharField(max_length=8, default="none")
    mail_reason = models.CharField(max_length=10, blank=True)
    mail_said = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["until"], condition=models.Q(closed_at=None), name="room_link_open"),
        ]
