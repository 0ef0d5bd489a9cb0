"""The choice of an SSH key: a file that is picked or typed, and its passphrase if it has one.

Files are looked at in a thread of their own: one may be on a share that does not answer.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QVBoxLayout, QWidget

from picup_desktop.files.ssh_key import FoundKey, KeyKind, keys_in, kind_at
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.aside import Aside
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, row

LOOK_MILLISECONDS = 120
"""After the last letter: nobody types a whole path at once."""
PUBLIC_SUFFIX = ".pub"


class KeyField(QWidget):
    """A key's file with a button that picks one; ``passphrase`` is placed beside it by the form.

    Emit ``looked`` when it is known whether the key has a passphrase.
    """

    looked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("~/.ssh/id_ed25519")
        self.choose = button(translate("Welcome", "Choose…"))
        self.choose.setAccessibleName(translate("Welcome", "Choose the SSH key file"))
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(translate("Welcome", "Passphrase of the key"))
        self.note = label(part="caution", wrap=True)
        self.note.hide()
        self.locked = False
        self._file, self._folder = Aside(), Aside()
        self._menu = QMenu(self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(LOOK_MILLISECONDS)
        self._wait.timeout.connect(self.look)
        self.edit.textChanged.connect(self._wait.start)
        self.choose.clicked.connect(self._offer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row(self.edit, self.choose))
        layout.addWidget(self.note)

    @property
    def path(self) -> Path | None:
        """The key's file; None if none is named."""
        typed = self.edit.text().strip()
        return Path(typed).expanduser() if typed else None

    @property
    def given_passphrase(self) -> str | None:
        """The passphrase, where the key has one."""
        return (self.passphrase.text() or None) if self.locked else None

    @Slot()
    def look(self) -> None:
        """Look what the named file is."""
        path = self.path
        if path is None:
            self._file.forget()
            self._show_kind(None)
            return
        self._file.ask(lambda _stopped: kind_at(path), self._show_kind)

    @Slot()
    def _offer(self) -> None:
        """Offer the keys that are usually used, and any other file."""
        self._folder.ask(lambda _stopped: keys_in(_usual_folder()), self._show_keys)

    def _show_keys(self, keys: tuple[FoundKey, ...]) -> None:
        if not keys:
            self._browse()
            return
        menu = self._menu
        menu.clear()
        for key in keys:
            words = shown(key.path.name)
            if key.locked:
                words = translate("Welcome", "{key}, with a passphrase").format(key=words)
            menu.addAction(words.replace("&", "&&"), partial(self.take, str(key.path)))
        menu.addSeparator()
        menu.addAction(translate("Welcome", "Another file…"), self._browse)
        menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(self, translate("Welcome", "Choose the SSH key file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(str(_usual_folder()))
        dialog.fileSelected.connect(self.take)
        dialog.open()

    @Slot(str)
    def take(self, path: str) -> None:
        """Take a file that a person picked; of a public half, the private one beside it."""
        private = path.removesuffix(PUBLIC_SUFFIX)
        self.edit.setText(private if Path(private).is_file() else path)
        self.edit.textEdited.emit(self.edit.text())
        self.edit.setFocus()

    def _show_kind(self, kind: KeyKind | None) -> None:
        self.locked = kind is KeyKind.LOCKED
        words = _note(kind)
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.looked.emit()


def _usual_folder() -> Path:
    return Path.home() / ".ssh"


def _note(kind: KeyKind | None) -> Shown:
    """Return why a file can't be used; empty for a key, and while nothing is known of it."""
    notes: Mapping[KeyKind, Shown] = {
        KeyKind.PUBLIC: translate(
            "Welcome",
            "This is the public half of a key, which belongs on the NAS. Choose the file of the"
            " same name without “.pub”.",
        ),
        KeyKind.PUTTY: translate(
            "Welcome",
            "This is a key of PuTTY. Open it in PuTTYgen, choose Conversions, Export OpenSSH key,"
            " and name the new file here.",
        ),
        KeyKind.DSA: translate(
            "Welcome", "This is a DSA key, which can be forged. Use one of the type Ed25519."
        ),
        KeyKind.NONE: translate("Welcome", "This file is no SSH key."),
    }
    return notes.get(kind, NO_WORDS) if kind is not None else NO_WORDS
