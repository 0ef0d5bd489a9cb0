"""The question before something that can't be undone."""

import time

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.dialog import Dialog

WIDTH = 460
PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Question(Dialog):
    """Emit ``agreed`` if the person agrees; the cancel button has the focus."""

    agreed = Signal()

    def __init__(self, words: tuple[Shown, Shown], yes: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        heading, below = words
        self.setWindowTitle(heading)
        self.setModal(True)
        self.setFixedWidth(grown(WIDTH))
        self.yes = button(yes, "danger")
        self.no = button(translate("Question", "Cancel"))
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(label(heading, "section", wrap=True))
        layout.addWidget(label(below, "quiet", wrap=True))
        layout.addSpacing(12)
        layout.addLayout(row(None, self.no, self.yes))
        self.no.setDefault(True)
        self.no.setFocus()
        self._opened_at = time.monotonic()
        self.yes.installEventFilter(self)
        self.finished.connect(self.deleteLater)

    def showEvent(self, event: QShowEvent) -> None:
        """Set the height that the words need at this width; Qt's own guess is higher."""
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(grown(WIDTH)))
        super().showEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ignore a mouse press that belongs to the double click which opened this."""
        young = time.monotonic() - self._opened_at < QApplication.doubleClickInterval() / 1_000
        return young and event.type() in PRESSES

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()
