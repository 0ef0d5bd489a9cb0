"""Main and backup: where they are, and how to tell that one moved."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from picup_desktop.names import shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.overview.storage_card import place_words, state_words
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.settings.storage_dialog import StorageDialog
from picup_desktop.ui.text import translate
from picup_desktop.ui.verdict import role_name
from picup_desktop.ui.widgets.in_sight import InSight
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.words import Role


class StoragesSection(Section):
    """Emits ``told`` with a sentence."""

    told = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(translate("Settings", "Storages"))
        self._link = context.link
        self._standing = context.standing
        self._addresses: dict[Role, QLabel] = {role: label(part="quiet") for role in Role}
        self.change = {role: self._button(role) for role in Role}
        for role, address in self._addresses.items():
            line = QWidget()
            line.setLayout(row(address, self.change[role]))
            self.add(role_name(role), line)
        InSight(self, self._show, self._standing.changed)
        self._show()

    @Slot(object)
    def ask(self, role: Role) -> StorageDialog | None:
        """Ask where a storage is now; None while that is not known."""
        snapshot = self._standing.snapshot
        if snapshot is None:
            return None
        url = next(one.record.url for one in snapshot.storages if one.record.role is role)
        dialog = StorageDialog(role, self._link, url, self)
        dialog.moved.connect(
            lambda: self.told.emit(translate("Settings", "It is used from now on."))
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
        snapshot = self._standing.snapshot
        for facts in () if snapshot is None else snapshot.storages:
            record = facts.record
            told = f"{place_words(record.url)}  ·  {state_words(record.state)}"
            self._addresses[record.role].setText(shown(told))
