"""The settings of the vault: check the recovery kit, make a new one, and lock."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit

from picup_desktop.engine.ipc.answers import KitConfirmed
from picup_desktop.engine.ipc.commands.computers import KitMade, NewKit
from picup_desktop.engine.ipc.commands.engine import Lock, Unlock
from picup_desktop.engine.ipc.commands.vault import ConfirmKit
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import plain, shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.text import in_words, may_wrap, translate
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, label, row, set_part

KIT_NAME = "picup-recovery-kit-new.txt"


class VaultSection(Section):
    """Check the kit, lock and unlock; emit ``message(sentence)`` with the result."""

    message = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(
            translate("Settings", "Recovery kit and lock"),
            translate(
                "Settings",
                "The kit opens everything when this computer is gone. Keep it away from here and"
                " from both NAS.",
            ),
        )
        self._link = context.link
        self._app_state = context.app_state
        self._kit_state = label(part="good")
        self.words = QLineEdit()
        self.words.setPlaceholderText(
            translate("Settings", "The 24 words, or the line AGE-SECRET-KEY-1…")
        )
        self.words.setEchoMode(QLineEdit.EchoMode.Password)
        self.words.setAccessibleName(translate("Settings", "Words of the recovery kit"))
        self.words.returnPressed.connect(self._confirm)
        check = button(translate("Settings", "Check the kit"))
        check.clicked.connect(self._confirm)
        self._lock = button("")
        self._lock.clicked.connect(self._turn)
        self.rows.addWidget(self._kit_state)
        self.rows.addLayout(row(self.words, check))
        self.new_kit = button(translate("Settings", "Make a new kit…"))
        self.new_kit.clicked.connect(self._choose_file)
        self.outcome = label(part="caution", wrap=True)
        self.outcome.hide()
        self.add(
            translate("Settings", "If somebody saw the kit, or it is lost"),
            self.new_kit,
            translate(
                "Settings",
                "The new kit opens everything. The old one opens nothing that is stored from then"
                " on; what is stored by now, it still can.",
            ),
        )
        self.rows.addWidget(self.outcome)
        self.add(
            translate("Settings", "Lock the vault"),
            self._lock,
            translate("Settings", "While locked, no photo can be read here. Uploads continue."),
        )
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    @Slot()
    def _confirm(self) -> None:
        given = self.words.text().strip()
        if given:
            self._link.ask(ConfirmKit(given), done=self._confirmed, refused=self._refused)

    @Slot()
    def _choose_file(self) -> None:
        dialog = QFileDialog(self, translate("Settings", "Where is the new kit to be saved?"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(KIT_NAME)
        dialog.fileSelected.connect(self.make_kit)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def make_kit(self, file: str) -> None:
        """Make a new recovery kit in a file, and its page to print beside it."""
        self.new_kit.setEnabled(False)
        self._link.ask(NewKit(Path(file)), done=self._made, refused=self._not_made)

    def _made(self, made: KitMade) -> None:
        words = translate(
            "Settings", "The new kit is in {file}. Print it, keep it away from here, and check it."
        )
        if made["warnings"]:
            words = translate(
                "Settings",
                "The new kit is in {file}. Keep the old one too until both NAS were reached.",
            )
        words = words.format(file=may_wrap(shown(made["recovery_kit_pdf"])))
        self.outcome.setText("\n".join([words, *map(plain, made["warnings"])]))
        self.outcome.show()
        self.message.emit(translate("Settings", "The new kit is made."))
        self.new_kit.setEnabled(True)
        self._app_state.look_again()

    @Slot()
    def forget(self) -> None:
        """Erase where the new kit is, because the window was locked."""
        self.outcome.clear()
        self.outcome.hide()

    def _not_made(self, failure: Failure) -> None:
        self.new_kit.setEnabled(True)
        self._refused(failure)

    def _confirmed(self, _result: KitConfirmed) -> None:
        self.words.clear()
        self.message.emit(translate("Settings", "The kit is right: it opens this vault."))

    def _refused(self, failure: Failure) -> None:
        self.message.emit(in_words(failure.message))

    @Slot()
    def _turn(self) -> None:
        command = Unlock() if self._app_state.live.locked else Lock()
        self._link.ask(command, done=lambda _: self._ask_again(), refused=self._refused)

    def _ask_again(self) -> None:
        self._app_state.look_again()

    @Slot()
    def _show(self) -> None:
        snapshot, locked = self._app_state.snapshot, self._app_state.live.locked
        confirmed = snapshot is not None and snapshot.kit_confirmed
        self._kit_state.setText(
            translate("Settings", "The kit was checked and is right.")
            if confirmed
            else translate("Settings", "The kit was not checked yet.")
        )
        set_part(self._kit_state, "good" if confirmed else "caution")
        self._lock.setText(
            translate("Settings", "Unlock") if locked else translate("Settings", "Lock")
        )
