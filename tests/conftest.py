"""What all Python tests share: the catalogues compiled, an organisation with its people, their signed-in browsers."""

import gc
from collections.abc import Callable

import pytest
from django.core.signals import setting_changed
from django.test import Client

from oogcontact.domains.accounts.api import Membership, Organisation, Role, create_account
from oogcontact.project.preparation import compile_messages
from tests import emptying

PASSWORD = "Welkom-2026!"

#: The people of the organisation of the tests, as in the demonstration.
ROLES = {
    "anna": Role.ADMINISTRATOR,
    "bram": Role.AGENT,
    "carla": Role.AGENT,
    "dirk": Role.CLIENT,
    "els": Role.CLIENT,
}


def pytest_configure() -> None:
    """Empty the database after tests in a way that takes little."""
    emptying.install()


def pytest_sessionstart() -> None:
    """Compile the catalogues, so that answers speak Dutch as they do in production."""
    compile_messages()
    # Django may have read what was there before: nothing, in a fresh clone.
    for setting in ("LOCALE_PATHS", "LANGUAGE_CODE"):
        setting_changed.send(sender=None, setting=setting, value=None, enter=True)


def pytest_collection_finish() -> None:
    """Take the modules and all tests out of the search for garbage: each whole search looked through them again.

    Some tests start one, to see that nothing of theirs is left.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture
def people(db: None) -> dict[str, Membership]:
    """An organisation with an administrator, two agents and two clients, by first name in lower case."""
    organisation = Organisation.objects.create(name="Zorggroep Voorbeeld")
    return {
        name: create_account(
            organisation,
            role,
            email=f"{name}@voorbeeld.test",
            first_name=name.capitalize(),
            last_name="de Vries",
            password=PASSWORD,
        )
        for name, role in ROLES.items()
    }


@pytest.fixture
def browser_of() -> Callable[[Membership], Client]:
    """A browser in which a person is signed in, without the way through the sign-in page."""

    def make(membership: Membership) -> Client:
        client = Client()
        client.force_login(membership.user)
        return client

    return make
