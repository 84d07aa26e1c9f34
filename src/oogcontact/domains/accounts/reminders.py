"""The reminder of a user name (ACC-7)."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.access import user_by_email
from oogcontact.infra import mail, ratelimit


def send_username(email: str, address: str) -> None:
    """Mail the user name of the active account with this e-mail address; without one nothing happens.

    Raises Refusal `too_many`: five times an hour for an e-mail address, known or not, and thirty from one IP address.
    """
    ratelimit.check("username-reminder-address", address, 30, 3600)
    ratelimit.check("username-reminder", email.strip().lower(), 5, 3600)
    user = user_by_email(email)
    if user is None or not user.is_active:
        return
    with transaction.atomic():
        mail.send(
            user.email,
            _("Your user name for Oogcontact"),
            "accounts/mail/username",
            {
                "name": user.first_name,
                "username": user.username or "",
                "email": user.email,
                "sign_in_url": f"{settings.PUBLIC_URL}/inloggen",
            },
            user.language,
        )
