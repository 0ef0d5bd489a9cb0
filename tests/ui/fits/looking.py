"""What a person would see cut off in a window."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from picup_desktop.ui.widgets.parts import ElidedLabel

ALMOST = 1
"""Pixels that nobody sees."""


def cut_off(window: QWidget) -> list[str]:
    """Every label, button and combo that is cut, and all that reaches beyond its place."""
    return [
        f"{reason}: {_name(widget)}"
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window) and not _is_out_of_sight(widget)
        for reason in (*_is_cut(widget), *_reaches_out(widget, window))
    ]


def _is_out_of_sight(widget: QWidget) -> bool:
    """Whether it has no room at all, or is a part that Qt places within a field."""
    return widget.size().isEmpty() or isinstance(widget.parentWidget(), QLineEdit)


def _is_cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):
        return
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            if widget.height() < needed - ALMOST:
                yield f"{needed - widget.height()} px too low"
        elif widget.width() < widget.sizeHint().width() - ALMOST:
            yield f"{widget.sizeHint().width() - widget.width()} px too narrow"
    if isinstance(widget, QAbstractButton | QComboBox):
        needed = widget.minimumSizeHint().width()
        if widget.width() < needed - ALMOST:
            yield f"{needed - widget.width()} px too narrow"


def _reaches_out(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Beyond the right edge of the window, or of what scrolls only up and down."""
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if isinstance(widget, QScrollArea) and inside is not None:
        over = inside.width() - widget.viewport().width()
        if over > ALMOST:
            yield f"{over} px wider than its page"
    parent = widget.parentWidget()
    if parent is None or isinstance(parent, QAbstractScrollArea) or widget.isWindow():
        return
    right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
    if right > window.width() + ALMOST:
        yield f"{right - window.width()} px outside"


def _name(widget: QWidget) -> str:
    words = getattr(widget, "text", None)
    text = words() if callable(words) else ""
    return f"{type(widget).__name__} {text or widget.accessibleName()!r}"
