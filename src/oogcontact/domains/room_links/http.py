"""HTTP of links into calls: making, seeing, withdrawing them, and letting their guests in (CAL-11)."""

from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.room_links import access, actions
from oogcontact.domains.room_links.models import RoomLink
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.waiting_room import api as waiting_room
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["room links"])

MailState = Literal["none", "queued", "sent", "refused"]
MailReason = Literal["", "away", "server", "no_utf8", "given_up"]


class RoomLinkIn(Schema):
    """For whom the link is, and where to mail it; without an address it is only shown."""

    name: str = Field(max_length=1_000)
    email: str = Field("", max_length=1_000)


class RoomLinkMade(Schema):
    """Which link was made. Its address stands in the list alone, because this answer is kept for repeated commands."""

    id: UUID


class RoomLinkOut(Schema):
    """A link into a call; `arrived_at` is null while its guest is not there."""

    id: UUID
    guest_id: UUID
    name: str
    email: str
    url: str
    until: datetime
    arrived_at: datetime | None
    mail_state: MailState
    mail_reason: MailReason
    mail_said: str


class RoomLinks(Schema):
    """The links into a call that work."""

    links: list[RoomLinkOut]


@router.get("/rooms/{room_id}/links", response=RoomLinks)
def list_room_links(request: HttpRequest, room_id: UUID) -> RoomLinks:
    """Return the links into the call in which I sit."""
    return _links(access.access_call(accounts.membership_from(request), room_id))


@router.post("/rooms/{room_id}/links", response=RoomLinkMade)
@idempotent
def make_room_link(request: HttpRequest, room_id: UUID, body: RoomLinkIn) -> RoomLinkMade:
    """Make a link for somebody into the call in which I sit, and mail it if he has an address."""
    member = accounts.membership_from(request)
    return RoomLinkMade(id=actions.make(member, room_id, body.name, body.email, accounts.actor_from(request)).pk)


@router.post("/room-links/{link_id}/let-in", response=rooms.RoomShape)
@idempotent
def let_in(request: HttpRequest, link_id: UUID) -> rooms.RoomShape:
    """Let the guest of a link into the call."""
    return rooms.room_of(actions.let_in(accounts.membership_from(request), link_id))


@router.post("/room-links/{link_id}/withdraw", response=RoomLinks)
def withdraw_room_link(request: HttpRequest, link_id: UUID) -> RoomLinks:
    """Withdraw a link; who came by it leaves the call."""
    return _links(actions.withdraw(accounts.membership_from(request), link_id, accounts.actor_from(request)))


def _links(room: rooms.Room) -> RoomLinks:
    links = access.open_links(room.id)
    there = waiting_room.arrivals(link.guest_id for link in links)
    return RoomLinks(links=[_link(link, there.get(link.guest_id)) for link in links])


def _link(link: RoomLink, arrived_at: datetime | None) -> RoomLinkOut:
    return RoomLinkOut(
        id=link.pk,
        guest_id=link.guest_id,
        name=link.name,
        email=link.email,
        url=accounts.link_of(link.guest),
        until=link.until,
        arrived_at=arrived_at,
        mail_state=cast(MailState, link.mail_state),
        mail_reason=cast(MailReason, link.mail_reason),
        mail_said=link.mail_said,
    )
