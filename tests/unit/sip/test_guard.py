"""TEL-9: who is answered."""

import pytest

from oogcontact.sip.guard import ANSWERED, PER_SECOND, QUIET_SECONDS, REMEMBERED, TIDY_SECONDS, Guard

PEER, STRANGER = "192.0.2.7", "203.0.113.9"


def test_peers_are_known_by_address_and_network() -> None:
    guard = Guard.of(["192.0.2.7", "198.51.100.0/24", "2001:db8::/32"])
    assert [guard.is_peer(source) for source in (PEER, "198.51.100.200", "2001:db8::1")] == [True] * 3
    assert not any(guard.is_peer(source) for source in (STRANGER, "192.0.2.8", "::1", "no address"))


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        Guard.of(["provider.example"])


def test_a_stranger_is_answered_a_few_times_and_then_never() -> None:
    guard = Guard.of([PEER])
    answers = [guard.answers(STRANGER, at) for at in range(100)]
    assert answers == [True] * ANSWERED + [False] * (100 - ANSWERED)
    assert guard.answers("203.0.113.10", 100)


def test_a_scanner_that_goes_on_stays_unanswered() -> None:
    guard = Guard.of([])
    for step in range(50):
        guard.answers(STRANGER, step * QUIET_SECONDS * 0.9)
    assert not guard.answers(STRANGER, 50 * QUIET_SECONDS * 0.9)


def test_who_has_been_still_is_answered_again() -> None:
    guard = Guard.of([])
    for _ in range(10):
        guard.answers(STRANGER, 0)
    assert guard.answers(STRANGER, QUIET_SECONDS + 1)


def test_a_peer_that_floods_is_held_back_for_a_second() -> None:
    guard = Guard.of([PEER])
    assert sum(guard.answers(PEER, 7.5) for _ in range(PER_SECOND + 50)) == PER_SECOND
    assert guard.answers(PEER, 8.0)


def test_many_strangers_take_no_more_memory_than_is_set() -> None:
    guard = Guard.of([PEER])
    answered = sum(guard.answers(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", 0) for n in range(REMEMBERED + 500))
    assert answered == REMEMBERED
    assert guard.answers(PEER, 0)
    assert guard.answers(STRANGER, QUIET_SECONDS + 1)


def test_a_flood_from_ever_other_addresses_costs_little() -> None:
    """It is not looked through all of them for each."""
    guard = Guard.of([])
    for number in range(REMEMBERED):
        guard.answers(f"10.0.{number >> 8}.{number & 255}", 0)
    later = QUIET_SECONDS - 1
    answers = [guard.answers(STRANGER, at) for at in (later, later + TIDY_SECONDS - 1, later + TIDY_SECONDS)]
    assert answers == [False, False, True]
