"""The grid: months with headings that stay visible, and up to a million cells of one size.

It is a view of its own, because Qt's list view stores data for each item and knows no months.
It paints only the visible cells, from pictures that are ready.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
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

from picup_desktop.ui.photos.grid.painting import (
    paint_choice,
    paint_headings,
    paint_shot,
    paint_waiting,
)
from picup_desktop.ui.photos.layout.layout import GAP, HEADING, Layout, Move, row_after, runs_of
from picup_desktop.ui.photos.model import Index, ShotModel
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.theme.theme import Theme

EDGE = 24
CELL = 168
CELLS = (72, 320)
WHEEL_ZOOM = 16
SETTLED_MILLISECONDS = 30
HOLDER = "chosen"
Flag = QItemSelectionModel.SelectionFlag


class PhotoGrid(QAbstractItemView):
    """Emit ``opened(row)`` to show a photo whole, ``chosen`` at a new selection, and ``zoomed``."""

    opened = Signal(int)
    chosen = Signal()
    zoomed = Signal(int)

    def __init__(self, theme: Theme, model: ShotModel, pictures: ShotPictures) -> None:
        super().__init__()
        self._theme = theme
        self._shots = model
        self._pictures = pictures
        self._cell = CELL
        self._layout = Layout((), 1, CELL)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED_MILLISECONDS)
        self._settle.timeout.connect(self._request_pictures)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        model.counted.connect(self._lay_out)
        pictures.came.connect(self._repaint_photo)
        pictures.again.connect(self._settle.start)
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
        middle = self._middle_row()
        self._cell = cell
        self._lay_out()
        if middle is not None:
            box = self._layout.box(middle)
            self.verticalScrollBar().setValue(box.center().y() - self.viewport().height() // 2)
        self.zoomed.emit(cell)

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
        """Return the size of a cell."""
        return QSize(self._layout.cell, self._layout.cell)

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
        box, bar = self._layout.box(index.row()), self.verticalScrollBar()
        height = self.viewport().height()
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(box.center().y() - height // 2)
        elif box.top() - HEADING < bar.value():
            bar.setValue(box.top() - HEADING)
        elif box.bottom() + GAP > bar.value() + height:
            bar.setValue(box.bottom() + GAP - height)

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
        lines = max(1, (self.viewport().height() - HEADING) // (self._layout.cell + GAP))
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
        bar.setSingleStep(max(1, (self._layout.cell + GAP) // 3))

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Repaint rows that have arrived, where they are visible."""
        super().dataChanged(first, last, list(roles))
        sight = self.rows_in_sight()
        if first.row() < sight.stop and last.row() >= sight.start:
            self.viewport().update()
            self._settle.start()

    def reset(self) -> None:
        """Lay out the months anew."""
        super().reset()
        self._lay_out()

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Repaint everything: pixels can't be moved, because the headings stay in place."""
        self.viewport().update()
        self._settle.start()

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
        if shot is None:
            paint_waiting(painter, box, self._theme.colours)
            return
        image = self._pictures.image(shot)
        paint_shot(painter, box, shot, image, self._theme.colours)

    @Slot()
    def _lay_out(self) -> None:
        anchor, within = self._anchor()
        width = max(1, self.viewport().width() - 2 * EDGE)
        self._layout = Layout(self._shots.months, width, self._cell)
        self.updateGeometries()
        if anchor is not None and anchor < self._layout.rows:
            self.verticalScrollBar().setValue(self._layout.box(anchor).top() + within)
        self.viewport().update()
        self._settle.start()

    def _anchor(self) -> tuple[int | None, int]:
        """Return the first visible row and how far it is scrolled away; None at the very top."""
        rows, top = self.rows_in_sight(), self.verticalOffset()
        if not rows or top <= HEADING:
            return None, 0
        return rows.start, top - self._layout.box(rows.start).top()

    def _middle_row(self) -> int | None:
        rows = self.rows_in_sight()
        return None if not rows else rows[len(rows) // 2]

    @Slot()
    def _request_pictures(self) -> None:
        """Request the pictures of the visible cells, once scrolling has stopped."""
        shots = [self._shots.shot(row) for row in self.rows_in_sight()]
        edge = round(self._layout.cell * self.devicePixelRatioF())
        self._pictures.want([shot for shot in shots if shot is not None], edge)

    @Slot(int)
    def _repaint_photo(self, photo_id: int) -> None:
        for row in self.rows_in_sight():
            shot = self._shots.shot(row)
            if shot is not None and shot.id == photo_id:
                self.viewport().update(self.visualRect(self._shots.index(row)))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())
