"""Asks for a new passphrase of the lock, twice."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, row

WIDTH = 420


class PassphraseDialog(QDialog):
    """Emits ``chosen`` with it; an empty one means to ask for none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Lock", "Passphrase of the lock"))
        self.setModal(True)
        self.setFixedWidth(WIDTH)
        self.first = self._line(translate("Lock", "Passphrase; empty for none"))
        self.second = self._line(translate("Lock", "Once more"))
        self._problem = label(part="problem", wrap=True)
        self._problem.hide()
        self.keep = button(translate("Lock", "Keep it"), "primary")
        cancel = button(translate("Lock", "Cancel"))
        self.keep.clicked.connect(self._decide)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(
            label(translate("Lock", "Which passphrase shall unlock PicUp?"), "section")
        )
        for part in (self.first, self.second, self._problem):
            layout.addWidget(part)
        layout.addSpacing(8)
        layout.addLayout(row(None, cancel, self.keep))
        self.finished.connect(self.deleteLater)

    def _line(self, words: str) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setPlaceholderText(words)
        line.setAccessibleName(words)
        return line

    @Slot()
    def _decide(self) -> None:
        if self.first.text() != self.second.text():
            self._problem.setText(translate("Lock", "They are not the same. Type both again."))
            self._problem.show()
            self.first.setFocus()
            return
        self.chosen.emit(self.first.text())
        self.accept()
