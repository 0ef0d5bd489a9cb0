"""The folders of an account on a NAS, to choose one from or to make a new one."""

from collections.abc import Callable
from dataclasses import fields
from posixpath import dirname, join

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.setup import ListFolders, MakeFolder
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import Folders
from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.storages.words import refusal_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.welcome.sftp_fields import LOGIN_FOLDER, TOP
from picup_desktop.ui.widgets.parts import ElidedLabel, button, label, row, set_part
from picup_desktop.ui.windows.dialog import Dialog
from picup_desktop.ui.windows.fitting import grown_size

SIZE = (520, 480)
NAME = Qt.ItemDataRole.UserRole
"""The role for a folder's name as the server has it."""
LONGEST_NAME = 255


def first_folder(typed: str) -> str:
    """Return the folder whose contents are shown first: that of the login, or above a full path."""
    typed = typed.strip()
    above = dirname(typed.rstrip("/"))
    return above if typed.startswith("/") and above.strip("/") else LOGIN_FOLDER


class FolderBrowser(Dialog):
    """Walk through the folders; emit ``chosen(path)`` with the one to use.

    The engine asks the server, once for each folder; the window never waits.
    """

    chosen = Signal(str)

    def __init__(
        self,
        server: str,
        link: EngineLink,
        listing: Callable[[str], ListFolders],
        parent: QWidget,
    ) -> None:
        """``listing`` returns the command for a folder, with the login."""
        super().__init__(parent)
        self._link = link
        self._listing = listing
        self._asked = 0
        self.path = ""
        heading = translate("Browse", "Folders on {server}").format(server=shown(server))
        self.setWindowTitle(heading)
        self.setModal(True)
        self.resize(grown_size(SIZE, parent))
        self.up = button(translate("Browse", "Up"))
        self.up.setAccessibleName(translate("Browse", "To the folder above"))
        self._where = ElidedLabel("strong")
        self.list = QListWidget()
        self.list.setProperty("part", "folders")
        self.list.setAccessibleName(heading)
        self._words = label(part="quiet", wrap=True)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(translate("Browse", "Name of the new folder"))
        self.name.setPlaceholderText(translate("Browse", "Name of the new folder"))
        self.make = button(translate("Browse", "Make it"))
        self._new = QWidget()
        self.new = button(translate("Browse", "New folder…"))
        self.use = button(translate("Browse", "Use this folder"), "primary")
        self.leave = button(translate("Question", "Cancel"))
        self._lay_out()
        self._join()

    @property
    def outcome(self) -> str:
        """What is said below the list."""
        return self._words.text()

    @property
    def target(self) -> str:
        """The folder that is used: the selected one, or else the one that is shown."""
        names = [str(item.data(NAME)) for item in self.list.selectedItems()]
        return join(self.path, *names)

    def show_folders(self, answer: Folders) -> None:
        """Show what is in a folder."""
        self.path = answer["path"]
        self._where.show_words(plain(self.path))
        self.list.clear()
        for name in answer["folders"]:
            item = QListWidgetItem(shown(name))
            item.setData(NAME, name)
            self.list.addItem(item)
        self.up.setEnabled(self.path.strip("/") not in {"", "."})
        self._new.hide()
        self._say(self._about(answer))
        self._show_target()
        self.list.setFocus()

    def _about(self, answer: Folders) -> Shown:
        if answer["vault"]:
            return translate("Browse", "The sealed photos of a PicUp are in this folder already.")
        if answer["more"]:
            return translate(
                "Browse", "There are more folders than are shown. The name of any can be typed."
            )
        if not answer["folders"]:
            return translate("Browse", "There is no folder in this one.")
        return NO_WORDS

    @Slot()
    def _open(self) -> None:
        """Show the selected folder's contents."""
        if self.target != self.path:
            self._look(self.target)

    @Slot()
    def _go_up(self) -> None:
        self._look(dirname(self.path.rstrip("/")) or TOP)

    def _look(self, folder: str) -> None:
        self._ask(self._listing(TOP if folder == "/" else folder))

    @Slot()
    def _show_new(self) -> None:
        self._new.show()
        self.name.clear()
        self.name.setFocus()

    @Slot()
    def _make(self) -> None:
        name = self.name.text().strip()
        if not name or "/" in name or name in {".", ".."}:
            self._say(translate("Browse", "Give the folder a name without “/”."), "caution")
            self.name.setFocus()
            return
        given = self._listing(join(self.path, name))
        shared = {field.name: getattr(given, field.name) for field in fields(MakeFolder)}
        self._ask(MakeFolder(**shared))

    def _ask(self, command: ListFolders | MakeFolder) -> None:
        self._asked += 1
        number = self._asked
        self._say(translate("Browse", "Looking…"))

        def shown_now(answer: Folders) -> None:
            if number == self._asked:
                self.show_folders(answer)

        def refused(failure: Failure) -> None:
            if number == self._asked:
                self._say(refusal_words(failure.message), "caution")

        self._link.ask(command, done=shown_now, refused=refused)

    @Slot()
    def _use(self) -> None:
        target = self.target
        self.chosen.emit(TOP if target == "/" else target)
        self.accept()

    @Slot()
    def _show_target(self) -> None:
        name = self.target.rstrip("/").rpartition("/")[2]
        words = translate("Browse", "Use “{folder}”").format(folder=shown(name))
        self.use.setText(words if name else translate("Browse", "Use this folder"))

    def _say(self, words: Shown, part: str = "quiet") -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        set_part(self._words, part)

    def _join(self) -> None:
        self.up.clicked.connect(self._go_up)
        # Enter and a double click, as the system has it.
        self.list.activated.connect(self._open)
        self.list.itemSelectionChanged.connect(self._show_target)
        self.new.clicked.connect(self._show_new)
        self.make.clicked.connect(self._make)
        self.name.returnPressed.connect(self._make)
        self.use.clicked.connect(self._use)
        self.leave.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        new = row(self.name, self.make)
        new.setContentsMargins(0, 0, 0, 0)
        self._new.setLayout(new)
        self._new.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        head = row(self._where, self.up)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._words)
        layout.addWidget(self._new)
        layout.addLayout(row(self.new, None, self.leave, self.use))
