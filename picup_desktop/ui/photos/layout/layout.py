"""The grid's layout: months one below the other, each a heading and lines of cells.

It is pure arithmetic on the months' counts, so that a million photos cost a few hundred
numbers. Also where the arrow keys lead.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractItemView

from picup_desktop.ledger.gallery.gallery import Month

GAP = 4
HEADING = 46
BELOW = 18
"""The space below a month's last line, in pixels."""

Move = QAbstractItemView.CursorAction


class Layout:
    """The rows are numbered through all months; y counts from the top of the whole grid."""

    def __init__(self, months: Sequence[Month], width: int, wanted_cell: int) -> None:
        self.months = tuple(months)
        self.columns = max(1, round((width + GAP) / (wanted_cell + GAP)))
        self.cell = max(16, (width + GAP) // self.columns - GAP)
        self._firsts = [0, *accumulate(month.shots for month in self.months)]
        heights = (self._height_of(month.shots) for month in self.months)
        self._tops = [0, *accumulate(heights)]

    @property
    def rows(self) -> int:
        """The number of shots."""
        return self._firsts[-1]

    @property
    def height(self) -> int:
        """The height of the whole grid, in pixels."""
        return self._tops[-1]

    def section_of(self, row: int) -> int:
        """Return the number of a row's month, counted from the top."""
        return bisect_right(self._firsts, row, hi=len(self.months)) - 1

    def section_at(self, y: int) -> int:
        """Return the number of the month at a height."""
        return max(0, min(len(self.months), bisect_right(self._tops, y)) - 1)

    def span(self, section: int) -> range:
        """Return the rows of a month."""
        return range(self._firsts[section], self._firsts[section + 1])

    def top(self, section: int) -> int:
        """Return the top of a month's heading."""
        return self._tops[section]

    def box(self, row: int) -> QRect:
        """Return the place of a row's cell."""
        section = self.section_of(row)
        line, column = divmod(row - self._firsts[section], self.columns)
        step = self.cell + GAP
        return QRect(
            column * step, self._tops[section] + HEADING + line * step, self.cell, self.cell
        )

    def row_at(self, x: int, y: int) -> int | None:
        """Return the row whose cell is at a point; None between the cells."""
        if not self.months or not 0 <= y < self.height:
            return None
        section = self.section_at(y)
        within, step = y - self._tops[section] - HEADING, self.cell + GAP
        column = x // step
        if within < 0 or not 0 <= column < self.columns:
            return None
        if within % step >= self.cell or x % step >= self.cell:
            return None
        row = self._firsts[section] + within // step * self.columns + column
        return row if row < self._firsts[section + 1] else None

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows that may be visible between two heights."""
        if not self.rows:
            return range(0)
        return range(self._near(top, after=False), self._near(bottom, after=True))

    def runs_in(self, area: QRect) -> list[range]:
        """Return the rows whose cells touch an area, as ranges without a gap."""
        runs: list[range] = []
        for row in self.rows_between(area.top(), area.bottom()):
            if not self.box(row).intersects(area):
                continue
            if runs and runs[-1].stop == row:
                runs[-1] = range(runs[-1].start, row + 1)
            else:
                runs.append(range(row, row + 1))
        return runs

    def below(self, row: int, lines: int) -> int:
        """Return the row ``lines`` further down (up if negative), in the same column if it can."""
        for _ in range(abs(lines)):
            row = self._next_line(row) if lines > 0 else self._line_before(row)
        return row

    def _next_line(self, row: int) -> int:
        section = self.section_of(row)
        first, end = self._firsts[section], self._firsts[section + 1]
        if row + self.columns < end:
            return row + self.columns
        column = (row - first) % self.columns
        if (row - first) // self.columns < (end - 1 - first) // self.columns:
            return end - 1
        if section + 1 == len(self.months):
            return row
        return min(end + column, self._firsts[section + 2] - 1)

    def _line_before(self, row: int) -> int:
        section = self.section_of(row)
        first = self._firsts[section]
        if row - self.columns >= first:
            return row - self.columns
        if section == 0:
            return row
        before, column = self._firsts[section - 1], row - first
        last_line = (first - 1 - before) // self.columns
        return min(before + last_line * self.columns + column, first - 1)

    def _near(self, y: int, *, after: bool) -> int:
        """Return the first row of the line at a height, or with ``after`` of the line behind it."""
        section = self.section_at(y)
        first, end = self._firsts[section], self._firsts[section + 1]
        line = (y - self._tops[section] - HEADING) // (self.cell + GAP) + (1 if after else 0)
        return min(max(first, first + line * self.columns), end)

    def _height_of(self, shots: int) -> int:
        lines = -(-shots // self.columns)
        return HEADING + lines * (self.cell + GAP) + BELOW


def row_after(layout: Layout, row: int, action: Move, lines_in_sight: int) -> int:
    """Return the row that a key leads to from ``row``; the grid has at least one row."""
    last = layout.rows - 1
    moved = {
        Move.MoveLeft: row - 1,
        Move.MovePrevious: row - 1,
        Move.MoveRight: row + 1,
        Move.MoveNext: row + 1,
        Move.MoveHome: 0,
        Move.MoveEnd: last,
    }
    lines = {
        Move.MoveUp: -1,
        Move.MoveDown: 1,
        Move.MovePageUp: -lines_in_sight,
        Move.MovePageDown: lines_in_sight,
    }
    row = layout.below(row, lines[action]) if action in lines else moved.get(action, row)
    return min(max(row, 0), last)


def runs_of(rows: Iterable[int]) -> list[range]:
    """Return rows as runs of rows that follow one another."""
    runs: list[range] = []
    for row in sorted(set(rows)):
        if runs and runs[-1].stop == row:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs
