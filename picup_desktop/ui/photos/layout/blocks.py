"""The blocks of the grid: a month or a year, with its headings and lines of cells.

Rows and heights count from the block's own beginning. ``Uniform`` is arithmetic on a count, for
squares and for months that are not known yet; ``Lined`` has photos in their true shapes.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol

from picup_desktop.ledger.gallery.sketch import SQUARE
from picup_desktop.ui.photos.layout.grouping import Title
from picup_desktop.ui.photos.layout.justify import justified, places

GAP = 4
HEADING = 46
BELOW = 18
"""The space below a section's last line, in pixels."""
SMALLEST_CELL = 16


class Box(NamedTuple):
    """The place of a cell, in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the cells below it: where it begins, and its first row."""

    title: Title
    top: int
    first: int


class Block(Protocol):
    """A part of the grid that is laid out on its own."""

    @property
    def rows(self) -> int:
        """The number of cells."""

    @property
    def height(self) -> int:
        """The height with all headings, in pixels."""

    @property
    def sections(self) -> Sequence[Section]:
        """The headings, from the top."""

    @property
    def lines(self) -> int:
        """The number of lines."""

    def box(self, row: int) -> Box:
        """Return the place of a cell."""

    def line_of(self, row: int) -> int:
        """Return the line of a row."""

    def line_at(self, y: int) -> int:
        """Return the line at a height, or the one above it; -1 above all of them."""

    def line(self, number: int) -> range:
        """Return the rows of a line."""


@dataclass(frozen=True, slots=True)
class Uniform:
    """Cells of one size below one heading."""

    title: Title
    rows: int
    columns: int
    width: int
    """The width of a cell."""
    cell: int
    """The height of a cell."""
    pad: int = 0
    """Space for headings of days that are not known yet."""

    @property
    def height(self) -> int:
        """The height with the heading."""
        return HEADING + self.lines * (self.cell + GAP) + BELOW + self.pad

    @property
    def sections(self) -> Sequence[Section]:
        """The one heading."""
        return (Section(self.title, 0, 0),)

    @property
    def lines(self) -> int:
        """The number of lines."""
        return -(-self.rows // self.columns)

    def box(self, row: int) -> Box:
        """Return the place of a cell."""
        line, column = divmod(row, self.columns)
        top = HEADING + line * (self.cell + GAP)
        return Box(column * (self.width + GAP), top, self.width, self.cell)

    def line_of(self, row: int) -> int:
        """Return the line of a row."""
        return row // self.columns

    def line_at(self, y: int) -> int:
        """Return the line at a height; -1 above all of them."""
        return min(max(-1, (y - HEADING) // (self.cell + GAP)), self.lines - 1)

    def line(self, number: int) -> range:
        """Return the rows of a line."""
        return range(number * self.columns, min((number + 1) * self.columns, self.rows))


class Lined:
    """Lines of photos in their true shapes below one heading.

    Lines are kept as numbers in arrays: a month has a thousand of them, and Python looks through
    as many objects of their own again and again, for which the window would stop.
    """

    def __init__(self, title: Title, shapes: Sequence[int], width: int, cell: int) -> None:
        self.sections: Sequence[Section] = (Section(title, 0, 0),)
        self.rows = len(shapes)
        self._shapes = shapes
        self._width = width
        lines = justified(shapes, width, cell, GAP)
        self._firsts = array("L", (line.first for line in lines))
        self._heights = array("L", (line.height for line in lines))
        self._full = not lines or lines[-1].full
        """Whether the last line fills the width; all others do."""
        *tops, end = accumulate((line.height + GAP for line in lines), initial=HEADING)
        self._tops = array("L", tops)
        self.height = end + BELOW

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self._firsts)

    def box(self, row: int) -> Box:
        """Return the place of a cell."""
        number = self.line_of(row)
        height, rows = self._heights[number], self.line(number)
        full = self._full or number + 1 < self.lines
        shapes = self._shapes[rows.start : rows.stop]
        across = places(shapes, height, self._width if full else None, GAP)
        left, width = across[row - rows.start]
        return Box(left, self._tops[number], width, height)

    def line_of(self, row: int) -> int:
        """Return the line of a row."""
        return bisect_right(self._firsts, row) - 1

    def line_at(self, y: int) -> int:
        """Return the line at a height; -1 above all of them."""
        return bisect_right(self._tops, y) - 1

    def line(self, number: int) -> range:
        """Return the rows of a line."""
        after = self._firsts[number + 1] if number + 1 < self.lines else self.rows
        return range(self._firsts[number], after)


class Stacked:
    """Blocks one below the other, for the days of a month."""

    def __init__(self, parts: Sequence[Block]) -> None:
        self._parts = parts
        *self._rows, self.rows = accumulate((part.rows for part in parts), initial=0)
        *self._lines, self.lines = accumulate((part.lines for part in parts), initial=0)
        *self._tops, self.height = accumulate((part.height for part in parts), initial=0)
        self.sections: Sequence[Section] = tuple(
            Section(section.title, top + section.top, first + section.first)
            for part, top, first in zip(parts, self._tops, self._rows, strict=True)
            for section in part.sections
        )

    def box(self, row: int) -> Box:
        """Return the place of a cell."""
        at = bisect_right(self._rows, row) - 1
        box = self._parts[at].box(row - self._rows[at])
        return box._replace(top=box.top + self._tops[at])

    def line_of(self, row: int) -> int:
        """Return the line of a row."""
        at = bisect_right(self._rows, row) - 1
        return self._lines[at] + self._parts[at].line_of(row - self._rows[at])

    def line_at(self, y: int) -> int:
        """Return the line at a height, or the one above it; -1 above all of them."""
        at = max(0, bisect_right(self._tops, y) - 1)
        return self._lines[at] + self._parts[at].line_at(y - self._tops[at])

    def line(self, number: int) -> range:
        """Return the rows of a line."""
        at = bisect_right(self._lines, number) - 1
        rows, first = self._parts[at].line(number - self._lines[at]), self._rows[at]
        return range(rows.start + first, rows.stop + first)


def squares(title: Title, rows: int, width: int, wanted: int) -> Uniform:
    """Return a block of squares, which are about as large as wanted and fill the width."""
    columns = max(1, round((width + GAP) / (wanted + GAP)))
    cell = max(SMALLEST_CELL, (width + GAP) // columns - GAP)
    return Uniform(title, rows, columns, cell, cell)


def estimated(title: Title, rows: int, width: int, wanted: int, shape: int) -> Uniform:
    """Return a block about as high as lines of photos of this mean shape will be."""
    across = max(1, wanted * shape // SQUARE)
    columns = max(1, round((width + GAP) / (across + GAP)))
    cell = max(SMALLEST_CELL, (width + GAP) // columns - GAP)
    return Uniform(title, rows, columns, cell, wanted)
