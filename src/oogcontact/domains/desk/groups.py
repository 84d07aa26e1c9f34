"""Groups of agents, as an administrator makes and changes them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.api import Membership, Organisation, Role, User
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.desk import access, events
from oogcontact.domains.desk.models import Group
from oogcontact.kernel.errors import Category, Refusal

NAME_AT_MOST = 60


def save_group(organisation: Organisation, group_id: UUID | None, values: Mapping[str, object], by: Actor) -> Group:
    """Make a group, or change what `values` names (`name`, `members`); return it.

    Raises Refusal `not_found`, `name_missing`, `name_invalid`, `name_taken`, `member_unknown`.
    """
    with transaction.atomic():
        # One at a time in an organisation, so that no two groups get one name.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        group = access.access_group(organisation, group_id) if group_id else Group(organisation=organisation)
        before = set() if group_id is None else set(group.members.values_list("pk", flat=True))
        if "name" in values or group_id is None:
            group.name = _free_name(group, str(values.get("name", "")))
        group.save()
        after = before
        if "members" in values:
            staff = _staff(organisation, values["members"])
            group.members.set(staff)
            after = {member.pk for member in staff}
        detail = {"fields": sorted(values)}
        record("group.saved", by, organisation=organisation.pk, subject=group.pk, detail=detail)
        events.tell(frozenset(before ^ after))
    return group


def remove_group(organisation: Organisation, group_id: UUID, by: Actor) -> None:
    """Remove a group; its members stay. Raises Refusal `not_found`, `group_in_use`."""
    with transaction.atomic():
        group = access.access_group(organisation, group_id)
        former = frozenset(group.members.values_list("pk", flat=True))
        record("group.removed", by, organisation=organisation.pk, subject=group.pk, detail={"name": group.name})
        try:
            group.delete()
        except ProtectedError as error:
            message = _("This group is still in use. Choose another group there first.")
            raise Refusal("group_in_use", message) from error
        events.tell(former)


def _free_name(group: Group, given: str) -> str:
    name = " ".join(given.split())
    if not name:
        raise Refusal("name_missing", _("Give it a name."), Category.INVALID, "name")
    if len(name) > NAME_AT_MOST or not name.isprintable():
        raise Refusal("name_invalid", _("This can not be the name of a group."), Category.INVALID, "name")
    others = Group.objects.filter(organisation=group.organisation).exclude(pk=group.pk)
    if name.casefold() in {other.casefold() for other in others.values_list("name", flat=True)}:
        raise Refusal("name_taken", _("There is a group with this name already."), param="name")
    return name


def _staff(organisation: Organisation, ids: object) -> list[User]:
    wanted = set(ids) if isinstance(ids, Iterable) else set()
    rows = Membership.objects.filter(organisation=organisation, user_id__in=wanted).exclude(role=Role.CLIENT)
    found = [membership.user for membership in rows.select_related("user")]
    if len(found) != len(wanted):
        message = _("Only staff of your own organisation can be members.")
        raise Refusal("member_unknown", message, Category.INVALID, "members")
    return found
