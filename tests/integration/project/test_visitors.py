"""Who may open a WebSocket."""

from collections.abc import Callable

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership
from oogcontact.project.visitors import authenticate, is_own_page


def scope(**headers: str) -> dict[str, object]:
    return {"headers": [(name.encode(), value.encode()) for name, value in headers.items()]}


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        # Behind a proxy that names another host to us: the public address counts.
        ("http://localhost:8000", "server:8000", True),
        ("https://evil.test", "localhost:8000", False),
        ("https://evil.test", "evil.test", False),
        ("http://localhost:9000", "localhost:8000", False),
        ("null", "localhost:8000", False),
        ("", "localhost:8000", False),
    ],
)
def test_only_our_own_pages_may_connect(origin: str, host: str, own: bool) -> None:
    assert is_own_page(scope(origin=origin, host=host)) is own


def test_two_origins_are_none() -> None:
    doubled = scope(host="localhost:8000")
    doubled["headers"] = [*doubled["headers"], (b"origin", b"http://localhost:8000"), (b"origin", b"https://evil.test")]  # type: ignore[misc]
    assert not is_own_page(doubled)


def test_the_session_says_who_it_is(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> None:
    client = browser_of(people["anna"])
    key = client.cookies["sessionid"].value
    visitor = authenticate(scope(cookie=f"language=nl; sessionid={key}"))
    assert visitor is not None
    assert (visitor.user, visitor.session_key) == (people["anna"].user_id, key)


@pytest.mark.parametrize("cookie", ["", "sessionid=", "sessionid=unknown", "other=1"])
def test_without_a_session_it_is_nobody(cookie: str, db: None) -> None:
    assert authenticate(scope(cookie=cookie)) is None


def test_a_session_that_ended_is_nobody(
    people: dict[str, Membership], browser_of: Callable[[Membership], Client]
) -> None:
    client = browser_of(people["anna"])
    key = client.cookies["sessionid"].value
    client.logout()
    assert authenticate(scope(cookie=f"sessionid={key}")) is None
