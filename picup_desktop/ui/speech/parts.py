"""The grid's photos in parts for screen readers, which ask for all children of one at once.

A part is a month, or a piece of a large one, so that no question is about a million photos.
It is pure arithmetic on the months' counts.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from picup_desktop.ledger.gallery.gallery import Month

MOST_IN_PART = 500
"""Photos in a part; a reader that asks for all of them waits for so many."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some photos of one month."""

    month: int
    """As ``ledger/gallery`` numbers months."""
    first: int
    """The row of its first photo in the whole grid."""
    count: int
    before: int
    """How many photos of the month stand before it."""
    whole: int
    """How many photos the month has."""


class Parts:
    """All parts of the grid, from the top."""

    def __init__(self, months: Sequence[Month]) -> None:
        found: list[Part] = []
        row = 0
        for month in months:
            for before in range(0, month.shots, MOST_IN_PART):
                count = min(MOST_IN_PART, month.shots - before)
                found.append(Part(month.month, row + before, count, before, month.shots))
            row += month.shots
        self._parts = tuple(found)
        self._firsts = [part.first for part in found]
        self.rows = row

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, at: int) -> Part:
        return self._parts[at]

    def holding(self, row: int) -> int | None:
        """Return the number of the part that has a row; None for a row that there is not."""
        return bisect_right(self._firsts, row) - 1 if 0 <= row < self.rows else None
