"""The small parts: labels, buttons, cards and rows that know how they look."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from picup_desktop.names import shown
from picup_desktop.ui.text import plain_tip

GRID = 8


def label(words: str = "", part: str = "", *, wrap: bool = False) -> QLabel:
    """A text, never interpreted as markup, because it may contain a file's name."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("part", part)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def button(words: str, part: str = "") -> QPushButton:
    """A button; ``part`` is ``primary``, ``danger``, ``link`` or nothing."""
    made = QPushButton(words)
    made.setProperty("part", part)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def card(
    part: str = "card", *, padding: int = 20, spacing: int = GRID
) -> tuple[QFrame, QVBoxLayout]:
    """A card and the layout within it."""
    frame = QFrame()
    frame.setProperty("part", part)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(padding, padding, padding, padding)
    layout.setSpacing(spacing)
    return frame, layout


def row(*parts: QWidget | None, spacing: int = GRID) -> QHBoxLayout:
    """Widgets side by side; None stands for the room that is left."""
    layout = QHBoxLayout()
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    return layout


def set_part(widget: QWidget, part: str) -> None:
    """Let a widget be another part from now on, and look so."""
    if widget.property("part") != part:
        widget.setProperty("part", part)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and let it go."""
    while layout.count() and (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


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
