"""What the headings of the grid say: days, months or years, by the size of the cells."""

from dataclasses import dataclass
from enum import Enum, auto

DAYS_FROM = 220
"""Cells of this size, in pixels, and larger ones stand below a heading for each day."""
YEARS_BELOW = 112
"""Smaller cells stand below a heading for each year, so that a month with one photo takes no
line of its own."""


class Grouping(Enum):
    """What one heading is for."""

    DAY = auto()
    MONTH = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Title:
    """What a heading names: a day since 1970-01-01, a month since the year 0, or a year."""

    grouping: Grouping
    number: int


def grouping_of(cell: int) -> Grouping:
    """Return the headings for cells of this size, in pixels."""
    if cell >= DAYS_FROM:
        return Grouping.DAY
    return Grouping.YEAR if cell < YEARS_BELOW else Grouping.MONTH
