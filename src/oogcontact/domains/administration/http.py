"""HTTP of administration: the people and policies of one's own organisation; for administrators only."""

import uuid
from datetime import datetime
from typing import Annotated, Literal, cast

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts.api import actor_from, signed_in
from oogcontact.domains.administration import actions
from oogcontact.domains.administration.policy import IDLE_DAYS, IDLE_HOURS, KEEP_DAYS, REMINDER_HOURS, RING_SECONDS
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["administration"], auth=signed_in)

RoleName = Literal["administrator", "agent", "client"]
KeepDays = Annotated[int | None, Field(ge=KEEP_DAYS[0], le=KEEP_DAYS[1])]
PersonState = Literal["invited", "active", "expired", "blocked", "withdrawn"]


class ListedPerson(Schema):
    """A person as an administrator sees him."""

    id: uuid.UUID
    name: str
    email: str
    role: RoleName
    function: str
    extension: str
    state: PersonState
    two_factor: bool
    last_seen_at: datetime | None


class PersonIn(Schema):
    """A person to add."""

    first_name: str = Field(max_length=200)
    last_name: str = Field(max_length=200)
    email: str = Field(max_length=300)
    role: RoleName
    function: str = Field("", max_length=200)
    extension: str = Field("", max_length=20)
    language: Literal["nl", "en"] = "nl"


class PersonChangesIn(Schema):
    """What to change of a person; what is left out stays."""

    role: RoleName | None = None
    function: str | None = Field(None, max_length=200)
    extension: str | None = Field(None, max_length=20)
    blocked: bool | None = None


class Policies(Schema):
    """ADM-5."""

    ring_seconds: int
    countdown: bool
    strict_password_agents: bool
    strict_password_clients: bool
    two_factor_administrators: bool
    two_factor_agents: bool
    two_factor_clients: bool
    idle_hours_agents: int
    idle_days_clients: int
    mask_numbers: bool
    reminder_hours: int
    keep_appointments_days: int
    keep_calls_days: int
    keep_visits_days: int
    keep_visitor_messages_days: int
    keep_waiting_messages_days: int


class PoliciesIn(Schema):
    """The policies to change; what is left out stays."""

    ring_seconds: int | None = Field(None, ge=RING_SECONDS[0], le=RING_SECONDS[1])
    countdown: bool | None = None
    strict_password_agents: bool | None = None
    strict_password_clients: bool | None = None
    two_factor_administrators: bool | None = None
    two_factor_agents: bool | None = None
    two_factor_clients: bool | None = None
    idle_hours_agents: int | None = Field(None, ge=IDLE_HOURS[0], le=IDLE_HOURS[1])
    idle_days_clients: int | None = Field(None, ge=IDLE_DAYS[0], le=IDLE_DAYS[1])
    mask_numbers: bool | None = None
    reminder_hours: int | None = Field(None, ge=REMINDER_HOURS[0], le=REMINDER_HOURS[1])
    keep_appointments_days: KeepDays = None
    keep_calls_days: KeepDays = None
    keep_visits_days: KeepDays = None
    keep_visitor_messages_days: KeepDays = None
    keep_waiting_messages_days: KeepDays = None


@router.get("/administration/people", response=list[ListedPerson])
def get_people(request: HttpRequest, q: str = "") -> list[ListedPerson]:
    """ADM-1: the people of my organisation, by name; `q` searches names and addresses."""
    return [_out(person) for person in accounts.list_people(_organisation(request), q)]


@router.post("/administration/people", response=ListedPerson)
@idempotent
def post_person(request: HttpRequest, body: PersonIn) -> ListedPerson:
    """ACC-2: add a person, who gets an activation mail."""
    organisation = _organisation(request)
    data = {**body.dict(), "role": accounts.Role(body.role)}
    membership = accounts.add_person(organisation, actor_from(request), **data)
    return _one(organisation, membership.user_id)


@router.patch("/administration/people/{person_id}", response=ListedPerson)
def patch_person(request: HttpRequest, person_id: uuid.UUID, body: PersonChangesIn) -> ListedPerson:
    """ADM-1: change a person's role, function or extension; block or unblock him."""
    organisation = _organisation(request)
    changes = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    accounts.change_person(organisation, person_id, cast(accounts.PersonChanges, changes), actor_from(request))
    return _one(organisation, person_id)


@router.post("/administration/people/{person_id}/resend", response=ListedPerson)
def post_resend(request: HttpRequest, person_id: uuid.UUID) -> ListedPerson:
    """ADM-1: mail a fresh activation link."""
    organisation = _organisation(request)
    accounts.resend_activation(organisation, person_id, actor_from(request))
    return _one(organisation, person_id)


@router.post("/administration/people/{person_id}/withdraw", response=ListedPerson)
def post_withdraw(request: HttpRequest, person_id: uuid.UUID) -> ListedPerson:
    """ACC-2: withdraw an invitation."""
    organisation = _organisation(request)
    accounts.withdraw_activation(organisation, person_id, actor_from(request))
    return _one(organisation, person_id)


@router.post("/administration/people/{person_id}/reset-two-factor", response=ListedPerson)
def post_reset_two_factor(request: HttpRequest, person_id: uuid.UUID) -> ListedPerson:
    """ACC-8: take away a person's second factor."""
    organisation = _organisation(request)
    accounts.reset_two_factor(organisation, person_id, actor_from(request))
    return _one(organisation, person_id)


@router.get("/administration/policies", response=Policies)
def get_policies(request: HttpRequest) -> Policies:
    """ADM-5: the policies of my organisation."""
    return Policies.model_validate(_organisation(request))


@router.patch("/administration/policies", response=Policies)
def patch_policies(request: HttpRequest, body: PoliciesIn) -> Policies:
    """ADM-5: change policies."""
    changes = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    return Policies.model_validate(actions.change_policies(_organisation(request), changes, actor_from(request)))


def _organisation(request: HttpRequest) -> accounts.Organisation:
    return accounts.access_administrator(accounts.membership_from(request).user_id).organisation


def _one(organisation: accounts.Organisation, user_id: uuid.UUID) -> ListedPerson:
    return _out(accounts.list_people(organisation, only=user_id)[0])


def _out(person: accounts.ListedPerson) -> ListedPerson:
    return ListedPerson(
        id=person.id,
        name=person.name,
        email=person.email,
        role=cast(RoleName, person.role),
        function=person.function,
        extension=person.extension,
        state=person.state.value,
        two_factor=person.two_factor,
        last_seen_at=person.last_seen_at,
    )
