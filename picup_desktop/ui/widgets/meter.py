"""A meter: how much of something is done, as a quiet bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from picup_desktop.ui.theme.theme import Theme

HEIGHT = 6


class Meter(QWidget):
    """``fraction`` is 0 to 1."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._fraction = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def fraction(self) -> float:
        """What is shown."""
        return self._fraction

    def set_fraction(self, fraction: float) -> None:
        """Show so much."""
        self._fraction = min(1.0, max(0.0, fraction))
        self.setAccessibleDescription(f"{self._fraction:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(120, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A track and what is done of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_meter(painter, QRectF(self.rect()), self._fraction, self._theme)


def paint_meter(painter: QPainter, box: QRectF, fraction: float, theme: Theme) -> None:
    """The bar itself, also for lists that paint their own rows."""
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colours.line))
    painter.drawRoundedRect(box, radius, radius)
    if fraction > 0:
        done = QRectF(box)
        done.setWidth(max(box.height(), box.width() * fraction))
        painter.setBrush(QColor(theme.colours.accent))
        painter.drawRoundedRect(done, radius, radius)
