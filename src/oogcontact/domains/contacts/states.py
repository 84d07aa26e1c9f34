"""The states of a contact and of a contact request, and the steps between them."""

from enum import Enum
from typing import Literal


class Tie(Enum):
    """What ties a contact to a person with an account."""

    NONE = "none"  #: plain details, only the owner knows of it
    COLLEAGUE = "colleague"  #: holds the owner's star and note beside the company directory
    SENT = "sent"  #: a request or an invitation waits for the other
    DECLINED = "declined"  #: the other declined
    LINKED = "linked"  #: both have each other as a contact
    ENDED = "ended"  #: the other removed this contact from his list


class RequestState(Enum):
    """The life of a contact request."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Illegal(Exception):
    """A step that its state does not allow."""


Answer = Literal["accept", "decline", "withdraw"]

_ANSWERS: dict[Answer, RequestState] = {
    "accept": RequestState.ACCEPTED,
    "decline": RequestState.DECLINED,
    "withdraw": RequestState.WITHDRAWN,
}


def answered(state: RequestState, answer: Answer) -> RequestState:
    """Return the state of a request after an answer; raises Illegal when it has been answered before."""
    if state is not RequestState.PENDING:
        raise Illegal(f"{answer} of a request that is {state.value}")
    return _ANSWERS[answer]


def shown_request(tie: Tie) -> Literal["none", "sent", "declined"]:
    """Return what the owner of a contact sees of his request."""
    if tie is Tie.SENT:
        return "sent"
    if tie is Tie.DECLINED:
        return "declined"
    return "none"


def may_ask_again(tie: Tie) -> bool:
    """Tell whether a request may be sent for a contact with this tie."""
    return tie in (Tie.NONE, Tie.DECLINED, Tie.ENDED)
