"""Links into calls, and who may see them: staff of the organisation that sits in the call now."""

from uuid import UUID

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.room_links import policy, refusals
from oogcontact.domains.room_links.models import RoomLink
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.waiting_room import api as waiting_room
from oogcontact.kernel import clock


def access_call(member: accounts.Membership, room_id: UUID) -> rooms.Room:
    """Return the call in which this member of staff sits; raises `not_allowed`, `not_found`, `room_ended`."""
    if member.role not in policy.STAFF:
        raise refusals.staff_only()
    room = rooms.find_room(room_id)
    seat = room.seat_of(member.user_id) if room is not None else None
    if room is None or seat is None:
        raise refusals.call_not_found()
    if room.organisation != member.organisation_id:
        raise refusals.staff_only()
    if room.state is rooms.RoomState.ENDED:
        raise refusals.room_ended()
    if not seat.live:
        raise refusals.call_not_found()
    return room


def access_link(member: accounts.Membership, link_id: UUID) -> tuple[RoomLink, rooms.Room]:
    """Return a link, open or not, and its call, in which this member of staff sits; raises as `access_call`."""
    if member.role not in policy.STAFF:
        raise refusals.staff_only()
    link = RoomLink.objects.select_related("guest").filter(pk=link_id).first()
    if link is None:
        raise accounts.not_found()
    return link, access_call(member, link.room_id)


def open_links(room_id: UUID) -> list[RoomLink]:
    """Return the links into this room that work, in the order in which they were made."""
    rows = RoomLink.objects.filter(room_id=room_id, closed_at=None, until__gt=clock.now())
    return list(rows.select_related("guest"))


def awaited(guest: UUID) -> waiting_room.Awaited | None:
    """Return who lets this guest in; None when he has no link into a call."""
    link = RoomLink.objects.filter(guest=guest).first()
    room = rooms.find_room(link.room_id) if link is not None else None
    if link is None or room is None:
        return None
    over = link.closed_at is not None or link.until <= clock.now() or room.state is rooms.RoomState.ENDED
    full = len(room.live_seats()) >= rooms.MESH_SEATS and not _sits(room, guest)
    return waiting_room.Awaited(_host(link, room), link.until, over=over, full=full)


def staff_in(room: rooms.Room) -> list[UUID]:
    """Return the staff of the room's organisation that sits in it, who came first first."""
    seats = sorted(room.live_seats(), key=lambda seat: (seat.joined_at, seat.id))
    members = accounts.Membership.objects.filter(
        user__in={seat.person for seat in seats},
        organisation_id=room.organisation,
        role__in=policy.STAFF,
        blocked_at=None,
    )
    staff = set(members.values_list("user_id", flat=True))
    return [seat.person for seat in seats if seat.person in staff]


def _host(link: RoomLink, room: rooms.Room) -> UUID:
    """Return who made the link, or, when he has handed the call over, who is there in his place."""
    there = staff_in(room)
    return there[0] if there and link.made_by_id not in there else link.made_by_id


def _sits(room: rooms.Room, guest: UUID) -> bool:
    seat = room.seat_of(guest)
    return seat is not None and seat.live
