"""A list of photos before and after a change, each with a tick."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.changes.painting import paint_pair, pair_width
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.lines import LINE, Index, LineModel, LineView, draw_fitting, mirrored

HEIGHT = 88
EDGE = 68
TICK = 18
MARGIN = 12
LINE_HEIGHT = 20


@dataclass(frozen=True)
class ChangeLine:
    """A photo before and after a change, and what either choice does with it."""

    id: int
    name: Shown
    detail: Shown
    before: PictureOf
    after: PictureOf
    if_ticked: Shown
    if_not: Shown

    def outcome(self, *, ticked: bool) -> Shown:
        """Return what happens with the photo."""
        return self.if_ticked if ticked else self.if_not

    @property
    def spoken(self) -> Shown:
        """The whole text, for tool tips and screen readers."""
        return "\n".join(words for words in (self.name, self.detail) if words)


class ChangeModel(LineModel[ChangeLine]):
    """The lines and which of them are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._ticked: set[int] = set()

    @property
    def ticked(self) -> frozenset[int]:
        """The ids of ticked lines."""
        return frozenset(self._ticked & {line.id for line in self.lines})

    def tick(self, ids: Sequence[int], *, on: bool) -> None:
        """Tick lines, or take their tick away."""
        if on:
            self._ticked.update(ids)
        else:
            self._ticked.difference_update(ids)
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that each line can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> ChangeLine | Shown | Qt.CheckState | None:
        """Return as any list does; and whether the line is ticked, and what follows from it."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        ticked = line.id in self._ticked
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.spoken}\n{line.outcome(ticked=ticked)}"
        return super().data(index, role)

    def _stays(self, given: Sequence[ChangeLine]) -> bool:
        return [line.id for line in given] == [line.id for line in self.lines]


class ChangeList(LineView):
    """Emit ``ticked`` when a tick changes: by a click, by Space, and by Ctrl+A for all."""

    ticked = Signal()

    def __init__(self, theme: Theme, name: Shown, pictures: VersionPictures) -> None:
        super().__init__(theme, name, NO_WORDS, height=HEIGHT)
        self.lines = ChangeModel()
        self._pressed = QModelIndex()
        self.setModel(self.lines)
        self.setItemDelegate(_ChangeDelegate(theme, pictures))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMinimumHeight(2 * grown(HEIGHT))
        pictures.came.connect(self.viewport().update)
        self.lines.dataChanged.connect(self._report)
        self.lines.modelReset.connect(self._report)

    def tick_all(self, *, on: bool) -> None:
        """Tick all lines, or none."""
        self.lines.tick([line.id for line in self.lines.lines], on=on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note the line under the mouse."""
        self._pressed = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Change the tick of the line that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index == self._pressed:
            self._change(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the tick of the current line at Space; tick all at Ctrl+A."""
        if event.key() == Qt.Key.Key_Space:
            self._change(self.currentIndex())
        elif (
            event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.tick_all(on=True)
        else:
            super().keyPressEvent(event)

    def _change(self, index: Index) -> None:
        line = index.data(LINE)
        if isinstance(line, ChangeLine):
            self.lines.tick([line.id], on=line.id not in self.lines.ticked)

    @Slot()
    def _report(self) -> None:
        self.ticked.emit()


class _ChangeDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, pictures: VersionPictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures

    def sizeHint(self, _option: Option, _index: Index) -> QSize:
        return QSize(200, grown(HEIGHT))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, ChangeLine):
            return
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box: QRect = option.rect
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 8, 8)
        tick = QRectF(box.left() + MARGIN, box.center().y() - TICK / 2, TICK, TICK)
        self._paint_tick(painter, QRectF(mirrored(option, tick.toRect())), ticked=ticked)
        left, top = box.left() + 2 * MARGIN + TICK, box.top() + (grown(HEIGHT) - EDGE) // 2
        pair = QRect(left, top, pair_width(EDGE), EDGE)
        paint_pair(
            painter, mirrored(option, pair), (line.before, line.after), self._pictures, colours
        )
        left = pair.right() + MARGIN
        high = grown(LINE_HEIGHT)
        words = QRect(left, box.center().y() - high * 3 // 2, box.right() - left - MARGIN, high)
        words = mirrored(option, words)
        painter.setPen(QColor(colours.text))
        draw_fitting(painter, option.font, words, line.name)
        painter.setPen(QColor(colours.quiet))
        if line.detail:
            words.translate(0, high)
            right = Qt.TextElideMode.ElideRight
            draw_fitting(painter, option.font, words, line.detail, right)
        painter.setPen(QColor(colours.accent if ticked else colours.quiet))
        outcome = words.translated(0, high)
        draw_fitting(painter, option.font, outcome, line.outcome(ticked=ticked))
        painter.restore()

    def _paint_tick(self, painter: QPainter, box: QRectF, *, ticked: bool) -> None:
        colours = self._theme.colours
        painter.setPen(QPen(QColor(colours.accent if ticked else colours.quiet), 1))
        painter.setBrush(QColor(colours.accent if ticked else colours.card))
        painter.drawRoundedRect(box, 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if ticked:
            paint_icon(painter, "check", colours.on_accent, box.adjusted(2, 2, -2, -2))
