"""Where the keys lead in the grid: a row on, a line down, a screen, to either end."""

from PySide6.QtWidgets import QAbstractItemView

from picup_desktop.ui.photos.layout import Layout

Move = QAbstractItemView.CursorAction


def row_after(layout: Layout, row: int, action: Move, lines_in_sight: int) -> int:
    """The row that a key leads to from another; there is at least one."""
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
