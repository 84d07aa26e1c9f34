"""Who sends a request: the one place that turns a session into a person."""

import uuid
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security import APIKeyCookie

from oogcontact.domains.accounts.access import Person, person_of, role_policy
from oogcontact.domains.accounts.models import Membership, User
from oogcontact.domains.audit.api import Actor
from oogcontact.kernel.errors import Category, Refusal

#: Where a user carries his membership for the length of a request.
_KEPT = "_membership"


def membership_from(request: HttpRequest) -> Membership:
    """Return the membership of who sends `request`, with its user and organisation.

    Raises Refusal `not_signed_in`.
    """
    user = request.user
    if not user.is_authenticated:
        raise Refusal("not_signed_in", _("Sign in first."), Category.UNAUTHENTICATED)
    kept = getattr(user, _KEPT, None)
    if kept is None:
        rows = Membership.objects.filter(user_id=user.pk, blocked_at=None).select_related("organisation")
        kept = rows.order_by("created_at").first()
        if kept is None:
            raise Refusal("not_signed_in", _("Sign in first."), Category.UNAUTHENTICATED)
        kept.user = user
        keep_membership(kept)
    return cast(Membership, kept)


def keep_membership(membership: Membership) -> None:
    """Keep a membership with its user, who is read anew for each request."""
    setattr(membership.user, _KEPT, membership)


def membership_or_none(request: HttpRequest) -> Membership | None:
    """Return the membership of who sends `request`, or None when nobody is signed in."""
    try:
        return membership_from(request)
    except Refusal:
        return None


def person_from(request: HttpRequest) -> Person:
    """Return the person who sends `request`; raises Refusal `not_signed_in`."""
    return person_of(membership_from(request))


def user_from(request: HttpRequest) -> User:
    """Return the user who sends `request`; raises Refusal `not_signed_in`."""
    return membership_from(request).user


def actor_from(request: HttpRequest) -> Actor:
    """Return who sends `request` and from which address, for the audit log."""
    return Actor(request.user.pk, address_of(request))


def address_of(request: HttpRequest) -> str:
    """Return the address from which `request` comes, behind the proxies that are trusted."""
    return str(get_adapter().get_client_ip(request))


def has_two_factor(user_id: uuid.UUID) -> bool:
    """Tell whether this user has set up a second factor."""
    return bool(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists())


def must_set_up_two_factor(membership: Membership) -> bool:
    """Tell whether the organisation asks this person for a second factor that he has not set up yet (ACC-8)."""
    return role_policy(membership).two_factor and not has_two_factor(membership.user_id)


class SignedIn(APIKeyCookie):
    """Ninja's `auth` for routes of signed-in people; `request.auth` is then the User.

    Refuses with `not_signed_in`, and with `two_factor_required` who must first set up a second factor, unless
    `before_two_factor`. Requests from other sites are refused by the middleware for the whole site.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, *, before_two_factor: bool = False) -> None:
        super().__init__(csrf=False)
        self.before_two_factor = before_two_factor

    def authenticate(self, request: HttpRequest, key: str | None) -> User:
        """Return the user who sends the request; raises Refusal."""
        membership = membership_from(request)
        if not self.before_two_factor and must_set_up_two_factor(membership):
            raise Refusal(
                "two_factor_required",
                _("Your organisation asks for two-factor authentication. Set it up first."),
                Category.FORBIDDEN,
            )
        return membership.user


signed_in = SignedIn()
signed_in_before_two_factor = SignedIn(before_two_factor=True)
