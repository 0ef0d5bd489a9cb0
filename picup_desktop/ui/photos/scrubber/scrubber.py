"""The scrubber: a slider as high as the grid, with years and months on it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QApplication

from picup_desktop.ui.photos.layout.layout import MONTHS_A_YEAR
from picup_desktop.ui.photos.scrubber.marks import Mark, marks, place_of, value_at
from picup_desktop.ui.photos.words import year_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.theme.theme import Theme

WIDTH = 58
ENDS = 16
"""The space above and below the track, in pixels: half a name of a year, and a little air."""
EDGE = 18
"""Between the names of years and the right edge; the handle stands there and hides none."""
YEARS_SIZE = 0.85
"""The size of the names of years, as a part of the usual text's."""
MONTH_LENGTH = 6
HANDLE = QSize(6, 24)
HANDLE_EDGE = 6
POINTER_LENGTH = 11
KEYS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: MONTHS_A_YEAR,
    Qt.Key.Key_PageUp: -MONTHS_A_YEAR,
}
"""The keys that go by months and by years."""


class Scrubber(QAbstractSlider):
    """Its value is how far the grid is scrolled, in pixels.

    Emit ``pointed(y)`` while the mouse is over it, with the place in its own pixels and the value
    there, and ``left`` afterwards; ``stepped(months)`` for the keys.
    """

    pointed = Signal(int, int)
    left = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tops: tuple[tuple[int, int], ...] = ()
        self._height = 0
        self._marks: list[Mark] = []
        self._pointer: int | None = None
        self.setOrientation(Qt.Orientation.Vertical)
        self.setFixedWidth(grown(WIDTH))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(translate("Photos", "Timeline"))
        self.setAccessibleDescription(
            translate("Photos", "Up and down go by months, page up and page down by years.")
        )
        theme.changed.connect(self.update)

    def show_months(self, tops: Sequence[tuple[int, int]], height: int) -> None:
        """Show the months of a grid of that height: pairs of a month and its top."""
        self._tops, self._height = tuple(tops), height
        self._mark()

    def sizeHint(self) -> QSize:
        """Return the size that it likes."""
        return QSize(grown(WIDTH), 10 * ENDS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the marks for the new height."""
        super().resizeEvent(event)
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by months (up, down), by years (page up, page down), or to an end."""
        step = KEYS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Home:
            self.setValue(self.minimum())
        elif event.key() == Qt.Key.Key_End:
            self.setValue(self.maximum())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it is pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while it is pressed; tell where it is."""
        if self.isSliderDown():
            self._go(event)
        else:
            self._point(round(event.position().y()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Stay where it is."""
        self.setSliderDown(False)
        if not self.underMouse():
            self._forget_pointer()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        if not self.isSliderDown():
            self._forget_pointer()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll as the grid does."""
        lines = -event.angleDelta().y() * QApplication.wheelScrollLines() // 120
        self.setValue(self.value() + lines * self.singleStep())
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint years and months, and where the grid is."""
        painter, colours = QPainter(self), self._theme.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * YEARS_SIZE)
        painter.setFont(font)
        high = QFontMetrics(font).height()
        right = self.width() - EDGE
        for mark in self._marks:
            y = ENDS + mark.y
            if mark.year is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.edge))
                painter.drawRoundedRect(right - MONTH_LENGTH, y - 1, MONTH_LENGTH, 2, 1, 1)
                continue
            painter.setPen(QColor(colours.quiet))
            place = QRect(0, y - high // 2, right, high)
            # Beside its edge also where text begins at the right, which would turn it around.
            to_the_edge = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
            align = to_the_edge | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(align), year_words(mark.year))
        self._paint_handles(painter)
        painter.end()

    def _paint_handles(self, painter: QPainter) -> None:
        colours, right = self._theme.colours, self.width() - HANDLE_EDGE
        painter.setPen(Qt.PenStyle.NoPen)
        y = ENDS + place_of(self.value(), self.maximum(), self._track)
        handle = QRect(QPoint(right - HANDLE.width(), y - HANDLE.height() // 2), HANDLE)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(handle, HANDLE.width() / 2, HANDLE.width() / 2)
        if self._pointer is not None and not self.isSliderDown():
            painter.setBrush(QColor(colours.text))
            pointer = QRect(right - POINTER_LENGTH, self._pointer - 1, POINTER_LENGTH, 2)
            painter.drawRoundedRect(pointer, 1, 1)
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -3, -3), 6, 6)

    @property
    def _track(self) -> int:
        return max(1, self.height() - 2 * ENDS)

    def _go(self, event: QMouseEvent) -> None:
        y = round(event.position().y())
        self.setValue(value_at(y - ENDS, self._track, self.maximum()))
        self._point(y)

    def _point(self, y: int) -> None:
        self._pointer = min(max(y, ENDS), ENDS + self._track)
        value = value_at(self._pointer - ENDS, self._track, self.maximum())
        self.pointed.emit(self._pointer, value)
        self.update()

    def _forget_pointer(self) -> None:
        self._pointer = None
        self.left.emit()
        self.update()

    def _mark(self) -> None:
        self._marks = marks(self._tops, self._height, self._track)
        self.update()
