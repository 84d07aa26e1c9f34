"""HTTP of telephony: trunks and telephone numbers, for administrators (ADM-4)."""

import uuid
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts.api import actor_from, signed_in
from oogcontact.domains.telephony import access, actions, states
from oogcontact.domains.telephony.models import PhoneNumber, Trunk
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["telephony"], auth=signed_in)

WayName = Literal["registration", "peering"]
TransportName = Literal["udp", "tcp", "tls"]
LanguageName = Literal["nl", "en"]
TrunkStateName = Literal["registered", "registering", "ready", "failed", "off"]


class TelephoneState(Schema):
    """Whether calls come in: where we listen, or why not (a sentence)."""

    listening: bool
    address: str
    fault: str


class TrunkOut(Schema):
    """A trunk and how it stands; `fault` is what its provider last answered, empty when all is well."""

    id: uuid.UUID
    name: str
    way: WayName
    host: str
    port: int
    transport: TransportName
    username: str
    has_password: bool
    caller_number: str
    peers: list[str]
    abroad: bool
    most_calls: int
    active: bool
    state: TrunkStateName
    fault: str


class TrunkChangesIn(Schema):
    """What to change of a trunk; what is left out stays."""

    name: str | None = Field(None, max_length=60)
    way: WayName | None = None
    host: str | None = Field(None, max_length=253)
    port: int | None = Field(None, ge=1, le=65_535)
    transport: TransportName | None = None
    username: str | None = Field(None, max_length=100)
    password: str | None = Field(None, max_length=200)
    caller_number: str | None = Field(None, max_length=30)
    peers: list[Annotated[str, Field(max_length=60)]] | None = Field(None, max_length=30)
    abroad: bool | None = None
    most_calls: int | None = Field(None, ge=0, le=1_000)
    active: bool | None = None


class TrunkIn(TrunkChangesIn):
    """A trunk to make."""

    name: str = Field(max_length=60)
    way: WayName
    host: str = Field(max_length=253)


class NumberOut(Schema):
    """A telephone number of ours; `number` is E.164."""

    id: uuid.UUID
    number: str
    short: str | None
    language: LanguageName


class NumberChangesIn(Schema):
    """What to change of a telephone number; what is left out stays, an empty `short` takes it away."""

    number: str | None = Field(None, max_length=30)
    short: str | None = Field(None, max_length=10)
    language: LanguageName | None = None


class PhoneNumberIn(NumberChangesIn):
    """A telephone number to make."""

    number: str = Field(max_length=30)


@router.get("/telephony/state", response=TelephoneState)
def get_state(request: HttpRequest) -> TelephoneState:
    """Whether calls can come in."""
    _organisation(request)
    return TelephoneState.model_validate(states.listening())


@router.get("/telephony/trunks", response=list[TrunkOut])
def get_trunks(request: HttpRequest) -> list[TrunkOut]:
    """The trunks of my organisation, the one that carries outgoing calls first."""
    return [_trunk(one) for one in access.trunks_of(_organisation(request))]


@router.post("/telephony/trunks", response=TrunkOut)
@idempotent
def post_trunk(request: HttpRequest, body: TrunkIn) -> TrunkOut:
    """Make a trunk."""
    return _trunk(actions.save_trunk(_organisation(request), None, _given(body), actor_from(request)))


@router.patch("/telephony/trunks/{trunk_id}", response=TrunkOut)
def patch_trunk(request: HttpRequest, trunk_id: uuid.UUID, body: TrunkChangesIn) -> TrunkOut:
    """Change a trunk."""
    return _trunk(actions.save_trunk(_organisation(request), trunk_id, _given(body), actor_from(request)))


@router.delete("/telephony/trunks/{trunk_id}", response=list[TrunkOut])
def delete_trunk(request: HttpRequest, trunk_id: uuid.UUID) -> list[TrunkOut]:
    """Remove a trunk; answers those that are left."""
    organisation = _organisation(request)
    actions.remove_trunk(organisation, trunk_id, actor_from(request))
    return [_trunk(one) for one in access.trunks_of(organisation)]


@router.get("/telephony/numbers", response=list[NumberOut])
def get_numbers(request: HttpRequest) -> list[PhoneNumber]:
    """The telephone numbers of my organisation."""
    return access.numbers_of(_organisation(request))


@router.post("/telephony/numbers", response=NumberOut)
@idempotent
def post_number(request: HttpRequest, body: PhoneNumberIn) -> NumberOut:
    """Make a telephone number."""
    number = actions.save_number(_organisation(request), None, _given(body), actor_from(request))
    return NumberOut.model_validate(number)


@router.patch("/telephony/numbers/{number_id}", response=NumberOut)
def patch_number(request: HttpRequest, number_id: uuid.UUID, body: NumberChangesIn) -> PhoneNumber:
    """Change a telephone number."""
    return actions.save_number(_organisation(request), number_id, _given(body), actor_from(request))


@router.delete("/telephony/numbers/{number_id}", response=list[NumberOut])
def delete_number(request: HttpRequest, number_id: uuid.UUID) -> list[PhoneNumber]:
    """Remove a telephone number; answers those that are left."""
    organisation = _organisation(request)
    actions.remove_number(organisation, number_id, actor_from(request))
    return access.numbers_of(organisation)


def _organisation(request: HttpRequest) -> accounts.Organisation:
    return accounts.access_administrator(accounts.membership_from(request).user_id).organisation


def _given(body: Schema) -> dict[str, object]:
    return {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}


def _trunk(trunk: Trunk) -> TrunkOut:
    state = states.trunk_state(trunk.pk, active=trunk.active)
    fields = {
        name: getattr(trunk, name) for name in TrunkOut.model_fields if name not in ("has_password", "state", "fault")
    }
    return TrunkOut(**fields, has_password=bool(trunk.password), state=state.name, fault=state.fault)
