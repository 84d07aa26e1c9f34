"""What one may read of the desk: one's own slider, who is available, and the groups of an organisation."""

from collections.abc import Iterable
from uuid import UUID

from oogcontact.domains.accounts.api import Membership, Organisation, Role, not_found
from oogcontact.domains.desk.models import Availability, Group
from oogcontact.domains.presence import api as presence
from oogcontact.domains.rooms import api as rooms
from oogcontact.kernel import clock


def access_staff(membership: Membership) -> Membership:
    """Return the membership of an agent or administrator; a client gets `not_found`: he has no desk."""
    if membership.role == Role.CLIENT:
        raise not_found()
    return membership


def slider_of(person: UUID) -> Availability | None:
    """Return this agent's slider; None if he has never touched it."""
    return Availability.objects.filter(person_id=person).first()


def available(organisation_id: UUID, people: Iterable[UUID]) -> list[UUID]:
    """Return those of `people` who take visitors of this organisation now, who has been idle for longest first.

    Their slider is on, a device of theirs is there, they are in no call and may be rung; blocked people, and those who
    are staff of this organisation no longer, are left out.
    """
    rows = Availability.objects.filter(
        organisation_id=organisation_id,
        person_id__in=set(people),
        since__isnull=False,
        person__is_active=True,
        person__memberships__organisation_id=organisation_id,
        person__memberships__blocked_at=None,
        person__memberships__role__in=[Role.ADMINISTRATOR, Role.AGENT],
    ).exclude(off_at__lte=clock.now())
    on = list(rows.order_by("idle_since", "person_id").values_list("person_id", flat=True))
    if not on:
        return []
    free = presence.here(on) - rooms.engaged(on) - presence.silent(on)
    return [person for person in on if person in free]


def groups_of(organisation_id: UUID) -> list[Group]:
    """Return the groups of an organisation, by name."""
    groups = Group.objects.filter(organisation_id=organisation_id).prefetch_related("members")
    return sorted(groups, key=lambda group: group.name.casefold())


def access_group(organisation: Organisation, group_id: UUID) -> Group:
    """Return a group of this organisation; raises Refusal `not_found`."""
    group = Group.objects.filter(organisation=organisation, pk=group_id).first()
    if group is None:
        raise not_found()
    return group


def members(group: Group) -> list[UUID]:
    """Return the members of a group who are still staff of its organisation, blocked ones left out."""
    named = [member.pk for member in group.members.all()]
    staff = Membership.objects.filter(organisation_id=group.organisation_id, user_id__in=named, blocked_at=None)
    return list(staff.exclude(role=Role.CLIENT).order_by("user_id").values_list("user_id", flat=True))
