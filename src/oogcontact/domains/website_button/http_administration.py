"""HTTP of the buttons in the administration (ADM-3)."""

import uuid
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.branding.api import branding_of
from oogcontact.domains.website_button import access, actions
from oogcontact.domains.website_button.models import Button
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["website button"], auth=accounts.signed_in)

StrategyName = Literal["ring_all", "longest_idle"]
PositionName = Literal["right", "left"]
ButtonLanguage = Literal["nl", "en", "auto"]
Clock = Annotated[str, Field(max_length=5)]
OpenDay = Annotated[list[Clock], Field(min_length=2, max_length=2)]
Week = Annotated[list[OpenDay | None], Field(min_length=7, max_length=7)]


class WebsiteButtonOut(Schema):
    """A button; `script` is the line that its sites carry, `hours` seven days from Monday on or null: always."""

    id: uuid.UUID
    public_id: str
    name: str
    groups: list[uuid.UUID]
    strategy: StrategyName
    hours: Week | None
    self_planning: bool
    colour: str
    position: PositionName
    text_nl: str
    text_en: str
    language: ButtonLanguage
    origins: list[str]
    consent_text: str
    active: bool
    script: str


class ButtonGroup(Schema):
    """A group of agents that can be put behind a button."""

    id: uuid.UUID
    name: str


class WebsiteButtons(Schema):
    """The buttons of an organisation, the groups that can be put behind them, and the colour that a new one gets."""

    buttons: list[WebsiteButtonOut]
    groups: list[ButtonGroup]
    colour: str


class ButtonChangesIn(Schema):
    """What to change of a button; what is left out stays."""

    name: str | None = Field(None, max_length=60)
    groups: list[uuid.UUID] | None = Field(None, max_length=100)
    strategy: StrategyName | None = None
    hours: Week | None = None
    self_planning: bool | None = None
    colour: str | None = Field(None, max_length=7)
    position: PositionName | None = None
    text_nl: str | None = Field(None, max_length=40)
    text_en: str | None = Field(None, max_length=40)
    language: ButtonLanguage | None = None
    origins: list[Annotated[str, Field(max_length=300)]] | None = Field(None, max_length=100)
    consent_text: str | None = Field(None, max_length=1000)
    active: bool | None = None


class ButtonIn(ButtonChangesIn):
    """A button to make."""

    name: str = Field(max_length=60)


@router.get("/administration/buttons", response=WebsiteButtons)
def get_buttons(request: HttpRequest) -> WebsiteButtons:
    """ADM-3: the buttons of my organisation."""
    return _all(_organisation(request))


@router.post("/administration/buttons", response=WebsiteButtonOut)
@idempotent
def post_button(request: HttpRequest, body: ButtonIn) -> WebsiteButtonOut:
    """ADM-3: make a button."""
    button = actions.save_button(_organisation(request), None, _given(body), accounts.actor_from(request))
    return _out(button)


@router.patch("/administration/buttons/{button_id}", response=WebsiteButtonOut)
def patch_button(request: HttpRequest, button_id: uuid.UUID, body: ButtonChangesIn) -> WebsiteButtonOut:
    """ADM-3: change a button; pages that carry it follow within a second."""
    button = actions.save_button(_organisation(request), button_id, _given(body), accounts.actor_from(request))
    return _out(button)


@router.delete("/administration/buttons/{button_id}", response=WebsiteButtons)
def delete_button(request: HttpRequest, button_id: uuid.UUID) -> WebsiteButtons:
    """ADM-3: remove a button; answers those that are left."""
    organisation = _organisation(request)
    actions.remove_button(organisation, button_id, accounts.actor_from(request))
    return _all(organisation)


def _given(body: ButtonChangesIn) -> dict[str, object]:
    """Return what was sent; only of the hours is null a value."""
    sent = body.dict(exclude_unset=True)
    return {name: value for name, value in sent.items() if value is not None or name == "hours"}


def _organisation(request: HttpRequest) -> accounts.Organisation:
    return accounts.access_administrator(accounts.membership_from(request).user_id).organisation


def _all(organisation: accounts.Organisation) -> WebsiteButtons:
    return WebsiteButtons(
        buttons=[_out(button) for button in access.buttons_of(organisation)],
        groups=[ButtonGroup(id=group.id, name=group.name) for group in access.groups_of(organisation)],
        colour=branding_of(organisation.pk).chosen_colour,
    )


def _out(button: Button) -> WebsiteButtonOut:
    plain = {name: getattr(button, name) for name in WebsiteButtonOut.model_fields if hasattr(Button, name)}
    return WebsiteButtonOut.model_validate(
        {**plain, "groups": [group.pk for group in button.groups.all()], "script": access.script_of(button)}
    )
