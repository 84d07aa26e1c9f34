"""The message as it goes to the mail server (RFC 5322, MIME): text, HTML with pictures, other forms, files. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, SMTPUTF8
from email.utils import parseaddr
from typing import Literal

from oogcontact.infra.mail_address import needs_utf8, on_the_wire

#: How a part stands to the text: the same in another form, a picture in the HTML, or a file of its own.
Role = Literal["alternative", "inline", "attachment"]


@dataclass(frozen=True)
class Part:
    """A part beside text and HTML; `name` is the file's name, of a picture the id by which the HTML names it.

    `params` are the parameters of its type, such as the method of a calendar.
    """

    role: Role
    type: str
    content: bytes
    name: str = ""
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Envelope:
    """What stands above a message. `sender` is the installation's address, with its usual name."""

    id: str
    date: datetime
    sender: str
    to: str
    subject: str
    sender_name: str = ""
    reply_to: str = ""


def compose(envelope: Envelope, text: str, html: str, parts: Sequence[Part]) -> EmailMessage:
    """Return the message; the parts are nested as the mail programs of Microsoft, Google and Apple expect."""
    utf8 = needs_utf8(envelope.to)
    # Seven bits: not every mail server on the way takes eight.
    message = EmailMessage(policy=(SMTPUTF8 if utf8 else SMTP).clone(cte_type="7bit"))
    name, sender = parseaddr(envelope.sender)
    message["From"] = _mailbox(envelope.sender_name or name, sender)
    message["To"] = _mailbox("", envelope.to)
    message["Subject"] = envelope.subject
    message["Date"] = envelope.date
    message["Message-ID"] = envelope.id
    # No answer of a machine to a machine (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if envelope.reply_to and (utf8 or not needs_utf8(envelope.reply_to)):
        message["Reply-To"] = _mailbox("", envelope.reply_to)
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    _add_pictures(message, parts)
    for part in parts:
        if part.role == "alternative":
            main, _slash, sub = part.type.partition("/")
            if main != "text":
                raise ValueError(part.type)
            # Base64: no mail server on the way folds the lines anew.
            message.add_alternative(part.content.decode(), subtype=sub, params=part.params, cte="base64")
    for part in parts:
        if part.role == "attachment":
            main, _slash, sub = part.type.partition("/")
            message.add_attachment(part.content, main, sub, filename=part.name, params=part.params)
    return message


def _add_pictures(message: EmailMessage, parts: Sequence[Part]) -> None:
    html = message.get_body(("html",))
    for part in parts:
        if part.role == "inline" and isinstance(html, MIMEPart):
            main, _slash, sub = part.type.partition("/")
            html.add_related(part.content, main, sub, cid=f"<{part.name}>", disposition="inline")


def _mailbox(name: str, address: str) -> Address:
    local, _at, domain = on_the_wire(address).rpartition("@")
    return Address(name, local, domain)
