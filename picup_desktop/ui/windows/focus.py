"""Where the keyboard is: first in what is shown, and kept where a person put it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


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
