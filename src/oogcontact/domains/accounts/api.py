"""The face of accounts towards the other domains."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.conf import settings

from oogcontact.domains.accounts.models import Membership, Organisation, Role, User

__all__ = ["Membership", "Organisation", "Person", "Role", "User", "colleagues_of", "organisation_of", "people"]


@dataclass(frozen=True)
class Person:
    """What others see of a person (docs/protocol.md); `photo` is a path below the site's root or None."""

    id: uuid.UUID
    name: str
    photo: str | None
    function: str
    role: str
    extension: str
    organisation_id: uuid.UUID

    def as_data(self) -> dict[str, object]:
        """Return the person as JSON-able data."""
        return {**asdict(self), "id": str(self.id), "organisation_id": str(self.organisation_id)}


def photo_url(token: str) -> str | None:
    """Return the address of the photo with this token in 256 pixels, or None without one."""
    return f"{settings.MEDIA_URL}photos/{token}/256.webp" if token else None


def person_of(membership: Membership) -> Person:
    """Return the person of a membership whose user has been fetched with it."""
    user = membership.user
    return Person(
        user.pk,
        user.name,
        photo_url(user.photo),
        membership.function,
        membership.role,
        membership.extension,
        membership.organisation_id,
    )


def people(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return the people with these user ids, in their first organisation; unknown ids are left out."""
    rows = Membership.objects.filter(user_id__in=set(ids)).select_related("user").order_by("-created_at")
    return {row.user_id: person_of(row) for row in rows}


def membership_of(user_id: uuid.UUID) -> Membership:
    """Return the membership through which this user works; raises Membership.DoesNotExist."""
    rows = Membership.objects.filter(user_id=user_id, blocked_at=None).select_related("organisation", "user")
    membership = rows.order_by("created_at").first()
    if membership is None:
        raise Membership.DoesNotExist
    return membership


def organisation_of(user_id: uuid.UUID) -> Organisation:
    """Return the organisation in which this user works; raises Membership.DoesNotExist."""
    return membership_of(user_id).organisation


def colleagues_of(user_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the user ids of the staff of this user's organisation if he is staff himself, without him."""
    membership = membership_of(user_id)
    if membership.role == Role.CLIENT:
        return []
    staff = Membership.objects.filter(organisation=membership.organisation, blocked_at=None, user__is_active=True)
    return list(staff.exclude(role=Role.CLIENT).exclude(user_id=user_id).values_list("user_id", flat=True))
