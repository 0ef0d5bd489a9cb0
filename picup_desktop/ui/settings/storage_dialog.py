"""A storage that moved: its new address or login, checked before it is used."""

from typing import Any
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import translate
from picup_desktop.ui.verdict import role_name
from picup_desktop.ui.welcome.storage_form import FOLDER, SFTP, StorageForm
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.words import Role

WIDTH = 560


class MovedForm(StorageForm):
    """As in the welcome, but what is found good is used at once."""

    _command = "storage_change"

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

    def _arguments(self) -> dict[str, str]:
        return {"role": self._role.value}

    def _reached(self, _told: Any) -> None:
        self.good = True
        self.tested.emit()


class StorageDialog(QDialog):
    """Emits ``moved`` when the new place is in use."""

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
            "The same sealed photos have to rest there already: nothing is copied, and nothing is"
            " changed until they were found.",
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
