"""Fetching buttons and what visitors left, through the eyes of the one who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from oogcontact.domains.accounts.api import Membership, Organisation, Role, not_found
from oogcontact.domains.desk import api as desk
from oogcontact.domains.website_button.models import Button, VisitorMessage


@dataclass(frozen=True)
class Group:
    """A group of agents that can be put behind a button."""

    id: UUID
    name: str


def buttons_of(organisation: Organisation) -> list[Button]:
    """Return all buttons of an organisation with their groups; for administrators."""
    return list(Button.objects.filter(organisation=organisation).prefetch_related("groups"))


def access_button(organisation: Organisation, button_id: UUID) -> Button:
    """Return a button of this organisation; raises Refusal `not_found`."""
    button = Button.objects.filter(organisation=organisation, pk=button_id).first()
    if button is None:
        raise not_found()
    return button


def groups_of(organisation: Organisation) -> list[Group]:
    """Return the groups of an organisation, by name; for administrators."""
    rows = desk.Group.objects.filter(organisation=organisation).order_by("name")
    return [Group(row.pk, row.name) for row in rows]


def access_groups(organisation: Organisation, ids: Iterable[UUID]) -> list[desk.Group]:
    """Return these groups of an organisation; raises Refusal `not_found` when one is not its."""
    wanted = set(ids)
    found = list(desk.Group.objects.filter(organisation=organisation, pk__in=wanted))
    if len(found) != len(wanted):
        raise not_found()
    return found


def messages_of(membership: Membership) -> QuerySet[VisitorMessage]:
    """Return what visitors left for this person's groups, the newest first; all of it for administrators."""
    found = VisitorMessage.objects.filter(button__organisation=membership.organisation_id).select_related(
        "button", "handled_by"
    )
    if membership.role == Role.ADMINISTRATOR:
        return found
    if membership.role == Role.CLIENT:
        return found.none()
    mine = desk.Group.objects.filter(members=membership.user_id).values("pk")
    return found.filter(pk__in=VisitorMessage.objects.filter(button__groups__in=mine).values("pk"))


def access_message(membership: Membership, message_id: UUID) -> VisitorMessage:
    """Return what a visitor left for this person's groups; raises Refusal `not_found`."""
    message = messages_of(membership).filter(pk=message_id).first()
    if message is None:
        raise not_found()
    return message


def planners_of(button: Button) -> list[UUID]:
    """Return the user ids of the agents behind a button with whom visitors plan appointments."""
    members = desk.Group.objects.filter(pk__in=button.groups.values("pk")).values("members")
    staff = Membership.objects.filter(organisation=button.organisation_id, blocked_at=None, user__is_active=True)
    return list(staff.exclude(role=Role.CLIENT).filter(user_id__in=members).values_list("user_id", flat=True))


def readers_of(button: Button) -> list[UUID]:
    """Return the user ids of those who may read what visitors leave through a button."""
    staff = Membership.objects.filter(organisation=button.organisation_id, blocked_at=None).exclude(role=Role.CLIENT)
    members = desk.Group.objects.filter(pk__in=button.groups.values("pk")).values("members")
    administrators = staff.filter(role=Role.ADMINISTRATOR).values_list("user_id", flat=True)
    return list(set(staff.filter(user_id__in=members).values_list("user_id", flat=True)) | set(administrators))


def script_of(button: Button) -> str:
    """Return the one line with which a site carries the button (BTN-1)."""
    return f'<script src="{settings.PUBLIC_URL}/button.js?id={button.public_id}" async></script>'
