"""What one may read of presence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from oogcontact.domains.presence import schemas
from oogcontact.domains.presence.actions import chosen_of, shown_of
from oogcontact.domains.presence.models import DeviceRow, PresenceRow
from oogcontact.domains.presence.states import Choice, Chosen, State
from oogcontact.kernel import clock


def mine(person: UUID) -> Chosen:
    """Return what holds of a person's own choice."""
    row = PresenceRow.objects.filter(person_id=person).first()
    return chosen_of(row).at(clock.now()) if row else Chosen()


def online(people: Iterable[UUID]) -> dict[UUID, schemas.Shown]:
    """Return what others see of those of `people` who are not offline."""
    rows = PresenceRow.objects.filter(person_id__in=list(people)).exclude(shown_state=State.OFFLINE.value)
    return {row.person_id: schemas.shown_of(shown_of(row)) for row in rows}


def provide(people: Sequence[UUID]) -> Mapping[UUID, Mapping[str, object]]:
    """Return what others see of these people, for lists; who is left out is offline."""
    if not people:
        return {}
    # Written out, because it is part of the hottest read and Django would put it together anew each time.
    uuid = PresenceRow._meta.pk
    adapted = [uuid.get_db_prep_value(person, connection) for person in people]
    places = ", ".join(["%s"] * len(adapted))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, shown_state, shown_in_call, shown_text, shown_until FROM presence_presence"  # noqa: S608
            f" WHERE person_id IN ({places}) AND shown_state <> %s",
            [*adapted, State.OFFLINE.value],
        )
        rows = cursor.fetchall()
    return {
        UUID(str(person)): {"state": state, "in_call": bool(in_call), "text": text, "until": _moment(until)}
        for person, state, in_call, text, until in rows
    }


def _moment(value: datetime | str | None) -> datetime | None:
    """Return a moment of the database: SQLite keeps it as a text in UTC."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value


def silent(people: Iterable[UUID]) -> set[UUID]:
    """Return those of `people` who do not want to be rung now (PRE-2)."""
    now = clock.now()
    rows = PresenceRow.objects.filter(person_id__in=list(people), choice=Choice.DND.value)
    return {row.person_id for row in rows if chosen_of(row).at(now).choice is Choice.DND}


def here(people: Iterable[UUID]) -> set[UUID]:
    """Return those of `people` who have a device there, which a lost connection leaves so for a while (PRE-3)."""
    rows = DeviceRow.objects.filter(person_id__in=list(people), lease_until__gt=clock.now())
    return set(rows.values_list("person_id", flat=True))


def connected(people: Iterable[UUID]) -> set[UUID]:
    """Return those of `people` who have a device there whose connection was not lost."""
    rows = DeviceRow.objects.filter(person_id__in=list(people), lease_until__gt=clock.now(), lost=False)
    return set(rows.values_list("person_id", flat=True))
