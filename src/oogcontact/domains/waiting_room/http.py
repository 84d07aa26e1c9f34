"""HTTP of the waiting room: the guest's page, and the agent's list of who waits."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.waiting_room import access, actions, schemas
from oogcontact.domains.waiting_room.policy import MESSAGE_AT_MOST
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["waiting room"])


class PlaceIn(Schema):
    """The tab in which the guest goes on."""

    client: UUID


class WaitingMessageIn(Schema):
    """A short message."""

    text: str = Field(max_length=MESSAGE_AT_MOST)


class AnswerIn(WaitingMessageIn):
    """A short message to one of the guests."""

    guest_id: UUID


class StartIn(Schema):
    """The tab in which the agent talks."""

    client: UUID


@router.get("/guest", response=schemas.GuestPage, auth=accounts.by_early_link)
def get_guest(request: HttpRequest) -> schemas.GuestPage:
    """Return what my page shows; also before my link works."""
    return access.guest_page(_guest(request))


@router.post("/guest/here", response=schemas.GuestPage, auth=accounts.by_link)
def go_on_here(request: HttpRequest, body: PlaceIn) -> schemas.GuestPage:
    """WAI-4: go on in this tab, and not in the one that holds my place."""
    guest = _guest(request)
    actions.take_place(guest.pk, body.client)
    return access.guest_page(guest)


@router.post("/guest/report", response=schemas.GuestPage, auth=accounts.by_early_link)
def send_report(request: HttpRequest, body: schemas.DeviceReport) -> schemas.GuestPage:
    """WAI-6: say what my device found out about itself."""
    guest = _guest(request)
    actions.report(guest.pk, body)
    return access.guest_page(guest)


@router.post("/guest/message", response=schemas.GuestPage, auth=accounts.by_link)
@idempotent
def send_message(request: HttpRequest, body: WaitingMessageIn) -> schemas.GuestPage:
    """WAI-1: write to the agent while I wait."""
    guest = _guest(request)
    actions.say(guest.pk, body.text)
    return access.guest_page(guest)


@router.get("/waiting-room", response=schemas.WaitingRoom)
def get_waiting_room(request: HttpRequest) -> schemas.WaitingRoom:
    """WAI-2: today's appointments, and who is there."""
    return access.waiting_room(accounts.user_from(request).pk)


@router.post("/appointments/{appointment_id}/start", response=rooms.RoomShape)
@idempotent
def start_appointment(request: HttpRequest, appointment_id: UUID, body: StartIn) -> rooms.RoomShape:
    """WAI-3: call in who waits for this appointment."""
    return rooms.room_of(actions.start(accounts.user_from(request).pk, appointment_id, body.client))


@router.post("/appointments/{appointment_id}/message", response=schemas.WaitingRoom)
@idempotent
def answer_guest(request: HttpRequest, appointment_id: UUID, body: AnswerIn) -> schemas.WaitingRoom:
    """Write to a guest who waits."""
    agent = accounts.user_from(request).pk
    actions.answer(agent, appointment_id, body.guest_id, body.text)
    return access.waiting_room(agent)


def _guest(request: HttpRequest) -> accounts.Guest:
    return cast(accounts.Guest, request.auth)  # type: ignore[attr-defined]
