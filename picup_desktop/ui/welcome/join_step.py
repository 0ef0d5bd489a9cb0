"""Join an existing vault with one of its storages and the recovery kit."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit

from picup_desktop.engine.ipc.commands.setup import OpenVault
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import VaultOpened
from picup_desktop.errors import ExitCode
from picup_desktop.files.ssh_key import needs_passphrase
from picup_desktop.names import Shown, plain
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.welcome.speaker_choice import SpeakerChoice
from picup_desktop.ui.welcome.storage_form import UNKNOWN_HOST_KEY
from picup_desktop.ui.welcome.window import WelcomeStep
from picup_desktop.ui.widgets.parts import button, card, label, row, set_part
from picup_desktop.words import Role

LONGEST_KIT_BYTES = 1_000_000


class JoinStep(WelcomeStep):
    """Open the vault; ready when it is open."""

    def __init__(self, link: EngineLink) -> None:
        super().__init__(
            translate("Welcome", "Open an existing vault"),
            translate(
                "Welcome",
                "One of the two NAS and the recovery kit are enough. Everything else is found again"
                " from there.",
            ),
        )
        self._link = link
        self._open = False
        self.address, self.kit = QLineEdit(), QLineEdit()
        self.passwords = {role: QLineEdit() for role in Role}
        self.passphrase = QLineEdit()
        self.key_file, self.key_passphrase = QLineEdit(), QLineEdit()
        self.key_file.textEdited.connect(self._key_named)
        self.ssh = SpeakerChoice()
        self.join = button(translate("Welcome", "Open the vault"), "primary")
        self.trust = button(translate("Welcome", "Trust it"), "primary")
        self.join.clicked.connect(self._join)
        self.trust.clicked.connect(self._trust)
        self._outcome = label(part="quiet", wrap=True)
        self._lay_out()

    @property
    def ready(self) -> bool:
        """Whether the vault is open."""
        return self._open

    @property
    def outcome(self) -> str:
        """The result of the last attempt."""
        return self._outcome.text()

    @Slot()
    def _join(self) -> None:
        self._ask(accept=False)

    @Slot()
    def _trust(self) -> None:
        self._ask(accept=True)

    def _ask(self, *, accept: bool) -> None:
        self.trust.hide()
        self.join.setEnabled(False)
        self._say(translate("Welcome", "Opening the vault…"))
        command = OpenVault(
            self.address.text().strip(),
            self._kit_text(),
            main_password=self.passwords[Role.MAIN].text() or None,
            backup_password=self.passwords[Role.BACKUP].text() or None,
            key_file=str(self._key_path()) if self.key_file.text().strip() else None,
            key_passphrase=(self.key_passphrase.text() or None) if self._key_is_locked() else None,
            passphrase=self.passphrase.text() or None,
            accept_new_host_keys=accept,
            ssh=self.ssh.chosen,
        )
        self._link.ask(command, done=self._opened, refused=self._refused)

    def _key_path(self) -> Path:
        return Path(self.key_file.text().strip()).expanduser()

    def _key_is_locked(self) -> bool:
        """Return whether the named key file has a passphrase."""
        return bool(self.key_file.text().strip()) and needs_passphrase(self._key_path())

    @Slot()
    def _key_named(self) -> None:
        self.key_passphrase.setVisible(self._key_is_locked())

    def _kit_text(self) -> str:
        """Return the typed text, or the contents of the file it names; the engine checks it."""
        typed = self.kit.text().strip()
        try:
            file = Path(typed).expanduser()
            if file.is_file() and file.stat().st_size <= LONGEST_KIT_BYTES:
                return file.read_text("utf-8", "replace")
        except (OSError, ValueError):
            # 24 words may be too long for a path.
            return typed
        return typed

    def _opened(self, answer: VaultOpened) -> None:
        self._open = True
        for edit in (self.kit, self.passphrase, self.key_passphrase, *self.passwords.values()):
            edit.clear()
        count = answer["photos"]
        words = translate("Welcome", "The vault is open: %Ln photos are known again.", None, count)
        self._say("\n".join([words, *map(plain, answer["warnings"])]), "good")
        self.ready_changed.emit()

    def _refused(self, failure: Failure) -> None:
        self.join.setEnabled(True)
        self._say(in_words(failure.message), "caution")
        self.trust.setVisible(failure.code == UNKNOWN_HOST_KEY)
        if failure.exit_code is ExitCode.NO_PERMISSION:
            self.passphrase.show()

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(self, translate("Welcome", "File of the recovery kit"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.kit.setText)
        dialog.open()

    def _say(self, words: Shown, part: str = "quiet") -> None:
        self._outcome.setText(words)
        set_part(self._outcome, part)

    def _lay_out(self) -> None:
        frame, layout = card()
        self.address.setPlaceholderText("sftp://user@nas.local/~/photos")
        self.address.setAccessibleName(translate("Welcome", "Where one of the copies is stored"))
        self.kit.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.kit.setAccessibleName(translate("Welcome", "Words, key line or file of the kit"))
        browse = button(translate("Welcome", "Choose…"))
        browse.clicked.connect(self._browse)
        layout.addWidget(label(translate("Welcome", "Where one of the copies is stored"), "strong"))
        layout.addWidget(self.address)
        for role, edit in self.passwords.items():
            name = translate("Welcome", "Password of {role}, if it has one")
            edit.setPlaceholderText(name.format(role=role_name(role)))
            edit.setAccessibleName(name.format(role=role_name(role)))
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        layout.addLayout(row(*self.passwords.values()))
        key_words = (
            (self.key_file, translate("Welcome", "or SSH key file")),
            (self.key_passphrase, translate("Welcome", "Passphrase of the key")),
        )
        for edit, name in key_words:
            edit.setPlaceholderText(name)
            edit.setAccessibleName(name)
        self.key_passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.key_passphrase.hide()
        layout.addLayout(row(self.key_file, self.key_passphrase))
        layout.addWidget(self.ssh)
        layout.addSpacing(8)
        layout.addWidget(
            label(translate("Welcome", "The kit's file, its 24 words, or its key line"), "strong")
        )
        layout.addLayout(row(self.kit, browse))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(
            translate("Welcome", "A passphrase of your choice for this computer")
        )
        self.passphrase.hide()
        layout.addWidget(self.passphrase)
        layout.addLayout(row(self.join, self.trust, None))
        layout.addWidget(self._outcome)
        self.trust.hide()
        self.body.addWidget(frame)
        self.body.addStretch(1)
