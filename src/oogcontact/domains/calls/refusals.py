"""What calling refuses beyond what rooms refuse."""

from django.utils.translation import gettext_lazy as _

from oogcontact.kernel.errors import Category, Refusal


def nobody_to_call() -> Refusal:
    """No callee was given."""
    return Refusal("nobody_to_call", _("Choose at least one person to call."), Category.INVALID, "person_ids")


def self_call() -> Refusal:
    """The caller is among the callees."""
    return Refusal("self_call", _("You can not call yourself. Choose somebody else."), Category.INVALID, "person_ids")


def person_not_found() -> Refusal:
    """Somebody who does not exist, or not for this caller."""
    return Refusal(
        "not_found", _("This person can not be called. Choose somebody from your contacts."), Category.NOT_FOUND
    )


def staff_only() -> Refusal:
    """A client tried what only staff can."""
    return Refusal("not_allowed", _("Only staff of the organisation can do this."), Category.FORBIDDEN)
