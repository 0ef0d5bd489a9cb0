"""Windows that are no larger than the screen that they are on, and stand within it."""

from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtWidgets import QWidget

from picup_desktop.ui.theme.measure import grown


def fitted(wanted: QRect, screen: QRect, frame: QMargins) -> QRect:
    """Return a window's place and size within the free part of a screen.

    All are in pixels; ``wanted`` and the result are without the frame that the system draws.
    """
    room = screen.marginsRemoved(frame)
    size = wanted.size().boundedTo(room.size())
    left = min(max(wanted.left(), room.left()), room.left() + room.width() - size.width())
    top = min(max(wanted.top(), room.top()), room.top() + room.height() - size.height())
    return QRect(left, top, size.width(), size.height())


def fit_to_screen(window: QWidget) -> None:
    """Make a window smaller and move it where it would reach beyond its screen.

    Its least size counts less: what it holds has to scroll.
    """
    if window.isMaximized() or window.isFullScreen():
        return
    screen = window.screen().availableGeometry()
    around, inside = window.frameGeometry(), window.geometry()
    frame = QMargins(
        max(0, inside.left() - around.left()),
        max(0, inside.top() - around.top()),
        max(0, around.right() - inside.right()),
        max(0, around.bottom() - inside.bottom()),
    )
    room = screen.marginsRemoved(frame).size()
    if not _holds(room, window.minimumSize()):
        window.setMinimumSize(window.minimumSize().boundedTo(room))
    to = fitted(inside, screen, frame)
    if to != inside:
        window.setGeometry(to)


def first_size(wanted: tuple[int, int], window: QWidget) -> QSize:
    """Return the size with which a window opens: that, or what its screen has room for."""
    return QSize(*wanted).boundedTo(window.screen().availableGeometry().size())


def grown_size(wanted: tuple[int, int], window: QWidget) -> QSize:
    """Return the size with which a dialog over a window opens, for the text's present size."""
    return first_size((grown(wanted[0]), grown(wanted[1])), window)


def _holds(room: QSize, size: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()
