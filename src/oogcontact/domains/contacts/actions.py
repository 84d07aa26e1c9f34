"""What people do with their own list: add plain contacts, change, delete, bring back, and choose favourites."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.contacts import cards, policy
from oogcontact.domains.contacts.access import (
    Viewer,
    access_colleague,
    access_contact,
    find_contact,
    lock_list,
    not_found,
)
from oogcontact.domains.contacts.details import check_email, check_name, check_numbers, check_text
from oogcontact.domains.contacts.events import tell_list_changed
from oogcontact.domains.contacts.models import Contact, Section
from oogcontact.domains.contacts.requests import withdraw_request
from oogcontact.domains.contacts.states import Tie
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal

#: CON-2: so long a deleted contact can be brought back.
RESTORABLE = timedelta(seconds=10)

#: More rows than this are no list of people but an import gone wrong.
CONTACTS_AT_MOST = 25_000


@dataclass(frozen=True)
class Details:
    """What the owner changes of a contact; None leaves it as it is."""

    name: str | None = None
    email: str | None = None
    function: str | None = None
    numbers: Sequence[Mapping[str, str]] | None = None
    note: str | None = None


def add_plain(viewer: Viewer, details: Details) -> Contact:
    """Add a contact that is only a name with numbers, an address and a note (CON-3); returns its row.

    Raises Refusal of the details, and `list_full`.
    """
    contact = Contact(owner_id=viewer.id, organisation_id=viewer.organisation, section=Section.PERSONAL)
    _write(contact, Details(**{**vars(details), "name": details.name or ""}))
    with transaction.atomic():
        lock_list(viewer.id)
        check_room_on_list(viewer)
        cards.place(contact, viewer)
        contact.save()
        tell_list_changed(viewer.id, contact.pk)
    return contact


def check_room_on_list(viewer: Viewer) -> None:
    """Raise Refusal `list_full` when the list has reached its end."""
    if Contact.objects.filter(owner_id=viewer.id).count() >= CONTACTS_AT_MOST:
        raise Refusal("list_full", _("Your contact list is full. Delete contacts that you no longer need."))


def change(viewer: Viewer, contact_id: uuid.UUID, details: Details) -> Contact:
    """Change a contact; of people with an account only the own note, their details are theirs (CON-2).

    Raises Refusal `not_found`, `not_editable`, and those of the details.
    """
    with transaction.atomic():
        contact = own_row(viewer, contact_id)
        changed = [name for name, value in vars(details).items() if value is not None]
        fixed = _fixed_fields(Tie(contact.tie))
        for name in changed:
            if name in fixed:
                message = _("This person manages these details. You can only change your own note.")
                raise Refusal("not_editable", message, Category.CONFLICT, name)
        _write(contact, details)
        cards.place(contact, viewer)
        contact.save()
        tell_list_changed(viewer.id, contact.pk)
    return contact


def delete(viewer: Viewer, contact_id: uuid.UUID) -> datetime:
    """Take a contact off the list; returns until when `restore` brings it back (CON-2).

    Raises Refusal `not_found`, `colleague_stays`.
    """
    with transaction.atomic():
        contact = find_contact(viewer, contact_id)
        if contact is None:
            access_colleague(viewer, contact_id)
        if contact is None or contact.section == Section.COMPANY:
            raise Refusal(
                "colleague_stays", _("Colleagues stand in the company list by themselves and can not be deleted.")
            )
        contact.restorable_until = clock.now() + RESTORABLE
        contact.save(update_fields=["restorable_until"])
        tell_list_changed(viewer.id, contact.pk)
        return contact.restorable_until


def restore(viewer: Viewer, contact_id: uuid.UUID) -> Contact:
    """Bring a deleted contact back, in its old place; raises Refusal `not_found` when it is too late."""
    with transaction.atomic():
        contact = access_contact(viewer, contact_id, deleted=True)
        if contact.restorable_until is None or contact.restorable_until <= clock.now():
            raise not_found()
        contact.restorable_until = None
        cards.place(contact, viewer)
        contact.save()
        tell_list_changed(viewer.id, contact.pk)
    return contact


def delete_due(now: datetime) -> int:
    """Delete for good what can no longer be brought back; the other side of a link then sees no presence any more."""
    return sum(_delete_for_good(pk, now) for pk in list(lost(now).values_list("pk", flat=True)[:500]))


def lost(now: datetime) -> QuerySet[Contact]:
    """Return the deleted contacts that can no longer be brought back."""
    return Contact.objects.filter(restorable_until__lte=now)


def _delete_for_good(pk: uuid.UUID, now: datetime) -> int:
    with transaction.atomic():
        contact = Contact.objects.select_for_update(of=("self",)).filter(pk=pk, restorable_until__lte=now).first()
        if contact is None:
            return 0
        if contact.tie == Tie.SENT.value:
            withdraw_request(contact)
        if contact.tie == Tie.LINKED.value:
            other = Contact.objects.filter(
                owner_id=contact.person_id, person_id=contact.owner_id, tie=Tie.LINKED.value
            ).first()
            if other is not None:
                other.tie = Tie.ENDED.value
                other.save(update_fields=["tie"])
                tell_list_changed(other.owner_id, other.pk)
        contact.delete()
    return 1


def star(viewer: Viewer, contact_id: uuid.UUID) -> Contact:
    """Make a contact the last favourite, unless it is one (CON-4); raises Refusal `not_found`."""
    with transaction.atomic():
        contact = own_row(viewer, contact_id)
        if contact.favourite_order is None:
            last = Contact.objects.filter(owner_id=viewer.id).aggregate(last=Max("favourite_order"))["last"]
            contact.favourite_order = 0 if last is None else last + 1
            contact.save(update_fields=["favourite_order"])
            tell_list_changed(viewer.id, contact.pk)
    return contact


def unstar(viewer: Viewer, contact_id: uuid.UUID) -> None:
    """Make a contact no favourite any more; raises Refusal `not_found`."""
    with transaction.atomic():
        lock_list(viewer.id)
        contact = find_contact(viewer, contact_id)
        if contact is None:
            access_colleague(viewer, contact_id)
        elif contact.favourite_order is not None:
            contact.favourite_order = None
            contact.save(update_fields=["favourite_order"])
            tell_list_changed(viewer.id, contact.pk)


def order_favourites(viewer: Viewer, ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Put the favourites in this order, those left out behind them; returns the order of all (CON-4).

    Raises Refusal `not_found` when one is no favourite, `favourite_twice` when one is named twice.
    """
    wanted = list(ids)
    with transaction.atomic():
        lock_list(viewer.id)
        rows = Contact.objects.filter(owner_id=viewer.id, restorable_until=None).exclude(favourite_order=None)
        favourites = list(rows.order_by("favourite_order"))
        by_id = {contact.person_id: contact for contact in favourites if contact.person_id}
        by_id |= {contact.pk: contact for contact in favourites}
        if any(each not in by_id for each in wanted):
            raise not_found()
        first = [by_id[each] for each in wanted]
        if len({contact.pk for contact in first}) < len(first):
            raise Refusal("favourite_twice", _("A favourite stands twice in this order."), Category.INVALID, "ids")
        chosen = {contact.pk for contact in first}
        ordered = [*first, *(contact for contact in favourites if contact.pk not in chosen)]
        for place, contact in enumerate(ordered):
            contact.favourite_order = place
        Contact.objects.bulk_update(ordered, ["favourite_order"], batch_size=200)
        tell_list_changed(viewer.id, None)
    return [contact.pk for contact in ordered]


def own_row(viewer: Viewer, contact_id: uuid.UUID) -> Contact:
    """Return the viewer's row, made now for a colleague who has none; inside a transaction; raises `not_found`."""
    lock_list(viewer.id)
    contact = find_contact(viewer, contact_id)
    if contact is not None:
        return contact
    card = access_colleague(viewer, contact_id)
    contact = Contact(owner_id=viewer.id, organisation_id=viewer.organisation, person_id=card.person_id)
    contact.tie = Tie.COLLEAGUE.value
    cards.place(contact, viewer)
    contact.save()
    return contact


def _fixed_fields(tie: Tie) -> set[str]:
    if tie is Tie.NONE:
        return set()
    if tie in (Tie.SENT, Tie.DECLINED):
        # The request went to this address.
        return {"email"}
    return {"name", "email", "function", "numbers"}


def _write(contact: Contact, details: Details) -> None:
    """Check the details and put them into the row, unsaved; raises Refusal."""
    if details.name is not None:
        contact.name = check_name(details.name)
    if details.email is not None:
        contact.email = check_email(details.email, required=False)
    if details.function is not None:
        contact.function = check_text(details.function, "function", policy.FUNCTION_MAX)
    if details.numbers is not None:
        contact.numbers = check_numbers(details.numbers)
    if details.note is not None:
        contact.note = check_text(details.note, "note", policy.NOTE_MAX, lines=True)
