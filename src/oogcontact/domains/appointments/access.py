"""Fetching appointments: an agent's own, in his organisation; and which hours people have left."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta

from django.db.models import Count, Q, QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts.api import Membership, Role, User, not_found
from oogcontact.domains.appointments import policy
from oogcontact.domains.appointments.models import Appointment, BusyTime, Recipient
from oogcontact.domains.appointments.policy import ZONE, FreeHour, Interval
from oogcontact.kernel import clock


def access_agenda(membership: Membership) -> User:
    """Return the agent whose agenda it is; clients get `not_found`, as if there were none."""
    if membership.role == Role.CLIENT:
        raise not_found()
    return membership.user


def access_appointment(agent: User, appointment_id: uuid.UUID, *, lock: bool = False) -> Appointment:
    """Return an appointment of this agent, cancelled or not; raises Refusal `not_found`.

    With `lock` nobody else changes it until the transaction ends.
    """
    rows = _own(agent.pk)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=appointment_id).first()
    if found is None:
        raise not_found()
    return found


def access_recipient(appointment: Appointment, recipient_id: uuid.UUID) -> Recipient:
    """Return a recipient of this appointment; raises Refusal `not_found`."""
    for recipient in appointment.recipients.all():
        if recipient.pk == recipient_id:
            return recipient
    raise not_found()


def listed(agent: User, first: date, last: date) -> list[Appointment]:
    """Return the agent's appointments from the day `first` until the end of `last`, in order, also cancelled ones."""
    span = Interval(policy.day_of(first).starts, policy.day_of(last).ends)
    rows = _own(agent.pk).filter(starts_at__lt=span.ends, ends_at__gt=span.starts)
    return list(rows.order_by("starts_at", "created_at"))


def today(agent_id: uuid.UUID) -> list[Appointment]:
    """Return the agent's appointments of today that hold, and those that go on now; in order."""
    now = clock.now()
    day = policy.day_of(now.astimezone(ZONE).date())
    rows = _own(agent_id).filter(cancelled_at=None, starts_at__lt=day.ends, ends_at__gt=day.starts)
    return list(rows.order_by("starts_at", "created_at"))


def recipient_of(guest_id: uuid.UUID) -> Recipient | None:
    """Return the recipient who comes as this guest, with his appointment and its agent; None when he is none."""
    rows = Recipient.objects.filter(guest=guest_id)
    return rows.select_related("appointment__agent", "appointment__organisation", "guest").first()


def overlapping(agent: User, span: Interval, *, without: uuid.UUID | None = None) -> list[tuple[Interval, str | None]]:
    """Return what the agent has at that time: each with its subject, None for what stands in another calendar."""
    own = Appointment.objects.filter(agent=agent, cancelled_at=None, starts_at__lt=span.ends, ends_at__gt=span.starts)
    found: list[tuple[Interval, str | None]] = [(time_of(one), one.subject) for one in own if one.pk != without]
    found += [(one, None) for one in _elsewhere([agent.pk], span).get(agent.pk, [])]
    return sorted(found, key=lambda item: item[0].starts)


def free_hours(
    people: Iterable[uuid.UUID], duration: timedelta, hours: Mapping[date, Sequence[tuple[time, time]]]
) -> list[FreeHour]:
    """Return the times within the `hours` of each day at which somebody of `people` is free, and who (BTN-4)."""
    days = sorted(day for day in hours if hours[day])
    if not days:
        return []
    busy = busy_of(set(people), Interval(policy.day_of(days[0]).starts, policy.day_of(days[-1]).ends))
    found: list[FreeHour] = []
    for day in days:
        span = policy.day_of(day)
        of_day = {person: [one for one in taken if one.overlaps(span)] for person, taken in busy.items()}
        found += policy.free_hours(day, duration, hours[day], of_day, clock.now())
    return found


def least_planned(people: Sequence[uuid.UUID], day: date) -> uuid.UUID:
    """Return who of these people has the fewest appointments on that day; of several the one with fewest ahead."""
    span = policy.day_of(day)
    rows = Appointment.objects.filter(agent__in=people, cancelled_at=None, ends_at__gt=clock.now())
    on_day = Q(starts_at__lt=span.ends, ends_at__gt=span.starts)
    counts = rows.values_list("agent").annotate(on_day=Count("pk", filter=on_day), ahead=Count("pk"))
    counted = {agent: (here, ahead) for agent, here, ahead in counts}
    return min(people, key=lambda person: (counted.get(person, (0, 0)), person))


def busy_of(people: Iterable[uuid.UUID], span: Interval) -> dict[uuid.UUID, list[Interval]]:
    """Return what each of these people has at that time: appointments, and busy times of his other calendar."""
    busy: dict[uuid.UUID, list[Interval]] = {person: [] for person in people}
    rows = Appointment.objects.filter(
        agent__in=busy, cancelled_at=None, starts_at__lt=span.ends, ends_at__gt=span.starts
    )
    for one in rows:
        busy[one.agent_id].append(time_of(one))
    for person, times in _elsewhere(list(busy), span).items():
        busy[person] += times
    return busy


def time_of(appointment: Appointment) -> Interval:
    """Return when an appointment is."""
    return Interval(appointment.starts_at, appointment.ends_at)


def organisation_id_of(agent: User) -> uuid.UUID:
    """Return the organisation in which this agent works."""
    return accounts.organisation_of(agent.pk).pk


def _own(agent_id: uuid.UUID) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(agent=agent_id).select_related("agent", "organisation")
    return rows.prefetch_related("recipients__guest__user")


def _elsewhere(people: Sequence[uuid.UUID], span: Interval) -> dict[uuid.UUID, list[Interval]]:
    rows = BusyTime.objects.filter(source__in=people, starts_at__lt=span.ends, ends_at__gt=span.starts)
    found: dict[uuid.UUID, list[Interval]] = {}
    for person, starts, ends in rows.order_by("starts_at").values_list("source_id", "starts_at", "ends_at"):
        found.setdefault(person, []).append(Interval(starts, ends))
    return found
