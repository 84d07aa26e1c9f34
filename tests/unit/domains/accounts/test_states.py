"""The states of a link and of a listed person (ACC-2, ACC-4)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.accounts.states import LinkState, Offer, PersonState, link_state, person_state

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOMENTS = st.none() | st.just(NOW - timedelta(hours=1))


def test_a_link_ends_at_its_moment() -> None:
    """ACC-2: valid until 72 hours, not at 72 hours."""
    offer = Offer(None, None, None, NOW)
    assert link_state(offer, NOW - timedelta(seconds=1)) is LinkState.VALID
    assert link_state(offer, NOW) is LinkState.EXPIRED


@given(MOMENTS, MOMENTS, MOMENTS, st.integers(-10, 10))
def test_only_an_open_offer_in_time_is_valid(
    accepted: datetime | None, declined: datetime | None, withdrawn: datetime | None, hours: int
) -> None:
    """ACC-2, ACC-4: any answer ends it for good."""
    offer = Offer(accepted, declined, withdrawn, NOW + timedelta(hours=hours))
    is_open = accepted is declined is withdrawn is None
    assert (link_state(offer, NOW) is LinkState.VALID) == (is_open and hours > 0)
    later = link_state(offer, NOW + timedelta(days=365))
    assert later is (LinkState.EXPIRED if is_open else link_state(offer, NOW))


@pytest.mark.parametrize(
    ("active", "blocked", "link", "state"),
    [
        (True, True, LinkState.USED, PersonState.BLOCKED),
        (False, True, LinkState.VALID, PersonState.BLOCKED),
        (True, False, LinkState.USED, PersonState.ACTIVE),
        (True, False, None, PersonState.ACTIVE),
        (False, False, LinkState.VALID, PersonState.INVITED),
        (False, False, LinkState.EXPIRED, PersonState.EXPIRED),
        (False, False, LinkState.WITHDRAWN, PersonState.WITHDRAWN),
        (False, False, None, PersonState.WITHDRAWN),
    ],
)
def test_how_an_administrator_sees_a_person(
    active: bool, blocked: bool, link: LinkState | None, state: PersonState
) -> None:
    """ACC-2: invited, active, expired, blocked, withdrawn."""
    assert person_state(active=active, blocked=blocked, link=link) is state
