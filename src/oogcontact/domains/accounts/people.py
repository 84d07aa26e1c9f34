"""The people of an organisation, as an administrator adds and changes them (ACC-2, ADM-1)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import actions, invitations, sessions
from oogcontact.domains.accounts.access import access_member
from oogcontact.domains.accounts.current import has_two_factor
from oogcontact.domains.accounts.events import AccessEnded, access_ended
from oogcontact.domains.accounts.models import Invitation, Membership, Organisation, Role, User
from oogcontact.domains.accounts.states import LinkState, PersonState, person_state
from oogcontact.domains.audit.api import Actor, record
from oogcontact.infra import mail
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal


@dataclass(frozen=True)
class ListedPerson:
    """A person in the list of an administrator."""

    id: uuid.UUID
    name: str
    email: str
    role: str
    function: str
    extension: str
    state: PersonState
    two_factor: bool
    last_seen_at: datetime | None


class PersonChanges(TypedDict, total=False):
    """What an administrator can change of a person; what is left out stays."""

    role: str
    function: str
    extension: str
    blocked: bool


def list_people(organisation: Organisation, query: str = "", only: uuid.UUID | None = None) -> list[ListedPerson]:
    """Return the people of an organisation by name; each word of `query` stands in the name or the address."""
    rows = Membership.objects.filter(organisation=organisation).select_related("user")
    if only is not None:
        rows = rows.filter(user_id=only)
    for word in query.split()[:10]:
        found = Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
        rows = rows.filter(found | Q(user__email__icontains=word))
    memberships = list(rows.order_by("user__first_name", "user__last_name", "user_id"))
    ids = [membership.user_id for membership in memberships]
    links = _newest_links(organisation, ids)
    protected = set(
        Authenticator.objects.filter(user_id__in=ids, type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
    )
    used = UserSession.objects.filter(user_id__in=ids).values_list("user_id")
    seen = dict(used.annotate(last=Max("last_seen_at")))
    return [
        ListedPerson(
            membership.user_id,
            membership.user.name,
            membership.user.email,
            membership.role,
            membership.function,
            membership.extension,
            _state_of(membership, links.get(membership.user_id)),
            membership.user_id in protected,
            seen.get(membership.user_id) or membership.user.last_login,
        )
        for membership in memberships
    ]


def add_person(
    organisation: Organisation,
    by: Actor,
    *,
    first_name: str,
    last_name: str,
    email: str,
    role: Role,
    function: str = "",
    extension: str = "",
    language: str = "nl",
) -> Membership:
    """Add a person and mail the activation link (ACC-2); one whose invitation was withdrawn can be added again.

    Raises Refusal `email_in_use` and those of names and addresses.
    """
    inviter = _inviter(by)
    with transaction.atomic():
        _drop_withdrawn(organisation, actions.clean_email(email))
        membership = actions.create_account(
            organisation,
            role,
            email=email,
            first_name=first_name,
            last_name=last_name,
            function=function,
            extension=extension,
            language=language,
        )
        invitations.invite_to_activate(membership, inviter)
        record("person.added", by, organisation=organisation.pk, subject=membership.user_id, detail={"role": str(role)})
    return membership


def change_person(organisation: Organisation, user_id: uuid.UUID, changes: PersonChanges, by: Actor) -> None:
    """Change a person's role, function or extension, or block or unblock him (ADM-1); blocking ends his sessions.

    Raises Refusal `not_found` for somebody of another organisation, `last_administrator`, `extension_invalid`,
    `extension_in_use`.
    """
    with transaction.atomic():
        # One at a time in an organisation, so that two administrators can not remove each other at once.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        membership = access_member(organisation, user_id)
        before = _facts(membership)
        membership.role = changes.get("role", membership.role)
        membership.function = actions.clean_text(changes.get("function", membership.function), "function", 80)
        membership.extension = actions.clean_extension(changes.get("extension", membership.extension))
        actions.check_extension_free(membership)
        blocked = changes.get("blocked", membership.blocked_at is not None)
        if blocked != (membership.blocked_at is not None):
            membership.blocked_at = clock.now() if blocked else None
        _check_administrator_left(membership)
        after = _facts(membership)
        if after == before:
            return
        membership.save(update_fields=["role", "function", "extension", "blocked_at"])
        _record_change(membership, before, after, by)
        if after["blocked"] != before["blocked"]:
            _apply_block(membership, by)
        actions.tell_changed(user_id)


def resend_activation(organisation: Organisation, user_id: uuid.UUID, by: Actor) -> None:
    """Mail a fresh activation link; also to one whose invitation was withdrawn.

    Raises Refusal `not_found`, `already_active`, `blocked`, `too_many`.
    """
    with transaction.atomic():
        membership = access_member(organisation, user_id)
        _check_waiting(membership)
        invitation = _newest_invitations(organisation, [user_id]).get(user_id)
        if invitation is not None and invitation.is_open:
            invitations.resend(invitation)
        else:
            invitations.invite_to_activate(membership, _inviter(by))
        record("person.invited_again", by, organisation=organisation.pk, subject=user_id)


def withdraw_activation(organisation: Organisation, user_id: uuid.UUID, by: Actor) -> None:
    """Withdraw the invitation of a person who has not activated his account.

    Raises Refusal `not_found`, `already_active`, `blocked`, `link_withdrawn`.
    """
    with transaction.atomic():
        membership = access_member(organisation, user_id)
        _check_waiting(membership)
        invitation = _newest_invitations(organisation, [user_id]).get(user_id)
        if invitation is None:
            raise invitations.refused(LinkState.WITHDRAWN)
        invitations.withdraw(invitation)
        record("person.withdrawn", by, organisation=organisation.pk, subject=user_id)


def reset_two_factor(organisation: Organisation, user_id: uuid.UUID, by: Actor) -> None:
    """Take away a person's second factor and sign him out; he is mailed about it (ACC-8).

    Raises Refusal `not_found`, `no_two_factor`.
    """
    with transaction.atomic():
        user = access_member(organisation, user_id).user
        if not has_two_factor(user_id):
            raise Refusal("no_two_factor", _("This person has no two-factor authentication."))
        Authenticator.objects.filter(user_id=user_id).delete()
        sessions.end_sessions(user_id, by)
        record("person.two_factor_reset", by, organisation=organisation.pk, subject=user_id)
        mail.send(
            user.email,
            _("Two-factor authentication is off"),
            "accounts/mail/two_factor_reset",
            {"name": user.first_name, "organisation": organisation.name},
            user.language,
        )
        actions.tell_changed(user_id)


def _inviter(by: Actor) -> User | None:
    return User.objects.filter(pk=by.user).first() if by.user else None


def _newest_invitations(organisation: Organisation, ids: list[uuid.UUID]) -> dict[uuid.UUID, Invitation]:
    rows = Invitation.objects.filter(
        organisation=organisation, kind=Invitation.Kind.ACTIVATION, user_id__in=ids
    ).order_by("created_at")
    return {row.user_id: row for row in rows if row.user_id is not None}


def _newest_links(organisation: Organisation, ids: list[uuid.UUID]) -> dict[uuid.UUID, LinkState]:
    now = clock.now()
    newest = _newest_invitations(organisation, ids)
    return {user_id: invitations.state_of(row, now) for user_id, row in newest.items()}


def _state_of(membership: Membership, link: LinkState | None) -> PersonState:
    return person_state(active=membership.user.is_active, blocked=membership.blocked_at is not None, link=link)


def _facts(membership: Membership) -> dict[str, object]:
    return {
        "role": membership.role,
        "function": membership.function,
        "extension": membership.extension,
        "blocked": membership.blocked_at is not None,
    }


def _record_change(membership: Membership, before: dict[str, object], after: dict[str, object], by: Actor) -> None:
    if after["blocked"] != before["blocked"]:
        action = "person.blocked" if after["blocked"] else "person.unblocked"
        record(action, by, organisation=membership.organisation_id, subject=membership.user_id)
    changed = {name: [before[name], after[name]] for name in after if name != "blocked" and after[name] != before[name]}
    if changed:
        action = "person.role_changed" if "role" in changed else "person.changed"
        record(action, by, organisation=membership.organisation_id, subject=membership.user_id, detail=changed)


def _check_administrator_left(changed: Membership) -> None:
    """Refuse a change after which nobody could administer the organisation."""
    if changed.role == Role.ADMINISTRATOR and changed.blocked_at is None:
        return
    administrators = Membership.objects.filter(
        organisation=changed.organisation, role=Role.ADMINISTRATOR, blocked_at=None, user__is_active=True
    )
    others = administrators.exclude(pk=changed.pk)
    if administrators.filter(pk=changed.pk).exists() and not others.exists():
        raise Refusal(
            "last_administrator",
            _("This is the last administrator. Make somebody else an administrator first."),
        )


def _apply_block(membership: Membership, by: Actor) -> None:
    user = membership.user
    elsewhere = Membership.objects.filter(user=user, blocked_at=None).exists()
    user.is_active = user.has_usable_password() and elsewhere
    user.save(update_fields=["is_active"])
    if membership.blocked_at is not None:
        sessions.end_sessions(user.pk, by)
        access_ended.tell(AccessEnded(user.pk))


def _check_waiting(membership: Membership) -> None:
    if membership.blocked_at is not None:
        raise Refusal("blocked", _("This person is blocked. Unblock him or her first."))
    if membership.user.has_usable_password():
        raise Refusal("already_active", _("This person has activated the account already."))


def _drop_withdrawn(organisation: Organisation, email: str) -> None:
    """Remove the sleeping account with this address that was withdrawn before anybody used it."""
    rows = Membership.objects.filter(organisation=organisation, user__email=email).select_related("user")
    membership = rows.first()
    if membership is None or membership.user.has_usable_password() or membership.blocked_at is not None:
        return
    if _newest_links(organisation, [membership.user_id]).get(membership.user_id) is LinkState.WITHDRAWN:
        membership.user.delete()
