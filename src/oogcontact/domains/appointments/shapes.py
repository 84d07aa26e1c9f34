"""Appointments as they go over HTTP; `param` of a refusal is the path of the field in these shapes."""

import uuid
from datetime import datetime
from typing import Literal, cast

from ninja import Schema
from pydantic import Field

from oogcontact.domains.appointments.models import Appointment, BusySource, Recipient
from oogcontact.domains.appointments.planning import Urgent
from oogcontact.domains.appointments.policy import BEFORE, ZONE, Interval, Invitee, Plan
from oogcontact.domains.appointments.refusals import FETCHING

SendState = Literal["none", "queued", "sent", "refused"]
SendReason = Literal["", "away", "server", "no_utf8", "given_up"]

#: More than any field may have: what is longer than the rule allows is refused by the rule, with the other faults.
_ANY = 20_000


class InviteeIn(Schema):
    """Somebody to invite; with the `id` of a recipient who was invited already he keeps his link."""

    id: uuid.UUID | None = None
    name: str = Field(max_length=_ANY)
    email: str = Field(max_length=_ANY)
    mobile: str = Field("", max_length=_ANY)


class PlanIn(Schema):
    """APP-1: an appointment as it is typed; `date` is 2026-11-21, the times are 14:00, in Europe/Amsterdam."""

    date: str = Field(max_length=_ANY)
    starts: str = Field(max_length=_ANY)
    ends: str = Field(max_length=_ANY)
    subject: str = Field(max_length=_ANY)
    description: str = Field("", max_length=_ANY)
    recipients: list[InviteeIn] = Field(max_length=50)
    message: str = Field(max_length=_ANY)

    def plan(self) -> Plan:
        """Return the plan."""
        recipients = [Invitee(one.name, one.email, one.mobile, one.id) for one in self.recipients]
        description, message = _lines(self.description), _lines(self.message)
        return Plan(self.date, self.starts, self.ends, self.subject, description, recipients, message)


class UrgentIn(Schema):
    """APP-5: an invitation for right now; the link goes out by `by`."""

    name: str = Field(max_length=_ANY)
    email: str = Field("", max_length=_ANY)
    mobile: str = Field("", max_length=_ANY)
    by: Literal["mail", "sms"] = "mail"
    subject: str = Field(max_length=_ANY)
    message: str = Field("", max_length=_ANY)

    def urgent(self) -> Urgent:
        """Return the invitation."""
        return Urgent(self.name, self.email, self.mobile, self.by, self.subject, _lines(self.message))


class CancelIn(Schema):
    """What else to tell those who were invited."""

    message: str = Field("", max_length=_ANY)


class AgainIn(Schema):
    """The way by which somebody gets his link again."""

    by: Literal["mail", "sms"] = "mail"


class SourceIn(Schema):
    """The address of a calendar elsewhere."""

    url: str = Field(max_length=_ANY)


class RecipientOut(Schema):
    """Somebody who is invited; of his newest mail and text message whether they are on their way, there or refused."""

    id: uuid.UUID
    guest_id: uuid.UUID
    name: str
    email: str
    mobile: str
    mail_state: SendState
    mail_reason: SendReason
    mail_said: str
    sms_state: SendState
    sms_reason: SendReason
    sms_said: str


class AppointmentOut(Schema):
    """An appointment of mine; `date`, `starts` and `ends` as they are typed; `note` is for the agent alone."""

    id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    date: str
    starts: str
    ends: str
    subject: str
    description: str
    urgent: bool
    self_planned: bool
    note: str
    cancelled: bool
    opens_at: datetime
    recipients: list[RecipientOut]


class OverlapOut(Schema):
    """Something that I have at the same time; `subject` is null for what stands in my other calendar."""

    starts_at: datetime
    ends_at: datetime
    subject: str | None


class PlannedOut(Schema):
    """What was planned or changed, and what else I have at that time."""

    appointment: AppointmentOut
    overlaps: list[OverlapOut]


class AgendaOut(Schema):
    """What an agent sees of a stretch of time: his appointments, and when he is busy elsewhere."""

    appointments: list[AppointmentOut]
    elsewhere: list[OverlapOut]


class AppointmentTexts(Schema):
    """What the forms are filled with, and whether text messages reach anybody (else they are files on the server)."""

    message: str
    urgent_subject: str
    urgent_message: str
    sms_works: bool


class LinkOut(Schema):
    """The personal link of a recipient."""

    url: str


class SourceOut(Schema):
    """My calendar elsewhere: never its address, which is as good as a password."""

    host: str
    fetched_at: datetime | None
    fault: str


class AgendasOut(Schema):
    """The address of my private feed, and my calendar elsewhere."""

    feed: str | None
    source: SourceOut | None


def appointment_of(appointment: Appointment) -> AppointmentOut:
    """Return the shape of an appointment, whose recipients have been fetched with it."""
    starts, ends = appointment.starts_at.astimezone(ZONE), appointment.ends_at.astimezone(ZONE)
    return AppointmentOut(
        id=appointment.pk,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        date=f"{starts:%Y-%m-%d}",
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
        subject=appointment.subject,
        description=appointment.description,
        urgent=appointment.urgent,
        self_planned=appointment.self_planned,
        note=appointment.note,
        cancelled=appointment.cancelled_at is not None,
        opens_at=appointment.starts_at - BEFORE,
        recipients=[_recipient(one) for one in appointment.recipients.all()],
    )


def overlap_of(found: tuple[Interval, str | None]) -> OverlapOut:
    """Return the shape of something at the same time."""
    interval, subject = found
    return OverlapOut(starts_at=interval.starts, ends_at=interval.ends, subject=subject)


def source_of(source: BusySource | None) -> SourceOut | None:
    """Return the shape of a calendar elsewhere, its fault as a sentence."""
    if source is None:
        return None
    fault = str(FETCHING[source.fault]) if source.fault else ""
    return SourceOut(host=source.host, fetched_at=source.fetched_at, fault=fault)


def _lines(text: str) -> str:
    """Return a text with one kind of line end: browsers send two signs for each."""
    return text.replace("\r\n", "\n")


def _recipient(recipient: Recipient) -> RecipientOut:
    return RecipientOut(
        id=recipient.pk,
        guest_id=recipient.guest_id,
        name=recipient.name,
        email=recipient.email,
        mobile=recipient.mobile,
        mail_state=cast(SendState, recipient.mail_state),
        mail_reason=cast(SendReason, recipient.mail_reason),
        mail_said=recipient.mail_said,
        sms_state=cast(SendState, recipient.sms_state),
        sms_reason=cast(SendReason, recipient.sms_reason),
        sms_said=recipient.sms_said,
    )
