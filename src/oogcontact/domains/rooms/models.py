"""The tables of everything live. Their meaning stands in values.py; only store.py writes them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from oogcontact.domains.rooms.values import Circle, Media, Purpose, RingState, RoomState, SeatState
from oogcontact.infra.models import Entity

_LIVE = [SeatState.JOINED.value, SeatState.AWAY.value]


class RoomRow(Entity):
    """A live call of one organisation."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    media = models.CharField(max_length=5, choices=[(m.value, m.value) for m in Media])
    countdown = models.BooleanField()
    purpose = models.CharField(max_length=11, default=Purpose.CALL.value)
    #: The appointment or the visit that it is for.
    about = models.UUIDField(null=True, db_index=True)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=7, default=RoomState.RINGING.value)
    connected_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rooms_room"
        indexes = [models.Index(fields=["organisation", "ended_at"], name="room_old")]


class SeatRow(Entity):
    """A person's place in a room, held by one client; `lease_until` is its deadline."""

    room = models.ForeignKey(RoomRow, on_delete=models.CASCADE, related_name="seat_rows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    client = models.UUIDField()
    guest = models.BooleanField(default=False)
    #: Held by the server for a telephone.
    telephone = models.BooleanField(default=False)
    circle = models.CharField(max_length=8, default=Circle.MAIN.value)
    state = models.CharField(max_length=6, default=SeatState.JOINED.value)
    joined_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    away_since = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    #: The seat for which this one makes room, and until when at the latest.
    successor = models.UUIDField(null=True)
    leaves_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rooms_seat"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state__in=_LIVE), name="seat_one_live_per_person")
        ]
        indexes = [models.Index(fields=["lease_until"], condition=Q(state__in=_LIVE), name="seat_lease")]


class RingRow(Entity):
    """Somebody is asked to take a seat; `deadline` is the moment at which it ends by itself."""

    room = models.ForeignKey(RoomRow, on_delete=models.CASCADE, related_name="ring_rows")
    caller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    callee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    media = models.CharField(max_length=5)
    purpose = models.CharField(max_length=11, default=Purpose.CALL.value)
    hunt = models.UUIDField(null=True)
    note = models.CharField(max_length=500, blank=True)
    #: The ids of those who sat in the call when somebody was asked to join it.
    others = models.JSONField(default=list)
    state = models.CharField(max_length=9, default=RingState.RINGING.value)
    started_at = models.DateTimeField()
    deadline = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    client = models.UUIDField(null=True)

    class Meta:
        db_table = "rooms_ring"
        constraints = [
            models.UniqueConstraint(
                fields=["room", "callee"], condition=Q(state=RingState.RINGING.value), name="ring_once_per_room"
            )
        ]
        indexes = [
            models.Index(fields=["deadline"], condition=Q(state=RingState.RINGING.value), name="ring_deadline"),
            models.Index(fields=["callee"], condition=Q(state=RingState.RINGING.value), name="ring_callee"),
        ]
