"""The shapes of contacts on the wire, as the API's schema declares them (docs/protocol.md)."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

SectionName = Literal["all", "online", "company", "personal", "favourites", "clients"]


class NumberSchema(Schema):
    """A telephone number; `e164` is empty when it can not be dialled from abroad."""

    label: str
    number: str
    e164: str


class PresenceSchema(Schema):
    """What others see of a person's presence."""

    state: Literal["available", "busy", "dnd", "away", "offline"]
    in_call: bool
    text: str
    until: datetime | None


class ContactSchema(Schema):
    """A contact as its owner sees it; without `person_id` there is nobody to call by video."""

    id: uuid.UUID
    section: Literal["company", "personal", "clients"]
    person_id: uuid.UUID | None
    name: str
    photo: str | None
    function: str
    email: str
    numbers: list[NumberSchema]
    note: str
    extension: str
    favourite: bool
    request: Literal["none", "sent", "received", "declined"]
    presence: PresenceSchema | None


class ContactPageSchema(Schema):
    """A part of the list and how many the whole has."""

    items: list[ContactSchema]
    total: int


class NumberIn(Schema):
    """A number as somebody types it."""

    label: str = ""
    number: str


class NewExisting(Schema):
    """Ask the holder of this address."""

    kind: Literal["existing"]
    email: str


class NewInvite(Schema):
    """Invite a new person by mail."""

    kind: Literal["invite"]
    first_name: str
    last_name: str = ""
    email: str
    language: Literal["nl", "en"] = "nl"
    message: str = ""


class NewPlain(Schema):
    """Only details."""

    kind: Literal["plain"]
    name: str
    email: str = ""
    function: str = ""
    numbers: list[NumberIn] = []
    note: str = ""


NewContact = Annotated[NewExisting | NewInvite | NewPlain, Field(discriminator="kind")]


class ContactChanges(Schema):
    """What to change; what is left out stays."""

    name: str | None = None
    email: str | None = None
    function: str | None = None
    numbers: list[NumberIn] | None = None
    note: str | None = None


class Deleted(Schema):
    """Until when a deleted contact can be brought back."""

    restorable_until: datetime


class FavouriteOrder(Schema):
    """The favourites in their order."""

    ids: list[uuid.UUID] = Field(max_length=1000)


class RequestPerson(Schema):
    """The one who asks."""

    id: uuid.UUID
    name: str
    photo: str | None
    function: str
    role: Literal["administrator", "agent", "client"]
    extension: str
    organisation_id: uuid.UUID


class RequestSchema(Schema):
    """A request to become contacts."""

    id: uuid.UUID
    person: RequestPerson
    created_at: datetime
