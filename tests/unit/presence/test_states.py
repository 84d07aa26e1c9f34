"""What others see of a choice: for every choice, device and call."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.presence.states import OFFLINE, Choice, Chosen, State, shown

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

chosen = st.builds(
    Chosen,
    st.sampled_from(Choice),
    st.text(max_size=20),
    st.none() | st.integers(-60, 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)


@given(chosen, st.booleans())
def test_who_is_not_connected_is_offline(choice: Chosen, in_call: bool) -> None:
    """PRE-3: whatever he chose."""
    assert shown(choice, NOW, connected=False, in_call=in_call) == OFFLINE


@given(chosen, st.booleans(), st.booleans())
def test_invisible_looks_exactly_like_offline(choice: Chosen, connected: bool, in_call: bool) -> None:
    """PRE-1: neither text nor call betrays it."""
    hidden = Chosen(Choice.INVISIBLE, choice.text)
    assert shown(hidden, NOW, connected=connected, in_call=in_call) == OFFLINE


@given(chosen, st.booleans())
def test_a_choice_holds_until_its_end(choice: Chosen, in_call: bool) -> None:
    """PRE-1: then the person is available again, without a text."""
    seen = shown(choice, NOW, connected=True, in_call=in_call)
    if choice.until is not None and choice.until <= NOW:
        assert (seen.state, seen.text, seen.until) == (State.AVAILABLE, "", None)
    elif choice.choice is not Choice.INVISIBLE:
        assert (seen.state.value, seen.text, seen.in_call) == (choice.choice.value, choice.text, in_call)
