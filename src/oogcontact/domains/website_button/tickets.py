"""Tickets: the proof that a page of an allowed site shows the button (BTN-6).

A frame on another site sends our own origin with its requests, so the site itself is vouched for by what its page got
over the push channel or the poll, both of which look at the browser's `Origin`.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing

from oogcontact.domains.website_button import refusals

#: A page asks for a new one when a visitor comes near the button with one that is half as old.
VALID_FOR = timedelta(hours=1)

_SALT = "oogcontact.website_button"


@dataclass(frozen=True)
class Ticket:
    """Which button a page of which site may use."""

    public_id: str
    origin: str


def may_carry(origin: str, origins: Container[str]) -> bool:
    """Tell whether a page of this site may carry a button with these allowed sites: ours always may (ADM-3)."""
    return origin in origins or origin == settings.PUBLIC_URL


def issue(public_id: str, origin: str) -> str:
    """Return a ticket for this button on pages of this site."""
    return signing.dumps([public_id, origin], salt=_SALT, compress=False)


def read(text: str, public_id: str) -> Ticket:
    """Return what a ticket for this button says; raises Refusal `ticket_expired`."""
    try:
        named, origin = signing.loads(text, salt=_SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        raise refusals.ticket_expired() from None
    if named != public_id:
        raise refusals.ticket_expired()
    return Ticket(named, origin)
