"""The painted signs: the round mark of a status, and the meter of a progress."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.status import Status
from picup_desktop.ui.theme.colours import Colours
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme

RING = 4.0

HEIGHT = 6


@dataclass(frozen=True)
class Sign:
    """An icon, its colour and its background."""

    icon: str
    colour: str
    ground: str


def sign_of(status: Status, colours: Colours) -> Sign:
    """Return the sign of a status; each has a shape of its own, because colour is not enough."""
    safe = Sign("check", colours.on_accent, colours.accent)
    asks = Sign("mark", colours.warning, colours.warning_soft)
    calm = Sign("upload", colours.accent, colours.accent_soft)
    signs = {
        Status.SAFE: safe,
        Status.WORKING: calm,
        Status.PAUSED: Sign("pause", colours.quiet, colours.selected),
        Status.ATTENTION: asks,
        Status.UNSEEN: Sign("eye", colours.warning, colours.warning_soft),
        Status.AWAY: Sign("cloud-off", colours.warning, colours.warning_soft),
        Status.EMPTY: Sign("picture", colours.accent, colours.accent_soft),
        Status.BROKEN: Sign("mark", colours.danger, colours.danger_soft),
        Status.LOOKING: Sign("clock", colours.quiet, colours.selected),
    }
    return signs[status]


class Mark(QWidget):
    """Shows a status as a disc of ``size`` pixels, with a ring while something moves."""

    def __init__(self, theme: Theme, size: int = 72) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self._status = Status.LOOKING
        self._fraction: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def status(self) -> Status:
        """The status that is shown."""
        return self._status

    def show_status(self, status: Status, fraction: float | None = None) -> None:
        """Show a status; with ``fraction`` (0 to 1), also a ring that is filled so far."""
        self._status, self._fraction = status, fraction
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc, its sign and the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        sign = sign_of(self._status, colours)
        box = QRectF(0, 0, self._size, self._size)
        ring = self._fraction is not None
        disc = box.adjusted(RING, RING, -RING, -RING) if ring else box
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(sign.ground))
        painter.drawEllipse(disc)
        if self._fraction is not None:
            self._paint_ring(painter, box, self._fraction)
        inset = self._size * 0.26
        paint_icon(painter, sign.icon, sign.colour, box.adjusted(inset, inset, -inset, -inset))

    def _paint_ring(self, painter: QPainter, box: QRectF, fraction: float) -> None:
        half = RING / 2
        around = box.adjusted(half, half, -half, -half)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.colours.line), RING))
        painter.drawEllipse(around)
        pen = QPen(QColor(self._theme.colours.accent), RING)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        # Qt counts sixteenths of a degree, counterclockwise from three o'clock.
        painter.drawArc(around, 90 * 16, -round(360 * 16 * fraction))


class Meter(QWidget):
    """Shows how much of something is done, as a bar."""

    def __init__(self, theme: Theme, name: Shown) -> None:
        super().__init__()
        self._theme = theme
        self._fraction = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def fraction(self) -> float:
        """The part that is shown, 0 to 1."""
        return self._fraction

    def set_fraction(self, fraction: float) -> None:
        """Show a part, 0 to 1."""
        self._fraction = min(1.0, max(0.0, fraction))
        self.setAccessibleDescription(f"{self._fraction:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bar; it takes all the width there is."""
        return QSize(120, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_meter(painter, QRectF(self.rect()), self._fraction, self._theme)


def paint_meter(painter: QPainter, box: QRectF, fraction: float, theme: Theme) -> None:
    """Paint a bar, also for lists that paint their own rows."""
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colours.line))
    painter.drawRoundedRect(box, radius, radius)
    if fraction > 0:
        done = QRectF(box)
        done.setWidth(max(box.height(), box.width() * fraction))
        painter.setBrush(QColor(theme.colours.accent))
        painter.drawRoundedRect(done, radius, radius)
