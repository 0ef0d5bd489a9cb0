"""A label that shortens what does not fit in its middle, and shows all of it as a tool tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from picup_desktop.names import shown
from picup_desktop.ui.widgets.tips import plain_tip


class ElidedLabel(QLabel):
    """For file names and paths of any length."""

    def __init__(self, part: str = "") -> None:
        super().__init__()
        self._words = ""
        self.setProperty("part", part)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show a text that may be a file's name."""
        self._words = shown(words)
        self.setToolTip(plain_tip(self._words))
        self.setAccessibleName(self._words)
        self.update()

    def sizeHint(self) -> QSize:
        """One line high, as wide as there is room."""
        return QSize(80, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """It can always be shortened."""
        return QSize(40, self.fontMetrics().height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), words)
