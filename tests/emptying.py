"""Empty the database after a test whose rows were committed; rows of other tests are rolled back."""

from functools import cache

from django.db import connections
from django.test import TransactionTestCase

#: Filled when the tables are made, from the models alone. Django empties these too, and then makes all their rows
#: anew: for that it looks at each model, which takes longer than most tests.
KEPT = {"django_content_type", "auth_permission"}


@cache
def _tables(alias: str) -> list[str]:
    connection = connections[alias]
    return sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT)


def empty(alias: str) -> None:
    """Remove all rows but those of `KEPT`, from the few tables that hold any."""
    connection = connections[alias]
    quote = connection.ops.quote_name
    # TRUNCATE would make new files for each table, which takes ten times as long as DELETE.
    looks = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in _tables(alias)
    )
    with connection.cursor() as cursor:
        cursor.execute(looks)
        filled = [table for (table,) in cursor.fetchall()]
    if filled:
        connection.ops.execute_sql_flush([f"DELETE FROM {quote(table)}" for table in filled])


def _after_test(case: TransactionTestCase) -> None:
    for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]  # Django's own
        empty(alias)


def install() -> None:
    """Let Django's test cases, of which pytest-django makes one for each test with a database, empty it this way."""
    TransactionTestCase._fixture_teardown = _after_test  # type: ignore[attr-defined]  # as above
