"""Nothing stands over a window that is covered because the vault was locked (2-1)."""

from typing import Final

from PySide6.QtWidgets import QApplication, QToolTip, QWidget

COVERED: Final = "covered"
"""The property of a window that is covered."""


def mark_covered(window: QWidget, *, covered: bool) -> None:
    """Note that a window is covered, or is not any more."""
    window.setProperty(COVERED, covered)


def is_covered(widget: QWidget | None) -> bool:
    """Return whether a widget, or a window that it stands over, is covered."""
    while widget is not None:
        if widget.property(COVERED):
            return True
        widget = widget.parentWidget()
    return False


def close_popups() -> None:
    """Close all open menus, lists and tool tips: they name photos, and act on them."""
    QToolTip.hideText()
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        following = QApplication.activePopupWidget()
        popup = None if following is popup else following
