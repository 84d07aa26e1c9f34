"""What visitors leave when nobody answers, and what agents do with it (BTN-4)."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.telephony.api import normalise, shown
from oogcontact.domains.website_button import access
from oogcontact.domains.website_button.models import Button, VisitorMessage
from oogcontact.domains.website_button.policy import page_of
from oogcontact.domains.website_button.refusals import invalid
from oogcontact.domains.website_button.visits import access_carried, check_name
from oogcontact.infra import events, mail, ratelimit
from oogcontact.kernel import clock
from oogcontact.kernel.plain_text import is_plain

#: Messages from one address in an hour, and through one button: each is mailed to the whole group.
PER_ADDRESS, PER_BUTTON = 5, 60


@dataclass(frozen=True)
class Left:
    """What a visitor leaves behind."""

    kind: Literal["message", "callback"]
    name: str
    text: str
    number: str
    email: str
    page: str
    address: str


def leave_message(public_id: str, ticket: str, left: Left) -> VisitorMessage:
    """Keep what a visitor leaves, mail it to the agents of the button and tell those who are there.

    Raises Refusal `too_many`, `name_invalid`, `text_missing`, `text_not_plain`, `number_invalid`, `email_invalid`,
    and as `access_carried`.
    """
    ratelimit.check("website_button.messages", left.address, PER_ADDRESS, 3600)
    button, origin = access_carried(public_id, ticket)
    ratelimit.check("website_button.messages_of", str(button.pk), PER_BUTTON, 3600)
    message = _checked(button, left)
    message.page = page_of(left.page, origin)
    with transaction.atomic():
        message.save()
        _mail(message)
        _tell(message)
    return message


def set_handled(by: accounts.Membership, message_id: UUID, handled: bool) -> VisitorMessage:
    """Say that a message has been answered, or that it has not after all; raises Refusal `not_found`."""
    with transaction.atomic():
        message = access.access_message(by, message_id)
        if handled != (message.handled_at is not None):
            message.handled_at = clock.now() if handled else None
            message.handled_by = by.user if handled else None
            message.save(update_fields=["handled_at", "handled_by"])
            _tell(message)
    return message


def _checked(button: Button, left: Left) -> VisitorMessage:
    message = VisitorMessage(button=button, kind=left.kind, name=check_name(left.name), text=left.text.strip())
    if not is_plain(message.text, lines=True):
        raise invalid("text_not_plain", _("This text has signs that can not be shown."), "text")
    message.email = left.email.strip()
    if left.kind == "callback":
        number = normalise(left.number)
        if number is None:
            raise invalid("number_invalid", _("This is not a telephone number."), "number")
        message.number = number
    elif not message.text:
        raise invalid("text_missing", _("Write your message first."), "text")
    elif not message.email:
        raise invalid("email_invalid", _("Give an e-mail address, so that we can answer."), "email")
    if message.email:
        _check_email(message.email)
    return message


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise invalid("email_invalid", _("This is not an e-mail address."), "email") from None


def _mail(message: VisitorMessage) -> None:
    """Queue a mail to each agent of the button, in his language."""
    readers = accounts.User.objects.filter(pk__in=access.readers_of(message.button), is_active=True)
    callback = message.kind == VisitorMessage.Kind.CALLBACK
    subject = _("A visitor asks to be called back") if callback else _("Message of a visitor")
    context = {
        "callback": callback,
        "name": message.name,
        "text": message.text,
        "number": shown(message.number, masked=False) if message.number else "",
        "email": message.email,
        "page": message.page,
        "button": message.button.name,
    }
    for reader in readers:
        mail.send(reader.email, subject, "website_button/mail/visitor_message", context, reader.language)


def _tell(message: VisitorMessage) -> None:
    data = {"message_id": str(message.pk), "handled": message.handled_at is not None}
    events.emit(access.readers_of(message.button), "visitor_message.changed", data)
