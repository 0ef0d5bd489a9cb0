"""The transfer rates of the last five minutes, and their plot."""

from collections import deque
from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from picup_desktop.ui import text
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.words import Role

SECONDS = 300

HEIGHT = 150
ABOVE = 26
LEAST_SCALE = 100_000.0
"""Lowest top of the scale, so that a small rate does not fill the plot."""


class Rates:
    """Keeps one rate for each second and storage, for five minutes."""

    def __init__(self) -> None:
        self._known = {role: deque([0.0] * SECONDS, maxlen=SECONDS) for role in Role}

    def tick(self, now: Mapping[Role, float]) -> None:
        """Record the rates of the second that has passed."""
        for role, known in self._known.items():
            known.append(now.get(role, 0.0))

    def of(self, role: Role) -> list[float]:
        """Return a storage's rates in bytes a second, oldest first."""
        return list(self._known[role])

    @property
    def highest(self) -> float:
        """The highest rate of the five minutes."""
        return max(max(known) for known in self._known.values())

    @property
    def quiet(self) -> bool:
        """Whether nothing moved in the five minutes."""
        return self.highest == 0.0


class RatePlot(QWidget):
    """Two lines, one for each storage; call ``update`` when the rates have changed."""

    def __init__(self, theme: Theme, rates: Rates) -> None:
        super().__init__()
        self._theme = theme
        self._rates = rates
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Activity", "Rates of the last five minutes"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(300, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the base line, the highest rate, both lines and their labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, ABOVE, -1, -2)
        highest = max(self._rates.highest, LEAST_SCALE)
        colours = self._theme.colours
        painter.setPen(QPen(QColor(colours.line), 1))
        for line in (box.top(), box.center().y(), box.bottom()):
            painter.drawLine(QPointF(box.left(), line), QPointF(box.right(), line))
        lines = {Role.BACKUP: colours.second, Role.MAIN: colours.accent}
        for role, colour in lines.items():
            self._paint_line(painter, box, [r / highest for r in self._rates.of(role)], colour)
        self._paint_legend(painter, {role: lines[role] for role in Role})
        if not self._rates.quiet:
            painter.setPen(QColor(colours.quiet))
            top = QRectF(box.left(), 0, box.width(), ABOVE)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(top, int(align), text.rate(highest))

    def _paint_line(
        self, painter: QPainter, box: QRectF, heights: list[float], colour: str
    ) -> None:
        step = box.width() / (len(heights) - 1)
        line = QPainterPath()
        for number, height in enumerate(heights):
            point = QPointF(box.left() + number * step, box.bottom() - height * box.height())
            line.lineTo(point) if number else line.moveTo(point)
        below = QPainterPath(line)
        below.lineTo(box.bottomRight())
        below.lineTo(box.bottomLeft())
        shade = QColor(colour)
        shade.setAlpha(36)
        painter.fillPath(below, shade)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 1.6))
        painter.drawPath(line)

    def _paint_legend(self, painter: QPainter, colours: dict[Role, str]) -> None:
        left = 0.0
        metrics = painter.fontMetrics()
        for role, colour in colours.items():
            now = self._rates.of(role)[-1]
            words = f"{role_name(role)}  {text.rate(now)}" if now > 0 else role_name(role)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QRectF(left, 6, 8, 8))
            painter.setPen(QColor(self._theme.colours.quiet))
            painter.drawText(QPointF(left + 14, 10 + metrics.ascent() / 2 - 1), words)
            left += 14 + metrics.horizontalAdvance(words) + 24
