"""The form for a storage: a NAS over SFTP, a folder or share, or a practice NAS."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from picup_desktop.engine.ipc.commands.setup import Login, TestConnection
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import Connection
from picup_desktop.files.ssh_key import needs_passphrase
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.sftp_fields import SSH_PORT, SftpFields
from picup_desktop.ui.welcome.speaker_choice import SpeakerChoice
from picup_desktop.ui.widgets.named import name_control
from picup_desktop.ui.widgets.parts import button, label, row, set_part
from picup_desktop.words import Role

SFTP, FOLDER, PRACTICE = range(3)
HIGHEST_PORT = 65535
UNKNOWN_HOST_KEY = "HostKeyUnknown"
"""The code of the only refusal that a person may answer by trusting the key."""


class StorageForm(QFrame):
    """Ask for a storage and test it; emit ``tested`` when ``good`` changes."""

    tested = Signal()

    def __init__(self, role: Role, link: EngineLink, practice: Practice | None) -> None:
        """Offer a practice NAS only where ``practice`` is given."""
        super().__init__()
        self.setProperty("part", "card")
        self.setAccessibleName(role_name(role))
        self._role = role
        self._link = link
        self._practice = practice
        self._practice_place: tuple[str, str] | None = None
        self.good = False
        self._trust = False
        self._waits = False
        self.kind = QComboBox()
        self.kind.addItems(
            [
                translate("Welcome", "NAS over SFTP"),
                translate("Welcome", "Folder or mounted share"),
            ]
        )
        if practice is not None:
            self.kind.addItem(translate("Welcome", "Practice NAS on this computer"))
        name_control(self.kind, translate("Welcome", "Kind of place"))
        self.host, self.user, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.password, self.key_file, self.path = QLineEdit(), QLineEdit(), QLineEdit()
        self.port, self.key_passphrase = QLineEdit(str(SSH_PORT)), QLineEdit()
        self.ssh = SpeakerChoice()
        self._fields = (self._sftp_fields(), self._folder_fields(), self._practice_fields())
        self.test = button(translate("Welcome", "Test connection"))
        self.trust = button(translate("Welcome", "Trust it"), "primary")
        self.trust.hide()
        self._outcome = label(part="quiet", wrap=True)
        self._key = label(part="caption", wrap=True)
        self._key.hide()
        self._lay_out()
        self._join()

    @property
    def outcome(self) -> str:
        """The result of the last test."""
        return self._outcome.text()

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the tested host key; empty before a test or where there is none."""
        return self._key.text() if self.good else ""

    @property
    def place(self) -> Login:
        """The storage as arguments of the engine's commands."""
        match self.kind.currentIndex():
            case 0:
                return self._sftp_place()
            case 1:
                path = self.path.text().strip()
                return Login(Path(path).expanduser().absolute().as_uri() if path else "")
        return Login(*(self._practice_place or ("", "")))

    def _sftp_place(self) -> Login:
        fields = SftpFields(
            self.host.text(), self.port.text(), self.user.text(), self.folder.text()
        )
        key_file = self.key_file.text().strip()
        return Login(
            fields.url,
            self.password.text() or None,
            str(Path(key_file).expanduser()) if key_file else None,
            (self.key_passphrase.text() or None) if self._key_is_locked() else None,
            ssh=self.ssh.chosen,
        )

    def _key_is_locked(self) -> bool:
        """Return whether the named key file has a passphrase."""
        key_file = self.key_file.text().strip()
        return bool(key_file) and needs_passphrase(Path(key_file).expanduser())

    def add_below(self, widget: QWidget, *, wide: bool = False) -> None:
        """Add something below the result of the test; ``wide``: as wide as the form."""
        self._below.addLayout(row(widget) if wide else row(widget, None))

    @Slot()
    def _test(self) -> None:
        if (
            self.kind.currentIndex() == PRACTICE
            and self._practice is not None
            and self._practice_place is None
        ):
            self._say(translate("Welcome", "Starting a practice NAS…"))
            self._practice.start(self._role)
            return
        self._ask(accept=self.kind.currentIndex() == PRACTICE)

    @Slot()
    def _accept(self) -> None:
        self._ask(accept=True)

    def _ask(self, *, accept: bool) -> None:
        self._trust = accept
        self.trust.hide()
        self.test.setEnabled(False)
        self._say(translate("Welcome", "Testing the connection…"))
        self._waits = not self._link.connected
        if self._waits:
            return
        self._send(accept=accept)

    def _send(self, *, accept: bool) -> None:
        to = self.place
        command = TestConnection(
            to.url,
            to.password,
            to.key_file,
            to.key_passphrase,
            ssh=to.ssh,
            accept_host_key=accept,
        )
        self._link.ask(command, done=self._reached, refused=self._refused)

    @Slot()
    def _engine_there(self) -> None:
        """Send the test that was asked for while the engine was starting."""
        if self._waits:
            self._ask(accept=self._trust)

    def _reached(self, answer: Connection) -> None:
        self.test.setEnabled(True)
        if answer["vault"]:
            self._say(
                translate(
                    "Welcome", "There is a vault already. Choose another folder for a new one."
                ),
                "caution",
            )
            return
        self.good = True
        words = [translate("Welcome", "It works.")]
        free = answer.get("free_bytes")
        if free is not None:
            words.append(translate("Welcome", "{size} free.").format(size=text.size(int(free))))
        self._say("  ".join(words), "good")
        self._key.setText(shown(answer.get("fingerprint") or ""))
        self._key.show()
        self.tested.emit()

    def _refused(self, failure: Failure) -> None:
        self.test.setEnabled(True)
        self._say(in_words(failure.message), "caution")
        self.trust.setVisible(failure.code == UNKNOWN_HOST_KEY and not self._trust)

    @Slot(object, str, str)
    def _practice_ready(self, role: Role, url: str, password: str) -> None:
        if role is self._role:
            self._practice_place = (url, password)
            if self.kind.currentIndex() == PRACTICE:
                self._ask(accept=True)

    @Slot()
    def _changed(self) -> None:
        for number, fields in enumerate(self._fields):
            fields.setVisible(number == self.kind.currentIndex())
        self._sftp_form.setRowVisible(self.key_passphrase, self._key_is_locked())
        self.trust.hide()
        self.test.setEnabled(True)
        self._waits = False
        self._say(NO_WORDS)
        if self.good:
            self.good = False
            self.tested.emit()

    def _say(self, words: Shown, part: str = "quiet") -> None:
        self._key.hide()
        self._outcome.setText(words)
        set_part(self._outcome, part)

    def _join(self) -> None:
        self.kind.currentIndexChanged.connect(self._changed)
        edits = (
            self.host,
            self.user,
            self.folder,
            self.password,
            self.key_file,
            self.key_passphrase,
            self.path,
            self.port,
        )
        for edit in edits:
            edit.textEdited.connect(self._changed)
            edit.returnPressed.connect(self._test)
        self.ssh.changed.connect(self._changed)
        self.test.clicked.connect(self._test)
        self.trust.clicked.connect(self._accept)
        if self._practice is not None:
            self._practice.ready.connect(self._practice_ready)
        self._link.greeted.connect(self._engine_there)

    def _lay_out(self) -> None:
        layout = self._below = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addLayout(row(label(role_name(self._role), "section"), None, self.kind))
        for number, fields in enumerate(self._fields):
            fields.setVisible(number == SFTP)
            layout.addWidget(fields)
        layout.addLayout(row(self.test, self.trust, None))
        layout.addWidget(self._outcome)
        layout.addWidget(self._key)
        layout.addStretch(1)

    def _sftp_fields(self) -> QWidget:
        self.port.setValidator(QIntValidator(1, HIGHEST_PORT, self))
        self.host.setPlaceholderText("nas.local")
        self.folder.setPlaceholderText("/~/photos")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.key_file.setPlaceholderText("~/.ssh/id_ed25519")
        self.key_passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        form = self._sftp_form = _form(
            (translate("Welcome", "Address"), self.host),
            (translate("Welcome", "Port"), self.port),
            (translate("Welcome", "User"), self.user),
            (translate("Welcome", "Folder"), self.folder),
            (translate("Welcome", "Password"), self.password),
            (translate("Welcome", "or SSH key file"), self.key_file),
            (translate("Welcome", "Passphrase of the key"), self.key_passphrase),
        )
        form.setRowVisible(self.key_passphrase, False)  # noqa: FBT003 - Qt's interface
        form.addRow(self.ssh)
        return _box(form)

    def _folder_fields(self) -> QWidget:
        browse = button(translate("Welcome", "Choose…"))
        browse.clicked.connect(self._browse)
        box = _box(_form((translate("Welcome", "Folder"), self.path)))
        layout = box.layout()
        if layout is not None:
            layout.addWidget(browse)
        return box

    def _practice_fields(self) -> QWidget:
        words = translate(
            "Welcome",
            "A small SFTP server for looking around. It runs only while this window is open and"
            " protects nothing: use it to see how everything works.",
        )
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(words, "quiet", wrap=True))
        layout.addStretch(1)
        return box

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(
            self, translate("Welcome", "Where should the sealed photos be stored?")
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._browsed)
        dialog.open()

    @Slot(str)
    def _browsed(self, path: str) -> None:
        self.path.setText(path)
        self._changed()


def _form(*fields: tuple[Shown, QWidget]) -> QFormLayout:
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    for name, field in fields:
        field.setAccessibleName(name)
        form.addRow(label(name, "quiet"), field)
    return form


def _box(form: QFormLayout) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addLayout(form)
    return box
