"""The question for the passphrase before something that opens the photos for good."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from picup_desktop.engine.ipc.commands.engine import Unlock
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import Shown
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 420


class PassphraseQuestion(GrowingDialog):
    """Emit ``proved`` once the engine took the passphrase; it is asked although it is unlocked.

    Somebody else may sit at an unlocked window.
    """

    proved = Signal()

    def __init__(self, link: EngineLink, why: Shown, parent: QWidget) -> None:
        super().__init__(parent, WIDTH)
        self._link = link
        self.setWindowTitle(translate("Lock", "Passphrase"))
        self.setModal(True)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(translate("Lock", "Passphrase"))
        self.passphrase.setAccessibleName(translate("Lock", "Passphrase"))
        self.passphrase.returnPressed.connect(self._ask)
        self._problem = label(part="problem", wrap=True)
        self._problem.hide()
        self.go_on = button(translate("Lock", "Go on"), "primary")
        self.go_on.clicked.connect(self._ask)
        cancel = button(translate("Lock", "Cancel"))
        cancel.clicked.connect(self.reject)
        heading = translate("Lock", "Type the passphrase again")
        self.body.addWidget(label(heading, "section", wrap=True))
        self.body.addWidget(label(why, "quiet", wrap=True))
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self._problem)
        self.below.addSpacing(8)
        self.below.addLayout(row(None, cancel, self.go_on))
        self.passphrase.setFocus()
        self.finished.connect(self.deleteLater)

    @property
    def problem(self) -> str:
        """Why it was not taken."""
        return self._problem.text()

    @Slot()
    def _ask(self) -> None:
        self.go_on.setEnabled(False)
        # An empty one is sent too: the engine refuses it, and asks no keyring in its place.
        command = Unlock(self.passphrase.text())
        self._link.ask(command, done=lambda _: self._taken(), refused=self._refused)

    def _taken(self) -> None:
        if not self._waits:
            return
        self.passphrase.clear()
        self.proved.emit()
        self.accept()

    @property
    def _waits(self) -> bool:
        """Whether nobody cancelled meanwhile."""
        return isValid(self) and self.isVisible()

    def _refused(self, failure: Failure) -> None:
        if not self._waits:
            return
        self.go_on.setEnabled(True)
        self._problem.setText(in_words(failure.message))
        self._problem.show()
        self.passphrase.selectAll()
        self.passphrase.setFocus()
