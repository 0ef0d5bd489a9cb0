"""The base of every list of painted lines: its model, its view, and text that fits."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem

from picup_desktop.names import Shown
from picup_desktop.ui.text import plain_tip
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.theme.theme import Theme

HEIGHT = 52
"""The height of a line, in pixels."""
LINES_IN_SIGHT = 5
LINE = Qt.ItemDataRole.UserRole
"""The role for which a model returns the line itself."""

Index = QModelIndex | QPersistentModelIndex


class AnyLine(Protocol):
    """A line of any list."""

    @property
    def name(self) -> Shown:
        """The first line of text."""

    @property
    def spoken(self) -> Shown:
        """The whole text, for tool tips and screen readers."""


OneLine = TypeVar("OneLine", bound=AnyLine)


class LineModel(QAbstractListModel, Generic[OneLine]):
    """A list model of lines."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[OneLine, ...] = ()

    @property
    def lines(self) -> tuple[OneLine, ...]:
        """All lines."""
        return self._lines

    def show_lines(self, lines: Sequence[OneLine]) -> None:
        """Show other lines; keep the scroll position if there are as many as before."""
        given = tuple(lines)
        if given == self._lines:
            return
        if self._stays(given):
            self._lines = given
            self.dataChanged.emit(self.index(0), self.index(len(given) - 1))
            return
        self.beginResetModel()
        self._lines = given
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> OneLine | Shown | Qt.CheckState | None:
        """Return the line, its name, or its whole text for tool tips and screen readers."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.spoken)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None

    def _stays(self, given: Sequence[OneLine]) -> bool:
        """Return whether only words change, so that the scroll position is kept."""
        return len(given) == len(self._lines)


class LineView(QListView):
    """Shows lines with a scroll bar of its own, or the text ``nothing`` if there are none.

    ``marks_current`` says that the delegate shows which line has the keyboard.
    """

    marks_current = True

    def __init__(self, theme: Theme, name: Shown, nothing: Shown, *, height: int = HEIGHT) -> None:
        """``height`` is the height of a line, in pixels."""
        super().__init__()
        self._theme = theme
        self._nothing = nothing
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(LINES_IN_SIGHT * grown(height))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, or the text that stands for none."""
        super().paintEvent(event)
        if self._nothing and self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.colours.quiet))
            box = self.viewport().rect().adjusted(0, 0, 0, -grown(HEIGHT))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._nothing)
        if self.hasFocus() and not (self.marks_current and self.currentIndex().isValid()):
            self._paint_focus()

    def _paint_focus(self) -> None:
        """Show that the list has the focus, or its current line where lines do not show it."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colours.accent), 2))
        current = self.currentIndex()
        box = self.visualRect(current) if current.isValid() else self.viewport().rect()
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 8, 8)


def draw_fitting(
    painter: QPainter,
    font: QFont,
    box: QRect,
    words: Shown,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    """Draw one line of text, shortened if it does not fit: in the middle, as names are."""
    painter.setFont(font)
    fitting = painter.fontMetrics().elidedText(words, elide, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), fitting)


def mirrored(option: QStyleOptionViewItem, box: QRect) -> QRect:
    """Return the place of a part of a row, on the other side where text runs to the left."""
    return QStyle.visualRect(option.direction, option.rect, box)
