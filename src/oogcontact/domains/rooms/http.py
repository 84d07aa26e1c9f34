"""HTTP of the live rooms: what I take part in, leaving, returning, media."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import access, actions, schemas
from oogcontact.domains.rooms.states import Media

router = Router(tags=["rooms"])


class ClientIn(Schema):
    """The tab that sends the command."""

    client: UUID


class MediaIn(Schema):
    """The media with which the call goes on."""

    media: Literal["video"]


@router.get("/live", response=schemas.Live)
def get_live(request: HttpRequest) -> schemas.Live:
    """Return the calls with my seat and the rings to me, for a device that just came online."""
    return access.live(accounts.user_from(request).pk)


@router.post("/rooms/{room_id}/leave", response=schemas.Room)
def leave_room(request: HttpRequest, room_id: UUID, body: ClientIn) -> schemas.Room:
    """End the call for me; twice is once."""
    return schemas.room_of(actions.leave(accounts.user_from(request).pk, room_id, body.client))


@router.post("/rooms/{room_id}/return", response=schemas.Room)
def return_to_room(request: HttpRequest, room_id: UUID, body: ClientIn) -> schemas.Room:
    """Take my seat with this tab: after a reload or a lost connection, or over from another tab (CAL-8)."""
    return schemas.room_of(actions.return_to(accounts.user_from(request).pk, room_id, body.client))


@router.post("/rooms/{room_id}/media", response=schemas.Room)
def switch_media(request: HttpRequest, room_id: UUID, body: MediaIn) -> schemas.Room:
    """Go on with video (CAL-7)."""
    return schemas.room_of(actions.switch_media(accounts.user_from(request).pk, room_id, Media(body.media)))
