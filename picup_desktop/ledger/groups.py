"""A group of the ledger's questions that is loaded when its first one is asked.

There are thirty groups, and most commands ask two or three of them: loading all of them takes
longer than asking.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, overload

if TYPE_CHECKING:
    from picup_desktop.ledger.schema.database import Database

Questions = TypeVar("Questions")


class HasDatabase(Protocol):
    """What a group is a part of."""

    @property
    def database(self) -> "Database":
        """What the group asks."""


class Group(Generic[Questions]):
    """An attribute that is an object of one class, made from the ledger's database."""

    def __init__(self, place: str) -> None:
        """``place``: the class by its name, after the module's below this folder."""
        module, _, self._class = place.rpartition(".")
        self._module = f"picup_desktop.ledger.{module}"
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Remember the attribute's name."""
        self._name = name

    @overload
    def __get__(self, ledger: None, owner: type) -> "Group[Questions]": ...

    @overload
    def __get__(self, ledger: HasDatabase, owner: type) -> Questions: ...

    def __get__(self, ledger: HasDatabase | None, owner: type) -> "Questions | Group[Questions]":
        """Return the group; the next time the ledger itself has it."""
        if ledger is None:
            return self
        made = self.questions()(ledger.database)
        # Two threads may come here at once: both get the one that was first.
        return vars(ledger).setdefault(self._name, made)  # type: ignore[no-any-return]  # a namespace

    def questions(self) -> "Callable[[Database], Questions]":
        """Load the class."""
        return getattr(import_module(self._module), self._class)  # type: ignore[no-any-return]  # by name
