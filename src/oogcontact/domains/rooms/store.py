"""Between the rows and the values of values.py: lock, read, write what changed.

Locks are taken in one order everywhere, so that no two transactions wait for each other: people, then rooms, each
sorted by id. SQLite needs none, because its transactions are IMMEDIATE: one writer at a time.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms.models import RingRow, RoomRow, SeatRow
from oogcontact.domains.rooms.values import Circle, Media, Purpose, Ring, RingState, Room, RoomState, Seat, SeatState

LIVE = [SeatState.JOINED.value, SeatState.AWAY.value]
RINGING = RingState.RINGING.value


def lock_people(ids: Iterable[UUID]) -> None:
    """Let no other call begin or be answered by these people until this transaction ends."""
    people = accounts.User.objects.filter(pk__in=set(ids)).order_by("pk")
    # NO KEY UPDATE: rows that merely refer to a person (his events) may be written meanwhile.
    list(people.select_for_update(no_key=True).values_list("pk"))


def lock(ids: Iterable[UUID]) -> dict[UUID, Room]:
    """Lock the rooms with these ids and return them; unknown ids are left out."""
    rows = list(RoomRow.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk"))
    # The rows of the seats too, against the renewal of leases, which takes no room's lock.
    list(SeatRow.objects.select_for_update().filter(room__in=rows).order_by("pk").values_list("pk"))
    return _values(rows)


def fetch(ids: Iterable[UUID]) -> dict[UUID, Room]:
    """Return the rooms with these ids without a lock."""
    return _values(list(RoomRow.objects.filter(pk__in=set(ids)).order_by("pk")))


def rooms_with(person: UUID) -> list[UUID]:
    """Return the ids of the rooms in which this person has a live seat (one at most)."""
    return list(SeatRow.objects.filter(person_id=person, state__in=LIVE).values_list("room_id", flat=True))


def rooms_ringing(callee: UUID) -> list[UUID]:
    """Return the ids of the rooms that ring this person, the oldest ring first."""
    rows = RingRow.objects.filter(callee_id=callee, state=RINGING).order_by("started_at", "pk")
    return list(rows.values_list("room_id", flat=True))


def room_of_own_ring(ring_id: UUID, caller: UUID) -> UUID | None:
    """Return the id of the room of a ring that this person makes, or None."""
    return RingRow.objects.filter(pk=ring_id, caller_id=caller).values_list("room_id", flat=True).first()


def room_of_ring(ring_id: UUID, callee: UUID) -> UUID | None:
    """Return the id of the room of this person's ring, or None."""
    return RingRow.objects.filter(pk=ring_id, callee_id=callee).values_list("room_id", flat=True).first()


def seats_elsewhere(people: Iterable[UUID], rooms: Iterable[UUID]) -> set[UUID]:
    """Return those of `people` who have a live seat in a room that is not among `rooms`."""
    rows = SeatRow.objects.filter(person_id__in=set(people), state__in=LIVE).exclude(room_id__in=set(rooms))
    return set(rows.values_list("person_id", flat=True))


def engaged(people: Iterable[UUID]) -> set[UUID]:
    """Return those of `people` who are in a call."""
    return seats_elsewhere(people, [])


def find_room(room_id: UUID) -> Room | None:
    """Return the room with this id, without a lock; None when there is none."""
    return fetch([room_id]).get(room_id)


def room_about(subject: UUID) -> Room | None:
    """Return the room that is for this appointment or visit and has not ended, or None."""
    row = RoomRow.objects.filter(about=subject).exclude(state=RoomState.ENDED.value).first()
    return _values([row])[row.pk] if row is not None else None


def telephones() -> list[tuple[UUID, UUID, UUID]]:
    """Return person, room and client of each live seat of a telephone."""
    rows = SeatRow.objects.filter(telephone=True, state__in=LIVE)
    return list(rows.values_list("person_id", "room_id", "client"))


def due(now: datetime) -> list[UUID]:
    """Return the ids of the rooms of which something has passed its deadline."""
    rows = (*due_rings(now).values_list("room_id"), *due_seats(now).values_list("room_id"))
    return sorted({room_id for (room_id,) in rows})


def due_rings(now: datetime) -> QuerySet[RingRow]:
    """Return the rings that nobody has answered in time."""
    return RingRow.objects.filter(state=RINGING, deadline__lte=now)


def due_seats(now: datetime) -> QuerySet[SeatRow]:
    """Return the seats whose people are gone for too long, or make room at their time."""
    return SeatRow.objects.filter(Q(lease_until__lte=now) | Q(leaves_at__lte=now), state__in=LIVE)


def renew(holders: Iterable[tuple[UUID, UUID]], until: datetime) -> int:
    """Prolong the joined seats held by these (person, client) pairs to `until`; return how many.

    A seat that another transaction is changing right now is left out: its turn comes with the next renewal.
    """
    wanted = set(holders)
    if not wanted:
        return 0
    joined = SeatRow.objects.filter(state=SeatState.JOINED.value)
    # All live seats rather than all connected tabs: they are fewer, and a statement takes so many values only.
    held = [pk for pk, *holder in joined.values_list("pk", "person_id", "client") if tuple(holder) in wanted]
    free = joined.select_for_update(skip_locked=True).filter(pk__in=held).values_list("pk", flat=True)
    return SeatRow.objects.filter(pk__in=list(free)).update(lease_until=until)


def save(before: Room | None, after: Room) -> None:
    """Write what differs between `before` (None for a new room) and `after`."""
    if before is None:
        RoomRow.objects.create(id=after.id, created_at=after.created_at, **_room_fields(after))
    elif _room_fields(before) != _room_fields(after):
        RoomRow.objects.filter(pk=after.id).update(**_room_fields(after))
    old_seats = {seat.id: seat for seat in before.seats} if before else {}
    # Those who leave first: the one live seat of a person may move within one step.
    for seat in sorted(after.seats, key=lambda seat: seat.live):
        if seat.id not in old_seats:
            SeatRow.objects.create(id=seat.id, room_id=after.id, **_seat_fields(seat))
        elif seat != old_seats[seat.id]:
            SeatRow.objects.filter(pk=seat.id).update(**_seat_fields(seat))
    old_rings = {ring.id: ring for ring in before.rings} if before else {}
    for ring in after.rings:
        if ring.id not in old_rings:
            RingRow.objects.create(id=ring.id, room_id=after.id, **_ring_fields(ring))
        elif ring != old_rings[ring.id]:
            RingRow.objects.filter(pk=ring.id).update(**_ring_fields(ring))


def live_of(person: UUID) -> tuple[list[Room], list[Room]]:
    """Return the rooms with a live seat of this person, and the rooms that ring him."""
    seated, ringing = rooms_with(person), rooms_ringing(person)
    rooms = fetch([*seated, *ringing])
    return [rooms[id_] for id_ in seated if id_ in rooms], [rooms[id_] for id_ in ringing if id_ in rooms]


def _values(rows: list[RoomRow]) -> dict[UUID, Room]:
    seats: dict[UUID, list[Seat]] = {row.pk: [] for row in rows}
    rings: dict[UUID, list[Ring]] = {row.pk: [] for row in rows}
    for seat in SeatRow.objects.filter(room__in=rows).order_by("joined_at", "pk"):
        seats[seat.room_id].append(_seat_value(seat))
    for ring in RingRow.objects.filter(room__in=rows).order_by("started_at", "pk"):
        rings[ring.room_id].append(_ring_value(ring))
    return {row.pk: _room_value(row, seats[row.pk], rings[row.pk]) for row in rows}


def _room_value(row: RoomRow, seats: list[Seat], rings: list[Ring]) -> Room:
    return Room(
        id=row.pk,
        organisation=row.organisation_id,
        media=Media(row.media),
        countdown=row.countdown,
        created_at=row.created_at,
        purpose=Purpose(row.purpose),
        about=row.about,
        version=row.version,
        state=RoomState(row.state),
        connected_at=row.connected_at,
        ended_at=row.ended_at,
        seats=tuple(seats),
        rings=tuple(rings),
    )


def _seat_value(row: SeatRow) -> Seat:
    return Seat(
        id=row.pk,
        person=row.person_id,
        client=row.client,
        joined_at=row.joined_at,
        lease_until=row.lease_until,
        guest=row.guest,
        telephone=row.telephone,
        circle=Circle(row.circle),
        state=SeatState(row.state),
        away_since=row.away_since,
        left_at=row.left_at,
        successor=row.successor,
        leaves_at=row.leaves_at,
    )


def _ring_value(row: RingRow) -> Ring:
    return Ring(
        id=row.pk,
        caller=row.caller_id,
        callee=row.callee_id,
        media=Media(row.media),
        started_at=row.started_at,
        deadline=row.deadline,
        purpose=Purpose(row.purpose),
        hunt=row.hunt,
        note=row.note,
        others=tuple(UUID(person) for person in row.others),
        state=RingState(row.state),
        ended_at=row.ended_at,
        client=row.client,
    )


def _room_fields(room: Room) -> dict[str, object]:
    return {
        "organisation_id": room.organisation,
        "media": room.media.value,
        "countdown": room.countdown,
        "purpose": room.purpose.value,
        "about": room.about,
        "version": room.version,
        "state": room.state.value,
        "connected_at": room.connected_at,
        "ended_at": room.ended_at,
    }


def _seat_fields(seat: Seat) -> dict[str, object]:
    return {
        "person_id": seat.person,
        "client": seat.client,
        "guest": seat.guest,
        "telephone": seat.telephone,
        "circle": seat.circle.value,
        "state": seat.state.value,
        "joined_at": seat.joined_at,
        "lease_until": seat.lease_until,
        "away_since": seat.away_since,
        "left_at": seat.left_at,
        "successor": seat.successor,
        "leaves_at": seat.leaves_at,
    }


def _ring_fields(ring: Ring) -> dict[str, object]:
    return {
        "caller_id": ring.caller,
        "callee_id": ring.callee,
        "media": ring.media.value,
        "purpose": ring.purpose.value,
        "hunt": ring.hunt,
        "note": ring.note,
        "others": [str(person) for person in ring.others],
        "state": ring.state.value,
        "started_at": ring.started_at,
        "deadline": ring.deadline,
        "ended_at": ring.ended_at,
        "client": ring.client,
    }
