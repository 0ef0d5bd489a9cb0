"""The settings of the recovery kit: check it, read its words, and make a new one."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit

from picup_desktop.engine.ipc.answers import KitConfirmed
from picup_desktop.engine.ipc.commands.computers import KitMade, NewKit
from picup_desktop.engine.ipc.commands.vault import ConfirmKit
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import plain, shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.lock.ask import PassphraseQuestion
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.text import in_words, may_wrap, translate
from picup_desktop.ui.welcome.kit_step import words_of_kit
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, label, row, set_part
from picup_desktop.ui.widgets.secret_words import SecretWords

KIT_NAME = "picup-recovery-kit-new.txt"
MOST_KIT_BYTES = 65_536
"""A kit has some thousand bytes; what is longer is none."""


class VaultSection(Section):
    """Check the kit and make a new one; emit ``message(sentence)`` with the result."""

    message = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(
            translate("Settings", "Recovery kit"),
            translate(
                "Settings",
                "The kit opens everything when this computer is gone. Keep it away from here and"
                " from both storages.",
            ),
        )
        self._link = context.link
        self.question: PassphraseQuestion | None = None
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
        self.from_file = button(translate("Settings", "From its file…"))
        self.from_file.clicked.connect(self._choose_kit)
        self.rows.addWidget(self._kit_state)
        self.rows.addLayout(row(self.words, check, self.from_file))
        self.new_kit = button(translate("Settings", "Make a new kit…"))
        self.new_kit.clicked.connect(self.ask_new_kit)
        self.outcome = label(part="caution", wrap=True)
        self.outcome.hide()
        self.secret = SecretWords()
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
        self.rows.addWidget(self.secret)
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    @Slot()
    def _confirm(self) -> None:
        given = self.words.text().strip()
        if given:
            self._link.ask(ConfirmKit(given), done=self._confirmed, refused=self._refused)

    @Slot()
    def _choose_kit(self) -> None:
        dialog = QFileDialog(self, translate("Settings", "Which file is the kit?"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.check_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def check_file(self, file: str) -> None:
        """Check the kit that is in a file, as text."""
        try:
            with Path(file).open("rb") as opened:
                given = opened.read(MOST_KIT_BYTES).decode("utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            self.message.emit(f"{shown(file)}: {plain(reason)}")
        except UnicodeDecodeError:
            self.message.emit(
                translate("Settings", "That is no text. Choose the kit's text file, not its page.")
            )
        else:
            self._link.ask(ConfirmKit(given), done=self._confirmed, refused=self._refused)

    @Slot()
    def ask_new_kit(self) -> None:
        """Ask where to save a new kit; first for the passphrase, where one unlocks."""
        if self._app_state.live.unlocked_by is None:
            self._choose_file()
            return
        why = translate(
            "Settings", "A new kit opens every photo, for whoever has it and without this computer."
        )
        self.question = PassphraseQuestion(self._link, why, self)
        self.question.proved.connect(self._choose_file)
        self.question.open()

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
                "The new kit is in {file}. Keep the old one too until both storages were reached.",
            )
        words = words.format(file=may_wrap(shown(made["recovery_kit_pdf"])))
        self.outcome.setText("\n".join([words, *map(plain, made["warnings"])]))
        self.outcome.show()
        self._give_words(Path(made["recovery_kit"]))
        self.message.emit(translate("Settings", "The new kit is made."))
        self.new_kit.setEnabled(True)
        self._app_state.look_again()

    @Slot()
    def forget(self) -> None:
        """Erase where the new kit is, because the window was locked."""
        self.outcome.clear()
        self.outcome.hide()
        self.secret.forget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Drop the words of a new kit once another page is shown; its file has them."""
        self.secret.forget()
        super().hideEvent(event)

    def _give_words(self, file: Path) -> None:
        try:
            self.secret.give(words_of_kit(file.read_text("utf-8")))
        except OSError:
            # The file was moved away at once, and was made all the same.
            self.secret.forget()

    def _not_made(self, failure: Failure) -> None:
        self.new_kit.setEnabled(True)
        self._refused(failure)

    def _confirmed(self, _result: KitConfirmed) -> None:
        self.words.clear()
        self.message.emit(translate("Settings", "The kit is right: it opens this vault."))

    def _refused(self, failure: Failure) -> None:
        self.message.emit(in_words(failure.message))

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        confirmed = snapshot is not None and snapshot.kit_confirmed
        self._kit_state.setText(
            translate("Settings", "The kit was checked and is right.")
            if confirmed
            else translate("Settings", "The kit was not checked yet.")
        )
        set_part(self._kit_state, "good" if confirmed else "caution")
