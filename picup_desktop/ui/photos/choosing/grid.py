"""The grid with ticks: photos are chosen with the mouse, by their headings, and by keys alone."""

from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionRange,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication

from picup_desktop.ui.photos.choosing.rows import (
    Choice,
    Flag,
    Held,
    Part,
    between,
    held_of,
    merged,
    part_of,
    pressed,
    turned,
)
from picup_desktop.ui.photos.choosing.spots import (
    NOWHERE,
    Sight,
    Spot,
    heading_top,
    headings_in,
    row_near,
    scroll_step,
    spot_at,
    tick_of,
)
from picup_desktop.ui.photos.choosing.ticks import (
    paint_focus,
    paint_heading_tick,
    paint_open_tick,
)
from picup_desktop.ui.photos.grid.grid import EDGE, PhotoGrid
from picup_desktop.ui.photos.layout.blocks import HEADING
from picup_desktop.ui.photos.layout.layout import Move
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.theme.theme import Theme

SCROLL_MILLISECONDS = 16
_MOVES = {
    Qt.Key.Key_Left: Move.MoveLeft,
    Qt.Key.Key_Right: Move.MoveRight,
    Qt.Key.Key_Up: Move.MoveUp,
    Qt.Key.Key_Down: Move.MoveDown,
    Qt.Key.Key_Home: Move.MoveHome,
    Qt.Key.Key_End: Move.MoveEnd,
    Qt.Key.Key_PageUp: Move.MovePageUp,
    Qt.Key.Key_PageDown: Move.MovePageDown,
}


@dataclass(frozen=True)
class _Press:
    """A press of the mouse that may become a drag from ``row``; ``base`` was chosen before."""

    row: int
    at: QPoint
    base: QItemSelection
    command: Flag = Flag.Select
    is_drag: bool = False


class ChoosingGrid(PhotoGrid):
    """Ticks on photos and headings; a drag chooses all from its first photo to the pointer."""

    def __init__(self, theme: Theme, model: ShotModel, pictures: ShotPictures) -> None:
        super().__init__(theme, model, pictures)
        self._anchor_row = 0
        self._under = NOWHERE
        self._section: int | None = None
        """The heading of what is under the pointer."""
        self._press: _Press | None = None
        self._pointer = QPoint()
        self._onwards = QTimer(self)
        self._onwards.setInterval(SCROLL_MILLISECONDS)
        self._onwards.timeout.connect(self._scroll_on)
        self.viewport().setMouseTracking(True)
        model.modelReset.connect(self._forget_rows)

    @property
    def shots(self) -> ShotModel:
        """The shots of the grid."""
        return self._shots

    @property
    def chosen_count(self) -> int:
        """The number of chosen photos."""
        return sum(map(len, self.chosen_runs()))

    def chosen_runs(self) -> list[range]:
        """Return the chosen rows as ranges, in their order."""
        spans = self.selectionModel().selection().toList()
        return merged(range(span.top(), span.bottom() + 1) for span in spans)

    def take(self, choice: Choice) -> None:
        """Choose rows, or take them out of the selection."""
        if choice.rows:
            self.selectionModel().select(self._selection(choice.rows), choice.command)

    def turn_heading(self, section: int) -> None:
        """Choose all below a heading, or none of them if all were chosen."""
        rows = self._layout.span(section)
        self.take(turned(rows, part_of(self.chosen_runs(), rows)))
        self._anchor_row = rows.start

    def choose_for_menu(self, row: int) -> None:
        """Choose a photo alone, unless it is one of those that are chosen."""
        if part_of(self.chosen_runs(), between(row, row)) is Part.NONE:
            self.take(Choice(between(row, row), Flag.ClearAndSelect))
            self._anchor_row = row
        self._go(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed; a press between the photos clears the selection."""
        point = event.position().toPoint()
        spot, held = spot_at(self._layout, point, self.seen()), held_of(event.modifiers())
        if event.button() is Qt.MouseButton.RightButton and spot.row is not None:
            self.choose_for_menu(spot.row)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if spot.heading is not None:
            self.turn_heading(spot.heading)
        elif spot.row is not None:
            self._press_photo(spot.row, point, held, on_tick=spot.on_tick)
        else:
            self._press_between(point, held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the tick under the pointer, or choose all from the pressed photo to it."""
        point = event.position().toPoint()
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._point_at(point)
            return
        distance = (point - self._press.at).manhattanLength()
        if self._press.is_drag or distance >= QApplication.startDragDistance():
            self._press = replace(self._press, is_drag=True)
            self._pointer = point
            self._drag()
            if scroll_step(point.y(), self.viewport().height()):
                self._onwards.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._forget_press()
        self._point_at(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a photo; two quick presses on a tick are two presses."""
        spot = spot_at(self._layout, event.position().toPoint(), self.seen())
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and spot.row is not None and not spot.on_tick:
            self._forget_press()
            self.opened.emit(spot.row)
        else:
            self.mousePressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hide the ticks when the pointer leaves."""
        if event.type() is QEvent.Type.Leave:
            self._show_under(NOWHERE, None)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose and open with keys; docs/ui.md names them."""
        current, held = self.currentIndex().row(), held_of(event.modifiers())
        move = _MOVES.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.take(Choice(range(self._layout.rows), Flag.ClearAndSelect))
        elif move is not None:
            self._move(move, held)
        elif event.key() == Qt.Key.Key_Space and current >= 0:
            if held.ctrl and held.shift:
                self.turn_heading(self._layout.section_of(current))
            else:
                self._turn(current, held)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ticks over the photos and their headings."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        runs, sight = self.chosen_runs(), self.seen()
        headings = headings_in(self._layout, sight)
        painter.save()
        painter.setClipRegion(self._below(headings, sight))
        # While some are chosen, one press on a ring chooses another.
        hovered = self._under.row
        for row in self.rows_in_sight() if runs else [] if hovered is None else [hovered]:
            if part_of(runs, between(row, row)) is Part.NONE:
                paint_open_tick(painter, self.visualRect(self._shots.index(row)))
        row = self.currentIndex().row()
        if row in self.rows_in_sight() and self.hasFocus() and any(row in run for run in runs):
            paint_focus(painter, self.visualRect(self._shots.index(row)), self._theme.colours)
        painter.restore()
        for section in headings:
            if runs or section == self._section:
                part = part_of(runs, self._layout.span(section))
                place = tick_of(self._layout, section, sight)
                paint_heading_tick(painter, place, part, self._theme.colours)
        painter.end()

    def _press_photo(self, row: int, point: QPoint, held: Held, *, on_tick: bool) -> None:
        before = QItemSelection(self.selectionModel().selection())
        is_chosen = part_of(self.chosen_runs(), between(row, row)) is Part.ALL
        choice = pressed(row, self._anchor_row, held, on_tick=on_tick, is_chosen=is_chosen)
        self.take(choice)
        if not held.shift:
            self._anchor_row = row
        self._go(row)
        adds = choice.command is not Flag.ClearAndSelect
        command = Flag.Deselect if choice.command is Flag.Deselect else Flag.Select
        base = before if adds else QItemSelection()
        self._press = _Press(self._anchor_row, point, base, command)

    def _press_between(self, point: QPoint, held: Held) -> None:
        if not (held.shift or held.ctrl):
            self.clearSelection()
        near = row_near(self._layout, point, self.seen())
        if near is not None:
            self._press = _Press(near, point, QItemSelection(self.selectionModel().selection()))

    def _drag(self) -> None:
        """Choose all from the pressed photo to the one at the pointer."""
        near = row_near(self._layout, self._pointer, self.seen())
        if self._press is None or near is None:
            return
        chosen = QItemSelection(self._press.base)
        chosen.merge(self._selection(between(self._press.row, near)), self._press.command)
        self.selectionModel().select(chosen, Flag.ClearAndSelect)

    @Slot()
    def _scroll_on(self) -> None:
        """Scroll while a drag is at the edge, and choose what comes into sight."""
        step = scroll_step(self._pointer.y(), self.viewport().height())
        if not step or self._press is None:
            self._onwards.stop()
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step)
        self._drag()

    def _move(self, move: Move, held: Held) -> None:
        if not self._layout.rows:
            return
        # Without a photo that has the focus, the first one in sight gets it.
        has_focus = self.currentIndex().isValid()
        row = self.moveCursor(move, Qt.KeyboardModifier.NoModifier).row()
        row = row if has_focus else self.rows_in_sight().start
        self._go(row)
        if held.shift:
            command = Flag.Select if held.ctrl else Flag.ClearAndSelect
            self.take(Choice(between(self._anchor_row, row), command))
        else:
            self._anchor_row = row

    def _turn(self, row: int, held: Held) -> None:
        """Tick or untick the photo with the focus; with Shift all from the last one to it."""
        is_chosen = part_of(self.chosen_runs(), between(row, row)) is Part.ALL
        self.take(pressed(row, self._anchor_row, held, on_tick=True, is_chosen=is_chosen))
        if not held.shift:
            self._anchor_row = row

    def _go(self, row: int) -> None:
        """Give a row the focus, without choosing it."""
        index = self._shots.index(row)
        self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        self.scrollTo(index)
        self.viewport().update()

    def _selection(self, rows: range) -> QItemSelection:
        first, last = self._shots.index(rows.start), self._shots.index(rows.stop - 1)
        selection = QItemSelection()
        selection.append(QItemSelectionRange(first, last))
        return selection

    def _point_at(self, point: QPoint) -> None:
        sight = self.seen()
        spot = spot_at(self._layout, point, sight)
        is_over = self._layout.rows and self.viewport().rect().contains(point)
        section = self._layout.section_at(point.y() + sight.top) if is_over else None
        self._show_under(spot, spot.heading if spot.heading is not None else section)

    def _show_under(self, spot: Spot, section: int | None) -> None:
        if (spot.row, section) != (self._under.row, self._section):
            self.viewport().update()
        self._under, self._section = spot, section

    def seen(self) -> Sight:
        """Return the visible part of the grid."""
        return Sight(self.verticalOffset(), self.viewport().size(), EDGE)

    def _below(self, headings: range, sight: Sight) -> QRegion:
        """Return what is visible without the headings, which cover the photos."""
        region = QRegion(self.viewport().rect())
        for section in headings:
            top = heading_top(self._layout, section, sight)
            region -= QRegion(QRect(0, top, sight.size.width(), HEADING))
        return region

    @Slot()
    def _forget_press(self) -> None:
        self._press = None
        self._onwards.stop()

    @Slot()
    def _forget_rows(self) -> None:
        """Rows are others now."""
        self._forget_press()
        self._anchor_row = 0
        self._under, self._section = NOWHERE, None
