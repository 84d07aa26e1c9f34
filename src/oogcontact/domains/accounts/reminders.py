"""The reminder of a user name (ACC-7)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.access import user_by_email
from oogcontact.domains.accounts.sign_in_mail import send_or_pretend
from oogcontact.infra import ratelimit


def send_username(email: str, address: str) -> None:
    """Mail the user name of the active account with this e-mail address; without one nothing happens.

    Raises Refusal `too_many`: five times an hour for an e-mail address, known or not, and thirty from one IP address.
    """
    ratelimit.check("username-reminder-address", address, 30, 3600)
    ratelimit.check("username-reminder", email.strip().lower(), 5, 3600)
    user = user_by_email(email)
    if user is not None and not user.is_active:
        user = None
    send_or_pretend(
        user,
        _("Your user name for Oogcontact"),
        "accounts/mail/username",
        {
            "name": user.first_name if user else "",
            "username": user.username or "" if user else "",
            "email": user.email if user else "",
            "sign_in_url": f"{settings.PUBLIC_URL}/inloggen",
        },
    )
