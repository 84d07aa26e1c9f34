"""Asking people to become contacts, and inviting new ones; what they answer ties both together (CON-3, ACC-4)."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.api import InvitationAnswered, User, invite_client, user_by_email
from oogcontact.domains.contacts import cards
from oogcontact.domains.contacts.access import (
    Viewer,
    access_request,
    are_colleagues,
    lock_list,
    viewer_of,
)
from oogcontact.domains.contacts.details import check_email
from oogcontact.domains.contacts.events import tell_list_changed, tell_request
from oogcontact.domains.contacts.models import Contact, ContactRequest, Section
from oogcontact.domains.contacts.states import Answer, Illegal, RequestState, Tie, answered, may_ask_again
from oogcontact.infra import ratelimit
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal

#: Who declined is left in peace this long.
PEACE = timedelta(days=7)


def ask(viewer: Viewer, email: str) -> Contact:
    """Ask the holder of an e-mail address to become contacts; returns the asker's row, with request `sent` (CON-3).

    The answer is the same whether or not the address has an account, but for the asker's own colleagues.
    Raises Refusal `email_missing`, `email_invalid`, `own_address`, `colleague`, `already_contact`, `already_asked`,
    `declined_recently`, `too_many`.
    """
    address = check_email(email, required=True)
    ratelimit.check("contact-request", str(viewer.id), 60, 3600)
    with transaction.atomic():
        lock_list(viewer.id)
        asker = User.objects.get(pk=viewer.id)
        if asker.email.lower() == address:
            raise Refusal("own_address", _("This is your own e-mail address."), Category.INVALID, "email")
        other = user_by_email(address)
        if other is not None and viewer.staff and are_colleagues(viewer.id, other.pk):
            raise Refusal(
                "colleague",
                _("This is a colleague, who stands in the company list already."),
                Category.CONFLICT,
                "email",
            )
        contact = _row_to_ask(viewer, address, other)
        _check_peace(viewer, address)
        contact.tie = Tie.SENT.value
        contact.restorable_until = None
        _save(contact, viewer)
        _send(viewer, contact, address, other)
        tell_list_changed(viewer.id, contact.pk)
    contact.refresh_from_db()
    return contact


def invite(viewer: Viewer, first_name: str, last_name: str, email: str, language: str, message: str) -> Contact:
    """Invite a new person by mail and put him on the list with request `sent` (ACC-4); only staff may.

    Raises Refusal `not_allowed`, `already_contact`, and those of `accounts.api.invite_client`.
    """
    if not viewer.staff:
        raise Refusal(
            "not_allowed", _("Only staff can invite people. Ask your contact at the organisation."), Category.FORBIDDEN
        )
    address = check_email(email, required=True)
    with transaction.atomic():
        lock_list(viewer.id)
        contact = _living(viewer, address)
        if contact is not None and contact.tie == Tie.LINKED.value:
            raise _already_contact()
        inviter = User.objects.get(pk=viewer.id)
        invitation = invite_client(inviter, first_name, last_name, address, language, message)
        contact = contact or Contact(owner_id=viewer.id, organisation_id=viewer.organisation, email=address)
        contact.name = f"{invitation.first_name} {invitation.last_name}".strip()
        contact.invitation_id = invitation.pk
        contact.tie = Tie.SENT.value
        _save(contact, viewer)
        tell_list_changed(viewer.id, contact.pk)
    return contact


def answer_request(user: User, request_id: uuid.UUID, answer: Answer) -> ContactRequest:
    """Accept or decline a request to this user; both then see each other, or the asker sees `declined`.

    Raises Refusal `not_found`, `request_answered`.
    """
    with transaction.atomic():
        request = access_request(user, request_id)
        try:
            request.state = answered(RequestState(request.state), answer).value
        except Illegal as error:
            raise Refusal("request_answered", _("You have answered this request already.")) from error
        request.answered_at = clock.now()
        request.save(update_fields=["state", "answered_at"])
        if request.state == RequestState.ACCEPTED.value:
            link(request.asker_id, user.pk)
        else:
            _mark_declined(Contact.objects.filter(owner_id=request.asker_id, email=request.email))
        tell_request(user.pk, request.pk)
    return request


def invitation_answered(event: InvitationAnswered) -> None:
    """Tie inviter and client together, or show the inviter that the client declined; inside accounts' transaction."""
    if event.inviter is None:
        return
    rows = Contact.objects.filter(owner_id=event.inviter, invitation_id=event.invitation)
    if event.answer == "accepted" and event.person is not None:
        cards.renew([event.person])
        # Whose list has no row for the invitation any more gets a new one: both become contacts.
        own = rows.filter(person=None).first()
        taken = Contact.objects.filter(owner_id=event.inviter, person_id=event.person).exists()
        if own is not None and not taken:
            own.person_id = event.person
            own.save(update_fields=["person"])
        elif own is not None:
            own.delete()
        link(event.inviter, event.person)
    else:
        _mark_declined(rows)


def link(one: uuid.UUID, other: uuid.UUID) -> None:
    """Make two people each other's contact, without asking; inside or outside a transaction."""
    with transaction.atomic():
        for owner, person in sorted([(one, other), (other, one)]):
            _tie_row(owner, person)


def withdraw_request(contact: Contact) -> None:
    """Withdraw the request that waits behind a contact, when that is deleted."""
    rows = ContactRequest.objects.select_for_update().filter(
        asker_id=contact.owner_id, email=contact.email, state=RequestState.PENDING.value
    )
    for request in rows:
        request.state = answered(RequestState(request.state), "withdraw").value
        request.answered_at = clock.now()
        request.save(update_fields=["state", "answered_at"])
        receiver = user_by_email(request.email)
        if receiver is not None:
            tell_request(receiver.pk, request.pk)


def _row_to_ask(viewer: Viewer, address: str, other: User | None) -> Contact:
    """Return the row that will stand for the request: the one there is, or a new one; raises Refusal."""
    known = None
    if other is not None:
        known = Contact.objects.filter(owner_id=viewer.id, person=other).first()
    contact = known or _living(viewer, address)
    if contact is None:
        return Contact(owner_id=viewer.id, organisation_id=viewer.organisation, email=address, name=address)
    tie = Tie(contact.tie)
    if tie is Tie.SENT and contact.restorable_until is None:
        message = _("You have asked this address already. Wait for the answer, or invite the person by e-mail.")
        raise Refusal("already_asked", message, Category.CONFLICT, "email")
    if not may_ask_again(tie) and contact.restorable_until is None:
        raise _already_contact()
    return contact


def _living(viewer: Viewer, address: str) -> Contact | None:
    """Return the viewer's row for this address, one with a request first, also one that can still be restored."""
    rows = Contact.objects.filter(owner_id=viewer.id, email=address)
    asked = rows.exclude(tie=Tie.NONE.value).first()
    return asked or rows.filter(restorable_until=None).first()


def _check_peace(viewer: Viewer, address: str) -> None:
    since = clock.now() - PEACE
    declined = ContactRequest.objects.filter(asker_id=viewer.id, email=address, state=RequestState.DECLINED.value)
    if declined.filter(answered_at__gt=since).exists():
        message = _("This person has declined your request. You can ask again after a week.")
        raise Refusal("declined_recently", message, Category.CONFLICT, "email")


def _send(viewer: Viewer, contact: Contact, address: str, other: User | None) -> None:
    """Write the request, or tie both together at once when the other wants that already."""
    if other is not None and other.is_active:
        asker = User.objects.get(pk=viewer.id)
        crossing = ContactRequest.objects.filter(
            asker=other, email=asker.email.lower(), state=RequestState.PENDING.value
        ).first()
        if crossing is not None:
            answer_request(asker, crossing.pk, "accept")
            return
        if Contact.objects.filter(
            owner=other, person_id=viewer.id, tie__in=[Tie.LINKED.value, Tie.ENDED.value], restorable_until=None
        ).exists():
            # The other has kept this contact: only the asker had removed it.
            link(viewer.id, other.pk)
            return
    request, made = ContactRequest.objects.get_or_create(
        asker_id=viewer.id, email=address, state=RequestState.PENDING.value
    )
    if made and other is not None:
        tell_request(other.pk, request.pk)


def _tie_row(owner: uuid.UUID, person: uuid.UUID) -> None:
    """Make or change the row of `owner` for `person` to a linked one."""
    viewer = viewer_of(owner)
    other = User.objects.get(pk=person)
    if viewer is None:
        return
    rows = Contact.objects.select_for_update(of=("self",)).filter(owner_id=owner)
    contact = (
        rows.filter(person_id=person).first()
        or rows.filter(person=None, email=other.email.lower()).exclude(tie=Tie.NONE.value).first()
    )
    contact = contact or Contact(owner_id=owner, organisation_id=viewer.organisation, email=other.email.lower())
    contact.person_id = person
    contact.name = other.name
    contact.tie = Tie.LINKED.value
    contact.restorable_until = None
    _save(contact, viewer)
    tell_list_changed(owner, contact.pk)


def _mark_declined(rows: QuerySet[Contact]) -> None:
    for contact in rows.filter(tie=Tie.SENT.value):
        contact.tie = Tie.DECLINED.value
        contact.save(update_fields=["tie"])
        tell_list_changed(contact.owner_id, contact.pk)


def _save(contact: Contact, viewer: Viewer) -> None:
    cards.place(contact, viewer)
    contact.section = contact.section or Section.PERSONAL
    contact.save()


def _already_contact() -> Refusal:
    return Refusal("already_contact", _("This person is in your contacts already."), Category.CONFLICT, "email")
