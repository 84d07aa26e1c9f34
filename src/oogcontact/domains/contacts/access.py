"""Who sees whom: the one place that decides it for the contacts, and fetches rows through the eyes of who asks."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.api import Membership, Role, User, colleagues_of, membership_of
from oogcontact.domains.contacts.models import Card, Contact, ContactRequest
from oogcontact.domains.contacts.states import RequestState, Tie
from oogcontact.kernel.errors import Category, Refusal


@dataclass(frozen=True)
class Viewer:
    """The one who asks: user id, the organisation through which he works, and whether he is staff there."""

    id: uuid.UUID
    organisation: uuid.UUID
    staff: bool


def viewer_from(membership: Membership) -> Viewer:
    """Return the viewer of a membership."""
    return Viewer(membership.user_id, membership.organisation_id, membership.role != Role.CLIENT)


def viewer_of(user_id: uuid.UUID) -> Viewer | None:
    """Return the viewer of a user, None when he belongs to no organisation any more."""
    try:
        return viewer_from(membership_of(user_id))
    except Membership.DoesNotExist:
        return None


def not_found() -> Refusal:
    """Return the refusal for what does not exist or is another's."""
    return Refusal("not_found", _("This contact does not exist or is not yours."), Category.NOT_FOUND)


def access_contact(viewer: Viewer, contact_id: uuid.UUID, *, deleted: bool = False) -> Contact:
    """Return the viewer's own row with this id or for the person with this id, locked; raises Refusal `not_found`.

    `deleted` fetches a row that can be restored instead of a living one. Inside a transaction.
    """
    contact = find_contact(viewer, contact_id, deleted=deleted)
    if contact is None:
        raise not_found()
    return contact


def find_contact(viewer: Viewer, contact_id: uuid.UUID, *, deleted: bool = False) -> Contact | None:
    """As `access_contact`, but None where that refuses."""
    rows = Contact.objects.select_for_update(of=("self",)).filter(
        owner_id=viewer.id, restorable_until__isnull=not deleted
    )
    found = rows.filter(pk=contact_id).first()
    if found is None:
        # An unanswered request does not tell whose address it is.
        found = rows.filter(person_id=contact_id).exclude(tie=Tie.SENT.value).first()
    return found


def access_colleague(viewer: Viewer, person_id: uuid.UUID) -> Card:
    """Return the card of a colleague in the company directory; raises Refusal `not_found`."""
    card = Card.objects.filter(organisation_id=viewer.organisation, listed=True, person_id=person_id).first()
    if card is None or not viewer.staff or person_id == viewer.id:
        raise not_found()
    return card


def access_request(user: User, request_id: uuid.UUID) -> ContactRequest:
    """Return a request that waits for this user, locked; raises Refusal `not_found`."""
    rows = ContactRequest.objects.select_for_update().filter(email=user.email.lower())
    request = rows.filter(pk=request_id).exclude(state=RequestState.WITHDRAWN.value).first()
    if request is None:
        raise Refusal("not_found", _("This request does not exist, or not any more."), Category.NOT_FOUND)
    return request


def requests_for(user: User) -> list[ContactRequest]:
    """Return the requests that wait for this user's answer, the newest first."""
    rows = ContactRequest.objects.filter(email=user.email.lower(), state=RequestState.PENDING.value)
    return list(rows.filter(asker__is_active=True).order_by("-created_at"))


def linked(one: uuid.UUID, other: uuid.UUID) -> bool:
    """Tell whether two people have each other as a contact, by request or invitation."""
    return Contact.objects.filter(owner_id=one, person_id=other, tie=Tie.LINKED.value).exists()


def are_colleagues(one: uuid.UUID, other: uuid.UUID) -> bool:
    """Tell whether two people are active staff of the same organisation."""
    homes = Card.objects.filter(person_id=one, listed=True).values("organisation_id")
    return Card.objects.filter(person_id=other, listed=True, organisation_id__in=homes).exists()


def may_see(viewer_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Tell whether one person may see the presence of another and call him: colleagues, and linked contacts."""
    if viewer_id == person_id:
        return True
    active = Card.objects.filter(person_id=person_id, active=True).exists()
    return active and (are_colleagues(viewer_id, person_id) or linked(viewer_id, person_id))


def watchers_of(person_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the users who show this person: his colleagues, and those who have him as a linked contact."""
    rows = Contact.objects.filter(person_id=person_id, tie=Tie.LINKED.value).values_list("owner_id", flat=True)
    try:
        colleagues: Iterable[uuid.UUID] = colleagues_of(person_id)
    except Membership.DoesNotExist:
        colleagues = []
    return {*rows, *colleagues}


def visible_people(viewer: Viewer) -> set[uuid.UUID]:
    """Return the users whose presence this viewer may see."""
    rows = Contact.objects.filter(owner_id=viewer.id, tie=Tie.LINKED.value, card__active=True)
    people = set(rows.values_list("person_id", flat=True))
    if viewer.staff:
        cards = Card.objects.filter(organisation_id=viewer.organisation, listed=True)
        people |= set(cards.values_list("person_id", flat=True))
    return {person for person in people if person is not None and person != viewer.id}


def name_for(viewer_id: uuid.UUID, person_id: uuid.UUID) -> str:
    """Return the name under which the viewer knows a person, empty when he may not know him."""
    if not may_see(viewer_id, person_id):
        return ""
    card = Card.objects.filter(person_id=person_id, active=True).order_by("joined_at").first()
    return card.name if card else ""


def lock_list(owner_id: uuid.UUID) -> None:
    """Let the commands that change this user's list wait for each other, until the transaction ends."""
    assert transaction.get_connection().in_atomic_block  # noqa: S101  # a lock outside one would lock nothing
    User.objects.select_for_update(no_key=True).only("pk").get(pk=owner_id)
