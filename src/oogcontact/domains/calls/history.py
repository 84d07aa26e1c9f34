"""The history of calls (CAL-12): written as rings and seats end, in the same transaction; read, searched, seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.calls import mails
from oogcontact.domains.calls.models import HistoryEntry, HistoryPerson
from oogcontact.domains.calls.policy import MISSED, Direction, Outcome, Trace, traces
from oogcontact.domains.rooms import api as rooms
from oogcontact.infra import events


@dataclass(frozen=True)
class Filter:
    """What to show of a person's history."""

    missed: bool = False
    q: str = ""
    person: UUID | None = None


@dataclass(frozen=True)
class Line:
    """An entry as its person sees it."""

    id: UUID
    room_id: UUID
    direction: str
    outcome: str
    media: str
    people: list[accounts.Person]
    started_at: datetime
    seconds: int
    seen: bool


def record(before: rooms.Room | None, after: rooms.Room, changes: rooms.Changes) -> None:
    """Write what this change of a room leaves behind; called by rooms in the transaction of the change."""
    found = traces(after, changes)
    guests = accounts.guests_among(trace.person for trace in found)
    for trace in found:
        if trace.person in guests:
            continue
        _write(after, trace)
        events.emit([trace.person], "history.changed", {"unseen": unseen(trace.person)})
        if trace.missed:
            mails.missed_call(trace)


def page(person: UUID, chosen: Filter, offset: int, limit: int) -> tuple[list[Line], int]:
    """Return `limit` entries from `offset`, the newest first, and how many there are in all."""
    rows = _rows(person, chosen)
    return _lines(list(rows[offset : offset + limit])), rows.count()


def every(person: UUID, chosen: Filter, batch: int = 500) -> Iterator[Line]:
    """Give all entries that the filter leaves, the newest first."""
    rows = _rows(person, chosen)
    for offset in range(0, rows.count(), batch):
        yield from _lines(list(rows[offset : offset + batch]))


def unseen(person: UUID) -> int:
    """Return how many missed calls this person has not seen."""
    return _missed(HistoryEntry.objects.filter(person_id=person, seen=False)).count()


def mark_seen(person: UUID) -> int:
    """Mark all missed calls as seen and tell the person's other devices; return how many are unseen now."""
    with transaction.atomic():
        if HistoryEntry.objects.filter(person_id=person, seen=False).update(seen=True):
            events.emit([person], "history.changed", {"unseen": 0})
    return unseen(person)


def _write(room: rooms.Room, trace: Trace) -> None:
    entry, _created = HistoryEntry.objects.update_or_create(
        person_id=trace.person,
        room_id=room.id,
        defaults={
            "organisation_id": room.organisation,
            "direction": trace.direction.value,
            "outcome": trace.outcome.value,
            "media": trace.media.value,
            "started_at": trace.started_at,
            "seconds": trace.seconds,
            "seen": not trace.missed,
        },
    )
    entry.others.all().delete()
    HistoryPerson.objects.bulk_create(HistoryPerson(entry=entry, person_id=other) for other in trace.people)


def _missed(rows: QuerySet[HistoryEntry]) -> QuerySet[HistoryEntry]:
    return rows.filter(direction=Direction.INCOMING.value, outcome__in=sorted(MISSED))


def _rows(person: UUID, chosen: Filter) -> QuerySet[HistoryEntry]:
    rows = HistoryEntry.objects.filter(person_id=person).order_by("-started_at", "-pk")
    if chosen.missed:
        rows = _missed(rows)
    if chosen.person is not None:
        rows = rows.filter(pk__in=HistoryPerson.objects.filter(person_id=chosen.person).values("entry_id"))
    for word in chosen.q.split()[:8]:
        named = HistoryPerson.objects.alias(name=Concat("person__first_name", Value(" "), "person__last_name"))
        rows = rows.filter(pk__in=named.filter(Q(name__icontains=word), entry__person_id=person).values("entry_id"))
    return rows


def _lines(rows: list[HistoryEntry]) -> list[Line]:
    links = HistoryPerson.objects.filter(entry__in=rows).order_by("pk").values_list("entry_id", "person_id")
    others: dict[UUID, list[UUID]] = {row.pk: [] for row in rows}
    for entry, person in links:
        others[entry].append(person)
    people = accounts.people({person for ids in others.values() for person in ids})
    return [
        Line(
            id=row.pk,
            room_id=row.room_id,
            direction=row.direction,
            outcome=Outcome(row.outcome).value,
            media=row.media,
            people=[people[person] for person in others[row.pk] if person in people],
            started_at=row.started_at,
            seconds=row.seconds,
            seen=row.seen,
        )
        for row in rows
    ]
