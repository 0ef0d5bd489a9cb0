"""What is seen at once at a start, while the window's code is loaded and the ledger opened.

It is made of little, because what it imports delays it.
"""

from PySide6.QtCore import QEventLoop, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel

from picup_desktop.ui.theme.colours import DARK, LIGHT
from picup_desktop.ui.theme.icons import paint_icon

SIZE = QSize(260, 168)
MARK = 64
NAME_POINTS = 15
LONGEST_MILLISECONDS = 100
"""How long a start waits for it: a screen that does not paint it by then holds up no window."""


class StartSign(QLabel):
    """Shows the program's mark and name, until the first window is there.

    It is no ``QSplashScreen``: to show that takes a second where it is painted at once.
    """

    painted = Signal()

    def __init__(self, *, dark: bool | None) -> None:
        """``dark``: the chosen scheme; None follows the system."""
        super().__init__()
        self.setWindowFlags(Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
        screen = QGuiApplication.primaryScreen()
        is_dark = _is_dark() if dark is None else dark
        self.setPixmap(_picture(screen.devicePixelRatio(), dark=is_dark))
        place = QRect(QPoint(), SIZE)
        place.moveCenter(screen.availableGeometry().center())
        self.setGeometry(place)

    def begin(self) -> None:
        """Show it now, although the event loop does not run yet."""
        until = QEventLoop()
        # Queued: it may be painted before the loop runs, which is then not waited for.
        self.painted.connect(until.quit, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(LONGEST_MILLISECONDS, until, until.quit)
        self.show()
        until.exec()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that it is there."""
        super().paintEvent(event)
        self.painted.emit()


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
