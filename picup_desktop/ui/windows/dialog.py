"""The base of every dialog: it opens within its screen, and keeps the keyboard where it was."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

from picup_desktop.ui.windows.cover import is_covered
from picup_desktop.ui.windows.fitting import fit_to_screen
from picup_desktop.ui.windows.focus import keep_focus, show_focused


class Dialog(QDialog):
    """A dialog that is no larger than the screen, and is not shown over a covered window."""

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's own signature
        """Show it, or close it where its window was covered since it was asked for (2-1)."""
        if visible and is_covered(self.parentWidget()):
            self.done(QDialog.DialogCode.Rejected)
            return
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit it before it is seen."""
        super().showEvent(event)
        fit_to_screen(self)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on by Tab; where the control with the keyboard went away, stay near it."""
        went = keep_focus(self) or super().focusNextPrevChild(forward)
        show_focused(self)
        return went
