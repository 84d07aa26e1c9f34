"""HTTP of planning an appointment through a button, for visitors (BTN-4). Public; the ticket vouches for the site."""

import uuid
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Header, Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments.api import ZONE
from oogcontact.domains.website_button import planning, visits

router = Router(tags=["website button"])

LanguageName = Literal["nl", "en"]
ClockTime = Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$")]


class FreeDay(Schema):
    """A day and the times on it at which an appointment can begin, of the clock in Europe/Amsterdam."""

    day: date
    times: list[str]


class FreeHours(Schema):
    """When a visitor can have an appointment, and of how many minutes; `mobile`: a number is reminded by SMS."""

    days: list[FreeDay]
    minutes: int
    mobile: bool


class WishIn(Schema):
    """What a visitor fills in: one of the free hours, and who he is."""

    ticket: str = Field(max_length=600)
    day: date
    time: ClockTime
    name: str = Field(max_length=80)
    email: str = Field(max_length=254)
    mobile: str = Field("", max_length=40)
    text: str = Field("", max_length=1000)
    consent: bool = False
    page: str = Field("", max_length=4000)
    language: LanguageName = "nl"


class WishGranted(Schema):
    """When the appointment is; with whom stands in the mail."""

    day: date
    starts: str
    ends: str


@router.get("/button/{public_id}/free-hours", response=FreeHours, auth=None)
def get_free_hours(
    request: HttpRequest, public_id: str, ticket: Annotated[str, Header(alias="X-Button-Ticket", max_length=600)]
) -> FreeHours:
    """BTN-4: when an appointment can be planned; the ticket comes in a header, which no log of addresses has."""
    found = planning.free_hours(public_id, ticket, accounts.address_of(request))
    return FreeHours(
        days=[FreeDay(day=day, times=times) for day, times in found.items()],
        minutes=planning.LASTS.seconds // 60,
        mobile=planning.texts_remind(visits.access_active(public_id)),
    )


@router.post("/button/{public_id}/appointments", response=WishGranted, auth=None)
def post_appointment(
    request: HttpRequest,
    public_id: str,
    body: WishIn,
    key: Annotated[uuid.UUID | None, Header(alias="Idempotency-Key")] = None,
) -> WishGranted:
    """BTN-4: plan an appointment at one of the free hours, and get it by mail."""
    data = body.dict(exclude={"ticket"})
    wish = planning.Wish(**data, address=accounts.address_of(request), key=key)
    made = planning.plan(public_id, body.ticket, wish)
    starts, ends = made.starts_at.astimezone(ZONE), made.ends_at.astimezone(ZONE)
    return WishGranted(day=starts.date(), starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}")
