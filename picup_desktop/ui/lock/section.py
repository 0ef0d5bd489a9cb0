"""The settings of the lock: when it locks by itself, and what unlocks it."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from picup_desktop.engine.ipc.commands.engine import ChangePassphrase, Lock, LockPassphrase
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import Shown
from picup_desktop.settings import DECLARED, Value
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.settings.section import NumberRow, Section
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.widgets.plain_words import CheckBox
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 420

IDLE = "lock_after_seconds"
WITH_SCREEN = "lock_with_screen"
UPLOADS = "upload_while_locked"
FIELDS = (IDLE, WITH_SCREEN, UPLOADS)


class PassphraseDialog(GrowingDialog):
    """Asks for a new passphrase twice; emits ``chosen(current, passphrase)``.

    Where one seals the secrets, ask for the current one too. The lock's own may be empty, for
    none, and has no ``current``.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, *, seals: bool) -> None:
        super().__init__(parent, WIDTH)
        self._seals = seals
        self.setWindowTitle(
            translate("Lock", "Passphrase of the vault")
            if seals
            else translate("Lock", "Passphrase of the lock")
        )
        self.setModal(True)
        self.current = self._line(translate("Lock", "The passphrase of now"))
        self.current.setVisible(seals)
        self.first = self._line(
            translate("Lock", "The new passphrase")
            if seals
            else translate("Lock", "Passphrase; empty for none")
        )
        self.second = self._line(translate("Lock", "Once more"))
        self._problem = label(part="problem", wrap=True)
        self._problem.hide()
        self.keep = button(translate("Lock", "Keep it"), "primary")
        cancel = button(translate("Lock", "Cancel"))
        self.keep.clicked.connect(self._decide)
        cancel.clicked.connect(self.reject)
        heading = translate("Lock", "Which passphrase should unlock PicUp?")
        self.body.addWidget(label(heading, "section", wrap=True))
        for part in (self.current, self.first, self.second, self._problem):
            self.body.addWidget(part)
        self.below.addSpacing(8)
        self.below.addLayout(row(None, cancel, self.keep))
        self.finished.connect(self.deleteLater)

    def _line(self, words: Shown) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setPlaceholderText(words)
        line.setAccessibleName(words)
        return line

    @Slot()
    def _decide(self) -> None:
        if self.first.text() != self.second.text():
            self._problem.setText(translate("Lock", "The two are different. Type both again."))
            self._problem.show()
            self.first.setFocus()
            return
        self.chosen.emit(self.current.text(), self.first.text())
        self.accept()


class LockSection(Section):
    """A section of Settings; emit ``message(sentence)`` about a choice or a refusal."""

    message = Signal(str)

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__(
            translate("Lock", "Lock"),
            translate(
                "Lock",
                "A locked window shows no photos and no names, and nothing can be read until you"
                " unlock it.",
            ),
        )
        self._link = context.link
        self._app_state = context.app_state
        self._commands = commands
        self._idle = NumberRow(DECLARED[IDLE])
        self._idle.box.setSpecialValueText(translate("Lock", "Never"))
        self._idle.chosen.connect(self._choose)
        self._idle.reset.connect(self._use_default)
        self._switches = {field: CheckBox() for field in (WITH_SCREEN, UPLOADS)}
        for field, switch in self._switches.items():
            switch.clicked.connect(partial(self._choose, field))
        self.change = button(translate("Lock", "Choose a passphrase…"))
        self.change.clicked.connect(self.ask_passphrase)
        self.now = button(translate("Lock", "Lock now"))
        self.now.clicked.connect(self._lock_now)
        self.add(
            translate("Lock", "Lock the vault"),
            self.now,
            translate("Lock", "Ctrl+L does it too."),
        )
        self.add(translate("Lock", "Lock after no activity for"), self._idle)
        self.add(
            translate("Lock", "Lock together with the screen"),
            self._switches[WITH_SCREEN],
            translate("Lock", "Only where this system reports it."),
        )
        self.add(translate("Lock", "Upload new photos while it is locked"), self._switches[UPLOADS])
        self.add(translate("Lock", "What unlocks it"), self.change)
        self._opens = label(part="caption", wrap=True)
        self.rows.addWidget(self._opens)
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    @Slot()
    def _lock_now(self) -> None:
        self._link.ask(Lock(), done=lambda _: self._app_state.look_again(), refused=self._refused)

    @Slot()
    def ask_passphrase(self) -> None:
        """Ask for a new passphrase of the lock."""
        dialog = PassphraseDialog(self, seals=self._seals)
        dialog.chosen.connect(self.choose_passphrase)
        dialog.open()

    @property
    def _seals(self) -> bool:
        """Whether a passphrase seals the vault's secrets, and no keyring has them."""
        return self._app_state.live.unlocked_by == "vault"

    @Slot(str, str)
    def choose_passphrase(self, current: str, passphrase: str) -> None:
        """Set the passphrase that unlocks from now on."""
        command = (
            ChangePassphrase(current, passphrase) if self._seals else LockPassphrase(passphrase)
        )
        self._link.ask(
            command,
            done=lambda _: self._chosen(passphrase),
            refused=self._refused,
        )

    def _chosen(self, passphrase: str) -> None:
        self._app_state.look_again()
        self.message.emit(
            translate("Lock", "The passphrase is asked for from the next unlock on.")
            if passphrase
            else translate("Lock", "No passphrase is asked for any more.")
        )

    @Slot()
    def _choose(self, field: str, value: Value) -> None:
        self._commands.set(field, value, refused=self._refused)

    @Slot(str)
    def _use_default(self, field: str) -> None:
        self._commands.reset(field, refused=self._refused)

    def _refused(self, failure: Failure) -> None:
        self.message.emit(in_words(failure.message))
        self._show()

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        if snapshot is None:
            return
        self._idle.show_value(snapshot.settings)
        for field, switch in self._switches.items():
            switch.setChecked(bool(getattr(snapshot.settings, field)))
        self._opens.setText(
            translate("Lock", "The vault's own passphrase unlocks it.")
            if self._seals
            else translate(
                "Lock",
                "This computer's keyring opens by itself, so a passphrase is optional. If you"
                " forget it, open the vault again with the recovery kit.",
            )
        )
