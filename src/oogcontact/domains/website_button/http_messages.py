"""HTTP of what visitors left, for agents (BTN-4)."""

import uuid
from datetime import datetime
from typing import Literal, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.telephony.api import shown
from oogcontact.domains.website_button import access, messages
from oogcontact.domains.website_button.models import VisitorMessage

router = Router(tags=["website button"], auth=accounts.signed_in)


class VisitorMessageOut(Schema):
    """What a visitor left; `handled_by` is the name of who has dealt with it."""

    id: uuid.UUID
    kind: Literal["message", "callback"]
    name: str
    text: str
    number: str
    #: The number as people read it.
    shown_number: str
    email: str
    page: str
    button: str
    created_at: datetime
    handled_at: datetime | None
    handled_by: str


class VisitorMessages(Schema):
    """A page of them, the newest first; `open` counts those that nobody has dealt with."""

    items: list[VisitorMessageOut]
    total: int
    open: int


class MessagesQuery(Schema):
    """Which of them."""

    filter: Literal["open", "all"] = "open"
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


class HandledIn(Schema):
    """Whether it has been dealt with."""

    handled: bool


@router.get("/visitor-messages", response=VisitorMessages)
def get_messages(request: HttpRequest, query: Query[MessagesQuery]) -> VisitorMessages:
    """BTN-4: what visitors left for my groups."""
    everything = access.messages_of(accounts.membership_from(request))
    unhandled = everything.filter(handled_at=None)
    chosen = unhandled if query.filter == "open" else everything
    rows = chosen[query.offset : query.offset + query.limit]
    return VisitorMessages(items=[_out(row) for row in rows], total=chosen.count(), open=unhandled.count())


@router.put("/visitor-messages/{message_id}/handled", response=VisitorMessageOut)
def put_handled(request: HttpRequest, message_id: uuid.UUID, body: HandledIn) -> VisitorMessageOut:
    """BTN-4: say that it has been dealt with, or not after all."""
    return _out(messages.set_handled(accounts.membership_from(request), message_id, body.handled))


def _out(message: VisitorMessage) -> VisitorMessageOut:
    return VisitorMessageOut(
        id=message.pk,
        kind=cast(Literal["message", "callback"], message.kind),
        name=message.name,
        text=message.text,
        number=message.number,
        shown_number=shown(message.number, masked=False) if message.number else "",
        email=message.email,
        page=message.page,
        button=message.button.name,
        created_at=message.created_at,
        handled_at=message.handled_at,
        handled_by=message.handled_by.name if message.handled_by else "",
    )
