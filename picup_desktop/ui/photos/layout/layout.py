"""The grid's layout: months or years one below the other, with headings and lines of cells.

A month is estimated from its count until it is built from its ``Sketch``, so that a million photos
cost a few hundred numbers, and only the months in sight are exact. Also where the arrow keys lead.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractItemView

from picup_desktop.ledger.gallery.gallery import Month
from picup_desktop.ledger.gallery.sketch import UNKNOWN_SHAPE, Sketch
from picup_desktop.ui.photos.layout.blocks import (
    BELOW,
    GAP,
    HEADING,
    Block,
    Lined,
    Stacked,
    Uniform,
    estimated,
    squares,
)
from picup_desktop.ui.photos.layout.grouping import Grouping, Title, grouping_of
from picup_desktop.ui.photos.layout.justify import USUAL_SHAPE

MOST_JUSTIFIED = 50_000
"""A month with more photos is laid out in cells of one size, within a few milliseconds."""
SHOTS_A_DAY = 12
"""How many photos are expected on one day, until a month's days are known."""
DAYS_A_MONTH = 31
SHAPES_ASKED = 200
"""So many shapes of a month are looked at to estimate its height."""
MONTHS_A_YEAR = 12

Move = QAbstractItemView.CursorAction


@dataclass(frozen=True, slots=True)
class Look:
    """How the grid is seen: its width and the wanted cell, in pixels, and whether all are square.

    Cells below a heading for each year are always square. ``mirrored``: a line begins at the
    right, as the window's language does.
    """

    width: int
    cell: int
    square: bool = False
    mirrored: bool = False


class Layout:
    """The rows are numbered through all months; y counts from the top of the whole grid."""

    def __init__(
        self, months: Sequence[Month], look: Look, sketches: Mapping[int, Sketch] | None = None
    ) -> None:
        """``sketches`` are those that are known by now, by month; it may get more later."""
        self.months = tuple(months)
        self.look = look
        self.grouping = grouping_of(look.cell)
        self._sketches: Mapping[int, Sketch] = {} if sketches is None else sketches
        self._titles, counts = _titles(self.months, self.grouping)
        self._firsts = [0, *accumulate(counts)]
        self._blocks: list[Block] = [
            self._estimate(title, count) for title, count in zip(self._titles, counts, strict=True)
        ]
        self._built: dict[int, Sketch] = {}
        self._place()

    @property
    def rows(self) -> int:
        """The number of shots."""
        return self._firsts[-1]

    @property
    def height(self) -> int:
        """The height of the whole grid, in pixels."""
        return self._tops[-1]

    @property
    def sections(self) -> int:
        """The number of headings."""
        return self._section_firsts[-1]

    @property
    def line_height(self) -> int:
        """The usual height of a line with the gap below it."""
        return self.look.cell + GAP

    def build(self, rows: range) -> bool:
        """Lay out exactly the months of these rows that are known; return if any height changed."""
        if not rows or not self._blocks or self.grouping is Grouping.YEAR:
            return False
        before = self.height
        changed = False
        for at in range(self._block_of(rows.start), self._block_of(rows.stop - 1) + 1):
            sketch = self._sketches.get(self._titles[at].number)
            if sketch is None or self._built.get(at) is sketch:
                continue
            # The counts may be newer than the sketch, or the other way round.
            if len(sketch) == self._blocks[at].rows:
                self._blocks[at] = self._exact(self._titles[at], sketch)
                self._built[at] = sketch
                changed = True
        if changed:
            self._place()
        return changed or before != self.height

    def section_of(self, row: int) -> int:
        """Return the number of a row's heading, counted from the top."""
        at = self._block_of(row)
        firsts = [section.first for section in self._blocks[at].sections]
        return self._section_firsts[at] + bisect_right(firsts, row - self._firsts[at]) - 1

    def section_at(self, y: int) -> int:
        """Return the number of the heading of what is at a height."""
        at = self._block_at(y)
        tops = [section.top for section in self._blocks[at].sections] if self._blocks else []
        within = max(1, bisect_right(tops, y - self._tops[at])) - 1
        return (self._section_firsts[at] if self._blocks else 0) + within

    def span(self, section: int) -> range:
        """Return the rows below a heading."""
        return range(self._first_of(section), self._first_of(section + 1))

    def top(self, section: int) -> int:
        """Return the top of a heading; of the number after the last one, the end of the grid."""
        if section >= self.sections:
            return self.height
        at, within = self._section(section)
        return self._tops[at] + self._blocks[at].sections[within].top

    def title(self, section: int) -> Title:
        """Return what a heading names."""
        at, within = self._section(section)
        return self._blocks[at].sections[within].title

    def box(self, row: int) -> QRect:
        """Return the place of a row's cell."""
        at = self._block_of(row)
        box = self._blocks[at].box(row - self._firsts[at])
        left = self.look.width - box.left - box.width if self.look.mirrored else box.left
        return QRect(left, box.top + self._tops[at], box.width, box.height)

    def row_at(self, x: int, y: int) -> int | None:
        """Return the row whose cell is at a point; None between the cells."""
        if not self._blocks or not 0 <= y < self.height:
            return None
        at = self._block_at(y)
        line = self._blocks[at].line_at(y - self._tops[at])
        if line < 0:
            return None
        rows = self._blocks[at].line(line)
        found = (self._firsts[at] + row for row in rows)
        return next((row for row in found if self.box(row).contains(x, y)), None)

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
        """Return the row ``lines`` further down (up if negative), as straight as it can."""
        middle = self.box(row).center().x()
        for _ in range(abs(lines)):
            rows = self._line_beside(row, 1 if lines > 0 else -1)
            if not rows:
                return row
            row = min(rows, key=lambda other: abs(self.box(other).center().x() - middle))
        return row

    def _line_beside(self, row: int, step: int) -> range:
        """Return the rows of the line after (1) or before (-1) that of a row; empty at the ends."""
        at = self._block_of(row)
        line = self._blocks[at].line_of(row - self._firsts[at]) + step
        if line < 0 or line >= self._blocks[at].lines:
            at += step
            if not 0 <= at < len(self._blocks):
                return range(0)
            line = 0 if step > 0 else self._blocks[at].lines - 1
        rows, first = self._blocks[at].line(line), self._firsts[at]
        return range(rows.start + first, rows.stop + first)

    def _near(self, y: int, *, after: bool) -> int:
        """Return the first row of the line at a height, or with ``after`` of the line behind it."""
        at = self._block_at(y)
        block, first = self._blocks[at], self._firsts[at]
        line = block.line_at(y - self._tops[at])
        if line < 0:
            return first
        rows = block.line(line)
        return first + (rows.stop if after else rows.start)

    def _block_of(self, row: int) -> int:
        return bisect_right(self._firsts, row, hi=len(self._blocks)) - 1

    def _block_at(self, y: int) -> int:
        return max(0, min(len(self._blocks), bisect_right(self._tops, y)) - 1)

    def _section(self, section: int) -> tuple[int, int]:
        """Return the block of a heading, and the heading's number in it."""
        at = bisect_right(self._section_firsts, section, hi=len(self._blocks)) - 1
        return at, section - self._section_firsts[at]

    def _first_of(self, section: int) -> int:
        if section >= self.sections:
            return self.rows
        at, within = self._section(section)
        return self._firsts[at] + self._blocks[at].sections[within].first

    def _place(self) -> None:
        """Add up the heights and headings of the blocks."""
        self._tops = [0, *accumulate(block.height for block in self._blocks)]
        self._section_firsts = [0, *accumulate(len(block.sections) for block in self._blocks)]

    def _estimate(self, title: Title, count: int) -> Block:
        """Return the block of a month of which only the count is known, or of a year."""
        look = self.look
        if self.grouping is Grouping.YEAR:
            return squares(title, count, look.width, look.cell)
        block = (
            squares(title, count, look.width, look.cell)
            if look.square
            else estimated(title, count, look.width, look.cell, self._mean_shape(title))
        )
        if self.grouping is Grouping.MONTH:
            return block
        days = min(DAYS_A_MONTH, -(-count // SHOTS_A_DAY))
        pad = (days - 1) * (HEADING + BELOW + (look.cell + GAP) // 2)
        return Uniform(title, count, block.columns, block.width, block.cell, pad)

    def _mean_shape(self, title: Title) -> int:
        sketch = self._sketches.get(title.number)
        if not sketch:
            return USUAL_SHAPE
        some = sketch.shapes[:: len(sketch) // SHAPES_ASKED + 1]
        return (sum(some) + some.count(UNKNOWN_SHAPE) * USUAL_SHAPE) // len(some)

    def _exact(self, title: Title, sketch: Sketch) -> Block:
        """Return the block of a month whose days and shapes are known."""
        if self.grouping is Grouping.MONTH:
            return self._part(title, sketch, 0, len(sketch))
        parts: list[Block] = []
        first = 0
        for day, same in groupby(sketch.days):
            after = first + sum(1 for _ in same)
            parts.append(self._part(Title(Grouping.DAY, day), sketch, first, after))
            first = after
        return Stacked(parts)

    def _part(self, title: Title, sketch: Sketch, first: int, after: int) -> Block:
        look = self.look
        if look.square or after - first > MOST_JUSTIFIED:
            return squares(title, after - first, look.width, look.cell)
        return Lined(title, sketch.shapes[first:after], look.width, look.cell)


def _titles(months: Sequence[Month], grouping: Grouping) -> tuple[list[Title], list[int]]:
    """Return the title of each block, and how many shots it has."""
    if grouping is not Grouping.YEAR:
        # The heading of a month stands until its days are known.
        titles = [Title(Grouping.MONTH, month.month) for month in months]
        return titles, [month.shots for month in months]
    titles, counts = [], []
    for year, same in groupby(months, key=lambda month: month.month // MONTHS_A_YEAR):
        titles.append(Title(Grouping.YEAR, year))
        counts.append(sum(month.shots for month in same))
    return titles, counts


def row_after(layout: Layout, row: int, action: Move, lines_in_sight: int) -> int:
    """Return the row that a key leads to from ``row``; the grid has at least one row."""
    last = layout.rows - 1
    to_the_right = -1 if layout.look.mirrored else 1
    moved = {
        Move.MoveLeft: row - to_the_right,
        Move.MovePrevious: row - 1,
        Move.MoveRight: row + to_the_right,
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
