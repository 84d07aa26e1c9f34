"""What is refused about telephones in rooms, each with its stable code and a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from oogcontact.domains.telephony.api import Impossible, NotDialled
from oogcontact.kernel.errors import Category, Refusal

_NUMBERS = {
    NotDialled.INVALID.value: ("number_invalid", _("This is no telephone number. Look at it again.")),
    NotDialled.EMERGENCY.value: ("number_emergency", _("Emergency numbers can not be called from here.")),
    NotDialled.COSTLY.value: ("number_costly", _("Numbers that cost extra can not be called from here.")),
    NotDialled.ABROAD.value: ("number_abroad", _("Numbers in other countries can not be called from here.")),
}


def impossible(error: Impossible) -> Refusal:
    """The number can not be called now."""
    known = _NUMBERS.get(str(error))
    if known is not None:
        return Refusal(known[0], known[1], Category.INVALID, "number")
    if str(error) == "no-trunk":
        return no_trunk()
    return Refusal("lines_in_use", _("All lines are in use. Try again in a moment."), Category.UNAVAILABLE)


def no_trunk() -> Refusal:
    """Nothing carries calls out."""
    return Refusal(
        "no_trunk",
        _("Telephones can not be called from here. Your administrator can set this up."),
        Category.UNAVAILABLE,
    )


def staff_only() -> Refusal:
    """Only staff bring telephones into a call."""
    return Refusal("not_allowed", _("Only employees can call a telephone number."), Category.FORBIDDEN)


def not_offered() -> Refusal:
    """This guest is not called on the telephone."""
    return Refusal("call_me_not_offered", _("We can not call you on the telephone here."), Category.FORBIDDEN)


def tried_enough() -> Refusal:
    """The guest has asked often enough."""
    return Refusal(
        "call_me_tries",
        _("You have asked to be called three times. Call us instead, or make a new appointment."),
        Category.TOO_MANY,
    )
