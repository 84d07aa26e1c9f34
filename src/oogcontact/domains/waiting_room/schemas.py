"""The shapes of the waiting room as they go over HTTP and in events."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments import api as appointments
from oogcontact.domains.branding import api as branding
from oogcontact.domains.room_telephones import api as room_telephones
from oogcontact.domains.waiting_room.models import Attendance, Message
from oogcontact.domains.waiting_room.policy import Level, Reason
from oogcontact.kernel import clock

Ended = Literal["", "done", "lost"]
ENDED: Mapping[str, Ended] = {"": "", "done": "done", "lost": "lost"}

GuestLanguage = Literal["nl", "en"]


class DeviceReport(Schema):
    """What a guest's device found out about itself (WAI-6): `good`, or why it is not."""

    level: Level
    reasons: list[Reason] = Field(default_factory=list, max_length=12)
    browser: str = Field("", max_length=60)


class WaitingMessage(Schema):
    """A message between a guest who waits and the agent."""

    id: UUID
    by_agent: bool
    text: str
    sent_at: datetime


class WaitingWish(Schema):
    """A guest wants to be called on the telephone, and how that stands (WAI-5)."""

    number: str
    state: room_telephones.WishState


class WaitingGuest(Schema):
    """A recipient of an appointment, and whether he is there; `arrived_at` is null while he is not."""

    id: UUID
    name: str
    arrived_at: datetime | None
    in_call: bool
    report: DeviceReport | None
    telephone: WaitingWish | None
    messages: list[WaitingMessage]


class WaitingAppointment(Schema):
    """An appointment in the agent's waiting room; `note` is what a visitor who planned it himself wrote."""

    id: UUID
    subject: str
    note: str
    starts_at: datetime
    ends_at: datetime
    urgent: bool
    guests: list[WaitingGuest]


class WaitingRoom(Schema):
    """The agent's appointments of today, and others whose guests are there."""

    appointments: list[WaitingAppointment]


class GuestPerson(Schema):
    """The guest himself."""

    id: UUID
    name: str
    language: GuestLanguage


class GuestAgent(Schema):
    """With whom a guest has his appointment."""

    name: str
    photo: str | None
    function: str


class GuestAppointment(Schema):
    """What a guest is to know of his appointment."""

    subject: str
    starts_at: datetime
    ends_at: datetime
    urgent: bool
    agent: GuestAgent


class GuestInvitation(Schema):
    """Into what a guest is let who has a link and no appointment; `full`: there is no seat for him now."""

    agent: GuestAgent
    until: datetime
    full: bool


class GuestPage(Schema):
    """Everything that a guest's page shows: of his appointment, or of the conversation into which he is invited.

    `held_by` is the tab that holds his place: another one shows that he goes on elsewhere. `ended` is how his last
    call ended: `lost` when the agent's connection broke.
    """

    person: GuestPerson
    organisation: branding.BrandingFace
    state: Literal["early", "open", "cancelled", "over", "none"]
    now: datetime
    opens_at: datetime
    appointment: GuestAppointment | None
    invitation: GuestInvitation | None
    agent_busy: bool
    can_be_called: bool
    held_by: UUID | None
    ended: Ended
    messages: list[WaitingMessage]


def message_of(row: Message) -> WaitingMessage:
    """Return the shape of a message."""
    return WaitingMessage(id=row.pk, by_agent=row.by_agent, text=row.text, sent_at=row.created_at)


def guest_of(
    recipient: appointments.Recipient,
    row: Attendance | None,
    messages: Iterable[Message],
    *,
    in_call: bool,
    wish: room_telephones.Wanted | None,
) -> WaitingGuest:
    """Return the shape of a recipient in the agent's waiting room."""
    there = row is not None and row.lease_until is not None and row.lease_until > clock.now()
    return WaitingGuest(
        id=recipient.guest_id,
        name=recipient.name,
        arrived_at=row.arrived_at if row is not None and there else None,
        in_call=in_call,
        report=DeviceReport.model_validate(row.report) if row is not None and row.report else None,
        telephone=WaitingWish(number=wish.number, state=wish.state) if wish is not None else None,
        messages=[message_of(message) for message in messages],
    )


def appointment_of(appointment: appointments.Appointment, guests: Mapping[UUID, WaitingGuest]) -> WaitingAppointment:
    """Return the shape of an appointment, whose recipients are among `guests` by their ids."""
    return WaitingAppointment(
        id=appointment.pk,
        subject=appointment.subject,
        note=appointment.note,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        urgent=appointment.urgent,
        guests=[guests[one.guest_id] for one in appointment.recipients.all()],
    )


def agent_of(person: accounts.Person) -> GuestAgent:
    """Return what a guest sees of the agent."""
    seen = accounts.seen_by_guest(person)
    return GuestAgent(name=seen.name, photo=seen.photo, function=seen.function)
