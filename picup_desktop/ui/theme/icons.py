"""The icons: SVG drawings of this project, tinted with a colour of the theme.

A drawing uses ``currentColor`` for the colour that is replaced. One that points to what comes
before or next is mirrored where the language is written from right to left.
"""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

PIXELS = (16, 20, 24, 32, 40, 48, 64, 72, 96, 128, 192)
"""The edges in which an icon is drawn: those of 16 to 64 on screens of scale 1, 2 and 3. Qt scales
a larger one down to what is between."""
POINTING = frozenset({"back", "forward"})
"""Icons that point in the direction of reading, or against it."""


def icon(name: str, colour: str, *, checked: str | None = None) -> QIcon:
    """Return an icon in a colour, and in another while it is checked. KeyError."""
    made = QIcon()
    tints = {QIcon.State.Off: colour} | ({} if checked is None else {QIcon.State.On: checked})
    for state, tint in tints.items():
        # Reading the drawing takes as long as painting it, so one renderer paints all sizes.
        renderer = QSvgRenderer(QByteArray(_drawing(name, tint)))
        for edge in PIXELS:
            made.addPixmap(_picture(renderer, edge), QIcon.Mode.Normal, state)
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


def _picture(renderer: QSvgRenderer, edge: int) -> QPixmap:
    picture = QPixmap(edge, edge)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> bytes:
    file = files("picup_desktop.ui") / "resources" / "icons" / f"{name}.svg"
    try:
        drawing = file.read_text("utf-8")
    except FileNotFoundError as error:
        raise KeyError(name) from error
    return drawing.replace("currentColor", colour).encode()
