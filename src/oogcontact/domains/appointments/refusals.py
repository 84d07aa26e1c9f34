"""Why something about appointments is refused, in sentences that say what to do."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from oogcontact.domains.appointments.policy import Code, Fault
from oogcontact.infra.outside import Fault as FetchFault
from oogcontact.kernel.errors import Category, Refusal, Refusals

_FIELDS: dict[Code, object] = {
    "required": _("Fill in this field."),
    "too_long": _("This is too long. Make it shorter."),
    "text_invalid": _("This has signs that can not be used. Type it anew."),
    "email_invalid": _("This is not a whole e-mail address."),
    "email_twice": _("This is the address of the first recipient. Each recipient needs an own address."),
    "mobile_invalid": _("This is not a telephone number. Write it as 06 12345678."),
    "date_invalid": _("This is not a date. Write it as 21-11-2026."),
    "date_past": _("This day is over. Choose today or later."),
    "date_too_far": _("This is more than two years from now. Check the year."),
    "time_invalid": _("This is not a time. Write it as 14:00."),
    "time_past": _("This time is over. Choose a later time."),
    "time_skipped": _("This time does not exist: the clock goes forward in that night. Choose another."),
    "ends_before_start": _("The end lies before the start. Choose a later end."),
    "too_short": _("An appointment lasts at least five minutes."),
    "lasts_too_long": _("An appointment lasts at most twelve hours."),
    "recipients_missing": _("Invite at least one recipient."),
    "recipients_too_many": _(
        "An appointment is for at most two recipients. A conversation with more people is a meeting."
    ),
}

FETCHING: dict[FetchFault | str, object] = {
    "address_invalid": _("This is not an address of a calendar. It begins with https:// or webcal://."),
    "address_private": _("This address is not on the public internet, so it can not be read."),
    "not_found": _("There is no calendar at this address any more. Make a new link in your calendar."),
    "forbidden": _("This calendar may not be read with this link. Share it by a private link first."),
    "unreachable": _("The other calendar did not answer. It is tried again every 15 minutes."),
    "too_large": _("This calendar is too large to read."),
    "too_slow": _("The other calendar answered too slowly. It is tried again every 15 minutes."),
    "unreadable": _("What stands at this address is not a calendar."),
}


def check(faults: Sequence[Fault], others: Sequence[Refusal] = ()) -> None:
    """Raise Refusals that name each fault at its field, with what `others` refuse, unless there are none."""
    if found := [*(of(fault) for fault in faults), *others]:
        raise Refusals(found)


def of(fault: Fault) -> Refusal:
    """Return the refusal for one field."""
    return Refusal(fault.code, _FIELDS[fault.code], Category.INVALID, fault.param)


def cancelled() -> Refusal:
    """Return the refusal for what was cancelled already."""
    return Refusal("appointment_cancelled", _("This appointment has been cancelled. Plan a new one."))


def over() -> Refusal:
    """Return the refusal for what lies in the past."""
    return Refusal("appointment_over", _("This appointment is over. Plan a new one."))


def source_missing() -> Refusal:
    """Return the refusal for an agent who has no calendar elsewhere."""
    return Refusal("source_missing", _("No other calendar has been added."), Category.NOT_FOUND)


def fetching(fault: FetchFault | str) -> Refusal:
    """Return the refusal for an address of a calendar that can not be used."""
    return Refusal(str(fault), FETCHING[fault], Category.INVALID, "url")
