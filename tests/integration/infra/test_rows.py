"""Instances out of plain SQL: they are those of Django's own queries."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Model

from oogcontact.domains.accounts.api import Membership, Organisation, User
from oogcontact.infra.rows import Columns

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def read(model: type[Model]) -> Model:
    """Return the only row of a model, by plain SQL."""
    columns = Columns(model, "t")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns.sql} FROM {model._meta.db_table} t")
        (row,) = cursor.fetchall()
    assert len(row) == len(columns)
    return columns.instance(row)


def test_instances_are_those_of_django() -> None:
    """Ids, moments, booleans and JSON come back as they went in, and nothing is fetched later."""
    organisation = Organisation.objects.create(name="Zorggroep Voorbeeld", two_factor_agents=True)
    user = User.objects.create(
        email="anna@voorbeeld.test",
        first_name="Anna",
        last_name="de Vriès",
        phone_numbers=[{"label": "werk", "number": "0201234567"}],
        settings={"ring": True},
        last_login=NOON,
    )
    Membership.objects.create(user=user, organisation=organisation, role="agent", blocked_at=NOON)
    for model in (Organisation, User, Membership):
        one, other = read(model), model._default_manager.get()
        fields = [field.attname for field in model._meta.concrete_fields]
        assert {name: one.__dict__[name] for name in fields} == {name: other.__dict__[name] for name in fields}
        assert (one._state.adding, one._state.db) == (other._state.adding, other._state.db)


def test_what_was_read_can_be_changed() -> None:
    """An instance saves over its row instead of adding one."""
    Organisation.objects.create(name="Zorggroep Voorbeeld")
    found = read(Organisation)
    assert isinstance(found, Organisation)
    found.name = "Zorggroep"
    found.save()
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Zorggroep"]
