"""The place of a guest in the waiting room, as a value (WAI-2, WAI-4)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from oogcontact.domains.waiting_room.states import (
    DISPLACED_KEPT,
    GONE_AFTER,
    LEASE,
    LinkState,
    Place,
    link_state,
)

NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ONE, TWO = UUID(int=1), UUID(int=2)


def test_a_place_is_held_until_its_lease_passes() -> None:
    place = Place().arrived(ONE, NOW)
    assert place.there(NOW + LEASE - SECOND)
    assert not place.there(NOW + LEASE)
    assert not Place().there(NOW)


def test_a_lost_tab_is_there_for_a_moment() -> None:
    place = Place().arrived(ONE, NOW).lost(ONE, NOW)
    assert place.there(NOW + GONE_AFTER - SECOND)
    assert not place.there(NOW + GONE_AFTER)
    assert place.arrived(ONE, NOW + SECOND).arrived_at == NOW


def test_another_tab_takes_the_place_and_keeps_the_moment_of_arrival() -> None:
    place = Place().arrived(ONE, NOW).arrived(TWO, NOW + SECOND)
    assert (place.client, place.arrived_at, place.displaced) == (TWO, NOW, (ONE,))
    assert place.lost(ONE, NOW + SECOND) == place


def test_a_displaced_tab_stays_outside_unless_it_is_asked_for_or_the_place_is_free() -> None:
    place = Place().arrived(ONE, NOW).arrived(TWO, NOW)
    assert place.arrived(ONE, NOW) == place
    assert place.taken(ONE, NOW).client == ONE
    assert place.left().arrived(ONE, NOW).client == ONE
    assert place.arrived(ONE, NOW + LEASE).client == ONE


@given(st.lists(st.integers(0, 40), max_size=80))
def test_the_last_that_takes_holds_and_few_are_remembered(tabs: list[int]) -> None:
    place = Place()
    for tab in tabs:
        place = place.taken(UUID(int=tab), NOW)
        assert place.client == UUID(int=tab)
        assert place.client not in place.displaced
    assert len(place.displaced) <= DISPLACED_KEPT


def test_what_a_link_opens() -> None:
    """APP-2."""
    opens = NOW + SECOND
    assert link_state(opens, NOW, has_appointment=True, cancelled=False) is LinkState.EARLY
    assert link_state(opens, opens, has_appointment=True, cancelled=False) is LinkState.OPEN
    assert link_state(opens, NOW, has_appointment=True, cancelled=True) is LinkState.CANCELLED
    assert link_state(opens, NOW, has_appointment=False, cancelled=False) is LinkState.NONE
