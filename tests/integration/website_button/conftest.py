"""Fixtures of the tests of the website button."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from oogcontact.domains.accounts.api import Organisation, Role
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.desk import api as desk
from oogcontact.domains.website_button.actions import save_button
from oogcontact.domains.website_button.board import board
from oogcontact.domains.website_button.models import Button
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, make_person
from tests.integration.website_button.helpers import SITE, Page

#: A Friday, 13:00 in the Netherlands.
START = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def time() -> Iterator[clock.SetClock]:
    """Virtual time: it moves only by `advance`."""
    with clock.at(START) as set_clock:
        yield set_clock


@pytest.fixture(autouse=True)
def fresh(db: None) -> Iterator[None]:
    """Nothing of another test is remembered."""
    cache.clear()
    board.forget()
    yield
    board.forget()


@pytest.fixture
def organisation(db: None) -> Organisation:
    """An organisation whose calls ring for 30 seconds."""
    return Organisation.objects.create(name="Gemeente Zonnewaard")


@pytest.fixture
def administrator(organisation: Organisation) -> Device:
    """The administrator, who is in no group."""
    return Device(make_person(organisation, "Willem", Role.ADMINISTRATOR))


@pytest.fixture
def anna(organisation: Organisation) -> Device:
    """An agent of the group."""
    return Device(make_person(organisation, "Anna"))


@pytest.fixture
def bram(organisation: Organisation) -> Device:
    """A colleague in the same group."""
    return Device(make_person(organisation, "Bram"))


@pytest.fixture
def group(organisation: Organisation, anna: Device, bram: Device) -> desk.Group:
    """The group of Anna and Bram."""
    made = desk.Group.objects.create(organisation=organisation, name="Balie")
    made.members.add(anna.member.user, bram.member.user)
    return made


@pytest.fixture
def button(organisation: Organisation, group: desk.Group) -> Button:
    """A button on one site."""
    return save_button(organisation, None, {"name": "Site", "groups": [group.pk], "origins": [SITE]}, Actor())


@pytest.fixture
def page(button: Button) -> Page:
    """A page of that site."""
    return Page(button)
