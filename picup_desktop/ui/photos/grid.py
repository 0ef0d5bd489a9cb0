"""The grid: months with headings that stay in sight, cells of one size, a million of them.

A view of its own, for Qt's list view keeps something of every item, and knows no months.
Only the cells in sight are painted, from pictures that are ready.
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

from picup_desktop.ui.photos.layout import GAP, HEADING, Layout, Move, row_after
from picup_desktop.ui.photos.model import Index, ShotModel
from picup_desktop.ui.photos.painting import paint_choice, paint_headings, paint_shot, paint_waiting
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
    """``opened`` says a row that somebody wants to see whole; ``chosen``: another choice."""

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
        """The wanted size of a cell, in pixels."""
        return self._cell

    def zoom(self, cell: int) -> None:
        """Other cells; what is in the middle stays in sight."""
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
        """In their order."""
        rows: set[int] = set()
        for span in self.selectionModel().selection().toList():
            rows.update(range(span.top(), span.bottom() + 1))
        return sorted(rows)

    def rows_in_sight(self) -> range:
        """From the first line that is seen to the last."""
        top = self.verticalOffset()
        return self._layout.rows_between(top, top + self.viewport().height())

    def sizeHintForIndex(self, _index: Index) -> QSize:
        """A cell."""
        return QSize(self._layout.cell, self._layout.cell)

    def visualRect(self, index: Index) -> QRect:
        """Where a cell is seen."""
        if not index.isValid() or index.row() >= self._layout.rows:
            return QRect()
        return self._layout.box(index.row()).translated(EDGE, -self.verticalOffset())

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, below the heading."""
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
        """The cell below a point."""
        if point.y() < HEADING and self.verticalOffset() > 0:
            return QModelIndex()
        row = self._layout.row_at(point.x() - EDGE, point.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._shots.index(row)

    def horizontalOffset(self) -> int:
        """It never scrolls sideways."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """Nothing is."""
        return False

    def moveCursor(self, action: Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where the arrow keys lead."""
        if not self._layout.rows:
            return QModelIndex()
        lines = max(1, (self.viewport().height() - HEADING) // (self._layout.cell + GAP))
        row = max(0, self.currentIndex().row())
        return self._shots.index(row_after(self._layout, row, action, lines))

    def setSelection(self, rect: QRect, command: Flag) -> None:
        """What a rubber band touches; a click is a small one."""
        found = QItemSelection()
        for run in self._layout.runs_in(rect.translated(-EDGE, self.verticalOffset())):
            first, last = self._shots.index(run.start), self._shots.index(run.stop - 1)
            found.append(QItemSelectionRange(first, last))
        self.selectionModel().select(found, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What is to be painted anew; never more than what is in sight."""
        region = QRegion()
        sight = self.rows_in_sight()
        for span in selection.toList():
            for row in range(max(span.top(), sight.start), min(span.bottom() + 1, sight.stop)):
                region += QRegion(self.visualRect(self._shots.index(row)))
        return region

    def selectionChanged(self, chosen: QItemSelection, dropped: QItemSelection) -> None:
        """Tell it."""
        super().selectionChanged(chosen, dropped)
        self._shots.hold(HOLDER, held=not self.selectionModel().selection().isEmpty())
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space show a photo whole; Escape lets the choice go; Ctrl and +/- zoom."""
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
        """With Ctrl it zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self._cell + (WHEEL_ZOOM if event.angleDelta().y() > 0 else -WHEEL_ZOOM))
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another number of columns."""
        super().resizeEvent(event)
        self._lay_out()

    def updateGeometries(self) -> None:
        """The scroll bar."""
        super().updateGeometries()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._layout.height - height))
        bar.setPageStep(max(1, height - HEADING))
        bar.setSingleStep(max(1, (self._layout.cell + GAP) // 3))

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Rows are known now."""
        super().dataChanged(first, last, list(roles))
        sight = self.rows_in_sight()
        if first.row() < sight.stop and last.row() >= sight.start:
            self.viewport().update()
            self._settle.start()

    def reset(self) -> None:
        """Other months."""
        super().reset()
        self._lay_out()

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Paint anew: with headings that stay, nothing can be moved as it is."""
        self.viewport().update()
        self._settle.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells in sight, then the headings over them."""
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
        # Badges are painted in a font of their own.
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
        """The first row in sight, and how far it is scrolled away; None at the very top."""
        rows, top = self.rows_in_sight(), self.verticalOffset()
        if not rows or top <= HEADING:
            return None, 0
        return rows.start, top - self._layout.box(rows.start).top()

    def _middle_row(self) -> int | None:
        rows = self.rows_in_sight()
        return None if not rows else rows[len(rows) // 2]

    @Slot()
    def _request_pictures(self) -> None:
        """It has come to rest: fetch the pictures of what is in sight."""
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
