"""Who counts as one in limits."""

import pytest

from oogcontact.kernel.network import subscriber_of


@pytest.mark.parametrize(
    ("address", "subscriber"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("0b5d6600-0000-4000-8000-000000000000", "0b5d6600-0000-4000-8000-000000000000"),
    ],
)
def test_subscriber(address: str, subscriber: str) -> None:
    """WAI-4, BTN-6: who has a whole network of IPv6 addresses guesses no more often than others."""
    assert subscriber_of(address) == subscriber
