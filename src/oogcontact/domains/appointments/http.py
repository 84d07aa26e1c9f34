"""HTTP of appointments: an agent's own, and his agendas elsewhere (APP-1 to APP-6)."""

import uuid
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from oogcontact.domains.accounts.api import User, membership_from, not_found, organisation_of, signed_in
from oogcontact.domains.appointments import access, actions, agendas, letters, policy
from oogcontact.domains.appointments.models import Appointment
from oogcontact.domains.appointments.shapes import (
    AgainIn,
    AgendaOut,
    AgendasOut,
    AppointmentOut,
    AppointmentTexts,
    CancelIn,
    LinkOut,
    OverlapOut,
    PlanIn,
    PlannedOut,
    SourceIn,
    UrgentIn,
    appointment_of,
    overlap_of,
    source_of,
)
from oogcontact.domains.branding.api import branding_of
from oogcontact.infra import sms
from oogcontact.infra.idempotency import idempotent
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal

router = Router(tags=["appointments"], auth=signed_in)

#: Days that can be asked for at once: more than a quarter of a year is no view of a calendar.
MOST_DAYS = 100


class RangeQuery(Schema):
    """The first and the last day, of the clock in Europe/Amsterdam."""

    first: date
    last: date


class OverlapQuery(Schema):
    """A time as it is typed; `without` is the appointment that is being changed."""

    date: str
    starts: str
    ends: str
    without: uuid.UUID | None = None


@router.get("/appointments", response=AgendaOut)
def get_appointments(request: HttpRequest, query: Query[RangeQuery]) -> AgendaOut:
    """APP-3: my appointments of some days, also cancelled ones, and when I am busy elsewhere."""
    agent = _agent(request)
    if not timedelta(0) <= query.last - query.first <= timedelta(days=MOST_DAYS):
        raise Refusal("range_invalid", _("Ask for at most a hundred days."), Category.INVALID, "last")
    span = policy.Interval(policy.day_of(query.first).starts, policy.day_of(query.last).ends)
    elsewhere = [found for found in access.overlapping(agent, span) if found[1] is None]
    return AgendaOut(
        appointments=[appointment_of(one) for one in access.listed(agent, query.first, query.last)],
        elsewhere=[overlap_of(found) for found in elsewhere],
    )


@router.post("/appointments", response=PlannedOut)
@idempotent
def post_appointment(request: HttpRequest, body: PlanIn) -> PlannedOut:
    """APP-1: make an appointment and mail the invitations."""
    agent = _agent(request)
    return _planned(agent, actions.plan(agent, body.plan()))


@router.get("/appointments/texts", response=AppointmentTexts)
def get_texts(request: HttpRequest) -> AppointmentTexts:
    """APP-1, APP-5: what the forms are filled with."""
    agent = _agent(request)
    organisation = organisation_of(agent.pk)
    names = {"agent": agent.name, "organisation": organisation.name}
    return AppointmentTexts(
        message=letters.prefilled(agent.name, branding_of(organisation.pk), agent.language),
        urgent_subject=_("Video conversation with %(agent)s") % names,
        urgent_message=_("%(agent)s of %(organisation)s invites you to a video conversation right now.") % names,
        sms_works=sms.reaches_telephones(),
    )


@router.get("/appointments/overlaps", response=list[OverlapOut])
def get_overlaps(request: HttpRequest, query: Query[OverlapQuery]) -> list[OverlapOut]:
    """APP-3: what else I have at a time; nothing while that time is not whole."""
    agent = _agent(request)
    typed = policy.Plan(query.date, query.starts, query.ends, "", "", (), "")
    time, _faults = policy.time_of(typed, clock.now())
    if time is None:
        return []
    return [overlap_of(found) for found in access.overlapping(agent, time, without=query.without)]


@router.post("/appointments/now", response=PlannedOut)
@idempotent
def post_now(request: HttpRequest, body: UrgentIn) -> PlannedOut:
    """APP-5: invite somebody for right now."""
    agent = _agent(request)
    return _planned(agent, actions.invite_now(agent, body.urgent()))


@router.get("/appointments/agendas", response=AgendasOut)
def get_agendas(request: HttpRequest) -> AgendasOut:
    """APP-4: my private feed, and my calendar elsewhere."""
    return _agendas(_agent(request))


@router.post("/appointments/feed", response=AgendasOut)
@idempotent
def post_feed(request: HttpRequest) -> AgendasOut:
    """APP-4: make the private address of my feed, or a new one: the one before stops working."""
    agent = _agent(request)
    agendas.make_feed(agent)
    return _agendas(agent)


@router.delete("/appointments/feed", response=AgendasOut)
def delete_feed(request: HttpRequest) -> AgendasOut:
    """APP-4: have the private address stop working."""
    agent = _agent(request)
    agendas.end_feed(agent)
    return _agendas(agent)


@router.put("/appointments/source", response=AgendasOut)
def put_source(request: HttpRequest, body: SourceIn) -> AgendasOut:
    """APP-4: take over the busy times of a calendar elsewhere."""
    agent = _agent(request)
    agendas.set_source(agent, body.url)
    return _agendas(agent)


@router.delete("/appointments/source", response=AgendasOut)
def delete_source(request: HttpRequest) -> AgendasOut:
    """APP-4: forget the calendar elsewhere."""
    agent = _agent(request)
    agendas.end_source(agent)
    return _agendas(agent)


@router.post("/appointments/source/refresh", response=AgendasOut)
def post_refresh(request: HttpRequest) -> AgendasOut:
    """APP-4: fetch the calendar elsewhere now."""
    agent = _agent(request)
    agendas.refresh(agent)
    return _agendas(agent)


@router.get("/appointments/{appointment_id}", response=AppointmentOut)
def get_appointment(request: HttpRequest, appointment_id: uuid.UUID) -> AppointmentOut:
    """One appointment of mine."""
    return appointment_of(access.access_appointment(_agent(request), appointment_id))


@router.put("/appointments/{appointment_id}", response=PlannedOut)
@idempotent
def put_appointment(request: HttpRequest, appointment_id: uuid.UUID, body: PlanIn) -> PlannedOut:
    """APP-3: change an appointment and mail everybody anew; who stays keeps his link."""
    agent = _agent(request)
    return _planned(agent, actions.change(agent, appointment_id, body.plan()))


@router.post("/appointments/{appointment_id}/cancel", response=AppointmentOut)
@idempotent
def post_cancel(request: HttpRequest, appointment_id: uuid.UUID, body: CancelIn) -> AppointmentOut:
    """APP-3: cancel an appointment and tell everybody; its links stop working."""
    return appointment_of(actions.cancel(_agent(request), appointment_id, body.message.replace("\r\n", "\n")))


@router.post("/appointments/{appointment_id}/recipients/{recipient_id}/again", response=AppointmentOut)
@idempotent
def post_again(
    request: HttpRequest, appointment_id: uuid.UUID, recipient_id: uuid.UUID, body: AgainIn
) -> AppointmentOut:
    """Send one recipient his link again."""
    agent = _agent(request)
    language = access.access_appointment(agent, appointment_id).language
    message = letters.prefilled(agent.name, branding_of(organisation_of(agent.pk).pk), language)
    return appointment_of(actions.send_again(agent, appointment_id, recipient_id, message, by=body.by))


@router.get("/appointments/{appointment_id}/recipients/{recipient_id}/link", response=LinkOut)
def get_link(request: HttpRequest, appointment_id: uuid.UUID, recipient_id: uuid.UUID) -> LinkOut:
    """The personal link of a recipient, to give it to him another way."""
    appointment = access.access_appointment(_agent(request), appointment_id)
    if appointment.cancelled_at is not None:
        raise not_found()
    return LinkOut(url=letters.link_of(access.access_recipient(appointment, recipient_id)))


def _agent(request: HttpRequest) -> User:
    return access.access_agenda(membership_from(request))


def _planned(agent: User, appointment: Appointment) -> PlannedOut:
    found = access.overlapping(agent, access.time_of(appointment), without=appointment.pk)
    return PlannedOut(appointment=appointment_of(appointment), overlaps=[overlap_of(one) for one in found])


def _agendas(agent: User) -> AgendasOut:
    return AgendasOut(feed=agendas.feed_address(agent), source=source_of(agendas.source_of(agent)))
