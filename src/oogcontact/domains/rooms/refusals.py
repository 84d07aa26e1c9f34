"""What the live rooms refuse, each with its stable code and a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from oogcontact.kernel.errors import Category, Refusal

_RING_ENDED = {
    "accepted": _("This call was already answered on another device."),
    "declined": _("You already declined this call. Call back if you want to talk."),
    "busy": _("This call has ended, because you were in another call. Call back if you want to talk."),
    "cancelled": _("The caller hung up. Call back if you want to talk."),
    "failed": _("The caller lost the connection. Call back if you want to talk."),
}


def ring_ended(state: str) -> Refusal:
    """The ring can not be answered any more; `state` is how it ended, or `ringing` when its time is over."""
    message = _RING_ENDED.get(state, _("The time to answer is over. Call back if you want to talk."))
    return Refusal("ring_ended", message)


def room_ended() -> Refusal:
    """The call is over."""
    return Refusal("room_ended", _("This call has ended. Call again if you want to talk."))


def room_full() -> Refusal:
    """There is no seat left."""
    return Refusal("room_full", _("At most three people can be in one call. Choose fewer people."))


def seat_left() -> Refusal:
    """The person is no longer in the call and can not come back by himself."""
    return Refusal("seat_left", _("You have left this call. Call again if you want to talk."))


def seat_elsewhere() -> Refusal:
    """Another tab or device of the same person is in the call."""
    return Refusal("seat_elsewhere", _("You are in this call in another tab or on another device. End it there."))


def in_call() -> Refusal:
    """The person is in a call already."""
    return Refusal("in_call", _("You are in a call already. End that call first."))


def not_found() -> Refusal:
    """It does not exist, or not for this person."""
    return Refusal("not_found", _("This call does not exist."), Category.NOT_FOUND)
