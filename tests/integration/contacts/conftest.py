"""Fixtures of the tests of contacts."""

from collections.abc import Callable

import pytest

from oogcontact.domains.accounts.api import Membership, Organisation, Role, create_account
from tests.integration.contacts.helpers import Page

PageOf = Callable[[str], Page]


@pytest.fixture
def page_of(people: dict[str, Membership]) -> PageOf:
    """The contacts page of a person, by first name."""
    return lambda name: Page(people[name])


@pytest.fixture
def stranger(people: dict[str, Membership]) -> Page:
    """The page of an agent of another organisation."""
    other = Organisation.objects.create(name="Andere Zorg")
    return Page(
        create_account(
            other,
            Role.AGENT,
            email="zoe@andere.test",
            first_name="Zoë",
            last_name="Bakker",
            password="Welkom-2026!",
        )
    )
