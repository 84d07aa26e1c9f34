"""Keeping the cards, and the contacts that show them, the same as accounts: the only writer of both copies."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from oogcontact.domains.accounts.api import Membership, PersonChanged, Role
from oogcontact.domains.contacts import policy
from oogcontact.domains.contacts.access import Viewer, viewer_of, watchers_of
from oogcontact.domains.contacts.models import Card, Contact, Section
from oogcontact.domains.contacts.states import Tie
from oogcontact.infra import events

_SHOWN = ("staff", "active", "listed", "name", "sort_name", "function", "email", "extension", "photo", "numbers")
_WRITTEN = [*_SHOWN, "search", "joined_at"]
_BATCH = 500


def person_changed(event: PersonChanged) -> None:
    """Take over what accounts tells, and let those who show this person fetch anew; inside its transaction."""
    with transaction.atomic():
        if renew([event.person]):
            events.emit(watchers_of(event.person), "contact.changed", {"contact_id": None}, durable=False)


def renew_all() -> int:
    """Write the cards of everybody anew, for data that was not made through accounts; return how many changed."""
    ids = list(Membership.objects.values_list("user_id", flat=True).distinct())
    return sum(renew(ids[start : start + _BATCH]) for start in range(0, len(ids), _BATCH))


def renew(people: Iterable[uuid.UUID]) -> int:
    """Write the cards of these people, and what contacts copy of them; return how many cards changed."""
    ids = list(people)
    with transaction.atomic():
        memberships = Membership.objects.filter(user_id__in=ids).select_related("user")
        kept = {(card.person_id, card.organisation_id): card for card in Card.objects.filter(person_id__in=ids)}
        fresh = [_card_of(membership) for membership in memberships]
        changed = [card for card in fresh if _differs(card, kept.get((card.person_id, card.organisation_id)))]
        Card.objects.bulk_create(
            changed,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["person", "organisation"],
            update_fields=_WRITTEN,
        )
        gone = set(kept) - {(card.person_id, card.organisation_id) for card in fresh}
        for person, organisation in gone:
            Card.objects.filter(person_id=person, organisation_id=organisation).delete()
        touched = {card.person_id for card in changed} | {person for person, _ in gone}
        _renew_contacts(touched)
    return len(changed) + len(gone)


def place(contact: Contact, viewer: Viewer) -> None:
    """Fill in what a contact copies: its card, its section, its sort name and its search text; not saved."""
    card = _best_card(contact.person_id, viewer) if contact.person_id else None
    # Who was asked but has not answered shows nothing but what the owner wrote.
    contact.card = card if Tie(contact.tie) in (Tie.LINKED, Tie.COLLEAGUE, Tie.ENDED) else None
    contact.section = section_of(contact, viewer)
    shown = contact.card
    contact.sort_name = shown.sort_name if shown else policy.fold(contact.name)[:240]
    contact.search = shown.search if shown else own_search(contact)


def own_search(contact: Contact) -> str:
    """Return the search text of the details that the owner wrote himself."""
    numbers = [number["number"] for number in contact.numbers]
    return policy.search_text([contact.name, contact.function, contact.email], numbers)


def section_of(contact: Contact, viewer: Viewer) -> Section:
    """Return where a contact stands on the list of `viewer`: his colleagues, his clients, or his own people."""
    card = contact.card
    if viewer.staff and contact.invitation_id and card is None:
        return Section.CLIENTS
    if not viewer.staff or card is None or card.organisation_id != viewer.organisation:
        return Section.PERSONAL
    return Section.COMPANY if card.staff else Section.CLIENTS


def _card_of(membership: Membership) -> Card:
    user = membership.user
    staff = membership.role != Role.CLIENT
    active = membership.blocked_at is None and user.is_active
    numbers = [policy.number_of(str(each.get("label", "")), str(each["number"])) for each in user.phone_numbers]
    spoken = [number.number for number in numbers]
    return Card(
        organisation_id=membership.organisation_id,
        person_id=user.pk,
        staff=staff,
        active=active,
        listed=staff and active,
        joined_at=membership.created_at,
        name=user.name,
        sort_name=policy.fold(user.name)[:240],
        function=membership.function,
        email=user.email,
        extension=membership.extension,
        photo=user.photo,
        numbers=[{"label": each.label, "number": each.number, "e164": each.e164} for each in numbers],
        search=policy.search_text([user.name, membership.function, user.email], [*spoken, membership.extension]),
    )


def _differs(fresh: Card, kept: Card | None) -> bool:
    return kept is None or any(getattr(fresh, name) != getattr(kept, name) for name in _SHOWN)


def _best_card(person: uuid.UUID, viewer: Viewer) -> Card | None:
    """Return the card of the person in the viewer's organisation, else the first he has."""
    cards = list(Card.objects.filter(person_id=person).order_by("joined_at"))
    mine = [card for card in cards if card.organisation_id == viewer.organisation]
    return next(iter([*mine, *cards]), None)


def _renew_contacts(people: Iterable[uuid.UUID]) -> None:
    """Renew the contacts that show these people or are owned by them: a role that changes moves them too."""
    ids = list(people)
    rows = Contact.objects.filter(Q(person_id__in=ids) | Q(owner_id__in=ids))
    viewers: dict[uuid.UUID, Viewer | None] = {}
    changed = []
    for contact in rows.select_related("card").iterator(chunk_size=_BATCH):
        if contact.owner_id not in viewers:
            viewers[contact.owner_id] = viewer_of(contact.owner_id)
        viewer = viewers[contact.owner_id]
        if viewer is None:
            continue
        before = (contact.card_id, contact.section, contact.sort_name, contact.search)
        place(contact, viewer)
        if before != (contact.card_id, contact.section, contact.sort_name, contact.search):
            changed.append(contact)
    Contact.objects.bulk_update(changed, ["card", "section", "sort_name", "search"], batch_size=_BATCH)
