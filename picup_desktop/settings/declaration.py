"""The declaration of one setting, and what follows from it alone.

A declaration stands in the metadata of a field of ``Settings`` (choices.py). Every number
is kept in seconds, days, bytes, or as a plain count; ``Unit`` says in which unit the window
shows it.
"""

import dataclasses
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, TypeVar, cast

MINUTE_SECONDS = 60.0
HOUR_SECONDS = 60 * MINUTE_SECONDS
MEBIBYTE = 1024 * 1024
MEGABYTE = 1_000_000

DECLARATION = "setting"
"""The name of a declaration in the metadata of its field."""

Value = str | int | float | bool
T = TypeVar("T")


class Unit(Enum):
    """In which unit a setting is shown: its own name, the unit that is kept, and the factor."""

    SECONDS = ("seconds", "seconds", 1.0)
    MINUTES = ("minutes", "seconds", MINUTE_SECONDS)
    HOURS = ("hours", "seconds", HOUR_SECONDS)
    DAYS = ("days", "days", 1.0)
    MEBIBYTES = ("mebibytes", "bytes", float(MEBIBYTE))
    MEGABYTES_A_SECOND = ("megabytes a second", "bytes a second", float(MEGABYTE))
    PER_CENT = ("per cent", "fraction", 0.01)
    COUNT = ("count", "count", 1.0)
    SWITCH = ("switch", "true or false", 1.0)
    TEXT = ("text", "text", 1.0)

    @property
    def kept(self) -> str:
        """The unit of the number as it is kept and as the command line shows it."""
        return self.value[1]

    @property
    def factor(self) -> float:
        """How much one of this unit is in the unit that is kept."""
        return self.value[2]


class Group(StrEnum):
    """What a setting is about."""

    KEEPING = "keeping"
    UPLOADING = "uploading"
    DELETING = "deleting"
    CONNECTIONS = "connections"
    SPEED = "speed"
    LOCK = "lock"
    ALERTS = "alerts"
    VERSIONS = "versions"


@dataclass(frozen=True)
class Declared:
    """One setting without its value."""

    name: str
    default: Value
    words: str
    """What it is, in English; marked for the translators in the context ``Settings``."""
    group: Group
    unit: Unit
    least: float | None
    """The smallest accepted number, in the unit that is kept; None if it is not a number."""
    most: float | None
    least_on: float | None = None
    """The smallest accepted number above 0, where 0 means off."""
    reconnects: bool = False
    """Whether a change takes effect only on new connections."""

    @property
    def is_whole(self) -> bool:
        """Return whether it is a whole number."""
        return isinstance(self.default, int) and not isinstance(self.default, bool)

    def accepts(self, number: float) -> bool:
        """Return whether a number is within both bounds; not-a-number never is."""
        if self.least is None or self.most is None:
            return False
        if self.least_on is not None:
            return number == 0 or self.least_on <= number <= self.most
        return self.least <= number <= self.most

    def nearest(self, number: float) -> int | float:
        """Return the accepted number that is nearest to one that is not NaN."""
        if self.least is None or self.most is None:
            raise ValueError(f"{self.name} is no number.")
        within = min(max(number, self.least), self.most)
        if self.least_on is not None and within != 0:
            within = max(within, self.least_on)
        return round(within) if self.is_whole else float(within)


def setting(
    default: T,
    words: str,
    group: Group,
    unit: Unit = Unit.TEXT,
    *,
    least: float | None = None,
    most: float | None = None,
    least_on: float | None = None,
    reconnects: bool = False,
) -> T:
    """Declare one setting of ``Settings``; the parts are those of ``Declared``."""
    metadata = {
        DECLARATION: {
            "words": words,
            "group": group,
            "unit": unit,
            "least": least,
            "most": most,
            "least_on": least_on,
            "reconnects": reconnects,
        }
    }
    return dataclasses.field(default=default, metadata=metadata)


def declaration_of(field: dataclasses.Field[Any]) -> Declared:
    """Return what ``setting`` declared about a field."""
    default: Value = cast(Any, field.default)
    return Declared(name=field.name, default=default, **field.metadata[DECLARATION])
