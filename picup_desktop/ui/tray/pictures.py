"""The tray's icon in each of its states: our own sign with a small one on its corner."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from picup_desktop.ui.theme.colours import LIGHT
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.verdict import Mood
from picup_desktop.ui.widgets.mark import sign_of

SIZES = (16, 22, 24, 32, 48, 64)
BADGE = 0.62
"""The badge's part of the icon's width; smaller ones can't be told apart at 16 pixels."""


def tray_icon(mood: Mood) -> QIcon:
    """The icon of a mood, the same on light and dark panels."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_picture(mood, size))
    return made


def _picture(mood: Mood, size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, "picup", "", QRectF(0, 0, size, size))
    sign = sign_of(mood, LIGHT)
    width = size * BADGE
    box = QRectF(size - width, size - width, width, width)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.card))
    painter.drawEllipse(box)
    inner = box.adjusted(width * 0.08, width * 0.08, -width * 0.08, -width * 0.08)
    painter.setBrush(QColor(sign.ground))
    painter.drawEllipse(inner)
    inset = width * 0.2
    paint_icon(painter, sign.icon, sign.colour, box.adjusted(inset, inset, -inset, -inset))
    painter.end()
    return picture
