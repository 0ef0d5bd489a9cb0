"""The base of every dialog: it opens within its screen, and keeps the keyboard where it was."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

from picup_desktop.ui.windows.fitting import fit_to_screen
from picup_desktop.ui.windows.focus import keep_focus


class Dialog(QDialog):
    """A dialog that is no larger than the screen."""

    def showEvent(self, event: QShowEvent) -> None:
        """Fit it before it is seen."""
        super().showEvent(event)
        fit_to_screen(self)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on by Tab; where the control with the keyboard went away, stay near it."""
        return keep_focus(self) or super().focusNextPrevChild(forward)
