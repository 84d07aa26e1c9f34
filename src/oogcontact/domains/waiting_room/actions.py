"""What changes the waiting room: guests who come and go, what they report and write, and the agent who calls them in.

The agent is told the new state of a guest (`waiting_room.changed`), a guest that his page is old (`guest.changed`).
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments import api as appointments
from oogcontact.domains.room_telephones import api as room_telephones
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.waiting_room import access, policy, schemas
from oogcontact.domains.waiting_room.awaited import AttendanceChanged, attendance_changed
from oogcontact.domains.waiting_room.models import Attendance, Message
from oogcontact.domains.waiting_room.states import LEASE, Place
from oogcontact.infra import events, ratelimit
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal
from oogcontact.kernel.plain_text import is_plain

#: A guest's page answers by itself; longer than this it is not there.
RING_FOR = timedelta(seconds=30)

#: Rows in one statement; SQLite takes some hundred parameters at once.
AT_ONCE = 400


def arrive(guest: UUID, client: UUID) -> None:
    """A tab of a guest has connected. Nothing happens for guests whom nobody awaits."""
    with transaction.atomic():
        if not access.is_awaited(guest):
            return
        row = _lock(guest)
        before, now = _place(row), clock.now()
        after = before.arrived(client, now)
        _keep(row, after, ended="")
        _tell_holder(guest, before, after, client)
        if not before.there(now):
            _tell(guest)


def take_place(guest: UUID, client: UUID) -> None:
    """Go on in this tab; the one that held the place is told."""
    with transaction.atomic():
        _check_awaited(guest)
        row = _lock(guest)
        before, now = _place(row), clock.now()
        after = before.taken(client, now)
        _keep(row, after)
        _tell_holder(guest, before, after, client)
        if not before.there(now):
            _tell(guest)


def lose(guest: UUID, client: UUID) -> None:
    """The last connection of a tab has ended: a reload, or the guest goes; his place is kept for a moment."""
    with transaction.atomic():
        row = Attendance.objects.select_for_update().filter(pk=guest, client=client).first()
        if row is not None:
            _keep(row, _place(row).lost(client, clock.now()))


def renew(holders: Collection[tuple[UUID, UUID]]) -> int:
    """Keep the places of these connected tabs (guest, client); return how many."""
    renewed = 0
    everybody = list(holders)
    for start in range(0, len(everybody), AT_ONCE):
        some = everybody[start : start + AT_ONCE]
        rows = Attendance.objects.filter(pk__in=[guest for guest, _ in some], client__in=[tab for _, tab in some])
        renewed += rows.update(lease_until=clock.now() + LEASE)
    return renewed


def run_due(now: datetime) -> int:
    """End the stay of those who have been gone for long enough; return how many."""
    gone = list(gone_guests(now).values_list("pk", flat=True)[:AT_ONCE])
    for guest in gone:
        with transaction.atomic():
            # Asked again under the lock: the tab may just have come back.
            row = gone_guests(now).select_for_update().filter(pk=guest).first()
            if row is None:
                continue
            _keep(row, _place(row).left())
            _tell(guest)
    return len(gone)


def gone_guests(now: datetime) -> QuerySet[Attendance]:
    """Return the places of those who have been gone for long enough."""
    return Attendance.objects.filter(lease_until__lte=now)


def report(guest: UUID, found: schemas.DeviceReport) -> None:
    """Keep what a guest's device found out about itself, and tell the agent (WAI-6)."""
    ratelimit.check("waiting_room.report", str(guest), policy.REPORTS_PER_MINUTE, 60)
    with transaction.atomic():
        _check_awaited(guest)
        row = _lock(guest)
        row.report, row.reported_at = found.model_dump(), clock.now()
        row.save(update_fields=["report", "reported_at"])
        _tell(guest)


def say(guest: UUID, text: str, *, by_agent: bool = False) -> None:
    """Send a message from a guest to his agent, or back. Raises `message_empty`, `text_not_plain`, `too_many`."""
    words = text.strip()
    if not words:
        raise Refusal("message_empty", _("Write something first."), Category.INVALID, "text")
    if not is_plain(words, lines=True):
        raise Refusal("text_not_plain", _("This text has signs that can not be shown."), Category.INVALID, "text")
    ratelimit.check("waiting_room.message", str(guest), policy.MESSAGES_PER_MINUTE, 60)
    with transaction.atomic():
        recipient = appointments.recipient_of(guest)
        if recipient is None:
            raise accounts.not_found()
        Message.objects.create(guest_id=guest, text=words, by_agent=by_agent)
        _tell_agent([recipient])
        page_changed([guest])


def page_changed(guests: Iterable[UUID]) -> None:
    """Tell these guests that what their page shows is old, in the running transaction."""
    events.emit(guests, "guest.changed", {}, durable=False)


def answer(agent: UUID, appointment_id: UUID, guest: UUID, text: str) -> None:
    """Send a message of the agent to a guest of this appointment. Raises `not_found` and as `say`."""
    appointment = access.access_appointment(agent, appointment_id)
    if not appointment.recipients.filter(guest_id=guest).exists():
        raise accounts.not_found()
    say(guest, text, by_agent=True)


def start(agent: UUID, appointment_id: UUID, client: UUID) -> rooms.Room:
    """Call the guests of an appointment in who are waiting (WAI-3), or want to be called (WAI-5); return the room.

    Who comes later is brought into the same call. Raises `not_found`, `nobody_waiting`, `in_call`, `room_full`.
    """
    appointment = access.access_appointment(agent, appointment_id)
    there = access.waiting([appointment_id]) | access.wanting([appointment_id])
    with transaction.atomic():
        waiting = sorted(there - rooms.engaged(there))
        if not waiting:
            raise Refusal("nobody_waiting", _("Nobody is waiting for this appointment now."))
        room = rooms.room_about(appointment_id)
        seat = room.seat_of(agent) if room is not None else None
        if room is None or seat is None or not seat.live:
            return _begin(appointment, client, waiting)
        for guest in waiting:
            if not any(ring.callee == guest for ring in room.waiting()):
                room = rooms.bring_in(agent, room.id, rooms.Joining(guest, rooms.Purpose.APPOINTMENT, RING_FOR))
        return room


def follow(before: rooms.Room | None, after: rooms.Room, changes: rooms.Changes) -> None:
    """Tell waiting guests whether their agent is busy, and agents which of their guests are in a call."""
    moved = {seat.person for seat in (*changes.seats_taken, *changes.seats_left)}
    over = after.state is rooms.RoomState.ENDED
    if not moved:
        return
    guests = {seat.person for seat in after.seats if seat.guest}
    if over and guests:
        Attendance.objects.filter(pk__in=guests).update(ended="lost" if _was_lost(after) else "done")
    for seat in changes.seats_left:
        if seat.guest and not over and before is not None and before.seat(seat.id).state is rooms.SeatState.JOINED:
            _hang_up(seat.person)
    called = list(_recipients(guest_id__in=guests & moved))
    _tell_agent(called)
    _tell_waiting(moved - guests, without=guests)


def follow_wish(changed: room_telephones.WishChanged) -> None:
    """Tell the agent that a guest of his wants to be called on the telephone, or what came of it (WAI-5)."""
    with transaction.atomic():
        _tell_agent(list(_recipients(guest_id=changed.guest)))


def _begin(appointment: appointments.Appointment, client: UUID, guests: list[UUID]) -> rooms.Room:
    return rooms.call(
        rooms.Invitation(
            organisation=appointment.organisation_id,
            caller=appointment.agent_id,
            client=client,
            callees=tuple(guests),
            media=rooms.Media.VIDEO,
            ring_for=RING_FOR,
            # The organisation's choice is for calls between contacts only (CAL-5).
            countdown=True,
            purpose=rooms.Purpose.APPOINTMENT,
            about=appointment.pk,
        )
    )


def _was_lost(room: rooms.Room) -> bool:
    """Whether the last agent of a room that has ended did not leave it: his connection broke."""
    agents = sorted(
        (seat for seat in room.seats if not seat.guest), key=lambda seat: (seat.left_at is None, seat.left_at)
    )
    return bool(agents) and agents[-1].away_since is not None


def _recipients(**chosen: Any) -> Iterable[appointments.Recipient]:
    return appointments.Recipient.objects.filter(**chosen).select_related("appointment")


def _lock(guest: UUID) -> Attendance:
    """Return the guest's row, made if missing, held until the transaction ends."""
    Attendance.objects.bulk_create([Attendance(guest_id=guest)], ignore_conflicts=True)
    return Attendance.objects.select_for_update().get(pk=guest)


def _place(row: Attendance) -> Place:
    return Place(row.client, row.arrived_at, row.lease_until, tuple(UUID(known) for known in row.displaced))


def _keep(row: Attendance, place: Place, ended: str | None = None) -> None:
    row.client, row.arrived_at, row.lease_until = place.client, place.arrived_at, place.lease_until
    row.displaced = [str(known) for known in place.displaced]
    row.ended = row.ended if ended is None else ended
    row.save(update_fields=["client", "arrived_at", "lease_until", "displaced", "ended"])


def _tell_holder(guest: UUID, before: Place, after: Place, client: UUID) -> None:
    """Tell the guest's tabs which one holds his place, if that is another than before or not the one that asks."""
    if after.client != client or (before.client is not None and before.client != after.client):
        events.emit([guest], "guest.elsewhere", {"client": str(after.client)}, durable=False)


def _hang_up(guest: UUID) -> None:
    """A guest has left a call that goes on: he does not wait, even if his page has not gone yet."""
    row = Attendance.objects.select_for_update().filter(pk=guest).first()
    if row is not None:
        _keep(row, _place(row).left())
        _tell(guest)


def _check_awaited(guest: UUID) -> None:
    if not access.is_awaited(guest):
        raise accounts.not_found()


def _tell(guest: UUID) -> None:
    """Tell who awaits this guest his state: the agent of his appointment, else the domain that answers for him."""
    recipient = appointments.recipient_of(guest)
    if recipient is not None:
        _tell_agent([recipient])
    else:
        attendance_changed.tell(AttendanceChanged(guest))


def _tell_agent(recipients: Collection[appointments.Recipient]) -> None:
    """Tell agents the state of these guests of theirs."""
    shapes = access.waiting_guests(recipients)
    for recipient, shape in zip(recipients, shapes, strict=True):
        data = {"appointment_id": str(recipient.appointment_id), "guest": shape.model_dump(mode="json")}
        events.emit([recipient.appointment.agent_id], "waiting_room.changed", data, durable=False)


def _tell_waiting(agents: Collection[UUID], without: Collection[UUID]) -> None:
    there = Attendance.objects.filter(client__isnull=False, lease_until__gt=clock.now())
    guests = {one.guest_id for one in _recipients(appointment__agent_id__in=agents, guest__in=there.values("pk"))}
    page_changed(guests - set(without))
