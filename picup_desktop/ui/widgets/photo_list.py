"""A list of photos that are chosen among: name, what is told, and a word at the side.

Painted, so that thousands cost nothing; several are chosen as everywhere, with
Shift and Ctrl.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme

HEIGHT = 52
LINE = 20
ROWS = 5
SIDE_WIDTH = 150
PHOTO = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PhotoLine:
    """One photo; ``id`` is what a choice is told by."""

    id: int
    name: str
    told: str
    """A line, or as many as the list was made for."""
    side: str = ""
    icon: str = "picture"
    tone: str = "quiet"
    """``quiet``, ``accent``, ``warning`` or ``danger``."""


class PhotoModel(QAbstractListModel):
    """The lines, whatever they are of."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[PhotoLine, ...] = ()

    @property
    def lines(self) -> tuple[PhotoLine, ...]:
        """All of them."""
        return self._lines

    def show_lines(self, lines: Sequence[PhotoLine]) -> None:
        """Other lines; where only their words changed, what was chosen stays so."""
        given = tuple(lines)
        if given == self._lines:
            return
        if [line.id for line in given] == [line.id for line in self._lines]:
            self._lines = given
            self.dataChanged.emit(self.index(0), self.index(len(given) - 1))
            return
        self.beginResetModel()
        self._lines = given
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line, its name, or all of it for tool tips and screen readers."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == PHOTO:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return "\n".join(words for words in (line.name, line.told, line.side) if words)
        return None


class PhotoList(QListView):
    """Scrolls by itself; says ``chosen`` when other photos are, ``delete_asked`` at that key."""

    chosen = Signal()
    delete_asked = Signal()

    def __init__(self, theme: Theme, name: str, nothing: str = "", *, told_lines: int = 1) -> None:
        super().__init__()
        self._theme = theme
        self._nothing = nothing
        self._kept: frozenset[int] = frozenset()
        self.lines = PhotoModel()
        self.setModel(self.lines)
        height = HEIGHT + LINE * (told_lines - 1)
        self.setItemDelegate(_PhotoDelegate(theme, height))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(ROWS * height)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.modelAboutToBeReset.connect(self._keep_chosen)
        self.lines.modelReset.connect(self._choose_kept)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        theme.changed.connect(self.viewport().update)

    def ids(self) -> list[int]:
        """The photos that are chosen, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.lines.lines[row].id for row in rows]

    def choose(self, ids: frozenset[int]) -> None:
        """Choose these and no others."""
        chosen = QItemSelection()
        for row, line in enumerate(self.lines.lines):
            if line.id in ids:
                index = self.lines.index(row)
                chosen.select(index, index)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, or what it means that there are none."""
        super().paintEvent(event)
        if self._nothing and not self.lines.lines:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.colours.quiet))
            box = self.viewport().rect().adjusted(0, 0, 0, -HEIGHT)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._nothing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The delete key asks for what it says."""
        if event.key() == Qt.Key.Key_Delete and self.ids():
            self.delete_asked.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _keep_chosen(self) -> None:
        self._kept = frozenset(self.ids())

    @Slot()
    def _choose_kept(self) -> None:
        self.choose(self._kept)
        self.chosen.emit()

    @Slot(QItemSelection, QItemSelection)
    def _tell_chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.chosen.emit()


class _PhotoDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._theme = theme
        self._height = height

    def sizeHint(self, _option: Option, _index: _Index) -> QSize:
        return QSize(200, self._height)

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        line = index.data(PHOTO)
        if not isinstance(line, PhotoLine):
            return
        box: QRect = option.rect
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        icon = QRectF(box.left() + 10, box.center().y() - 9, 18, 18)
        paint_icon(painter, line.icon, str(getattr(colours, line.tone)), icon)
        left = box.left() + 42
        width = SIDE_WIDTH if line.side else 0
        side = QRect(box.right() - width - 12, box.top(), width, box.height())
        words = QRect(left, box.top() + 6, side.left() - left - 12, 20)
        painter.setPen(QColor(colours.text))
        self._draw(painter, option.font, words, line.name)
        painter.setPen(QColor(colours.quiet))
        for number, told in enumerate(line.told.split("\n"), start=1):
            self._draw(painter, option.font, words.translated(0, LINE * number), told)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(side, int(align), line.side)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: Option) -> None:
        state, colours = option.state, self._theme.colours
        ground = QRectF(option.rect).adjusted(1, 1, -1, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if not selected and not focused:
            return
        painter.setPen(QPen(QColor(colours.accent), 1) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected) if selected else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, 8, 8)

    def _draw(self, painter: QPainter, font: QFont, box: QRect, words: str) -> None:
        painter.setFont(font)
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), fitting)
