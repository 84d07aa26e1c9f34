"""Mail to a real mail server (RFC 5321), and what its refusals mean."""

import smtplib
from dataclasses import dataclass
from email.utils import parseaddr
from typing import cast

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend as DjangoBackend

from oogcontact.infra.mail_address import needs_utf8, on_the_wire

#: Replies that are about our own account at the mail server: mended by the operator, not by another message.
_OUR_FAULT = frozenset({530, 534, 535, 538})


@dataclass(frozen=True)
class Refused:
    """A message that will never be taken: `reason` is `server`, with what it said, or `no_utf8`."""

    reason: str
    said: str


class EmailBackend(DjangoBackend):
    """Django's, with addresses in other scripts: the domain in ASCII, the rest by SMTPUTF8 (RFC 6531)."""

    def _send(self, email_message: EmailMessage) -> bool:
        to = [on_the_wire(address) for address in email_message.recipients()]
        if not to:
            return False
        sender = on_the_wire(parseaddr(email_message.from_email)[1])
        options = ["SMTPUTF8", "BODY=8BITMIME"] if any(needs_utf8(address) for address in to) else []
        connection = cast(smtplib.SMTP, self.connection)
        connection.sendmail(sender, to, email_message.message().as_bytes(), options)
        return True


def refusal_in(error: Exception) -> Refused | None:
    """Return why a message is refused for good, None when it may be tried again (RFC 5321, 4.2.1)."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Refused("no_utf8", "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _of_reply(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return _of_reply(error.smtp_code, error.smtp_error)
    return None


def _of_reply(code: int, text: bytes | str) -> Refused | None:
    if not 500 <= code <= 599 or code in _OUR_FAULT:
        return None
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return Refused("server", " ".join(f"{code} {said}".split())[:300])
