"""Signing in: what we ask of django-allauth, through the hooks that it gives (ACC-1, ACC-7, ACC-8)."""

import json
import logging
import time
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import tries
from oogcontact.domains.accounts.access import find_membership
from oogcontact.domains.accounts.current import keep_membership
from oogcontact.domains.accounts.models import User
from oogcontact.domains.accounts.sign_in_mail import send_allauth_mail
from oogcontact.infra import encryption

_log = logging.getLogger(__name__)

_WRONG = _("This combination of name and password is not right. Check both and try again.")


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Allauth's check of e-mail address or user name with password; a blocked account is like a wrong password."""

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        # Allauth keeps a blocked user aside to tell him so; that would tell others that the account exists.
        return None

    def get_user(self, user_id: UUID | str) -> User | None:
        """Return the user of a session with his membership beside him: every request asks for both."""
        membership = find_membership(user_id)
        if membership is None:
            found: User | None = super().get_user(user_id)
            return found
        if not self.user_can_authenticate(membership.user):
            return None
        keep_membership(membership)
        user: User = membership.user
        return user


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our answers to allauth's questions."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "too_many_login_attempts": _("Too many wrong tries. Wait 15 minutes and try again, or choose a new password."),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your present password."),
        "email_taken": _("This e-mail address is already in use. Use another one."),
        "invalid_or_expired_key": _("This link does not work any more. Ask for a new one."),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without an invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; raises `too_many_login_attempts` when locked (ACC-1)."""
        self._try = tries.begin(_login(credentials), get_ip(request))
        if self._try is None:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return the user whose credentials these are; a right try does not count towards the lock."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None and self._try is not None:
            tries.succeed(self._try)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Lock sign-in after the last allowed try and mail the user, once per lock-out."""
        if self._try is not None:
            tries.fail(self._try)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        # After a password reset: who holds the mailbox need not wait for the lock of somebody else's guesses.
        tries.forget(_login(credentials))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send allauth's mails in our words and in the receiver's language (ACC-12)."""
        send_allauth_mail(template_prefix, email, context)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the sender's IP address; a local socket has none."""
        try:
            return str(super().get_client_ip(request))
        except PermissionDenied:
            return "127.0.0.1"


class TwoFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets encrypted (ACC-8)."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Return `text` encrypted for the database."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` was given, or when the key was lost a secret that no code can fit."""
        try:
            return encryption.decrypt(encrypted_text)
        except encryption.NotReadable:
            _log.error("a second factor can not be read: SECRET_KEY is another one than when it was set up")
            return str(totp.generate_totp_secret())


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")


def spend_code(self: totp.TOTP, code: str) -> bool:
    """Accept a right code only once, and no older one after it (RFC 6238, section 5.2).

    Allauth itself remembers a code for one period only, but with a tolerance it is valid for three.
    """
    secret = decrypt(self.instance.data["secret"])
    counters = [counter for counter in totp.yield_hotp_counters_from_time() if _is_code(secret, counter, code)]
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        if not counters or counters[-1] <= row.data.get("last_counter", -1):
            return False
        row.data["last_counter"] = counters[-1]
        row.save(update_fields=["data"])
    # Allauth saves its own copy of the row afterwards.
    self.instance.data = row.data
    return True


def spend_first_code(sender: object, request: HttpRequest, authenticator: Authenticator, **kwargs: object) -> None:
    """Let the code that confirmed the set-up count as used."""
    if authenticator.type == Authenticator.Type.TOTP:
        try:
            code = str(json.loads(request.body).get("code", ""))
        except (ValueError, AttributeError):
            code = totp.format_hotp_value(
                totp.hotp_value(decrypt(authenticator.data["secret"]), int(time.time()) // mfa_settings.TOTP_PERIOD)
            )
        spend_code(totp.TOTP(authenticator), code)


def _is_code(secret: str, counter: int, code: str) -> bool:
    return bool(totp.compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, counter))))


def user_display(user: User) -> str:
    """Return the name by which allauth speaks of a user."""
    return user.name
