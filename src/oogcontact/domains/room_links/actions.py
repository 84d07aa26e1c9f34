"""What changes links into calls (CAL-11): making, withdrawing, letting in; and what rooms, guests and mails change.

Locks are taken in one order everywhere: guest, people and rooms, links.

Staff in the call is told that the list of its links is old (`room_link.changed`), a guest that his page is
(`guest.changed`).
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.room_links import access, letters, policy, refusals
from oogcontact.domains.room_links.models import RoomLink
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.waiting_room import api as waiting_room
from oogcontact.infra import events, mail, mail_address, ratelimit
from oogcontact.kernel import clock


def make(member: accounts.Membership, room_id: UUID, name: str, email: str, by: Actor) -> RoomLink:
    """Make a link for somebody into the call in which `member` sits, and mail it to him if he has an address.

    Raises Refusals that name each fault, and Refusal `not_allowed`, `not_found`, `room_ended`, `links_too_many`,
    `too_many`.
    """
    room = access.access_call(member, room_id)
    refusals.check(policy.faults(name, email, is_address=mail_address.is_address))
    ratelimit.check("room_links", str(member.user_id), policy.HOURLY, 3600)
    now = clock.now()
    with transaction.atomic():
        if len(access.open_links(room.id)) >= policy.OPEN_AT_MOST:
            raise refusals.too_many_open()
        validity = accounts.Validity(now, now + policy.WORKS_FOR)
        shown = " ".join(name.split())
        guest = accounts.make_guest(room.organisation, shown, member.user.language, validity)
        link = RoomLink(room_id=room.id, made_by=member.user, guest=guest, name=shown, until=validity.ends)
        if email.strip():
            link.email, link.mail_state = mail_address.clean(email), "queued"
            link.mail_id = letters.invite(link)
        link.save()
        record("room.link_made", by, organisation=room.organisation, subject=room.id, detail={"mailed": bool(email)})
        _tell_staff([room.id])
    return link


def withdraw(member: accounts.Membership, link_id: UUID, by: Actor) -> rooms.Room:
    """Withdraw a link: it opens nothing any more, and who came by it leaves the call. Twice is once.

    Returns the call. Raises `not_allowed`, `not_found`, `room_ended`.
    """
    with transaction.atomic():
        link, room = access.access_link(member, link_id)
        if link.closed_at is None:
            accounts.withdraw_guest(link.guest_id)
            _close([link])
            record("room.link_withdrawn", by, organisation=room.organisation, subject=room.id)
            _tell_staff([room.id])
    return room


def let_in(member: accounts.Membership, link_id: UUID) -> rooms.Room:
    """Ring the guest of this link into the call; his page answers by itself. Twice is once. Returns the call.

    Raises `not_allowed`, `not_found`, `room_ended`, `link_closed`, `guest_gone`, and as `rooms.bring_in`.
    """
    link, room = access.access_link(member, link_id)
    if link.closed_at is not None or link.until <= clock.now():
        raise refusals.link_closed()
    if any(ring.callee == link.guest_id for ring in room.waiting()):
        return room
    if not waiting_room.arrivals([link.guest_id]):
        raise refusals.guest_gone()
    joining = rooms.Joining(link.guest_id, rooms.Purpose.ADD, waiting_room.RING_FOR)
    # Who was let in may lose his connection late in a long call and come back.
    until = clock.now() + policy.TALKS_FOR
    with transaction.atomic():
        accounts.change_guest(link.guest_id, validity=accounts.Validity(link.created_at, until))
        room = rooms.bring_in(member.user_id, room.id, joining)
        RoomLink.objects.filter(pk=link.pk).update(until=until)
    return room


def run_due(now: datetime) -> int:
    """Close the links whose time is over; return how many."""
    due = list(old_links(now)[:100])
    if not due:
        return 0
    with transaction.atomic():
        _close(due)
        _tell_staff({link.room_id for link in due})
    return len(due)


def old_links(now: datetime) -> QuerySet[RoomLink]:
    """Return the open links whose time is over."""
    return RoomLink.objects.filter(closed_at=None, until__lte=now)


def follow(before: rooms.Room | None, after: rooms.Room, changes: rooms.Changes) -> None:
    """Close the links of a room that has ended, and tell who waits when somebody comes or goes: it may be full."""
    over = after.state is rooms.RoomState.ENDED
    if not (over or changes.seats_taken or changes.seats_left):
        return
    links = list(RoomLink.objects.filter(room_id=after.id, closed_at=None))
    if over:
        _close(links)
        return
    seated = {seat.person for seat in after.seats}
    waiting_room.page_changed({link.guest_id for link in links} - seated)


def attendance_changed(changed: waiting_room.AttendanceChanged) -> None:
    """Tell staff in the call that a guest of theirs is there, or is not any more."""
    _tell_staff(RoomLink.objects.filter(guest=changed.guest).values_list("room_id", flat=True))


def mail_happened(state: mail.MailState) -> None:
    """Note what became of the mail with a link, and tell staff in the call; other mails are none of ours."""
    kept = {"sent": "sent", "waiting": "queued", "refused": "refused"}[state.state]
    rows = RoomLink.objects.filter(mail_id=state.mail)
    rows.update(mail_state=kept, mail_reason=state.reason, mail_said=state.said[:300])
    _tell_staff(rows.values_list("room_id", flat=True))


def _close(links: Iterable[RoomLink]) -> None:
    """Close these links. A mail that has not gone yet would only disappoint; an address is of no use any more."""
    for link in links:
        if link.mail_id is not None and link.mail_state == "queued":
            mail.forget(link.mail_id)
        link.closed_at, link.email = clock.now(), ""
        link.save(update_fields=["closed_at", "email"])
        waiting_room.page_changed([link.guest_id])


def _tell_staff(room_ids: Iterable[UUID]) -> None:
    for room_id in sorted(set(room_ids)):
        room = rooms.find_room(room_id)
        if room is not None:
            events.emit(access.staff_in(room), "room_link.changed", {"room_id": str(room_id)}, durable=False)
