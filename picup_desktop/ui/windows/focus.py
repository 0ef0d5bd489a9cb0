"""Where the keyboard is, and what is in sight: kept where a person put it."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def first_inside(part: QWidget) -> QWidget | None:
    """Return the first widget within a part that the Tab key reaches; None if there is none."""
    one = part.nextInFocusChain()
    while one is not None and one is not part:
        if part.isAncestorOf(one) and _takes_tab(one) and one.isVisibleTo(part):
            return one
        one = one.nextInFocusChain()
    return None


def is_within(part: QWidget) -> bool:
    """Return whether the keyboard is at a widget within a part, or at the part itself."""
    focused: QWidget | None = part.window().focusWidget()
    return focused is not None and (focused is part or part.isAncestorOf(focused))


def bring_in_sight(widget: QWidget) -> None:
    """Scroll to a widget that has just appeared, once it has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    # A text that wraps has its height once all layouts around it have heard of it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    area = _area_of(widget)
    if area is not None:
        area.ensureWidgetVisible(widget)


def show_focused(window: QWidget) -> None:
    """Scroll to what the Tab key has led to.

    An area does so by itself only where the key was pressed within it, and not where the keyboard
    comes from a button below it.
    """
    focused: QWidget | None = window.focusWidget()
    area = None if focused is None else _area_of(focused)
    if focused is not None and area is not None:
        area.ensureWidgetVisible(focused)


def _area_of(widget: QWidget) -> QScrollArea | None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area


def keep_focus(window: QWidget) -> bool:
    """Keep the keyboard near a control that was hidden or disabled; return whether one was.

    Call it in ``focusNextPrevChild`` of a window, which Qt calls for the Tab key and in this
    case: it would give the keyboard to whatever comes next, perhaps in another part of the
    window, where Space or the wheel would change what nobody has looked at.
    """
    gone: QWidget | None = None
    one: QWidget | None = window.focusWidget()
    while one is not None and one is not window:
        if one.isHidden() or not one.isEnabled():
            gone = one
        one = one.parentWidget()
    near = None if gone is None else gone.parentWidget()
    if near is None:
        return False
    near.setFocus()
    return True


def _takes_tab(widget: QWidget) -> bool:
    tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabs and widget.isEnabled() and widget.focusProxy() is None
