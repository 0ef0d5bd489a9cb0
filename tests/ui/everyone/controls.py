"""The controls of a window: which there are, what they are called, and whether they fit."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
COMPOUND = (QAbstractSpinBox, QComboBox)
"""What has other widgets inside, which are no controls of their own."""
FIELD_EDGE, BESIDE_ICON = 2, 4
"""Pixels between the edge of a field and its text, and between an icon and a text."""
SLACK = 1
"""Pixels by which a text may be wider than its place, for rounding."""


def controls(window: QWidget) -> Iterator[QWidget]:
    """Yield every control that is visible now."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or isinstance(widget, QScrollBar):
            continue
        inside_another = any(isinstance(one, COMPOUND) for one in _above(widget, window))
        if not inside_another and not widget.visibleRegion().isEmpty():
            yield widget


def nameless(window: QWidget) -> list[str]:
    """Return the controls of which a screen reader has no name, or only the value."""
    return [
        f"{type(one).__name__} in {_path(one)}" for one in controls(window) if not _spoken_name(one)
    ]


def _spoken_name(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    if isinstance(control, QComboBox):
        # Its name is what is chosen.
        return str(interface.text(QAccessible.Text.Description))
    if isinstance(control, QTabBar):
        return control.tabText(0)
    return str(interface.text(QAccessible.Text.Name)).strip()


def clipped(window: QWidget) -> list[str]:
    """Return the texts that do not fit into their place, and what reaches out of the window."""
    found = cut_fields(window)
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisibleTo(window):
            continue
        words = str(widget.text())
        if isinstance(widget.parent(), QLineEdit):
            continue
        if not words or widget.visibleRegion().isEmpty():
            continue
        if _too_large(widget):
            found.append(
                f"{words[:60]}: {widget.size()} for {widget.sizeHint()} in {_path(widget)}"
            )
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        if place.left() < 0 or place.right() > window.width():
            found.append(f"{words[:60]} reaches out of the window at {place}")
    return found


def cut_fields(window: QWidget) -> list[str]:
    """Return the fields that are too low for a line of text, and numbers and times that are cut."""
    found = []
    for widget in controls(window):
        lines = widget.fontMetrics().height()
        field = isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox)
        if field and widget.height() < lines + 2 * FIELD_EDGE:
            found.append(f"field {_spoken_name(widget)}: {widget.height()} for {lines}")
        if isinstance(widget, QAbstractSpinBox):
            room, wide = widget.lineEdit().width(), widget.fontMetrics().horizontalAdvance
            if room < wide(widget.text()):
                found.append(f"{widget.text()} in {room} pixels of {_spoken_name(widget)}")
    return found


def _too_large(widget: QLabel | QAbstractButton) -> bool:
    if type(widget).paintEvent is not QLabel.paintEvent and type(widget).__name__ == "ElidedLabel":
        return widget.height() < widget.fontMetrics().height()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + SLACK < widget.heightForWidth(widget.width())
    wanted = widget.sizeHint()
    text = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, widget.text())
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        text.setWidth(text.width() + widget.iconSize().width() + BESIDE_ICON)
    too_high = widget.height() + SLACK < min(wanted.height(), text.height())
    return too_high or widget.width() + SLACK < min(wanted.width(), text.width())


def reachable(control: QWidget) -> bool:
    """Return whether the Tab key is to lead to a control, by itself or to its group."""
    return control.isEnabled() and bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)


def needs_a_way(window: QWidget) -> list[QWidget]:
    """Return the enabled controls that a person can use, which the keyboard has to reach."""
    return [
        one
        for one in controls(window)
        if one.isEnabled() and one.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]


def mouse_only(window: QWidget) -> list[str]:
    """Return the buttons that only a mouse can press: neither Tab nor an arrow key leads there."""
    there = list(controls(window))
    return [
        f"{_spoken_name(one)} in {_path(one)}"
        for one in there
        if isinstance(one, QAbstractButton)
        and one.isEnabled()
        and one.focusPolicy() is Qt.FocusPolicy.NoFocus
        and not isinstance(one.parent(), QLineEdit)
        and not any(same_group(one, other) and reachable(other) for other in there)
    ]


def same_group(one: QWidget, other: QWidget) -> bool:
    """Return whether the arrow keys lead from one to the other."""
    if isinstance(one, QRadioButton | QAbstractButton) and isinstance(other, QAbstractButton):
        exclusive = one.autoExclusive() and other.autoExclusive()
        return exclusive and one.parent() is other.parent()
    return False


def focus_widget() -> QWidget | None:
    """Return what has the focus."""
    return QApplication.focusWidget()


def _above(widget: QWidget, window: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None and above is not window:
        yield above
        above = above.parentWidget()


def _path(widget: QWidget) -> str:
    names = [f"{type(one).__name__}" for one in _above(widget, widget.window())]
    return " < ".join(names[:4])
