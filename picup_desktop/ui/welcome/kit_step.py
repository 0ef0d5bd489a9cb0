"""Step 2, the recovery kit: make the vault, save its kit, and ask for two of its words."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.setup import Login, Setup
from picup_desktop.engine.ipc.commands.vault import ConfirmKit
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import VaultMade
from picup_desktop.errors import ExitCode
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.storages.words import refusal_words
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.welcome.window import WelcomeStep
from picup_desktop.ui.widgets.open_folder import open_file
from picup_desktop.ui.widgets.parts import button, card, label, row, set_part
from picup_desktop.ui.widgets.secret_words import SecretWords
from picup_desktop.words import Role

KIT_FILE = "picup-recovery-kit.txt"
ASKED_WORDS = (3, 17)

_LINE = re.compile(r"^# words:(?P<words>.*)$", re.MULTILINE)
_WORD = re.compile(r"[a-z]+")


class KitStep(WelcomeStep):
    """Make the vault on both ``places``; ready when the words were right."""

    def __init__(self, link: EngineLink, places: Callable[[], Mapping[Role, Login]]) -> None:
        super().__init__(
            translate("Welcome", "Your recovery kit"),
            translate(
                "Welcome",
                "24 words that open everything, even when this computer is gone and PicUp with it."
                " Print it, and keep it away from here and from both storages.",
            ),
        )
        self._link = link
        self._places = places
        self._made = False
        self._making = False
        self._confirmed = False
        self._later = False
        self._kit_text = ""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents) or Path.home())
        self.file = QLineEdit(str((folder if folder.is_dir() else Path.home()) / KIT_FILE))
        self.file.setAccessibleName(translate("Welcome", "File of the recovery kit"))
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        self.make = button(translate("Welcome", "Make the vault and save the kit"), "primary")
        self.make.clicked.connect(self._make)
        for edit in (self.file, self.passphrase, self.again):
            edit.textEdited.connect(self._forget_refusal)
            edit.returnPressed.connect(self._make)
        self._outcome = label(part="quiet", wrap=True)
        self.words = {number: QLineEdit() for number in ASKED_WORDS}
        self.check = button(translate("Welcome", "Check the words"), "primary")
        self.check.clicked.connect(self._check)
        self._answer = label(part="quiet", wrap=True)
        self._saving = self._saving_card()
        self._giving = self._giving_card()
        self._giving.hide()
        self.body.addWidget(self._saving)
        self.body.addWidget(self._giving)
        self.body.addStretch(1)

    @property
    def ready(self) -> bool:
        """Whether the words were right, or a person does it later: the overview asks for it."""
        return self._confirmed or self._later

    @property
    def final(self) -> bool:
        """Whether the vault is made, so that its places can't be changed any more."""
        return self._made

    def showEvent(self, event: QShowEvent) -> None:
        """Forget the refusal of an earlier visit: what it was about may be corrected since."""
        super().showEvent(event)
        if not self._made and not self._making:
            self._forget_refusal()

    @Slot()
    def _forget_refusal(self) -> None:
        if not self._making and not self._made:
            self._say(NO_WORDS)

    @Slot()
    def _forget_answer(self) -> None:
        if not self._confirmed:
            self._answer.setText(NO_WORDS)

    def _saving_card(self) -> QWidget:
        frame, layout = card()
        browse = button(translate("Welcome", "Choose…"))
        browse.clicked.connect(self._browse)
        layout.addWidget(label(translate("Welcome", "Save the kit as"), "strong"))
        layout.addLayout(row(self.file, browse))
        self._secret = QWidget()
        inside = QVBoxLayout(self._secret)
        inside.setContentsMargins(0, 0, 0, 0)
        words = translate(
            "Welcome",
            "This computer has no keyring. Choose a passphrase: it seals the keys on this"
            " computer, and is asked for when PicUp starts.",
        )
        inside.addWidget(label(words, wrap=True))
        names = (translate("Welcome", "Passphrase"), translate("Welcome", "Once more"))
        for edit, name in zip((self.passphrase, self.again), names, strict=True):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setPlaceholderText(name)
            edit.setAccessibleName(name)
            inside.addWidget(edit)
        self._secret.hide()
        layout.addWidget(self._secret)
        layout.addLayout(row(self.make, None))
        layout.addWidget(self._outcome)
        return frame

    def _giving_card(self) -> QWidget:
        frame, layout = card()
        show = button(translate("Welcome", "Open the page to print"))
        show.clicked.connect(self._open_page)
        layout.addWidget(label(translate("Welcome", "Type two of its words"), "strong"))
        layout.addWidget(
            label(
                translate("Welcome", "This shows that you have the kit and can read it."),
                "quiet",
                wrap=True,
            )
        )
        layout.addLayout(self._fields())
        layout.addWidget(self._answer)
        self.secret = SecretWords()
        layout.addWidget(self.secret)
        self.later = button(translate("Welcome", "Check it later"), "link")
        self.later.clicked.connect(self._put_off)
        layout.addLayout(row(show, None, self.later))
        return frame

    def _fields(self) -> QGridLayout:
        """Lay out the fields, each below its number, which stays while one types."""
        fields = QGridLayout()
        fields.setHorizontalSpacing(8)
        fields.setVerticalSpacing(4)
        for column, (number, edit) in enumerate(self.words.items()):
            words = translate("Welcome", "Word {number}").format(number=number)
            name = label(words, "caption")
            name.setBuddy(edit)
            edit.setAccessibleName(words)
            edit.returnPressed.connect(self._check)
            edit.textEdited.connect(self._forget_answer)
            fields.addWidget(name, 0, column)
            fields.addWidget(edit, 1, column)
        fields.addWidget(self.check, 1, len(self.words))
        return fields

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(self, translate("Welcome", "Save the kit as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(self.file.text())
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    @Slot()
    def _make(self) -> None:
        if self.passphrase.text() != self.again.text():
            self._say(translate("Welcome", "The two passphrases are not the same."), "caution")
            return
        if self._making or self._made:
            return
        self._making = True
        self._say(translate("Welcome", "Making the vault on both…"))
        passphrase = self.passphrase.text()
        places = self._places()
        command = Setup(
            places[Role.MAIN],
            places[Role.BACKUP],
            Path(self.file.text()).expanduser().absolute(),
            passphrase or None,
        )
        self._link.ask(command, done=self._was_made, refused=self._refused)

    def _was_made(self, answer: VaultMade) -> None:
        self._making, self._made = False, True
        self._kit_text = Path(answer["recovery_kit"]).read_text("utf-8")
        self._pdf = answer["recovery_kit_pdf"]
        self.passphrase.clear()
        self.again.clear()
        for widget in (self.make, self._secret):
            widget.hide()
        self.file.setReadOnly(True)
        saved = translate(
            "Welcome", "The vault is made. The kit is saved, as text and as a page to print."
        )
        self._say(saved, "good")
        self._giving.show()
        self.secret.give(words_of_kit(self._kit_text))
        self.words[ASKED_WORDS[0]].setFocus()
        self.ready_changed.emit()

    def _refused(self, failure: Failure) -> None:
        self._making = False
        self._say(refusal_words(failure.message), "caution")
        if failure.exit_code is ExitCode.NO_PERMISSION and self._secret.isHidden():
            self._secret.show()
            self.passphrase.setFocus()

    @Slot()
    def _open_page(self) -> None:
        problem = open_file(self._pdf)
        if problem:
            self._say(problem, "caution")

    @Slot()
    def _check(self) -> None:
        if self._confirmed:
            return
        known = words_of_kit(self._kit_text)
        wrong = [
            number
            for number, edit in self.words.items()
            if edit.text().strip().lower() != known[number - 1]
        ]
        if wrong:
            wrong_word = translate(
                "Welcome", "Word {number} is another one. Look at the kit's numbered words."
            )
            self._answer.setText(wrong_word.format(number=wrong[0]))
            set_part(self._answer, "caution")
            return
        self._link.ask(
            ConfirmKit(self._kit_text), done=lambda _: self._right(), refused=self._wrong
        )

    def _right(self) -> None:
        self._confirmed = True
        self._kit_text = ""
        self.secret.forget()
        self.later.hide()
        self._answer.setText(translate("Welcome", "That is right. Put the kit away now."))
        set_part(self._answer, "good")
        for edit in self.words.values():
            edit.setReadOnly(True)
        self.ready_changed.emit()

    @Slot()
    def _put_off(self) -> None:
        """Let the next step come: photos are safer on both storages, kit unchecked, than here."""
        self._later = True
        self.later.hide()
        self._answer.setText(
            translate(
                "Welcome",
                "The overview asks for it until it is done. If this computer is lost before, only"
                " the kit opens your photos: so print it today.",
            )
        )
        set_part(self._answer, "caution")
        self.ready_changed.emit()

    def _wrong(self, failure: Failure) -> None:
        self._answer.setText(in_words(failure.message))
        set_part(self._answer, "caution")

    def _say(self, words: Shown, part: str = "quiet") -> None:
        self._outcome.setText(words)
        set_part(self._outcome, part)


def words_of_kit(kit: str) -> list[str]:
    """Return all words of a text kit in their order, without their numbers."""
    return [word for line in _LINE.finditer(kit) for word in _WORD.findall(line["words"])]
