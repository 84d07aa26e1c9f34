"""What follows from what allauth does: the audit log, ended sessions, and news for the user's other devices."""

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.http import HttpRequest

from oogcontact.domains.accounts.actions import tell_changed
from oogcontact.domains.accounts.current import actor_from
from oogcontact.domains.accounts.events import SessionBegan, SignedOut, session_began, signed_out
from oogcontact.domains.accounts.models import Membership, User
from oogcontact.domains.accounts.sessions import end_sessions, tell_ended
from oogcontact.domains.accounts.sign_in import spend_code, spend_first_code
from oogcontact.domains.audit.api import Actor, record
from oogcontact.kernel import clock


def connect() -> None:
    """Begin to receive allauth's signals; once, when the process starts."""
    # A code is accepted once (ACC-8); see spend_code for why allauth's own check is not enough.
    TOTP.validate_code = spend_code
    account.user_logged_in.connect(on_signed_in)
    user_logged_out.connect(on_signed_out)
    account.password_changed.connect(on_password_changed)
    account.password_set.connect(on_password_changed)
    account.password_reset.connect(on_password_reset)
    account.email_changed.connect(on_email_changed)
    mfa.authenticator_added.connect(on_two_factor_added)
    mfa.authenticator_removed.connect(on_two_factor_removed)
    mfa.authentication_failed.connect(on_two_factor_failed)


def on_signed_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """ADM-7: log the sign-in; the device is in use from now, by the clock that will look at it."""
    with transaction.atomic():
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=clock.now())
        _record("sign_in", request, user)
        session_began.tell(SessionBegan(user.pk))


def on_signed_out(sender: object, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """ACC-10: the session's connections end with it."""
    if user is None:
        return
    with transaction.atomic():
        key = request.session.session_key
        UserSession.objects.filter(session_key=key).delete()
        tell_ended([key or ""])
        _record("sign_out", request, user)
        signed_out.tell(SignedOut(user.pk))


def on_password_changed(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Sign out the other devices; this one has just been given a new session key in place of the old."""
    keep = [request.session.session_key or "", request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")]
    with transaction.atomic():
        _record("password.changed", request, user)
        end_sessions(user.pk, actor_from(request), keep=keep)


def on_password_reset(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Sign out all devices."""
    with transaction.atomic():
        _record("password.reset", request, user)
        end_sessions(user.pk, actor_from(request))


def on_email_changed(
    sender: object, request: HttpRequest, user: User, to_email_address: EmailAddress, **kwargs: Any
) -> None:
    """Log the change and tell the user's devices."""
    with transaction.atomic():
        _record("email.changed", request, user)
        tell_changed(user.pk)


def on_two_factor_added(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Spend the code that confirmed it, log it and tell the user's devices."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    with transaction.atomic():
        spend_first_code(sender, request, authenticator)
        _record("two_factor.on", request, user)
        tell_changed(user.pk)


def on_two_factor_removed(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Log it and tell the user's devices."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    with transaction.atomic():
        _record("two_factor.off", request, user)
        tell_changed(user.pk)


def on_two_factor_failed(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """ADM-7: log a wrong code."""
    _record("two_factor.failed", request, user, succeeded=False)


def _record(action: str, request: HttpRequest, user: User, *, succeeded: bool = True) -> None:
    membership = Membership.objects.filter(user=user).order_by("created_at").first()
    record(
        action,
        Actor(user.pk, actor_from(request).address),
        organisation=membership.organisation_id if membership else None,
        subject=user.pk,
        succeeded=succeeded,
    )
