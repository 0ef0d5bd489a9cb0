"""Questions that are asked in every round, written down in SQL once.

Peewee takes longer to write a question down than SQLite takes to answer it. A question whose
words never change is therefore a constant of its module, with ``given("name")`` where a value
comes in; ``Database.ask`` and its neighbours take the values by these names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import peewee

_SQLITE = peewee.SqliteDatabase(None)
"""No file: it only says which SQL is written."""

_AS_IT_IS = (peewee.TextField, peewee.IntegerField, peewee.FloatField, peewee.ForeignKeyField)
"""What SQLite gives back for columns of these types needs no conversion."""


@dataclass(frozen=True)
class _Place:
    name: str


def given(name: str) -> Any:
    """The place of a value that is known only when the question is asked; taken as it is."""
    return peewee.SQL("?", (_Place(name),))


class Question:
    """A query of Peewee's, for any ledger, without the cost of writing it down each time."""

    def __init__(self, query: Any) -> None:
        self._query = query

    def statement(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The SQL and all its values in their order; KeyError if one is missing."""
        sql, params = self._written
        return sql, [values[p.name] if isinstance(p, _Place) else p for p in params]

    def plain(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """A row as SQLite gave it, with the models' own types; what is computed, as it is."""
        row = list(found)
        for at, _, convert in self._conversions:
            row[at] = convert(row[at])
        return tuple(row)

    def named(self, found: Sequence[Any]) -> dict[str, Any]:
        """The same by the names of the models' fields, or those given with ``alias``."""
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
