"""The settings of the vault: check the recovery kit, and lock."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from picup_desktop.engine.ipc.answers import KitConfirmed
from picup_desktop.engine.ipc.commands import ConfirmKit, Lock, Unlock
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ui.context import Context
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, label, row, set_part


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
