"""The small parts: labels, buttons, cards and rows that know how they look."""

from PySide6.QtCore import Qt
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
