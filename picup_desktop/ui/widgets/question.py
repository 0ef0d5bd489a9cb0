"""The question before something that can't be undone."""

import time

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 460
PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Question(GrowingDialog):
    """Emit ``agreed`` if the person agrees; the cancel button has the focus."""

    agreed = Signal()

    def __init__(self, words: tuple[Shown, Shown], yes: Shown, parent: QWidget) -> None:
        super().__init__(parent, WIDTH)
        heading, below = words
        self.setWindowTitle(heading)
        self.setModal(True)
        self.yes = button(yes, "danger")
        self.no = button(translate("Question", "Cancel"))
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.reject)
        self.body.addWidget(label(heading, "section", wrap=True))
        self.body.addWidget(label(below, "quiet", wrap=True))
        self.below.addSpacing(12)
        self.below.addLayout(row(None, self.no, self.yes))
        self.no.setDefault(True)
        self.no.setFocus()
        self._opened_at = time.monotonic()
        self.yes.installEventFilter(self)
        self.finished.connect(self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore a mouse press that belongs to the double click which opened this."""
        if event.type() not in PRESSES:
            return super().eventFilter(watched, event)
        young = time.monotonic() - self._opened_at < QApplication.doubleClickInterval() / 1_000
        return watched is self.yes and young

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()
