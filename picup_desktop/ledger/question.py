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
        return tuple(
            value if convert is None else convert(value)
            for value, (_, convert) in zip(found, self._columns, strict=True)
        )

    def named(self, found: Sequence[Any]) -> dict[str, Any]:
        """The same by the names of the models' fields, or those given with ``alias``."""
        return {
            name: value if convert is None else convert(value)
            for value, (name, convert) in zip(found, self._columns, strict=True)
        }

    @cached_property
    def _written(self) -> tuple[str, list[Any]]:
        sql, params = self._query.bind(_SQLITE).sql()
        return sql, list(params)

    @cached_property
    def _columns(self) -> list[tuple[str, Callable[[Any], Any] | None]]:
        return [_column(node) for node in self._query.selected_columns]


def _column(node: Any) -> tuple[str, Callable[[Any], Any] | None]:
    field = node.unwrap()
    if not isinstance(field, peewee.Field):
        return (node.name if node.is_alias() else "", None)
    return (node.name if node.is_alias() else field.name, field.python_value)
