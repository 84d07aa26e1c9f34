"""What changes presence: a choice, devices that come and go, calls that begin and end.

Every change ends in `_refresh`, which compares what others see with what they were last told, and tells the difference.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from oogcontact.domains.contacts import api as contacts
from oogcontact.domains.presence import schemas
from oogcontact.domains.presence.events import DevicesChanged, SilenceChanged, devices_changed, silence_changed
from oogcontact.domains.presence.models import DeviceRow, PresenceRow
from oogcontact.domains.presence.states import GONE_AFTER, LEASE, Choice, Chosen, Presence, State, shown
from oogcontact.infra import events
from oogcontact.kernel import clock

#: Rows in one statement; SQLite takes some hundred parameters at once.
AT_ONCE = 400


def choose(person: UUID, chosen: Chosen) -> Chosen:
    """Take over a person's choice and tell who shows him (PRE-1)."""
    with transaction.atomic():
        row = _lock([person])[person]
        _keep_choice(row, chosen)
        # The person's own devices show the choice, also where others see no difference.
        events.emit([person], "me.changed", {})
        _refresh({person: row})
    return chosen


def arrive(person: UUID, client: UUID) -> None:
    """A tab has connected: its person is there."""
    with transaction.atomic():
        rows = _lock([person])
        now = clock.now()
        first = not _devices(person, now).exists()
        values = {"lease_until": now + LEASE, "lost": False}
        DeviceRow.objects.update_or_create(person_id=person, client=client, defaults=values)
        _refresh(rows)
        if first:
            devices_changed.tell(DevicesChanged(person, here=True, at=now))


def lose(person: UUID, client: UUID) -> None:
    """The last connection of a tab has ended: a reload or a tunnel; it counts a while longer (PRE-3)."""
    until = clock.now() + GONE_AFTER
    DeviceRow.objects.filter(person_id=person, client=client).update(lease_until=until, lost=True)


def leave(person: UUID, client: UUID) -> None:
    """A tab has signed out: it is gone at once."""
    with transaction.atomic():
        rows = _lock([person])
        DeviceRow.objects.filter(person_id=person, client=client).delete()
        _refresh(rows)
        _tell_if_gone(person, clock.now())


def renew(holders: Collection[tuple[UUID, UUID]]) -> int:
    """Keep the devices of these connected tabs (person, client); return how many."""
    renewed = 0
    everybody = list(holders)
    for start in range(0, len(everybody), AT_ONCE):
        some = everybody[start : start + AT_ONCE]
        people = {person for person, _client in some}
        rows = DeviceRow.objects.filter(client__in=[client for _person, client in some], person_id__in=people)
        renewed += rows.update(lease_until=clock.now() + LEASE)
    return renewed


def run_due(now: datetime) -> int:
    """End the devices whose time has passed and the choices that end by themselves; return how many people."""
    gone = set(gone_devices(now).values_list("person_id", flat=True)[:AT_ONCE])
    over = set(ended_choices(now).values_list("person_id", flat=True)[:AT_ONCE])
    for person in sorted(gone | over):
        with transaction.atomic():
            rows = _lock([person])
            # Asked again under the lock: the tab may just have come back.
            gone_devices(now).filter(person_id=person).delete()
            _end_choice(rows[person], now)
            _refresh(rows)
            if person in gone:
                # Seen gone now: a server that was away meanwhile has made nobody leave.
                _tell_if_gone(person, now - GONE_AFTER)
    return len(gone | over)


def gone_devices(now: datetime) -> QuerySet[DeviceRow]:
    """Return the devices that have not been heard of for too long."""
    return DeviceRow.objects.filter(lease_until__lte=now)


def ended_choices(now: datetime) -> QuerySet[PresenceRow]:
    """Return who chose a state until a moment that has passed."""
    return PresenceRow.objects.filter(until__lte=now)


def note_calls(in_call: Mapping[UUID, bool]) -> None:
    """Say who is in a call now and who not any more; in the transaction of that change."""
    rows = _lock(in_call)
    for person, row in rows.items():
        if row.in_call != in_call[person]:
            row.in_call = in_call[person]
            row.save(update_fields=["in_call"])
    _refresh(rows)


def _end_choice(row: PresenceRow, now: datetime) -> None:
    if row.until is not None and row.until <= now:
        _keep_choice(row, Chosen())
        events.emit([row.person_id], "me.changed", {})


def _keep_choice(row: PresenceRow, chosen: Chosen) -> None:
    silent = row.choice == Choice.DND.value
    row.choice, row.text, row.until = chosen.choice.value, chosen.text, chosen.until
    row.save(update_fields=["choice", "text", "until"])
    if silent != (chosen.choice is Choice.DND):
        silence_changed.tell(SilenceChanged(row.person_id))


def _devices(person: UUID, now: datetime) -> QuerySet[DeviceRow]:
    return DeviceRow.objects.filter(person_id=person, lease_until__gt=now)


def _tell_if_gone(person: UUID, since: datetime) -> None:
    if not _devices(person, clock.now()).exists():
        devices_changed.tell(DevicesChanged(person, here=False, at=since))


def _lock(people: Iterable[UUID]) -> dict[UUID, PresenceRow]:
    """Return the rows of these people, made if missing, held until the transaction ends; always in the same order."""
    wanted = sorted(set(people))
    PresenceRow.objects.bulk_create([PresenceRow(person_id=person) for person in wanted], ignore_conflicts=True)
    rows = PresenceRow.objects.select_for_update().filter(person_id__in=wanted).order_by("person_id")
    return {row.person_id: row for row in rows}


def _refresh(rows: Mapping[UUID, PresenceRow]) -> None:
    """Tell who shows these people what is different of them now."""
    now = clock.now()
    there = set(
        DeviceRow.objects.filter(person_id__in=list(rows), lease_until__gt=now).values_list("person_id", flat=True)
    )
    for person, row in rows.items():
        presence = shown(chosen_of(row), now, connected=person in there, in_call=row.in_call)
        if presence == shown_of(row):
            continue
        row.shown_state, row.shown_in_call = presence.state.value, presence.in_call
        row.shown_text, row.shown_until = presence.text, presence.until
        row.save(update_fields=["shown_state", "shown_in_call", "shown_text", "shown_until"])
        data = {"person_id": str(person), "presence": schemas.shown_of(presence).model_dump(mode="json")}
        events.emit({*contacts.watchers_of(person), person}, "presence.changed", data, durable=False)


def chosen_of(row: PresenceRow) -> Chosen:
    """Return what a row holds of the person's choice."""
    return Chosen(Choice(row.choice), row.text, row.until)


def shown_of(row: PresenceRow) -> Presence:
    """Return what others were last told."""
    return Presence(State(row.shown_state), row.shown_in_call, row.shown_text, row.shown_until)
