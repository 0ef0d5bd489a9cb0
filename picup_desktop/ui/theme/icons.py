"""The icons: SVG drawings of this project, tinted with a colour of the theme.

A drawing uses ``currentColor`` for the colour that is replaced. One that points to what comes
before or next is mirrored where the language is written from right to left.
"""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 48, 64)
SCALES = (1, 2, 3)
POINTING = frozenset({"back", "forward"})
"""Icons that point in the direction of reading, or against it."""


def icon(name: str, colour: str, *, checked: str | None = None) -> QIcon:
    """Return an icon in a colour, and in another while it is checked. KeyError."""
    made = QIcon()
    for size in SIZES:
        for scale in SCALES:
            picture = _picture(name, colour, QSize(size, size), scale)
            made.addPixmap(picture, QIcon.Mode.Normal, QIcon.State.Off)
            if checked is not None:
                picture = _picture(name, checked, QSize(size, size), scale)
                made.addPixmap(picture, QIcon.Mode.Normal, QIcon.State.On)
    return made


def paint_icon(painter: QPainter, name: str, colour: str, target: QRectF) -> None:
    """Paint an icon, sharp at any scale. KeyError."""
    renderer = QSvgRenderer(QByteArray(_drawing(name, colour)))
    if name in POINTING and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        painter.save()
        painter.translate(2 * target.center().x(), 0)
        painter.scale(-1, 1)
        renderer.render(painter, target)
        painter.restore()
    else:
        renderer.render(painter, target)


def _picture(name: str, colour: str, size: QSize, scale: int) -> QPixmap:
    picture = QPixmap(size * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, colour, QRectF(0, 0, size.width() * scale, size.height() * scale))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> bytes:
    file = files("picup_desktop.ui") / "resources" / "icons" / f"{name}.svg"
    try:
        drawing = file.read_text("utf-8")
    except FileNotFoundError as error:
        raise KeyError(name) from error
    return drawing.replace("currentColor", colour).encode()
