"""HTTP of the groups of agents, for administrators."""

import uuid

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts.api import actor_from, signed_in
from oogcontact.domains.desk import access, groups
from oogcontact.domains.desk.models import Group
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["desk"], auth=signed_in)


class GroupOut(Schema):
    """Agents who take visitors together."""

    id: uuid.UUID
    name: str
    members: list[accounts.Person]


class GroupChangesIn(Schema):
    """What to change of a group; what is left out stays. `members` are ids of people."""

    name: str | None = Field(None, max_length=200)
    members: list[uuid.UUID] | None = Field(None, max_length=1_000)


class GroupIn(GroupChangesIn):
    """A group to make."""

    name: str = Field(max_length=200)


@router.get("/administration/groups", response=list[GroupOut])
def get_groups(request: HttpRequest) -> list[GroupOut]:
    """The groups of my organisation, by name."""
    return [_out(group) for group in access.groups_of(_organisation(request).pk)]


@router.post("/administration/groups", response=GroupOut)
@idempotent
def post_group(request: HttpRequest, body: GroupIn) -> GroupOut:
    """Make a group."""
    return _out(groups.save_group(_organisation(request), None, _given(body), actor_from(request)))


@router.patch("/administration/groups/{group_id}", response=GroupOut)
def patch_group(request: HttpRequest, group_id: uuid.UUID, body: GroupChangesIn) -> GroupOut:
    """Give a group another name or other members."""
    return _out(groups.save_group(_organisation(request), group_id, _given(body), actor_from(request)))


@router.delete("/administration/groups/{group_id}", response=list[GroupOut])
def delete_group(request: HttpRequest, group_id: uuid.UUID) -> list[GroupOut]:
    """Remove a group; answers those that are left."""
    organisation = _organisation(request)
    groups.remove_group(organisation, group_id, actor_from(request))
    return [_out(group) for group in access.groups_of(organisation.pk)]


def _organisation(request: HttpRequest) -> accounts.Organisation:
    return accounts.access_administrator(accounts.membership_from(request).user_id).organisation


def _given(body: Schema) -> dict[str, object]:
    return {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}


def _out(group: Group) -> GroupOut:
    people = accounts.people(access.members(group))
    return GroupOut(id=group.pk, name=group.name, members=sorted(people.values(), key=lambda one: one.name.casefold()))
