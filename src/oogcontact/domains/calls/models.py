"""The history of calls: one entry for each person and room, written by history.py as rings and seats end."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from oogcontact.domains.calls.policy import MISSED, Direction
from oogcontact.infra.models import Entity

_UNSEEN = Q(seen=False, direction=Direction.INCOMING.value, outcome__in=sorted(MISSED))


class HistoryEntry(Entity):
    """What one person keeps of one room (CAL-12)."""

    room = models.ForeignKey("rooms.RoomRow", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    direction = models.CharField(max_length=8)
    outcome = models.CharField(max_length=9)
    media = models.CharField(max_length=5)
    started_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)
    seen = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "room"], name="history_once_per_room")]
        indexes = [
            models.Index(fields=["person", "-started_at", "-id"], name="history_of_person"),
            models.Index(fields=["person"], condition=_UNSEEN, name="history_unseen"),
        ]


class HistoryPerson(models.Model):
    """Somebody else in an entry, in the order in which they are shown."""

    entry = models.ForeignKey(HistoryEntry, on_delete=models.CASCADE, related_name="others")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="history_person_once")]
