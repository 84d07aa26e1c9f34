"""Fixtures of the tests of accounts."""

import pytest

from oogcontact.domains.accounts.api import Membership, Organisation
from tests.integration.accounts.helpers import make_person


@pytest.fixture
def organisation(db: None) -> Organisation:
    """An organisation without people."""
    return Organisation.objects.create(name="Zorggroep Voorbeeld")


@pytest.fixture
def anna(organisation: Organisation) -> Membership:
    """An agent with a user name."""
    return make_person(organisation, "Anna", username="anna.dv")
