"""The settings page."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox

from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.settings import DECLARED, Declared, Settings, Value
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.settings.alerts_section import AlertsSection
from picup_desktop.ui.settings.computers_section import ComputersSection
from picup_desktop.ui.settings.section import (
    NumberRow,
    Section,
    connection_numbers,
    deletion_numbers,
    upload_numbers,
    words_of,
)
from picup_desktop.ui.settings.speed import SpeedSection
from picup_desktop.ui.settings.storages_section import StoragesSection
from picup_desktop.ui.settings.this_computer import ThisComputer
from picup_desktop.ui.settings.vault_section import VaultSection
from picup_desktop.ui.settings.version_section import VersionSection
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.page import Page, UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button
from picup_desktop.words import Policy


class SettingsPage(Page):
    """Shows all sections; emits ``message(sentence)`` about a choice or a refusal.

    Emit ``assist_wanted(role)`` for a storage that is to be changed.
    """

    message = Signal(str)
    assist_wanted = Signal(object)

    def __init__(
        self, context: Context, commands: Commands, computer: ThisComputer, vault: VaultSection
    ) -> None:
        super().__init__(translate("Sidebar", "Settings"))
        self._app_state = context.app_state
        self._commands = commands
        self._numbers: list[NumberRow] = []
        self._policy = QComboBox()
        self._advanced: list[Section] = []
        self.storages = StoragesSection(context)
        self.storages.assist_wanted.connect(self.assist_wanted)
        self.body.addWidget(self.storages)
        self.body.addWidget(self._keeping())
        self.speed = SpeedSection()
        self.speed.chosen.connect(self.choose)
        self.body.addWidget(self.speed)
        self.alerts = AlertsSection(context)
        self.alerts.chosen.connect(self.choose)
        self.alerts.message.connect(self.message)
        self.body.addWidget(self.alerts)
        self.body.addWidget(vault)
        self.computers = ComputersSection(context)
        self.computers.message.connect(self.message)
        self.body.addWidget(self.computers)
        computer.language_chosen.connect(self._choose_language)
        self.body.addWidget(computer)
        self.version = VersionSection()
        self.version.chosen.connect(self.choose)
        self.body.addWidget(self.version)
        self._open_advanced = button(translate("Settings", "Show all numbers"), "link")
        self._open_advanced.clicked.connect(self._toggle_advanced)
        self.body.addWidget(self._open_advanced)
        self._add_advanced()
        self.body.addStretch(1)
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    def add_section(self, section: Section) -> None:
        """Add a section above the numbers; it reads and writes its settings itself."""
        self.body.insertWidget(self.body.indexOf(self._open_advanced), section)

    def _keeping(self) -> Section:
        section = Section(translate("Settings", "Keeping photos"))
        self._policy.addItem(translate("Settings", "Wait for backup"), Policy.PAIR.value)
        self._policy.addItem(translate("Settings", "Keep it on main"), Policy.KEEP_ONE.value)
        self._policy.activated.connect(self._choose_policy)
        section.add(
            translate("Settings", "When backup misses a photo"),
            self._policy,
            translate("Settings", "A photo is called safe only when it is stored on both."),
        )
        grace = DECLARED["grace_days"]
        section.add(
            words_of(grace),
            self._number(grace),
            translate(
                "Settings",
                "Until then, a deletion can be taken back, and a photo that was edited or"
                " overwritten has its earlier version. Each edit needs the room of the whole photo"
                " on both storages, which is given back when its days are over.",
            ),
        )
        return section

    def _add_advanced(self) -> None:
        groups = {
            translate("Settings", "Uploading"): upload_numbers(),
            translate("Settings", "Deleting"): deletion_numbers(),
            translate("Settings", "Connections and alerts"): connection_numbers(),
        }
        for title, choices in groups.items():
            section = Section(title)
            for choice in choices:
                section.add(words_of(choice), self._number(choice))
            section.hide()
            self._advanced.append(section)
            self.body.addWidget(section)

    def _number(self, choice: Declared) -> NumberRow:
        number = NumberRow(choice)
        number.chosen.connect(self.choose)
        number.reset.connect(self.use_default)
        self._numbers.append(number)
        return number

    @Slot()
    def _toggle_advanced(self) -> None:
        opened = self._advanced[0].isHidden()
        for section in self._advanced:
            section.setVisible(opened)
        self._open_advanced.setText(
            translate("Settings", "Show fewer numbers")
            if opened
            else translate("Settings", "Show all numbers")
        )

    @Slot(int)
    def _choose_policy(self, _row: int) -> None:
        self.choose("policy", self._policy.currentData())

    @Slot(str)
    def _choose_language(self, language: str) -> None:
        """Alerts follow the window; their language is a setting, because the engine sends them."""
        self.choose("alert_language", language)

    @Slot(str, object)
    def choose(self, field: str, value: Value) -> None:
        """Change a setting by its name; show a refusal."""
        self._commands.set(field, value, refused=self._refused)

    @Slot(str)
    def use_default(self, field: str) -> None:
        """Use a setting's default again."""
        self._commands.reset(field, refused=self._refused)

    def _refused(self, failure: Failure) -> None:
        self.message.emit(in_words(failure.message))
        self._show()

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        if snapshot is None:
            return
        self._show_settings(snapshot.settings)
        self.version.show_settings(snapshot.settings, snapshot.version_asked)

    def _show_settings(self, settings: Settings) -> None:
        self._policy.setCurrentIndex(self._policy.findData(settings.policy.value))
        self.speed.show_settings(settings)
        for number in self._numbers:
            number.show_value(settings)
        self.alerts.show_settings(settings)
