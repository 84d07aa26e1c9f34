"""What the live rooms refuse, each with its stable code and a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from oogcontact.kernel.errors import Category, Refusal

_RING_ENDED = {
    "accepted": _("This call was already answered on another device."),
    "declined": _("You already declined this call. Call back if you want to talk."),
    "busy": _("This call has ended, because you were in another call. Call back if you want to talk."),
    "cancelled": _("The caller hung up. Call back if you want to talk."),
    "failed": _("The caller lost the connection. Call back if you want to talk."),
    "taken": _("A colleague has answered this already."),
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


def consulting() -> Refusal:
    """Somebody of the room is being consulted."""
    return Refusal("consulting", _("You are consulting somebody. Return to the conversation first."))


def not_consulting() -> Refusal:
    """Nobody is being consulted by this seat."""
    return Refusal("not_consulting", _("This consultation has ended."))


def joining() -> Refusal:
    """Somebody is being asked into this call already, or takes over from who asks."""
    return Refusal("joining", _("Somebody is being rung for this conversation already. Stop that first."))


def nobody_here() -> Refusal:
    """There is nobody to hand over or to bring somebody to."""
    return Refusal("nobody_here", _("There is nobody else in this conversation."))


def already_here() -> Refusal:
    """The person is in this call, or is being rung."""
    return Refusal("already_here", _("This person is in the conversation already, or is being rung."))
