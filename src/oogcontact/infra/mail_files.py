"""Mail without a mail server: each message becomes a file in DATA_DIR/mail."""

import os
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from oogcontact.kernel import clock


class EmailBackend(BaseEmailBackend):
    """Writes `<moment>-<random>.eml` files, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages; return how many."""
        folder = settings.MAIL_DIR
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{clock.now():%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:8]}.eml"
            unfinished = folder / f".{name}"
            unfinished.write_bytes(message.message().as_bytes())
            os.replace(unfinished, folder / name)
        return len(email_messages)
