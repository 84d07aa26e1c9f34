"""Allauth's mails in our words and in the receiver's language (ACC-12)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.models import User
from oogcontact.infra import mail

#: Allauth's template -> our template and subject.
_MAILS = {
    "account/email/password_reset_key": ("password_reset", _("Choose a new password")),
    "account/email/email_confirmation": ("confirm_email", _("Confirm your e-mail address")),
    "account/email/email_changed": ("email_changed", _("Your e-mail address has been changed")),
    "account/email/password_reset": ("password_changed", _("Your password has been changed")),
    "account/email/password_changed": ("password_changed", _("Your password has been changed")),
    "account/email/password_set": ("password_changed", _("Your password has been changed")),
    "mfa/email/totp_activated": ("two_factor_on", _("Two-factor authentication is on")),
    "mfa/email/totp_deactivated": ("two_factor_off", _("Two-factor authentication is off")),
    "mfa/email/recovery_codes_generated": ("recovery_codes", _("You have new recovery codes")),
}

_TEXTS = ("password_reset_url", "activate_url", "ip", "from_email", "to_email")


def send_or_pretend(user: User | None, subject: object, template: str, context: dict[str, object]) -> None:
    """Mail `user` in his language; without one do the same work and undo it, so that the time tells nothing (ACC-1)."""
    with transaction.atomic():
        if user is not None:
            mail.send(user.email, subject, template, context, user.language)
        else:
            mail.send("nobody@example.invalid", subject, template, context, settings.LANGUAGE_CODE)
            transaction.set_rollback(True)


def send_allauth_mail(template_prefix: str, email: str, context: dict[str, Any]) -> None:
    """Send the mail for which allauth uses `template_prefix`; one that we do not know is not sent."""
    if template_prefix == "account/email/unknown_account":
        template, subject = _MAILS["account/email/password_reset_key"]
        send_or_pretend(None, subject, f"accounts/mail/{template}", {"password_reset_url": settings.PUBLIC_URL})
        return
    if template_prefix not in _MAILS:
        return
    template, subject = _MAILS[template_prefix]
    user = context.get("user") or User.objects.filter(email=email.lower()).first()
    if user is None and "to_email" in context:
        # The notice to the address that has just been replaced.
        user = User.objects.filter(email=str(context["to_email"]).lower()).first()
    values: dict[str, object] = {name: str(context[name]) for name in _TEXTS if name in context}
    values["name"] = user.first_name if user else ""
    values["reset_url"] = f"{settings.PUBLIC_URL}/wachtwoord-vergeten"
    language = user.language if user else translation.get_language() or settings.LANGUAGE_CODE
    mail.send(email, subject, f"accounts/mail/{template}", values, language)
