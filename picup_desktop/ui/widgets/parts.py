"""The small parts: labels, buttons, cards and rows, each with its style."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from picup_desktop.names import NO_WORDS, shown
from picup_desktop.ui.text import plain_tip
from picup_desktop.ui.widgets.plain_words import Label, PushButton, visible

GRID = 8
FIELD_MARGIN = 7
"""Between the frame of a field and its text, in pixels."""
BOX_WORDS = 33
"""Where the words of a check box or a radio button begin, in pixels."""


def label(words: str = "", part: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label of plain text, never of markup, because it may contain a file's name."""
    made = Label(visible(words))
    made.setProperty("part", part)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def button(words: str, part: str = "") -> QPushButton:
    """Make a button; ``part`` is ``primary``, ``danger``, ``link`` or empty."""
    made = PushButton(visible(words))
    made.setProperty("part", part)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def card(
    part: str = "card", *, padding: int = 20, spacing: int = GRID
) -> tuple[QFrame, QVBoxLayout]:
    """Make a card and the layout within it."""
    frame = QFrame()
    frame.setProperty("part", part)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(padding, padding, padding, padding)
    layout.setSpacing(spacing)
    return frame, layout


def row(*parts: QWidget | None, spacing: int = GRID) -> QHBoxLayout:
    """Lay out widgets side by side; None stands for a stretch."""
    layout = QHBoxLayout()
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    return layout


def set_part(widget: QWidget, part: str) -> None:
    """Change the style of a widget."""
    if widget.property("part") != part:
        widget.setProperty("part", part)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def pad_field(box: QAbstractSpinBox) -> None:
    """Keep the text of a number, day or time as far from the frame as that of other fields.

    Qt takes no padding from the style sheet where a box has no arrows.
    """
    box.lineEdit().setTextMargins(FIELD_MARGIN, 0, FIELD_MARGIN, 0)


def beneath_box(widget: QWidget) -> QVBoxLayout:
    """Lay a widget out under the words of the box above it, to which it belongs."""
    layout = QVBoxLayout()
    layout.setContentsMargins(BOX_WORDS, 0, 0, 4)
    layout.addWidget(widget)
    return layout


def clear(layout: QLayout) -> None:
    """Delete everything in a layout."""
    while layout.count() and (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class ElidedLabel(QLabel):
    """A label for names and paths of any length: shortened in the middle, whole as a tool tip."""

    def __init__(self, part: str = "") -> None:
        super().__init__()
        self._words = NO_WORDS
        self.setProperty("part", part)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """The whole text."""
        return self._words

    def show_words(self, words: str) -> None:
        """Show a text, which may be a file's name."""
        self._words = shown(words)
        self.setToolTip(plain_tip(self._words))
        self.setAccessibleName(self._words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of one line; the label takes all the width there is."""
        return QSize(80, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return a small width, because the text can be shortened."""
        return QSize(40, self.fontMetrics().height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the part of the text that fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), words)
