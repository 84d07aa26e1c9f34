"""An administrator's browser, and a conference account."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership
from tests.integration.accounts.helpers import send

ACCOUNTS = "/api/conference-accounts"


@pytest.fixture
def browser(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> Client:
    """The browser of an administrator."""
    return browser_of(people["anna"])


@pytest.fixture
def number(browser: Client) -> str:
    """The id of a telephone number."""
    made: str = send(browser, "post", "/api/telephony/numbers", {"number": "0850000100"}).json()["id"]
    return made


@pytest.fixture
def account(browser: Client, number: str) -> dict[str, Any]:
    """A conference account."""
    body = {
        "name": "Teamoverleg",
        "number_id": number,
        "conference_number": "4321",
        "moderator_pin": "9876",
        "participant_pin": "1234",
    }
    made: dict[str, Any] = send(browser, "post", ACCOUNTS, body).json()
    return made
