"""What turns the slider of an agent on and off, and what else changes whether he takes visitors (PRE-4)."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from oogcontact.domains.accounts.api import Membership
from oogcontact.domains.desk import events as desk_events
from oogcontact.domains.desk.models import Availability
from oogcontact.domains.desk.states import Slider
from oogcontact.domains.presence import api as presence
from oogcontact.infra import events
from oogcontact.kernel import clock

#: Rows in one round; SQLite takes some hundred parameters at once.
AT_ONCE = 400


def switch(membership: Membership, *, available: bool) -> Availability:
    """Turn an agent's slider on or off, and tell all his devices; as it is already changes nothing. Return it."""
    person, organisation_id = membership.user_id, membership.organisation_id
    with transaction.atomic():
        row, _made = Availability.objects.get_or_create(person_id=person, defaults={"organisation_id": organisation_id})
        row = Availability.objects.select_for_update().get(pk=row.pk)
        if row.organisation_id != organisation_id:
            # He works for another organisation now: what he takes there begins anew.
            row.organisation_id, row.since = organisation_id, None
            row.save(update_fields=["organisation_id", "since"])
        slider = slider_in(row)
        if available:
            _keep(row, slider.switched_on(clock.now(), here=person in presence.here([person])))
        else:
            _keep(row, slider.switched_off())
    return row


def turn_off(person: UUID) -> None:
    """Turn a slider off that is on: he refused the visitor whom nobody else could take, or is not there any more."""
    _change(person, Slider.switched_off)


def note_device(person: UUID, *, here: bool, at: datetime) -> None:
    """The first device of a person has come, or his last one has gone at that moment; in the transaction of that."""
    row = _change(person, Slider.accompanied if here else lambda slider: slider.alone(at))
    if row is not None and row.since is not None:
        desk_events.tell(frozenset([person]))


def note_calls(begun: Collection[UUID], ended: Collection[UUID]) -> None:
    """Calls of these people have begun or ended; in the transaction of that."""
    for person in sorted(ended):
        _change(person, lambda slider: slider.idle_from(clock.now()))
    tell_if_on({*begun, *ended})


def tell_if_on(people: Collection[UUID]) -> None:
    """Tell that those of `people` whose slider is on may have become available, or are not any more."""
    on = Availability.objects.filter(person_id__in=people, since__isnull=False)
    desk_events.tell(frozenset(on.values_list("person_id", flat=True)))


def run_due(now: datetime) -> int:
    """Turn off the sliders of those whose last device has been gone for too long; return how many."""
    due = list(left_desks(now).values_list("person_id", flat=True)[:AT_ONCE])
    for person in due:
        _change(person, lambda slider: slider.at(now))
    return len(due)


def left_desks(now: datetime) -> QuerySet[Availability]:
    """Return the sliders whose agents have been gone for too long."""
    return Availability.objects.filter(off_at__lte=now)


def slider_in(row: Availability) -> Slider:
    """Return what a row holds."""
    return Slider(row.since, row.idle_since, row.off_at)


def _change(person: UUID, step: Callable[[Slider], Slider]) -> Availability | None:
    """Change a slider that is on; return its row, or None for one that is off."""
    with transaction.atomic():
        row = Availability.objects.select_for_update().filter(person_id=person, since__isnull=False).first()
        if row is not None:
            _keep(row, step(slider_in(row)))
    return row


def _keep(row: Availability, slider: Slider) -> None:
    """Save what is different, and tell the agent's devices and the higher domains if it went on or off."""
    before = slider_in(row)
    if slider == before:
        return
    row.since, row.idle_since, row.off_at = slider.since, slider.idle_since, slider.off_at
    row.version += slider.on != before.on
    row.save(update_fields=["since", "idle_since", "off_at", "version"])
    if slider.on != before.on:
        data = {"available": slider.on, "version": row.version}
        events.emit([row.person_id], "availability.changed", data, durable=False)
        desk_events.tell(frozenset([row.person_id]))
