"""What the agent and the guest see of the waiting room."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments import api as appointments
from oogcontact.domains.branding import api as branding
from oogcontact.domains.room_telephones import api as room_telephones
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.waiting_room import schemas
from oogcontact.domains.waiting_room.awaited import Awaited, awaited
from oogcontact.domains.waiting_room.models import Attendance, Message
from oogcontact.domains.waiting_room.policy import MESSAGES_SHOWN
from oogcontact.domains.waiting_room.states import LinkState, link_state
from oogcontact.kernel import clock


def waiting(appointment_ids: Iterable[UUID]) -> set[UUID]:
    """Return the guests of these appointments who are there."""
    recipients = appointments.Recipient.objects.filter(appointment_id__in=set(appointment_ids))
    return set(arrivals(recipients.values_list("guest_id", flat=True)))


def arrivals(guests: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return since when those of these guests are there who are."""
    there = Attendance.objects.filter(pk__in=set(guests), client__isnull=False, lease_until__gt=clock.now())
    return {row.pk: row.arrived_at for row in there if row.arrived_at is not None}


def is_awaited(guest: UUID) -> bool:
    """Tell whether somebody waits for this guest: an appointment, or another domain for as long as it does."""
    if appointments.recipient_of(guest) is not None:
        return True
    found = awaited(guest)
    return found is not None and not found.over


def wanting(appointment_ids: Iterable[UUID]) -> set[UUID]:
    """Return the guests of these appointments who wait to be called on the telephone (WAI-5)."""
    recipients = appointments.Recipient.objects.filter(appointment_id__in=set(appointment_ids))
    wishes = room_telephones.wishes_of(set(recipients.values_list("guest_id", flat=True)))
    return {guest for guest, wish in wishes.items() if wish.state is room_telephones.WishState.WAITING}


def callable_by_telephone(guest: UUID) -> room_telephones.Recipient | None:
    """Return how a guest may be called on the telephone: only whom an appointment awaits."""
    recipient = appointments.recipient_of(guest)
    return room_telephones.Recipient(recipient.mobile) if recipient is not None else None


def access_appointment(agent_id: UUID, appointment_id: UUID) -> appointments.Appointment:
    """Return this agent's own appointment; raises `not_found`."""
    found = appointments.Appointment.objects.filter(pk=appointment_id, agent_id=agent_id, cancelled_at=None).first()
    if found is None:
        raise accounts.not_found()
    return found


def waiting_room(agent_id: UUID) -> schemas.WaitingRoom:
    """Return the agent's appointments of today in their order, and those of other days whose guests are there."""
    found = {one.pk: one for one in appointments.today(agent_id)}
    for other in _attended(agent_id):
        found.setdefault(other.pk, other)
    listed = sorted(found.values(), key=lambda one: (one.starts_at, one.pk))
    recipients = [recipient for one in listed for recipient in one.recipients.all()]
    guests = {guest.id: guest for guest in waiting_guests(recipients)}
    return schemas.WaitingRoom(appointments=[schemas.appointment_of(one, guests) for one in listed])


def waiting_guests(recipients: Collection[appointments.Recipient]) -> list[schemas.WaitingGuest]:
    """Return the shapes of these recipients as the agent sees them."""
    ids = {recipient.guest_id for recipient in recipients}
    rows = Attendance.objects.in_bulk(ids)
    engaged = rooms.engaged(ids)
    messages = _messages(ids)
    wishes = room_telephones.wishes_of(ids)
    return [
        schemas.guest_of(
            one,
            rows.get(one.guest_id),
            messages[one.guest_id],
            in_call=one.guest_id in engaged,
            wish=wishes.get(one.guest_id),
        )
        for one in recipients
    ]


def guest_page(guest: accounts.Guest) -> schemas.GuestPage:
    """Return what this guest's page shows; his link has not expired."""
    recipient = appointments.recipient_of(guest.pk)
    appointment = recipient.appointment if recipient is not None else None
    invited = awaited(guest.pk) if recipient is None else None
    row = Attendance.objects.filter(pk=guest.pk).first()
    now = clock.now()
    return schemas.GuestPage(
        person=schemas.GuestPerson(id=guest.pk, name=guest.user.name, language=_language(guest.user.language)),
        organisation=branding.face_of(guest.organisation_id),
        state=_state(guest, appointment, invited).value,
        now=now,
        opens_at=guest.valid_from,
        appointment=_for_guest(appointment) if appointment is not None else None,
        invitation=_invitation(invited) if invited is not None else None,
        agent_busy=appointment is not None and bool(rooms.engaged([appointment.agent_id])),
        can_be_called=recipient is not None and room_telephones.can_be_called(guest.organisation_id),
        held_by=row.client if row is not None and row.lease_until is not None and row.lease_until > now else None,
        ended=schemas.ENDED[row.ended] if row is not None else "",
        messages=[schemas.message_of(message) for message in _messages({guest.pk})[guest.pk]],
    )


def _state(guest: accounts.Guest, appointment: appointments.Appointment | None, invited: Awaited | None) -> LinkState:
    if invited is not None:
        return LinkState.OVER if invited.over else LinkState.OPEN
    cancelled = appointment is not None and appointment.cancelled_at is not None
    return link_state(guest.valid_from, clock.now(), has_appointment=appointment is not None, cancelled=cancelled)


def _attended(agent_id: UUID) -> list[appointments.Appointment]:
    there = Attendance.objects.filter(client__isnull=False, lease_until__gt=clock.now())
    recipients = appointments.Recipient.objects.filter(appointment__agent_id=agent_id, guest__in=there.values("pk"))
    rows = appointments.Appointment.objects.filter(pk__in=recipients.values("appointment_id"), cancelled_at=None)
    return list(rows.prefetch_related("recipients"))


def _for_guest(appointment: appointments.Appointment) -> schemas.GuestAppointment:
    return schemas.GuestAppointment(
        subject=appointment.subject,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        urgent=appointment.urgent,
        agent=_agent(appointment.agent_id),
    )


def _invitation(invited: Awaited) -> schemas.GuestInvitation:
    return schemas.GuestInvitation(agent=_agent(invited.agent), until=invited.until, full=invited.full)


def _agent(person: UUID) -> schemas.GuestAgent:
    agent = accounts.people([person]).get(person)
    if agent is None:
        raise accounts.not_found()
    return schemas.agent_of(agent)


def _messages(guests: Collection[UUID]) -> dict[UUID, list[Message]]:
    found: dict[UUID, list[Message]] = {guest: [] for guest in guests}
    for message in Message.objects.filter(guest_id__in=guests).order_by("created_at", "pk"):
        found[message.guest_id].append(message)
    return {guest: messages[-MESSAGES_SHOWN:] for guest, messages in found.items()}


def _language(known: str) -> schemas.GuestLanguage:
    return "en" if known == "en" else "nl"
