"""Instances of Django's models out of plain SQL, for the few reads that every request does.

Django's query compiler takes longer than all the rest of such a read; the instances are the same.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model

Converter = Callable[[Any, Any, Any], Any]
M = TypeVar("M", bound=Model)


class Columns(Generic[M]):
    """The columns of a model's table under an alias, and its instances out of their values."""

    def __init__(self, model: type[M], alias: str) -> None:
        self._model = model
        self._alias = alias
        self._fields = model._meta.concrete_fields
        self._names = [field.attname for field in self._fields]

    def __len__(self) -> int:
        return len(self._fields)

    @cached_property
    def sql(self) -> str:
        """The columns as they stand in a SELECT."""
        quote = connection.ops.quote_name
        return ", ".join(f"{quote(self._alias)}.{quote(str(field.column))}" for field in self._fields)

    def instance(self, values: Sequence[Any]) -> M:
        """Return the instance of a row."""
        row = list(values)
        for place, column, converters in self._converters:
            for convert in converters:
                row[place] = convert(row[place], column, connection)
        return self._model.from_db(connection.alias, self._names, row)

    @cached_property
    def _converters(self) -> list[tuple[int, Any, list[Converter]]]:
        """The places whose values the database keeps otherwise than Python, as Django's compiler finds them."""
        found = []
        for place, field in enumerate(self._fields):
            column = field.get_col(self._alias)
            converters = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
            if converters:
                found.append((place, column, converters))
        return found
