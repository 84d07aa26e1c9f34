"""What links into calls refuse, each with its stable code and a sentence that says what to do."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from oogcontact.domains.room_links.policy import Fault
from oogcontact.kernel.errors import Category, Refusal, Refusals

_FIELDS = {
    "required": _("Fill in this field."),
    "too_long": _("This is too long. Make it shorter."),
    "text_invalid": _("This has signs that can not be used. Type it anew."),
    "email_invalid": _("This is not a whole e-mail address."),
}


def check(faults: Sequence[Fault]) -> None:
    """Raise Refusals that name each fault at its field, unless there are none."""
    if faults:
        raise Refusals(
            [Refusal(fault.code, _FIELDS[fault.code], Category.INVALID, fault.param) for fault in faults],
        )


def staff_only() -> Refusal:
    """A client, or staff of another organisation, tried what only staff of the room's organisation can."""
    return Refusal("not_allowed", _("Only staff of the organisation can do this."), Category.FORBIDDEN)


def call_not_found() -> Refusal:
    """The call does not exist, or this person is not in it."""
    return Refusal("not_found", _("This call does not exist."), Category.NOT_FOUND)


def room_ended() -> Refusal:
    """The call is over, and its links with it."""
    return Refusal("room_ended", _("This call has ended. Call again if you want to talk."))


def too_many_open() -> Refusal:
    """The room has as many links as it may have."""
    return Refusal("links_too_many", _("There are five links for this conversation already. Withdraw one first."))


def link_closed() -> Refusal:
    """The link was withdrawn, or its time is over."""
    return Refusal("link_closed", _("This link does not work any more. Make a new one."))


def guest_gone() -> Refusal:
    """The guest has closed his page."""
    return Refusal("guest_gone", _("This guest is not there any more. Wait until the link is opened again."))
