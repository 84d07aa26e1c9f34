"""Guests who want to be called on the telephone instead (WAI-5)."""

from django.db import models

from oogcontact.domains.accounts.api import Guest, Organisation
from oogcontact.infra.models import Entity


class WishState(models.TextChoices):
    """How a wish stands. Waiting: he is called as soon as the conversation begins."""

    WAITING = "waiting"
    CALLING = "calling"
    TALKING = "talking"
    OVER = "over"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class CallWish(Entity):
    """A guest's wish to be called at `number` (E.164) instead of taking part with his browser."""

    guest = models.OneToOneField(Guest, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=16)
    state = models.CharField(max_length=9, choices=WishState, default=WishState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()
