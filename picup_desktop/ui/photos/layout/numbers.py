"""The numbers of the rows: through all months, newest first."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from picup_desktop.ledger.gallery.gallery import Month


class Numbers:
    """Which rows are those of which month."""

    def __init__(self, months: Sequence[Month]) -> None:
        self.months = tuple(months)
        self._firsts = [0, *accumulate(month.shots for month in self.months)]

    @property
    def rows(self) -> int:
        """The number of shots."""
        return self._firsts[-1]

    def section_of(self, row: int) -> int:
        """Return the number of a row's month, counted from the top."""
        return bisect_right(self._firsts, row, hi=len(self.months)) - 1

    def span(self, section: int) -> range:
        """Return the rows of a month."""
        return range(self._firsts[section], self._firsts[section + 1])


def runs_of(rows: Iterable[int]) -> list[range]:
    """Return rows as runs of rows that follow one another."""
    runs: list[range] = []
    for row in sorted(set(rows)):
        if runs and runs[-1].stop == row:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs
