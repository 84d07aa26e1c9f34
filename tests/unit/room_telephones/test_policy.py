"""What the network's answers mean, and which numbers guests may give (CAL-3, WAI-5, TEL-9)."""

from datetime import timedelta

import pytest

from oogcontact.domains.room_telephones.policy import own_number, ring_for, state_of
from oogcontact.domains.telephony.api import Dialled, NotDialled


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (486, "busy"),
        (600, "busy"),
        (408, "no_answer"),
        (480, "no_answer"),
        (487, "no_answer"),
        (403, "declined"),
        (603, "declined"),
        (404, "failed"),
        (500, "failed"),
        (503, "failed"),
    ],
)
def test_an_answer_ends_the_ring(status: int, state: str) -> None:
    assert state_of(status).value == state


def test_a_telephone_rings_longer_than_a_browser_and_not_for_ever() -> None:
    assert ring_for(15) == timedelta(seconds=25)
    assert ring_for(30) == timedelta(seconds=40)
    assert ring_for(60) == timedelta(seconds=45)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("06 12345678", Dialled("+31612345678")),
        ("(020) 123 45 67", Dialled("+31201234567")),
        ("+31 6 12345678", Dialled("+31612345678")),
        ("0900-1234567", NotDialled.COSTLY),
        ("+1 415 555 2671", NotDialled.ABROAD),
        ("00491711234567", NotDialled.ABROAD),
        ("112", NotDialled.EMERGENCY),
        ("1234", NotDialled.INVALID),
        ("", NotDialled.INVALID),
        ("mijn mobiel", NotDialled.INVALID),
        ("0612345678;ext=9", Dialled("+31612345678")),
        ("sip:0612345678@example.com", NotDialled.INVALID),
    ],
)
def test_guests_are_called_in_this_country_only(text: str, found: Dialled | NotDialled) -> None:
    assert own_number(text) == found
