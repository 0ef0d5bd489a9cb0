"""The way back into a locked vault."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from picup_desktop.engine.protocol import Failure
from picup_desktop.ui.context import Context
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, row


class UnlockCard(QFrame):
    """Shown only while the vault is locked; the passphrase goes to the engine and nowhere else."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("part", "soft-warning")
        self._link = context.link
        self._standing = context.standing
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(
            translate("Unlock", "Passphrase, if this computer has no keyring")
        )
        self.passphrase.setAccessibleName(translate("Unlock", "Passphrase"))
        self.passphrase.returnPressed.connect(self._unlock)
        self._problem = label(part="problem", wrap=True)
        self._problem.hide()
        unlock = button(translate("Unlock", "Unlock"), "primary")
        unlock.clicked.connect(self._unlock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label(translate("Unlock", "The vault is locked"), "strong"))
        layout.addWidget(
            label(translate("Unlock", "Photos can't be read until you unlock it."), wrap=True)
        )
        layout.addLayout(row(self.passphrase, unlock))
        layout.addWidget(self._problem)
        self._standing.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        self.setVisible(self._standing.live.locked and self._standing.snapshot is not None)

    @Slot()
    def _unlock(self) -> None:
        given = self.passphrase.text()
        arguments = {"passphrase": given} if given else {}
        self._problem.hide()
        self._link.ask(
            "unlock", done=lambda _: self._unlocked(), refused=self._refused, **arguments
        )

    def _unlocked(self) -> None:
        self.passphrase.clear()
        self._standing.look_again()

    def _refused(self, failure: Failure) -> None:
        self._problem.setText(failure.sentence)
        self._problem.show()
        self.passphrase.selectAll()
        self.passphrase.setFocus()
