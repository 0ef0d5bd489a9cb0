"""Queries of every round, compiled to SQL once.

Peewee takes longer to compile a query than SQLite takes to answer it. A query with
constant SQL is therefore a module constant, with ``given("name")`` for each value;
``Database.ask`` and its neighbours take the values by these names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import peewee

_SQLITE = peewee.SqliteDatabase(None)
"""Without a file; used only to compile SQL."""

_AS_IT_IS = (peewee.TextField, peewee.IntegerField, peewee.FloatField, peewee.ForeignKeyField)
"""Columns of these types need no conversion of SQLite's values."""


@dataclass(frozen=True)
class _Place:
    name: str


def given(name: str) -> Any:
    """Return a placeholder for a value passed when the query runs, without conversion."""
    return peewee.SQL("?", (_Place(name),))


class Question:
    """A Peewee query compiled to SQL once, for any ledger."""

    def __init__(self, query: Any) -> None:
        self._query = query

    def statement(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """Return the SQL and its values in order; KeyError if one is missing."""
        sql, params = self._written
        return sql, [values[p.name] if isinstance(p, _Place) else p for p in params]

    def plain(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """Convert a row of SQLite to the models' types; computed columns are not converted."""
        row = list(found)
        for at, _, convert in self._conversions:
            row[at] = convert(row[at])
        return tuple(row)

    def named(self, found: Sequence[Any]) -> dict[str, Any]:
        """Return a row by the names of the models' fields, or their aliases."""
        row = dict(zip(self._names, found, strict=True))
        for _, name, convert in self._conversions:
            row[name] = convert(row[name])
        return row

    @cached_property
    def _written(self) -> tuple[str, list[Any]]:
        sql, params = self._query.bind(_SQLITE).sql()
        return sql, list(params)

    @cached_property
    def _names(self) -> list[str]:
        return [_name(node) for node in self._query.selected_columns]

    @cached_property
    def _conversions(self) -> list[tuple[int, str, Callable[[Any], Any]]]:
        nodes = self._query.selected_columns
        return [
            (at, name, node.unwrap().python_value)
            for at, (name, node) in enumerate(zip(self._names, nodes, strict=True))
            if isinstance(node.unwrap(), peewee.Field) and not isinstance(node.unwrap(), _AS_IT_IS)
        ]


def _name(node: Any) -> str:
    field = node if node.is_alias() else node.unwrap()
    return str(getattr(field, "name", ""))
