"""The fields in which a person says where a storage is, and how to log in there."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.setup import Login
from picup_desktop.files.windows_names import share_folder
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.storages.words import trouble_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.welcome.key_field import KeyField
from picup_desktop.ui.welcome.sftp_fields import HOME_MARK, SSH_PORT, SftpFields, Trouble
from picup_desktop.ui.welcome.speaker_choice import SpeakerChoice
from picup_desktop.ui.welcome.web_fields import BucketFields, ShareFields
from picup_desktop.ui.widgets.eliding import ElidedCombo
from picup_desktop.ui.widgets.flow import Flow
from picup_desktop.ui.widgets.form import laid_out
from picup_desktop.ui.widgets.named import name_control
from picup_desktop.ui.widgets.parts import button, label

SFTP, FOLDER, BUCKET, SHARE, PRACTICE = range(5)
HIGHEST_PORT = 65535
PORT_WIDTH = 76
"""Five digits; in pixels."""
USUAL_FOLDER = "picup"


class PlaceFields(QWidget):
    """Emit ``edited`` at each change, and ``entered`` when Enter is pressed in a field."""

    edited = Signal()
    entered = Signal()

    def __init__(self, *, practice: bool) -> None:
        super().__init__()
        self.practice_place: tuple[str, str] | None = None
        """Address and password of the practice NAS, once it runs."""
        self.kind = ElidedCombo()
        self.kind.addItems(
            [
                translate("Welcome", "NAS over SFTP"),
                translate("Welcome", "Folder or mounted share"),
                translate("Welcome", "Bucket (S3)"),
                translate("Welcome", "WebDAV share"),
            ]
        )
        if practice:
            self.kind.addItem(translate("Welcome", "Practice NAS on this computer"))
        name_control(self.kind, translate("Welcome", "Kind of place"))
        self.host, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.folder, self.path = QLineEdit(USUAL_FOLDER), QLineEdit()
        self.port = QLineEdit(str(SSH_PORT))
        self.key = KeyField()
        self.ssh = SpeakerChoice()
        self.browse = button(translate("Welcome", "Browse…"))
        self.browse.setAccessibleName(translate("Welcome", "Browse the folders on the NAS"))
        self.with_key = button(translate("Welcome", "Log in with an SSH key…"), "link")
        self._folder_note = label(part="caption", wrap=True)
        self.bucket, self.share = BucketFields(), ShareFields()
        web = (self.bucket, self.share)
        self._kinds = (self._sftp_fields(), self._folder_fields(), *web, _practice_words())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for each in self._kinds:
            layout.addWidget(each)
        self._join()
        self._show()

    @property
    def sftp(self) -> SftpFields:
        """What stands in the fields of a NAS."""
        return SftpFields(self.host.text(), self.port.text(), self.user.text(), self.folder.text())

    @property
    def place(self) -> Login:
        """The storage as arguments of the engine's commands."""
        match self.kind.currentIndex():
            case 0:
                return self.login_at(self.folder.text())
            case 1:
                path = self.path.text().strip()
                return Login(Path(path).expanduser().absolute().as_uri() if path else "")
            case 2:
                return self.bucket.login
            case 3:
                return self.share.login
        return Login(*(self.practice_place or ("", "")))

    @property
    def is_web(self) -> bool:
        """Whether it is a bucket or a share."""
        return self.kind.currentIndex() in {BUCKET, SHARE}

    @property
    def server(self) -> str:
        """The name of the server as it stands in the address; empty where there is none."""
        return unquote(urlsplit(self.place.url).hostname or "")

    def login_at(self, folder: str) -> Login:
        """Return another folder of the NAS, and how to log in there."""
        path = self.key.path
        return Login(
            replace(self.sftp, folder=folder).url,
            self.password.text() or None,
            None if path is None else str(path),
            self.key.given_passphrase,
            ssh=self.ssh.chosen,
        )

    def lacking(self, *, folder: bool = True) -> tuple[Shown, QLineEdit] | None:
        """Return what a person has to fill in or correct, and its field; None if nothing.

        Without ``folder`` that of a NAS may be missing.
        """
        if self.kind.currentIndex() == SFTP:
            self._sort_out()
            trouble = self.sftp.trouble
            if trouble is None or (trouble is Trouble.NO_FOLDER and not folder):
                return None
            field = self.folder if trouble is Trouble.NO_FOLDER else self.host
            return trouble_words(trouble), field
        if self.kind.currentIndex() == FOLDER and not self.path.text().strip():
            return translate("Welcome", "Choose a folder first."), self.path
        if self.kind.currentIndex() == BUCKET:
            return self.bucket.lacking()
        if self.kind.currentIndex() == SHARE:
            return self.share.lacking()
        return None

    def take_folder(self, folder: str) -> None:
        """Use another folder of the NAS."""
        self.folder.setText(folder)
        self._edit()

    def show_only_where(self) -> None:
        """Ask for no password and offer no folders: another form does."""
        self._form.setRowVisible(self.password, False)  # noqa: FBT003 - Qt's interface
        self.browse.hide()
        self._folder_note.hide()
        for web in (self.bucket, self.share):
            web.hide_secret()

    def show_url(self, url: str) -> None:
        """Show the address of a storage as it is kept."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            self.kind.setCurrentIndex(FOLDER)
            server = unquote(parts.netloc)
            path = share_folder(server, unquote(parts.path)) if server else url2pathname(parts.path)
            self.path.setText(path)
        elif self.bucket.shows(url):
            self.kind.setCurrentIndex(BUCKET)
        elif self.share.shows(url):
            self.kind.setCurrentIndex(SHARE)
        else:
            self.kind.setCurrentIndex(SFTP)
            self.show_sftp(SftpFields.of(url))

    def show_sftp(self, fields: SftpFields) -> None:
        """Show the address of a NAS."""
        edits = (self.host, self.port, self.user, self.folder)
        given = (fields.host, fields.port, fields.user, fields.folder)
        for edit, words in zip(edits, given, strict=True):
            edit.setText(words)
        self._show()

    @Slot()
    def show_key(self) -> None:
        """Unfold the fields of an SSH key."""
        self._form.setRowVisible(self.key, True)  # noqa: FBT003 - Qt's interface
        # Before the button goes, which has the focus.
        self.key.edit.setFocus()
        self.with_key.hide()

    @Slot()
    def _sort_out(self) -> None:
        """Take a whole address apart that was typed into the field of the host."""
        now = self.sftp.sorted_out()
        if now != self.sftp:
            self.show_sftp(now)
            self.edited.emit()

    @Slot()
    def _edit(self) -> None:
        self._show()
        self.edited.emit()

    @Slot()
    def _show(self) -> None:
        """Show the fields of the chosen kind, and where the folder on a NAS is."""
        for number, each in enumerate(self._kinds):
            each.setVisible(number == self.kind.currentIndex())
        folder = self.folder.text().strip()
        words = translate("Welcome", "In the account's own folder on the NAS. It is made there.")
        if folder.startswith("/") and not folder.startswith(f"/{HOME_MARK}"):
            words = translate("Welcome", "From the top of the NAS. It is made if it is missing.")
        self._folder_note.setText(words if folder else NO_WORDS)

    @Slot()
    def _show_passphrase(self) -> None:
        self._form.setRowVisible(self.key.passphrase, self.key.locked)

    def _join(self) -> None:
        self.kind.currentIndexChanged.connect(self._edit)
        login = (self.user, self.password, self.key.edit, self.key.passphrase)
        for edit in (self.host, self.port, *login, self.folder, self.path):
            edit.textEdited.connect(self._edit)
            edit.returnPressed.connect(self.entered)
        self.host.editingFinished.connect(self._sort_out)
        for web in (self.bucket, self.share):
            web.edited.connect(self._edit)
            web.entered.connect(self.entered)
        self.ssh.changed.connect(self._edit)
        self.key.looked.connect(self._show_passphrase)
        self.with_key.clicked.connect(self.show_key)

    def _sftp_fields(self) -> QWidget:
        self.port.setValidator(QIntValidator(1, HIGHEST_PORT, self))
        self.port.setFixedWidth(grown(PORT_WIDTH))
        self.host.setPlaceholderText("nas.local")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        form = self._form = laid_out(
            (translate("Welcome", "Address"), self.host, self.port),
            (translate("Welcome", "User"), self.user, None),
            (translate("Welcome", "Password"), self.password, None),
            (translate("Welcome", "or SSH key file"), self.key, None),
            (translate("Welcome", "Passphrase of the key"), self.key.passphrase, None),
            (translate("Welcome", "Folder"), self.folder, self.browse),
        )
        self.port.setAccessibleName(translate("Welcome", "Port"))
        self.key.edit.setAccessibleName(translate("Welcome", "or SSH key file"))
        for hidden in (self.key, self.key.passphrase):
            form.setRowVisible(hidden, False)  # noqa: FBT003 - Qt's interface
        return _box(form, self._folder_note, _links(self.with_key, self.ssh))

    def _folder_fields(self) -> QWidget:
        choose = button(translate("Welcome", "Choose…"))
        choose.clicked.connect(self._choose)
        return _box(laid_out((translate("Welcome", "Folder"), self.path, choose)))

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(
            self, translate("Welcome", "Where should the sealed photos be stored?")
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    @Slot(str)
    def _chosen(self, path: str) -> None:
        self.path.setText(path)
        self._edit()


def _practice_words() -> QWidget:
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


def _box(form: QFormLayout, *below: QWidget) -> QWidget:
    """Lay out a form, and what stands below it over its whole width: words there may wrap."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addLayout(form)
    for each in below:
        layout.addWidget(each)
    return box


def _links(*parts: QWidget) -> QWidget:
    links = QWidget()
    across = Flow()
    for part in parts:
        across.addWidget(part)
    links.setLayout(across)
    return links
