"""Activation links and client invitations: making, mailing, looking at and answering them (ACC-2, ACC-4)."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import actions
from oogcontact.domains.accounts.access import membership_of, role_policy
from oogcontact.domains.accounts.events import InvitationAnswered, invitation_answered
from oogcontact.domains.accounts.models import Invitation, InvitationLink, Membership, Organisation, Role, User
from oogcontact.domains.accounts.passwords import check_password
from oogcontact.domains.accounts.states import LinkState, Offer, link_state
from oogcontact.domains.audit.api import Actor, record
from oogcontact.infra import mail, ratelimit
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal

#: ACC-2.
ACTIVATION_LASTS = timedelta(hours=72)
#: A client may need more time than staff.
INVITATION_LASTS = timedelta(days=14)

Answer = Literal["accepted", "declined"]

_REFUSED = {
    LinkState.EXPIRED: ("link_expired", _("This link has expired. Ask for a new one.")),
    LinkState.USED: ("link_used", _("This link has been used already. Sign in with your password.")),
    LinkState.DECLINED: ("link_declined", _("This invitation has been declined.")),
    LinkState.WITHDRAWN: ("link_withdrawn", _("This link has been withdrawn. Ask your organisation.")),
}


@dataclass(frozen=True)
class Found:
    """A link that somebody opened: its state, and its invitation unless it is unknown."""

    state: LinkState
    invitation: Invitation | None


def find(kind: Invitation.Kind, token: str) -> Found:
    """Return what the link with this token can still do; never raises."""
    rows = InvitationLink.objects.filter(digest=digest_of(token), invitation__kind=kind)
    link = rows.select_related("invitation__organisation", "invitation__inviter", "invitation__user").first()
    if link is None:
        return Found(LinkState.UNKNOWN, None)
    invitation = link.invitation
    state = state_of(invitation, clock.now())
    if state is LinkState.VALID and invitation.digest != link.digest:
        state = LinkState.EXPIRED
    blocked = Membership.objects.exclude(blocked_at=None)
    if blocked.filter(user=invitation.user_id, organisation=invitation.organisation_id).exists():
        state = LinkState.WITHDRAWN
    return Found(state, invitation)


def state_of(invitation: Invitation, now: datetime) -> LinkState:
    """Return the state at `now` of the newest link of an invitation."""
    offer = Offer(invitation.accepted_at, invitation.declined_at, invitation.withdrawn_at, invitation.expires_at)
    return link_state(offer, now)


def invite_to_activate(membership: Membership, inviter: User | None) -> Invitation:
    """Mail a link with which the sleeping account of `membership` gets its password; inside a transaction (ACC-2)."""
    user = membership.user
    invitation = Invitation(
        kind=Invitation.Kind.ACTIVATION,
        organisation=membership.organisation,
        inviter=inviter,
        user=user,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        language=user.language,
    )
    _mail_link(invitation)
    return invitation


def invite_client(
    inviter: User, first_name: str, last_name: str, email: str, language: str, message: str
) -> Invitation:
    """Invite somebody by mail to become a client of the inviter's organisation (ACC-4).

    The same inviter's open invitation for this address is mailed anew instead, with the new words. Raises Refusal
    `email_invalid`, `text_invalid`, `required`, `already_member`, `too_many`, or `not_found` when a client invites.
    """
    membership = membership_of(inviter.pk)
    if membership.role == Role.CLIENT:
        raise Refusal("not_found", _("This does not exist or is not yours."), Category.NOT_FOUND)
    address = actions.clean_email(email)
    ratelimit.check("invite", str(inviter.pk), 100, 3600)
    ratelimit.check("invite-address", address, 5, 3600)
    if Membership.objects.filter(organisation=membership.organisation, user__email=address).exists():
        raise Refusal(
            "already_member", _("This person has an account in your organisation already."), Category.CONFLICT, "email"
        )
    with transaction.atomic():
        mine = open_invitations(Invitation.Kind.CLIENT).filter(
            organisation=membership.organisation, inviter=inviter, email=address
        )
        invitation = mine.first() or Invitation(kind=Invitation.Kind.CLIENT, inviter=inviter, email=address)
        invitation.organisation = membership.organisation
        invitation.first_name = actions.clean_text(first_name, "first_name", 60, required=True)
        invitation.last_name = actions.clean_text(last_name, "last_name", 80)
        invitation.language = language
        invitation.message = _clean_message(message)
        _mail_link(invitation)
    return invitation


def resend(invitation: Invitation) -> None:
    """Mail a new link of an open invitation; older ones end. Raises Refusal `link_used` and the like, `too_many`."""
    if not invitation.is_open:
        raise refused(state_of(invitation, clock.now()))
    ratelimit.check("resend", str(invitation.pk), 5, 3600)
    with transaction.atomic():
        _mail_link(invitation)


def renew(token: str) -> None:
    """Mail a new link to who holds an expired one (ACC-2 **Nieuwe link aanvragen**).

    Raises Refusal `link_unknown`, `link_used` and the like, `link_valid`, `too_many`.
    """
    found = find(Invitation.Kind.ACTIVATION, token)
    if found.invitation is None or found.state not in (LinkState.EXPIRED, LinkState.VALID):
        raise refused(found.state)
    if found.state is LinkState.VALID:
        raise Refusal("link_valid", _("This link still works. Use it to set your password."))
    resend(found.invitation)


def withdraw(invitation: Invitation) -> None:
    """End an open invitation and its links. Raises Refusal `link_used` and the like."""
    if not open_invitations(invitation.kind).filter(pk=invitation.pk).update(withdrawn_at=clock.now()):
        invitation.refresh_from_db()
        raise refused(state_of(invitation, clock.now()))


def activate(token: str, password: str, address: str) -> User:
    """Give a sleeping account its password and wake it, once (ACC-2).

    Raises Refusal `link_expired` and the like, and those of the password rules; then nothing has changed.
    """
    invitation = _valid(Invitation.Kind.ACTIVATION, token)
    user = invitation.user
    assert user is not None, "an activation is made for an account"  # noqa: S101
    membership = Membership.objects.select_related("organisation").get(user=user, organisation=invitation.organisation)
    check_password(password, user, strict=role_policy(membership).strict_password)
    user.set_password(password)
    user.is_active = True
    with transaction.atomic():
        _answer(invitation, "accepted")
        user.save(update_fields=["password", "is_active"])
        record("account.activated", Actor(user.pk, address), organisation=membership.organisation_id, subject=user.pk)
        actions.tell_changed(user.pk)
        _mail_activated(user, invitation.organisation)
    return user


def register(token: str, *, first_name: str, last_name: str, username: str | None, password: str, address: str) -> User:
    """Make the account of an invited client and accept the invitation (ACC-4, ACC-5).

    Raises Refusal `link_expired` and the like, `email_in_use`, `username_in_use`, and those of names and passwords.
    """
    invitation = _valid(Invitation.Kind.CLIENT, token)
    organisation = invitation.organisation
    draft = User(email=invitation.email, username=username, first_name=first_name, last_name=last_name)
    check_password(password, draft, strict=organisation.strict_password_clients)
    with transaction.atomic():
        membership = actions.create_account(
            organisation,
            Role.CLIENT,
            email=invitation.email,
            first_name=first_name,
            last_name=last_name,
            username=username,
            password=password,
            language=invitation.language,
        )
        user = membership.user
        _answer(invitation, "accepted", user)
        record("account.registered", Actor(user.pk, address), organisation=organisation.pk, subject=user.pk)
        _mail_activated(user, organisation)
    return user


def accept(token: str, user: User, address: str) -> None:
    """Link an invitation to the account of who is signed in (ACC-4 **Ik heb al een account**).

    Raises Refusal `link_expired` and the like, and `own_invitation` for the inviter himself.
    """
    invitation = _valid(Invitation.Kind.CLIENT, token)
    if invitation.inviter_id == user.pk:
        raise Refusal("own_invitation", _("This is your own invitation. Sign in with another account to accept it."))
    with transaction.atomic():
        Membership.objects.get_or_create(
            user=user, organisation=invitation.organisation, defaults={"role": Role.CLIENT}
        )
        actions.tell_changed(user.pk)
        _answer(invitation, "accepted", user)
        record("invitation.accepted", Actor(user.pk, address), organisation=invitation.organisation_id, subject=user.pk)


def decline(token: str, address: str) -> None:
    """Decline an invitation: its inviter sees it, and no more mail goes out for it (ACC-4).

    Raises Refusal `link_expired` and the like.
    """
    invitation = _valid(Invitation.Kind.CLIENT, token)
    with transaction.atomic():
        _answer(invitation, "declined")
        record("invitation.declined", Actor(None, address), organisation=invitation.organisation_id)


def open_invitations(kind: str) -> QuerySet[Invitation]:
    """Return the invitations of this kind that nobody has answered or withdrawn, expired or not."""
    return Invitation.objects.filter(kind=kind, accepted_at=None, declined_at=None, withdrawn_at=None)


def refused(state: LinkState) -> Refusal:
    """Return the refusal of a link in this state."""
    if state not in _REFUSED:
        return Refusal("link_unknown", _("This link does not exist. Check the address."), Category.NOT_FOUND)
    code, message = _REFUSED[state]
    return Refusal(code, message)


def digest_of(token: str) -> str:
    """Return what the database keeps of a token: it has 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _valid(kind: Invitation.Kind, token: str) -> Invitation:
    found = find(kind, token)
    if found.invitation is None or found.state is not LinkState.VALID:
        raise refused(found.state)
    return found.invitation


def _answer(invitation: Invitation, answer: Answer, user: User | None = None) -> None:
    """Answer the invitation by one conditional UPDATE, so that of two at the same moment one is refused."""
    now = clock.now()
    rows = open_invitations(invitation.kind).filter(pk=invitation.pk, digest=invitation.digest, expires_at__gt=now)
    changes: dict[str, object] = {f"{answer}_at": now}
    if user is not None:
        changes["user"] = user
    if not rows.update(**changes):
        invitation.refresh_from_db()
        raise refused(state_of(invitation, now))
    if invitation.kind == Invitation.Kind.CLIENT:
        person: uuid.UUID | None = user.pk if user else None
        invitation_answered.tell(InvitationAnswered(invitation.pk, invitation.inviter_id, answer, person))


def _mail_link(invitation: Invitation) -> None:
    """Give the invitation a fresh link, save it and mail the link in the receiver's language (ACC-12)."""
    token = secrets.token_urlsafe(32)
    is_client = invitation.kind == Invitation.Kind.CLIENT
    invitation.digest = digest_of(token)
    invitation.expires_at = clock.now() + (INVITATION_LASTS if is_client else ACTIVATION_LASTS)
    invitation.save()
    InvitationLink.objects.create(invitation=invitation, digest=invitation.digest)
    path = "uitnodiging" if is_client else "activeren"
    mail.send(
        invitation.email,
        _("Invitation to Oogcontact") if is_client else _("Set the password of your Oogcontact account"),
        "accounts/mail/invitation" if is_client else "accounts/mail/activation",
        {
            "name": invitation.first_name,
            "organisation": invitation.organisation.name,
            "inviter": invitation.inviter.name if invitation.inviter else invitation.organisation.name,
            "message": invitation.message,
            "url": f"{settings.PUBLIC_URL}/{path}/{token}",
        },
        invitation.language,
    )


def _mail_activated(user: User, organisation: Organisation) -> None:
    mail.send(
        user.email,
        _("Your Oogcontact account is ready"),
        "accounts/mail/activated",
        {
            "name": user.first_name,
            "organisation": organisation.name,
            "email": user.email,
            "sign_in_url": f"{settings.PUBLIC_URL}/inloggen",
        },
        user.language,
    )


def _clean_message(message: str) -> str:
    lines = [actions.clean_text(line, "message", 1000) for line in message.strip().splitlines()]
    cleaned = "\n".join(lines)
    if len(cleaned) > 1000:
        raise Refusal("text_invalid", _("Write at most 1000 characters."), Category.INVALID, "message")
    return cleaned
