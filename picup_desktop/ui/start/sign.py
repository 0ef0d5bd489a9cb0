"""What is seen at once at a start, while the window's code is loaded and the ledger opened.

It is made of little, because what it imports delays it.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSplashScreen

from picup_desktop.ui.theme.colours import DARK, LIGHT
from picup_desktop.ui.theme.icons import paint_icon

SIZE = QSize(260, 168)
MARK = 64
NAME_POINTS = 15


class StartSign(QSplashScreen):
    """Show the program's mark and name, until the first window is there."""

    def __init__(self, *, dark: bool | None) -> None:
        """``dark``: the chosen scheme; None follows the system."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        super().__init__(_picture(ratio, dark=_is_dark() if dark is None else dark))

    def begin(self) -> None:
        """Show it now, although the event loop does not run yet."""
        self.show()
        QGuiApplication.processEvents()


def _is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _picture(ratio: float, *, dark: bool) -> QPixmap:
    colours = DARK if dark else LIGHT
    picture = QPixmap(SIZE * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(colours.page))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.line), 1))
    painter.drawRect(QRectF(0.5, 0.5, SIZE.width() - 1, SIZE.height() - 1))
    left = (SIZE.width() - MARK) / 2
    paint_icon(painter, "picup", "", QRectF(left, 32, MARK, MARK))
    name = QFont(painter.font())
    name.setPointSize(NAME_POINTS)
    name.setBold(True)
    painter.setFont(name)
    painter.setPen(QColor(colours.text))
    painter.drawText(QRectF(0, 104, SIZE.width(), 40), int(Qt.AlignmentFlag.AlignHCenter), "PicUp")
    painter.end()
    return picture
