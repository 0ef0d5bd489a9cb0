"""Join an existing vault with one of its storages and the recovery kit."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.setup import ListFolders, OpenVault
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import Folders, VaultOpened
from picup_desktop.errors import ExitCode
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.browse import FolderBrowser, first_folder
from picup_desktop.ui.storages.trust_panel import TrustPanel
from picup_desktop.ui.storages.words import refusal_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.welcome.place_fields import PlaceFields
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
                "One of the two storages and the recovery kit are enough. Everything else is found"
                " again from there.",
            ),
        )
        self._link = link
        self._open = False
        self._busy = False
        self._browses = False
        """Whether the last question was for the folders, so that a new key is trusted for it."""
        self.fields = PlaceFields(practice=False)
        self.fields.show_only_where()
        self.fields.browse.show()
        self.address, self.kit = self.fields.host, QLineEdit()
        self.passwords = {role: QLineEdit() for role in Role}
        self.passphrase, self._secret = QLineEdit(), QWidget()
        self.key_file, self.key_passphrase = self.fields.key.edit, self.fields.key.passphrase
        self.join = button(translate("Welcome", "Open the vault"), "primary")
        self.trust_panel = TrustPanel()
        self.trust = self.trust_panel.trust
        self.join.clicked.connect(self._join)
        self.fields.edited.connect(self._forget)
        self.fields.entered.connect(self._join)
        self.fields.browse.clicked.connect(self._browse_server)
        for edit in (self.kit, self.passphrase, *self.passwords.values()):
            edit.textEdited.connect(self._forget)
            edit.returnPressed.connect(self._join)
        self.trust.clicked.connect(self._trust)
        self._outcome = label(part="quiet", wrap=True)
        self._lay_out()

    @property
    def first(self) -> QWidget | None:
        """The address: most people have a NAS."""
        return self.address if self.address.isVisibleTo(self) else self.fields.kind

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
        if self._may_ask(folder=True):
            self._browses = False
            self._ask(accept=False)

    @Slot()
    def _browse_server(self) -> None:
        """Show the account's folders: nobody knows by heart where the sealed photos lie."""
        if self._may_ask(folder=False):
            self._browses = True
            self._ask_folders(accept=False)

    def _may_ask(self, *, folder: bool) -> bool:
        """Return whether a question can be asked now; say what is missing, at its field."""
        if self._busy or self._open:
            return False
        lacking = self.fields.lacking(folder=folder)
        if lacking is not None:
            words, field = lacking
            self._say(words, "caution")
            field.setFocus()
        return lacking is None

    @Slot()
    def _trust(self) -> None:
        # The button goes, and the focus would be on whatever follows it.
        (self.fields.browse if self._browses else self.join).setFocus()
        if self._browses:
            self._ask_folders(accept=True)
        else:
            self._ask(accept=True)

    @Slot()
    def _forget(self) -> None:
        """Forget a refusal, which was about what stood there before."""
        self.trust_panel.hide()
        if not self._busy and not self._open:
            self._say(NO_WORDS)

    def _ask_folders(self, *, accept: bool) -> None:
        self.trust_panel.hide()
        self._busy = True
        self._say(translate("Welcome", "Looking for the folders…"))
        command = self._listing(first_folder(self.fields.folder.text()))
        self._link.ask(
            replace(command, accept_host_key=accept), done=self._browsed, refused=self._refused
        )

    def _listing(self, folder: str) -> ListFolders:
        """Return the command that lists a folder, with the password of whichever box it is."""
        to = self.fields.login_at(folder)
        typed = (edit.text() for edit in self.passwords.values())
        password = next((one for one in typed if one), None)
        return ListFolders(to.url, password, to.key_file, to.key_passphrase, ssh=to.ssh)

    def _browsed(self, answer: Folders) -> None:
        self._busy = False
        self._say(NO_WORDS)
        browser = FolderBrowser(self.address.text().strip(), self._link, self._listing, self)
        browser.chosen.connect(self.fields.take_folder)
        browser.show_folders(answer)
        browser.open()

    def _ask(self, *, accept: bool) -> None:
        self.trust_panel.hide()
        self._busy = True
        self._say(translate("Welcome", "Opening the vault…"))
        place = self.fields.place
        command = OpenVault(
            place.url,
            self._kit_text(),
            main_password=self.passwords[Role.MAIN].text() or None,
            backup_password=self.passwords[Role.BACKUP].text() or None,
            key_file=place.key_file,
            key_passphrase=place.key_passphrase,
            passphrase=self.passphrase.text() or None,
            accept_new_host_keys=accept,
            ssh=place.ssh,
        )
        self._link.ask(command, done=self._opened, refused=self._refused)

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
        self._busy, self._open = False, True
        for edit in (self.kit, self.passphrase, self.key_passphrase, *self.passwords.values()):
            edit.clear()
        count = answer["photos"]
        words = translate("Welcome", "The vault is open: %Ln photos are known again.", None, count)
        self._say("\n".join([words, *map(plain, answer["warnings"])]), "good")
        self.ready_changed.emit()

    def _refused(self, failure: Failure) -> None:
        self._busy = False
        if failure.code == UNKNOWN_HOST_KEY:
            self._say(NO_WORDS)
            self.trust_panel.ask_about(self.fields.server, failure.message)
            return
        words = refusal_words(failure.message, is_web=self.fields.is_web)
        self._say(words, "caution")
        if failure.exit_code is ExitCode.NO_PERMISSION:
            self._secret.show()
            self.passphrase.setFocus()

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
        self.kit.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.kit.setAccessibleName(translate("Welcome", "Words, key line or file of the kit"))
        browse = button(translate("Welcome", "Choose…"))
        browse.clicked.connect(self._browse)
        where = label(translate("Welcome", "Where one of the copies is stored"), "strong")
        layout.addLayout(row(where, None, self.fields.kind))
        layout.addWidget(self.fields)
        for role, edit in self.passwords.items():
            name = translate("Welcome", "Password or secret of {role}, if it has one")
            layout.addLayout(_secret_field(name.format(role=role_name(role)), edit))
        layout.addSpacing(8)
        kit = translate("Welcome", "The kit's file, its 24 words, or its key line")
        layout.addWidget(label(kit, "strong", wrap=True))
        layout.addLayout(row(self.kit, browse))
        words = translate("Welcome", "A passphrase of your choice for this computer")
        self._secret.setLayout(_secret_field(words, self.passphrase))
        self._secret.hide()
        layout.addWidget(self._secret)
        layout.addLayout(row(self.join, None))
        layout.addWidget(self._outcome)
        layout.addWidget(self.trust_panel)
        self.body.addWidget(frame)
        self.body.addStretch(1)


def _secret_field(name: Shown, edit: QLineEdit) -> QVBoxLayout:
    """Lay out a field below its name, which stays while one types."""
    words = label(name, "quiet")
    words.setBuddy(edit)
    edit.setAccessibleName(name)
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    field = QVBoxLayout()
    field.setContentsMargins(0, 0, 0, 0)
    field.setSpacing(4)
    field.addWidget(words)
    field.addWidget(edit)
    return field
