"""HTTP of the live rooms: what I take part in, leaving, returning, media."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import access, actions, schemas
from oogcontact.domains.rooms.values import Media

router = Router(tags=["rooms"])


class ClientIn(Schema):
    """The tab that sends the command."""

    client: UUID


class MediaIn(Schema):
    """The media with which the call goes on."""

    media: Literal["video"]


class SeenIn(Schema):
    """The seat that I see."""

    seat: UUID


@router.get("/live", response=schemas.Live, auth=accounts.participant)
def get_live(request: HttpRequest) -> schemas.Live:
    """Return the calls with my seat and the rings to me, for a device that just came online."""
    return access.live(accounts.participant_from(request))


@router.post("/rooms/{room_id}/leave", response=schemas.Room, auth=accounts.participant)
def leave_room(request: HttpRequest, room_id: UUID, body: ClientIn) -> schemas.Room:
    """End the call for me; twice is once."""
    person = accounts.participant_from(request)
    return access.seen_by(person, actions.leave(person, room_id, body.client))


@router.post("/rooms/{room_id}/return", response=schemas.Room, auth=accounts.participant)
def return_to_room(request: HttpRequest, room_id: UUID, body: ClientIn) -> schemas.Room:
    """Take my seat with this tab: after a reload or a lost connection, or over from another tab (CAL-8)."""
    person = accounts.participant_from(request)
    return access.seen_by(person, actions.return_to(person, room_id, body.client))


@router.post("/rooms/{room_id}/media", response=schemas.Room, auth=accounts.participant)
def switch_media(request: HttpRequest, room_id: UUID, body: MediaIn) -> schemas.Room:
    """Go on with video (CAL-7)."""
    person = accounts.participant_from(request)
    return access.seen_by(person, actions.switch_media(person, room_id, Media(body.media)))


@router.post("/rooms/{room_id}/seen", response=schemas.Room, auth=accounts.participant)
def say_seen(request: HttpRequest, room_id: UUID, body: SeenIn) -> schemas.Room:
    """Say that I see and hear another seat now: who hands over to it may go (CAL-9)."""
    person = accounts.participant_from(request)
    return access.seen_by(person, actions.say_seen(person, room_id, body.seat))
