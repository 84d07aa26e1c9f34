"""What a person may choose."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from oogcontact.domains.presence.states import TEXT_AT_MOST, UNTIL_AT_MOST, Choice, Chosen
from oogcontact.kernel.errors import Category, Refusal


def choose(choice: Choice, text: str, until: datetime | None, now: datetime) -> Chosen:
    """Return the choice; raises Refusal `text_too_long`, `until_past`, `until_too_far`."""
    line = " ".join(text.split())
    if len(line) > TEXT_AT_MOST:
        message = _("Your status is too long. Use at most 100 characters.")
        raise Refusal("text_too_long", message, Category.INVALID, "text")
    if until is not None and until <= now:
        message = _("This moment has passed. Choose a later one.")
        raise Refusal("until_past", message, Category.INVALID, "until")
    if until is not None and until > now + UNTIL_AT_MOST:
        message = _("This moment is too far away. Choose one within a year.")
        raise Refusal("until_too_far", message, Category.INVALID, "until")
    return Chosen(choice, line, until)
