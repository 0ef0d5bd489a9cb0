"""A list of lines: icon, name, what is told, when; painted, so that hundreds cost nothing."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from picup_desktop.ui.activity.rows import Line
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme

HEIGHT = 52
WHEN_WIDTH = 130

_Index = QModelIndex | QPersistentModelIndex


class LineModel(QAbstractListModel):
    """The lines of one list."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other lines; a list of the same length keeps its place."""
        given = tuple(lines)
        if given == self._lines:
            return
        if len(given) == len(self._lines):
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
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{line.name}\n{line.told}"
        return None


class LineList(QListView):
    """Scrolls by itself."""

    def __init__(self, theme: Theme, model: LineModel, name: str, nothing: str) -> None:
        super().__init__()
        self._theme = theme
        self._nothing = nothing
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(theme))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(5 * HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, or what it means that there are none."""
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.colours.quiet))
            box = self.viewport().rect().adjusted(0, 0, 0, -HEIGHT)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._nothing)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: Option, _index: _Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(line, Line):
            return
        box: QRect = option.rect
        font: QFont = option.font
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(
            painter,
            line.icon,
            str(getattr(colours, line.tone)),
            QRectF(box.left() + 4, box.center().y() - 9, 18, 18),
        )
        left = box.left() + 36
        when = QRect(box.right() - WHEN_WIDTH - 8, box.top(), WHEN_WIDTH, box.height())
        words = QRect(left, box.top() + 6, when.left() - left - 12, 20)
        painter.setPen(QColor(colours.text))
        self._draw(painter, font, words, line.name)
        painter.setPen(QColor(colours.quiet))
        self._draw(painter, font, words.translated(0, 20), line.told)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(when, int(align), line.when)
        painter.restore()

    def _draw(self, painter: QPainter, font: QFont, box: QRect, words: str) -> None:
        painter.setFont(font)
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), fitting)
