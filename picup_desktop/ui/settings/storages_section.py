"""The settings of the storages: where each is, and the dialog for one that moved."""

from urllib.parse import unquote, urlsplit

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.setup_answers import StorageChanged
from picup_desktop.engine.ipc.storage_commands import StorageChange
from picup_desktop.names import shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.card import place_words, state_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.welcome.storage_form import FOLDER, SFTP, StorageForm
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.words import Role

WIDTH = 560


class MovedForm(StorageForm):
    """The welcome's form for a storage that moved: a good address is used at once."""

    def __init__(self, role: Role, link: EngineLink, url: str) -> None:
        super().__init__(role, link, None)
        self.test.setText(translate("Settings", "Check and use it"))
        parts = urlsplit(url)
        self.kind.setCurrentIndex(FOLDER if parts.scheme == "file" else SFTP)
        if parts.scheme == "file":
            self.path.setText(unquote(parts.path))
            return
        self.host.setText(parts.hostname or "")
        self.user.setText(unquote(parts.username or ""))
        self.folder.setText(unquote(parts.path))
        if parts.port:
            self.port.setText(str(parts.port))
        self.password.setPlaceholderText(translate("Settings", "as before"))
        self.key_file.setPlaceholderText(translate("Settings", "as before"))

    def _send(self, *, accept: bool) -> None:
        to = self.place
        command = StorageChange(
            self._role.value, to.url, to.password, to.key_file, accept_host_key=accept
        )
        self._link.ask(command, done=self._moved, refused=self._refused)

    def _moved(self, _answer: StorageChanged) -> None:
        self.good = True
        self.tested.emit()


class StorageDialog(QDialog):
    """Ask for a storage's new address or login; emit ``moved`` when it is in use."""

    moved = Signal()

    def __init__(self, role: Role, link: EngineLink, url: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(
            translate("Settings", "Where is {role} now?").format(role=role_name(role))
        )
        self.setModal(True)
        self.setFixedWidth(WIDTH)
        self.form = MovedForm(role, link, url)
        self.form.tested.connect(self._end)
        cancel = button(translate("Settings", "Cancel"))
        cancel.clicked.connect(self.reject)
        below = translate(
            "Settings",
            "The same sealed photos must already be stored there: nothing is copied, and"
            " nothing is changed until they are found.",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(below, "quiet", wrap=True))
        layout.addWidget(self.form)
        layout.addLayout(row(None, cancel))

    @Slot()
    def _end(self) -> None:
        if self.form.good:
            self.moved.emit()
            self.accept()


class StoragesSection(Section):
    """Show both storages; emit ``message(sentence)`` when one was moved."""

    message = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(translate("Settings", "Storages"))
        self._link = context.link
        self._app_state = context.app_state
        self._addresses: dict[Role, QLabel] = {role: label(part="quiet") for role in Role}
        self.change = {role: self._button(role) for role in Role}
        for role, address in self._addresses.items():
            line = QWidget()
            across = row(address, self.change[role])
            across.setContentsMargins(0, 0, 0, 0)
            line.setLayout(across)
            self.add(role_name(role), line)
        self.one_box = label(
            translate(
                "Settings",
                "Main and backup show the same host key, so they are most likely one box. If its"
                " disk fails or it is stolen, both copies are gone. Two boxes are safer.",
            ),
            "caution",
            wrap=True,
        )
        self.rows.addWidget(self.one_box)
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    @Slot(object)
    def ask(self, role: Role) -> StorageDialog | None:
        """Open the dialog for a storage; return None while its address is not known."""
        snapshot = self._app_state.snapshot
        storage = None if snapshot is None else snapshot.storage(role)
        if storage is None:
            return None
        dialog = StorageDialog(role, self._link, storage.record.url, self)
        dialog.moved.connect(
            lambda: self.message.emit(translate("Settings", "It is used from now on."))
        )
        dialog.open()
        return dialog

    def _button(self, role: Role) -> QWidget:
        change = button(translate("Settings", "Change…"))
        change.setAccessibleName(
            translate("Settings", "Change where {role} is").format(role=role_name(role))
        )
        change.clicked.connect(lambda: self.ask(role))
        return change

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        self.one_box.setVisible(snapshot is not None and snapshot.one_box)
        for role, change in self.change.items():
            change.setEnabled(snapshot is not None and snapshot.storage(role) is not None)
        for summary in () if snapshot is None else snapshot.storages:
            record = summary.record
            words = f"{place_words(record.url)}  ·  {state_words(record.state)}"
            self._addresses[record.role].setText(shown(words))
