"""The grid: headings that stay visible, and up to a million cells in the photos' true shapes.

It is a view of its own, because Qt's list view stores data for each item and knows no months.
It paints only the visible cells, from pictures that are ready, and from a few colours of those
that are not. Months are laid out exactly when they come in sight; the photo that is looked at
stays where it is meanwhile.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame

from picup_desktop.names import NO_WORDS
from picup_desktop.ui.photos.grid.cell_pictures import CellPictures
from picup_desktop.ui.photos.grid.gestures import pinched
from picup_desktop.ui.photos.grid.headings import paint_headings
from picup_desktop.ui.photos.grid.painting import paint_choice, paint_shot, paint_unshown
from picup_desktop.ui.photos.layout.blocks import GAP, HEADING
from picup_desktop.ui.photos.layout.layout import Layout, Look, Move, row_after
from picup_desktop.ui.photos.layout.numbers import runs_of
from picup_desktop.ui.photos.model import Index, ShotModel
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.speech.tree import SpokenTree
from picup_desktop.ui.theme.theme import Theme

EDGE = 32
CELL = 168
CELLS = (56, 320)
WHEEL_ZOOM = 16
MOST_ROUNDS = 4
"""How often what is in sight is laid out again, because an exact month brought others in sight."""
HIGHEST_LINE = 1.25
"""How much higher than wanted a line of photos may become, for the pixels of its pictures."""
HOLDER = "chosen"
Flag = QItemSelectionModel.SelectionFlag


class PhotoGrid(QAbstractItemView):
    """Emit ``opened(row)`` to show a photo whole, ``chosen`` at a new selection, and ``zoomed``."""

    opened = Signal(int)
    chosen = Signal()
    zoomed = Signal(int)
    laid_out = Signal()
    """Emitted when heights have changed."""

    def __init__(self, theme: Theme, model: ShotModel, pictures: ShotPictures) -> None:
        super().__init__()
        self.spoken = SpokenTree(self, model, self.rows_in_sight)
        """What screen readers see of it."""
        self._theme = theme
        self._shots = model
        self._pictures = pictures
        self._cell = CELL
        self._square = False
        self._always_mark = False
        self._layout = Layout((), Look(1, CELL))
        self._keeping = False
        self._held: int | None = None
        """The row that was zoomed or led to; it stays in its place until somebody scrolls."""
        self.cells = CellPictures(self, model, pictures, self._sight)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        model.counted.connect(self._lay_out)
        model.sketches.came.connect(self._take_sketch)
        self.cells.came.connect(self._repaint_rows)
        theme.changed.connect(self.viewport().update)
        self.doubleClicked.connect(self._open)

    @property
    def cell(self) -> int:
        """The chosen size of a cell, in pixels."""
        return self._cell

    def zoom(self, cell: int) -> None:
        """Change the size of the cells; the middle row stays visible."""
        cell = min(max(cell, CELLS[0]), CELLS[1])
        if cell == self._cell:
            return
        self._cell = cell
        self._lay_out_around_the_middle()
        self.zoomed.emit(cell)

    @property
    def square(self) -> bool:
        """Whether all cells are squares; if not, photos have their true shapes."""
        return self._square

    def set_square(self, square: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Show squares or true shapes; the middle row stays visible."""
        if square != self._square:
            self._square = square
            self._lay_out_around_the_middle()

    @property
    def layout_now(self) -> Layout:
        """Where everything stands at the moment."""
        return self._layout

    def mark_all(self, *, always: bool) -> None:
        """Mark also the photos that are safe and here, or only the others."""
        self._always_mark = always
        self.viewport().update()

    def chosen_rows(self) -> list[int]:
        """Return the selected rows in their order."""
        rows: set[int] = set()
        for span in self.selectionModel().selection().toList():
            rows.update(range(span.top(), span.bottom() + 1))
        return sorted(rows)

    @Slot(list)
    def choose(self, rows: list[int]) -> None:
        """Select these rows, and go to the first of them."""
        chosen = QItemSelection()
        for run in runs_of(rows):
            first, last = self._shots.index(run.start), self._shots.index(run.stop - 1)
            chosen.append(QItemSelectionRange(first, last))
        self.selectionModel().select(chosen, Flag.ClearAndSelect)
        if rows:
            first = self._shots.index(min(rows))
            self.selectionModel().setCurrentIndex(first, Flag.NoUpdate)
            self.scrollTo(first)

    def rows_in_sight(self) -> range:
        """Return the visible rows."""
        top = self.verticalOffset()
        return self._layout.rows_between(top, top + self.viewport().height())

    def sizeHintForIndex(self, _index: Index) -> QSize:
        """Return the usual size of a cell."""
        return QSize(self._cell, self._cell)

    def visualRect(self, index: Index) -> QRect:
        """Return a cell's place in the viewport."""
        if not index.isValid() or index.row() >= self._layout.rows:
            return QRect()
        return self._layout.box(index.row()).translated(EDGE, -self.verticalOffset())

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll until a cell is visible below the heading."""
        if not index.isValid() or index.row() >= self._layout.rows:
            return
        if self._layout.build(range(index.row(), index.row() + 1)):
            self.updateGeometries()
        box, bar = self._layout.box(index.row()), self.verticalScrollBar()
        height = self.viewport().height()
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(box.center().y() - height // 2)
        elif box.top() - HEADING < bar.value():
            bar.setValue(box.top() - HEADING)
        elif box.bottom() + GAP > bar.value() + height:
            bar.setValue(box.bottom() + GAP - height)
        self._held = index.row()

    def go_to_top_of(self, row: int) -> None:
        """Scroll so that the line of a row is the first one below the heading."""
        if 0 <= row < self._layout.rows:
            if self._layout.build(range(row, row + 1)):
                self.updateGeometries()
            self.verticalScrollBar().setValue(self._layout.box(row).top() - HEADING)
            self._held = row

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the cell at a point."""
        if point.y() < HEADING and self.verticalOffset() > 0:
            return QModelIndex()
        row = self._layout.row_at(point.x() - EDGE, point.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._shots.index(row)

    def horizontalOffset(self) -> int:
        """Return 0: the grid never scrolls sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the grid is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """Return False: no cell is hidden."""
        return False

    def moveCursor(self, action: Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the cell that an arrow key leads to."""
        if not self._layout.rows:
            return QModelIndex()
        lines = max(1, (self.viewport().height() - HEADING) // self._layout.line_height)
        row = max(0, self.currentIndex().row())
        return self._shots.index(row_after(self._layout, row, action, lines))

    def setSelection(self, rect: QRect, command: Flag) -> None:
        """Select what a rubber band touches; a click is a small rubber band."""
        found = QItemSelection()
        for run in self._layout.runs_in(rect.translated(-EDGE, self.verticalOffset())):
            first, last = self._shots.index(run.start), self._shots.index(run.stop - 1)
            found.append(QItemSelectionRange(first, last))
        self.selectionModel().select(found, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return the region to repaint; never more than what is visible."""
        region = QRegion()
        sight = self.rows_in_sight()
        for span in selection.toList():
            for row in range(max(span.top(), sight.start), min(span.bottom() + 1, sight.stop)):
                region += QRegion(self.visualRect(self._shots.index(row)))
        return region

    def selectionChanged(self, chosen: QItemSelection, dropped: QItemSelection) -> None:
        """Hold the rows while some are selected, and emit ``chosen``."""
        super().selectionChanged(chosen, dropped)
        self._shots.hold(HOLDER, held=not self.selectionModel().selection().isEmpty())
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a photo (Enter, Space), clear the selection (Escape), or zoom (Ctrl and + or -)."""
        current = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if current.isValid():
                self.opened.emit(current.row())
        elif event.key() == Qt.Key.Key_Escape:
            self.clearSelection()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in {
            Qt.Key.Key_Plus,
            Qt.Key.Key_Equal,
            Qt.Key.Key_Minus,
        }:
            self.zoom(self._cell + (-1 if event.key() == Qt.Key.Key_Minus else 1) * 2 * WHEEL_ZOOM)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; scroll without it."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self._cell + (WHEEL_ZOOM if event.angleDelta().y() > 0 else -WHEEL_ZOOM))
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Work out the columns for the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def updateGeometries(self) -> None:
        """Set the scroll bar's range and steps."""
        super().updateGeometries()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._layout.height - height))
        bar.setPageStep(max(1, height - HEADING))
        bar.setSingleStep(max(1, self._layout.line_height // 3))

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Repaint rows that have arrived, where they are visible."""
        super().dataChanged(first, last, list(roles))
        sight = self.rows_in_sight()
        if first.row() < sight.stop and last.row() >= sight.start:
            self.viewport().update()
            self.cells.request_soon()

    def reset(self) -> None:
        """Lay out the months anew."""
        super().reset()
        self._lay_out()

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Repaint everything: pixels can't be moved, because the headings stay in place."""
        if not self._keeping:
            self._held = None
            self._build_what_is_in_sight()
        self.viewport().update()
        self.cells.request_soon()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers, on a touch pad or a screen."""
        scale = pinched(event)
        if scale is not None:
            self.zoom(round(self._cell * scale))
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible cells, then the headings over them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(self._theme.colours.page))
        rows = self.rows_in_sight()
        self._shots.want(rows)
        chosen, current = self.selectionModel(), self.currentIndex().row()
        for row in rows:
            index = self._shots.index(row)
            box = self.visualRect(index)
            if not box.intersects(event.rect()):
                continue
            self._paint_cell(painter, row, box)
            if chosen.isSelected(index):
                paint_choice(painter, box, self._theme.colours, chosen=True)
            elif row == current and self.hasFocus():
                paint_choice(painter, box, self._theme.colours, chosen=False)
        # The badges have changed the font.
        painter.setFont(self.font())
        sight = self.viewport().rect().translated(0, self.verticalOffset())
        paint_headings(painter, self._layout, sight, EDGE, self._theme.colours)
        painter.end()

    def _paint_cell(self, painter: QPainter, row: int, box: QRect) -> None:
        shot = self._shots.shot(row)
        image = None if shot is None else self._pictures.image(shot)
        if image is None:
            shot_id = self._shots.sketched_id(row) if shot is None else shot.id
            glimpse = None if shot_id is None else self._pictures.glimpse(shot_id)
            why = NO_WORDS if shot is None else self._pictures.reason(shot)
            paint_unshown(painter, box, glimpse, why, self._theme.colours)
        if shot is not None:
            always = self._always_mark
            paint_shot(painter, box, shot, image, self._theme.colours, always_mark=always)

    @Slot()
    def _lay_out(self) -> None:
        row, within = self._anchor()
        self._layout = self._new_layout()
        self._keep(row, within)
        self.laid_out.emit()
        self.viewport().update()
        self.cells.request_soon()

    def _lay_out_around_the_middle(self) -> None:
        rows, height = self.rows_in_sight(), self.viewport().height()
        # Zooming there and back ends at the same photo.
        middle = self._held if self._held in rows else rows[len(rows) // 2] if rows else None
        self._layout = self._new_layout()
        if self.verticalOffset() > HEADING and middle is not None:
            self._layout.build(range(middle, middle + 1))
            self._held = middle
            self._keep(middle, (height - self._layout.box(middle).height()) // 2)
        else:
            self._keep(None, 0)
        self.laid_out.emit()
        self.viewport().update()
        self.cells.request_soon()

    def _new_layout(self) -> Layout:
        """Return the layout for the present months and look; the one that is there if it fits."""
        width = max(1, self.viewport().width() - 2 * EDGE)
        look = Look(width, self._cell, self._square, mirrored=self.isRightToLeft())
        if (self._layout.months, self._layout.look) == (self._shots.months, look):
            return self._layout
        return Layout(self._shots.months, look, self._shots.sketches.known)

    def _keep(self, row: int | None, within: int) -> None:
        """Lay out exactly what is in sight, with ``row`` so many pixels below the upper edge."""
        if row is not None and row >= self._layout.rows:
            row = None
        self._keeping = True
        try:
            for _ in range(MOST_ROUNDS):
                self.updateGeometries()
                if row is not None:
                    self.verticalScrollBar().setValue(self._layout.box(row).top() - within)
                if not self._layout.build(self.rows_in_sight()):
                    break
        finally:
            self._keeping = False

    @Slot(int)
    def _take_sketch(self, month: int) -> None:
        """Lay out a month that is known now, if it is in sight."""
        rows = self.rows_in_sight()
        if not rows or self._layout.rows != self._shots.rowCount():
            return
        newest, oldest = (self._shots.month_of(row) for row in (rows.start, rows.stop - 1))
        if oldest <= month <= newest:
            self._build_what_is_in_sight()
            # Colours are known now, also where the heights are as before.
            self.viewport().update()

    def _build_what_is_in_sight(self) -> None:
        row, within = self._anchor()
        if self._layout.build(self.rows_in_sight()):
            self._keep(row, within)
            self.laid_out.emit()

    def _anchor(self) -> tuple[int | None, int]:
        """Return the row that stays in place and its distance to the upper edge; None at the top.

        It is the row that was led to, or the first one of a line that is whole in sight.
        """
        rows, top = self.rows_in_sight(), self.verticalOffset()
        if not rows or top <= HEADING:
            return None, 0
        if self._held is not None and self._held in rows:
            return self._held, self._layout.box(self._held).top() - top
        row = rows.start
        while self._layout.box(row).top() < top + HEADING:
            after = self._layout.below(row, 1)
            if after == row or after not in rows:
                break
            row = after
        return row, self._layout.box(row).top() - top

    def _sight(self) -> tuple[range, int]:
        """Return the visible rows and the edge of their pictures, in pixels of the screen.

        None is visible below the viewer, which requests the pictures of its film strip.
        """
        high = self._cell if self._square else round(self._cell * HIGHEST_LINE)
        rows = self.rows_in_sight() if self.isVisible() else range(0)
        return rows, round(high * self.devicePixelRatioF())

    @Slot(set)
    def _repaint_rows(self, rows: set[int]) -> None:
        for row in rows:
            self.viewport().update(self.visualRect(self._shots.index(row)))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())
