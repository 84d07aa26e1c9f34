"""HTTP of the mailed links: activation (ACC-2) and client invitation (ACC-4). Who holds the token may use it."""

from typing import Literal, cast

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import invitations
from oogcontact.domains.accounts.access import membership_of, role_policy
from oogcontact.domains.accounts.current import actor_from, signed_in_before_two_factor, user_from
from oogcontact.domains.accounts.invitations import Found
from oogcontact.domains.accounts.models import Invitation, Membership
from oogcontact.infra import ratelimit

router = Router()


ActivationState = Literal["valid", "expired", "used", "withdrawn", "unknown"]


class ActivationOut(Schema):
    """What the page of an activation link shows; of a link that does not work only why."""

    state: ActivationState
    name: str
    email: str
    organisation: str
    strict: bool


class InvitationOut(Schema):
    """What the page of an invitation shows; of a link that does not work only why."""

    state: Literal["valid", "expired", "used", "declined", "withdrawn", "unknown"]
    first_name: str
    last_name: str
    email: str
    inviter: str
    organisation: str
    strict: bool


class PasswordIn(Schema):
    password: str = Field(max_length=1000)


class RegisterIn(Schema):
    """What a client fills in (ACC-5)."""

    first_name: str = Field(max_length=200)
    last_name: str = Field(max_length=200)
    username: str | None = Field(None, max_length=200)
    password: str = Field(max_length=1000)


class AccountOut(Schema):
    """The address with which one can now sign in."""

    email: str


class Done(Schema):
    """The command has been carried out, or looks as if it had."""

    done: bool = True


@router.get("/activations/{token}", response=ActivationOut, auth=None)
def get_activation(request: HttpRequest, token: str) -> ActivationOut:
    """ACC-2: what can this link still do?"""
    _limit(request)
    found = invitations.find(Invitation.Kind.ACTIVATION, token)
    shown = found.invitation if found.state.value == "valid" else None
    return ActivationOut(
        state=cast(ActivationState, found.state.value),
        name=f"{shown.first_name} {shown.last_name}".strip() if shown else "",
        email=shown.email if shown else "",
        organisation=found.invitation.organisation.name if found.invitation else "",
        strict=_is_strict(shown) if shown else False,
    )


@router.post("/activations/{token}", response=AccountOut, auth=None)
def post_activation(request: HttpRequest, token: str, body: PasswordIn) -> AccountOut:
    """ACC-2: set the password of a new account."""
    _limit(request)
    user = invitations.activate(token, body.password, actor_from(request).address)
    return AccountOut(email=user.email)


@router.post("/activations/{token}/renew", response=Done, auth=None)
def post_renewal(request: HttpRequest, token: str) -> Done:
    """ACC-2: have a new link mailed in place of an expired one."""
    _limit(request)
    invitations.renew(token)
    return Done()


@router.get("/invitations/{token}", response=InvitationOut, auth=None)
def get_invitation(request: HttpRequest, token: str) -> InvitationOut:
    """ACC-4: who invites me, and can this link still be answered?"""
    _limit(request)
    return _invitation_out(invitations.find(Invitation.Kind.CLIENT, token))


@router.post("/invitations/{token}/register", response=AccountOut, auth=None)
def post_registration(request: HttpRequest, token: str, body: RegisterIn) -> AccountOut:
    """ACC-4, ACC-5: make my account and accept the invitation."""
    _limit(request)
    user = invitations.register(token, **body.dict(), address=actor_from(request).address)
    return AccountOut(email=user.email)


@router.post("/invitations/{token}/accept", response=Done, auth=signed_in_before_two_factor)
def post_acceptance(request: HttpRequest, token: str) -> Done:
    """ACC-4: link the invitation to the account with which I am signed in."""
    _limit(request)
    invitations.accept(token, user_from(request), actor_from(request).address)
    return Done()


@router.post("/invitations/{token}/decline", response=Done, auth=None)
def post_refusal(request: HttpRequest, token: str) -> Done:
    """ACC-4: decline the invitation."""
    _limit(request)
    invitations.decline(token, actor_from(request).address)
    return Done()


def _invitation_out(found: Found) -> InvitationOut:
    shown = found.invitation if found.state.value == "valid" else None
    return InvitationOut(
        state=found.state.value,
        first_name=shown.first_name if shown else "",
        last_name=shown.last_name if shown else "",
        email=shown.email if shown else "",
        inviter=shown.inviter.name if shown and shown.inviter else "",
        organisation=found.invitation.organisation.name if found.invitation else "",
        strict=shown.organisation.strict_password_clients if shown else False,
    )


def _is_strict(invitation: Invitation) -> bool:
    if invitation.user is None:
        return True
    try:
        return role_policy(membership_of(invitation.user.pk)).strict_password
    except Membership.DoesNotExist:
        return True


def _limit(request: HttpRequest) -> None:
    """Let nobody guess tokens or fill the mail queue: sixty tries in five minutes from one address."""
    ratelimit.check("links", actor_from(request).address, 60, 300)
