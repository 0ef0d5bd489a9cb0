"""The question before something that can't be undone."""

import time

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 460
PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Question(GrowingDialog):
    """Emit ``agreed`` if the person agrees; the cancel button has the focus.

    ``instead``: what may be done in place of it, on a button of its own; then ``chose_instead``.
    """

    agreed = Signal()
    chose_instead = Signal()

    def __init__(
        self, words: tuple[Shown, Shown], yes: Shown, parent: QWidget, instead: Shown = NO_WORDS
    ) -> None:
        super().__init__(parent, WIDTH)
        heading, below = words
        self.setWindowTitle(heading)
        self.setModal(True)
        self.yes = button(yes, "danger")
        self.no = button(translate("Question", "Cancel"))
        self.yes.clicked.connect(self._agree)
        self.instead = button(instead)
        self.instead.setVisible(bool(instead))
        self.instead.clicked.connect(self._take_instead)
        self.no.clicked.connect(self.reject)
        self.body.addWidget(label(heading, "section", wrap=True))
        self.body.addWidget(label(below, "quiet", wrap=True))
        self.below.addSpacing(12)
        self.below.addLayout(row(None, self.no, self.instead, self.yes))
        self.no.setDefault(True)
        self.no.setFocus()
        self._opened_at = time.monotonic()
        for one in (self.yes, self.instead):
            one.installEventFilter(self)
        self.finished.connect(self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore a mouse press that belongs to the double click which opened this."""
        if event.type() not in PRESSES:
            return super().eventFilter(watched, event)
        young = time.monotonic() - self._opened_at < QApplication.doubleClickInterval() / 1_000
        return watched in {self.yes, self.instead} and young

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()

    @Slot()
    def _take_instead(self) -> None:
        self.chose_instead.emit()
        self.accept()
