"""The steps of a contact request and what its asker sees."""

import pytest

from oogcontact.domains.contacts.states import (
    Answer,
    Illegal,
    RequestState,
    Tie,
    answered,
    may_ask_again,
    shown_request,
)


@pytest.mark.parametrize(
    ("answer", "state"),
    [("accept", RequestState.ACCEPTED), ("decline", RequestState.DECLINED), ("withdraw", RequestState.WITHDRAWN)],
)
def test_a_request_is_answered_once(answer: Answer, state: RequestState) -> None:
    """CON-3."""
    assert answered(RequestState.PENDING, answer) is state
    with pytest.raises(Illegal, match=f"{answer} of a request that is {state.value}"):
        answered(state, answer)


def test_what_the_asker_sees() -> None:
    """CON-3, ACC-4."""
    shown = {tie: shown_request(tie) for tie in Tie}
    assert shown == {
        Tie.NONE: "none",
        Tie.COLLEAGUE: "none",
        Tie.SENT: "sent",
        Tie.DECLINED: "declined",
        Tie.LINKED: "none",
        Tie.ENDED: "none",
    }


def test_who_may_ask_again() -> None:
    """CON-3."""
    assert {tie for tie in Tie if may_ask_again(tie)} == {Tie.NONE, Tie.DECLINED, Tie.ENDED}
