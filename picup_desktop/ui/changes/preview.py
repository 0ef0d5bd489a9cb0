"""A photo in a larger picture, to look at before one decides."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import ElidedLabel, label
from picup_desktop.ui.windows.dialog import Dialog

EDGE = 400
SIZE = QSize(560, 500)
ICON = 48.0
ENDS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Preview(Dialog):
    """Shows one picture until a key or a click ends it; locking the window closes it."""

    def __init__(
        self, theme: Theme, link: EngineLink, of: PictureOf, name: Shown, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Changes", "Preview"))
        self.setModal(True)
        self.pictures = VersionPictures(link, EDGE)
        self.pictures.setParent(self)
        words = ElidedLabel("strong")
        words.show_words(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(_Large(theme, self.pictures, of, name), 1)
        layout.addWidget(words)
        layout.addWidget(label(translate("Changes", "Space or Esc closes it."), "caption"))
        self._fit(parent)
        self.finished.connect(self.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at the key that opened it too."""
        if event.key() in ENDS:
            self.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Close at a click."""
        self.accept()

    def _fit(self, parent: QWidget) -> None:
        """Be no larger than the window it belongs to."""
        self.resize(SIZE.boundedTo(parent.window().size() * 0.9))


class _Large(QWidget):
    def __init__(self, theme: Theme, pictures: VersionPictures, of: PictureOf, name: Shown) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._of = of
        self.setAccessibleName(name)
        pictures.came.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the whole picture, or a sign while there is none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box, image = QRectF(self.rect()), self._pictures.image(self._of)
        if image is None:
            colours = self._theme.colours
            painter.fillRect(box, QColor(colours.selected))
            middle = box.center()
            sign = QRectF(middle.x() - ICON / 2, middle.y() - ICON / 2, ICON, ICON)
            paint_icon(painter, "picture", colours.quiet, sign)
        else:
            size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left = (box.width() - size.width()) / 2
            top = (box.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
        painter.end()
