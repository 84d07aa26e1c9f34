"""HTTP of telephones in rooms: calling a number into a call, and guests who want to be called."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.room_telephones import actions, call_me
from oogcontact.domains.rooms import api as rooms
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["room telephones"])


class DialIn(Schema):
    """The number to call, and what for."""

    number: str = Field(min_length=1, max_length=40)
    purpose: Literal["add", "transfer", "consult"]


class CallMeIn(Schema):
    """The number at which a guest wants to be called; of no use where his own is known."""

    number: str = Field("", max_length=40)


class CallMeOut(Schema):
    """How a guest's wish to be called stands; `own_number` is the known one, partly hidden, else empty."""

    possible: bool
    own_number: str
    number: str
    state: Literal["", "waiting", "calling", "talking", "over", "busy", "no_answer", "declined", "failed", "withdrawn"]
    tries_left: int


class CanDial(Schema):
    """Whether telephone numbers can be called."""

    possible: bool


@router.get("/telephone-calls", response=CanDial)
def can_dial(request: HttpRequest) -> CanDial:
    """Tell whether my organisation can call telephone numbers."""
    return CanDial(possible=call_me.can_be_called(accounts.membership_from(request).organisation_id))


@router.post("/rooms/{room_id}/dial", response=rooms.RoomShape)
@idempotent
def dial(request: HttpRequest, room_id: UUID, body: DialIn) -> rooms.RoomShape:
    """CAL-9, CAL-10, CAL-11: call a telephone number into the call."""
    caller = accounts.membership_from(request)
    by = accounts.actor_from(request)
    return rooms.room_of(actions.dial(caller, room_id, body.number, rooms.Purpose(body.purpose), by))


@router.get("/guest/call-me", response=CallMeOut, auth=accounts.by_link)
def get_call_me(request: HttpRequest) -> call_me.Wish:
    """WAI-5: return whether I can be called, and how that stands."""
    return call_me.wish_of(accounts.guest_from(request))


@router.post("/guest/call-me", response=CallMeOut, auth=accounts.by_link)
@idempotent
def ask_to_be_called(request: HttpRequest, body: CallMeIn) -> call_me.Wish:
    """WAI-5: have me called on the telephone instead."""
    guest = accounts.guest_from(request)
    call_me.call_me(guest, body.number, Actor(None, request.META.get("REMOTE_ADDR", "")))
    return call_me.wish_of(guest)


@router.post("/guest/call-me/withdraw", response=CallMeOut, auth=accounts.by_link)
def withdraw(request: HttpRequest) -> call_me.Wish:
    """Do not call me after all."""
    guest = accounts.guest_from(request)
    call_me.withdraw(guest)
    return call_me.wish_of(guest)
