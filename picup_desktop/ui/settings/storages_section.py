"""The settings of the storages: where each is, and the assistant for one that moved or died."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from picup_desktop.ui.context import Context
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.one_box import one_box_line, show_one_box
from picup_desktop.ui.storages.words import place_words, state_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import ElidedLabel, button, label, row
from picup_desktop.words import Role

NAME_WIDTH = 96
"""Of a storage's name, in pixels; addresses begin below one another."""


class StoragesSection(Section):
    """Shows both storages; emits ``assist_wanted(role)`` to change one."""

    assist_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(translate("Settings", "Storages"))
        self._app_state = context.app_state
        self._addresses: dict[Role, ElidedLabel] = {role: ElidedLabel("quiet") for role in Role}
        self.change = {role: self._button(role) for role in Role}
        for role, address in self._addresses.items():
            name = label(role_name(role))
            name.setMinimumWidth(grown(NAME_WIDTH))
            across = row(name, address, self.change[role], spacing=12)
            across.setStretch(1, 1)
            self.rows.addLayout(across)
        self.one_box = one_box_line()
        self.rows.addWidget(self.one_box)
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    def _button(self, role: Role) -> QPushButton:
        change = button(translate("Settings", "Change…"))
        change.setAccessibleName(
            translate("Settings", "Change where {role} is").format(role=role_name(role))
        )
        change.clicked.connect(lambda: self.assist_wanted.emit(role))
        return change

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        show_one_box(self.one_box, snapshot)
        for role, change in self.change.items():
            change.setEnabled(snapshot is not None and snapshot.storage(role) is not None)
        for summary in () if snapshot is None else snapshot.storages:
            record = summary.record
            words = f"{place_words(record.url)}  ·  {state_words(record.state)}"
            self._addresses[record.role].show_words(words)
