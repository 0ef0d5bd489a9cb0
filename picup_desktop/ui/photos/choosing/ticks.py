"""How the ticks of photos and headings are painted."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from picup_desktop.ui.photos.choosing.rows import Part
from picup_desktop.ui.photos.choosing.spots import TICK, TICK_EDGE
from picup_desktop.ui.theme.colours import Colours
from picup_desktop.ui.theme.icons import paint_icon

SHADE = QColor(0, 0, 0, 90)
RING = 2.0


def paint_open_tick(painter: QPainter, box: QRect) -> None:
    """Paint the ring of a photo that is not chosen, which stands out from any picture."""
    spot = QRectF(box.left() + TICK_EDGE, box.top() + TICK_EDGE, TICK, TICK)
    painter.setBrush(SHADE)
    painter.setPen(QPen(QColor("white"), RING))
    painter.drawEllipse(spot.adjusted(1, 1, -1, -1))


def paint_focus(painter: QPainter, box: QRect, colours: Colours) -> None:
    """Paint the ring of a chosen photo that has the focus, within the frame of its choice."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.card), RING))
    painter.drawRect(QRectF(box).adjusted(4, 4, -4, -4))


def paint_heading_tick(painter: QPainter, place: QRect, part: Part, colours: Colours) -> None:
    """Paint the tick of a heading: a ring, a line for some, a tick for all."""
    spot = QRectF(place)
    if part is Part.NONE:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.quiet), RING))
        painter.drawEllipse(spot.adjusted(1, 1, -1, -1))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawEllipse(spot)
    if part is Part.ALL:
        paint_icon(painter, "check", colours.on_accent, spot.adjusted(3, 3, -3, -3))
        return
    painter.setPen(QPen(QColor(colours.on_accent), RING))
    middle = spot.center().y()
    painter.drawLine(int(spot.left()) + 5, int(middle), int(spot.right()) - 5, int(middle))
