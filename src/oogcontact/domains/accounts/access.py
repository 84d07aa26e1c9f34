"""Fetching people and organisations, through the eyes of the one who asks."""

import hmac
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.models import Guest, Membership, Organisation, Role, User
from oogcontact.domains.accounts.policy import RolePolicy
from oogcontact.infra.rows import Columns
from oogcontact.kernel.errors import Category, Refusal

_MEMBERSHIP, _USER, _ORGANISATION = Columns(Membership, "m"), Columns(User, "u"), Columns(Organisation, "o")


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


def seen_by_guest(person: Person) -> Person:
    """Return what a guest sees of somebody: no extension, and the photo by an address that works without a sign-in."""
    photo = f"{person.photo}?pass={photo_pass(person.photo.split('/')[-2])}" if person.photo else None
    return replace(person, extension="", photo=photo)


def photo_pass(token: str) -> str:
    """Return what opens the photo with this token to who is not signed in."""
    return hmac.new(settings.SECRET_KEY.encode(), b"photo " + token.encode(), "sha256").hexdigest()[:32]


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
    """Return the people and guests with these user ids, in their first organisation; unknown ids are left out."""
    wanted = set(ids)
    rows = Membership.objects.filter(user_id__in=wanted).select_related("user").order_by("-created_at")
    found = {row.user_id: person_of(row) for row in rows}
    if wanted - found.keys():
        guests = Guest.objects.filter(pk__in=wanted - found.keys()).select_related("user")
        found |= {guest.pk: person_of_guest(guest) for guest in guests}
    return found


def person_of_guest(guest: Guest) -> Person:
    """Return what others see of a guest, whose user has been fetched with him."""
    return Person(guest.pk, guest.user.name, None, "", "guest", "", guest.organisation_id)


def membership_of(user_id: uuid.UUID) -> Membership:
    """Return the membership through which this user works; raises Membership.DoesNotExist."""
    membership = find_membership(user_id)
    if membership is None:
        raise Membership.DoesNotExist
    return membership


def find_membership(user_id: uuid.UUID | str) -> Membership | None:
    """As `membership_of`, but None where that raises; written out, because every request does it."""
    param = User._meta.pk.get_db_prep_value(user_id, connection)
    statement = (
        f"SELECT {_MEMBERSHIP.sql}, {_USER.sql}, {_ORGANISATION.sql} FROM accounts_membership m "  # noqa: S608
        "JOIN accounts_user u ON u.id = m.user_id JOIN accounts_organisation o ON o.id = m.organisation_id "
        "WHERE m.user_id = %s AND m.blocked_at IS NULL ORDER BY m.created_at LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [param])
        row = cursor.fetchone()
    if row is None:
        return None
    user_at, organisation_at = len(_MEMBERSHIP), len(_MEMBERSHIP) + len(_USER)
    membership = _MEMBERSHIP.instance(row[:user_at])
    membership.user = _USER.instance(row[user_at:organisation_at])
    membership.organisation = _ORGANISATION.instance(row[organisation_at:])
    return membership


def organisation_of(user_id: uuid.UUID) -> Organisation:
    """Return the organisation in which this user works; raises Membership.DoesNotExist."""
    return membership_of(user_id).organisation


def organisations_of(user_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Return the ids of all organisations to which this user belongs, blocked or not."""
    return tuple(Membership.objects.filter(user_id=user_id).values_list("organisation_id", flat=True))


def colleagues_of(user_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the user ids of the staff of this user's organisation if he is staff himself, without him."""
    membership = membership_of(user_id)
    if membership.role == Role.CLIENT:
        return []
    staff = Membership.objects.filter(organisation=membership.organisation, blocked_at=None, user__is_active=True)
    return list(staff.exclude(role=Role.CLIENT).exclude(user_id=user_id).values_list("user_id", flat=True))


def role_policy(membership: Membership) -> RolePolicy:
    """Return what the organisation asks of this membership's role; the organisation must have been fetched with it."""
    organisation = membership.organisation
    if membership.role == Role.CLIENT:
        return RolePolicy(
            organisation.strict_password_clients,
            organisation.two_factor_clients,
            timedelta(days=organisation.idle_days_clients),
        )
    two_factor = organisation.two_factor_agents or (
        membership.role == Role.ADMINISTRATOR and organisation.two_factor_administrators
    )
    return RolePolicy(organisation.strict_password_agents, two_factor, timedelta(hours=organisation.idle_hours_agents))


def access_administrator(user_id: uuid.UUID) -> Membership:
    """Return the membership of an administrator; others get `not_found`, as if there were nothing to administer."""
    try:
        membership = membership_of(user_id)
    except Membership.DoesNotExist:
        raise not_found() from None
    if membership.role != Role.ADMINISTRATOR:
        raise not_found()
    return membership


def access_member(organisation: Organisation, user_id: uuid.UUID) -> Membership:
    """Return a person of this organisation, blocked or not; raises Refusal `not_found` for anybody else."""
    rows = Membership.objects.filter(organisation=organisation, user_id=user_id)
    membership = rows.select_related("organisation", "user").first()
    if membership is None:
        raise not_found()
    return membership


def user_by_email(email: str) -> User | None:
    """Return the user with this e-mail address, whatever its case."""
    return User.objects.filter(email=email.strip().lower()).first()


def not_found() -> Refusal:
    """Return the refusal for what does not exist or is not this person's."""
    return Refusal("not_found", _("This does not exist or is not yours."), Category.NOT_FOUND)


#: The people of the demo organisation, whose addresses no real mail server serves (RFC 2606).
DEMO_ADDRESSES = [f"{name}@voorbeeld.test" for name in ("anna", "bram", "carla", "dirk", "els")]


def demo_memberships() -> list[Membership]:
    """Return the people with the demo password, who are the ones that the demonstration brought with it."""
    rows = Membership.objects.filter(user__email__in=DEMO_ADDRESSES, blocked_at=None, user__is_active=True)
    return list(rows.select_related("user").order_by("user__email"))
