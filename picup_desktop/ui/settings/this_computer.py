"""The settings of this computer: start at login, language, light or dark."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox

from picup_desktop.autostart.entry import AutostartFailed
from picup_desktop.names import plain
from picup_desktop.ui.autostart import WindowAutostart
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.plain_words import CheckBox

LANGUAGES = (("", ""), ("en", "English"), ("ko", "한국어"))


class ThisComputer(Section):
    """Change preferences that are stored in the home, not in the vault."""

    language_chosen = Signal(str)
    message = Signal(str)

    def __init__(self, theme: Theme, preferences: Preferences, autostart: WindowAutostart) -> None:
        super().__init__(translate("Settings", "This computer"))
        self._theme = theme
        self._preferences = preferences
        self._autostart = autostart
        self.start = CheckBox()
        self.start.clicked.connect(self._set_start)
        self.language = QComboBox()
        system = translate("Settings", "As the system")
        for code, name in LANGUAGES:
            self.language.addItem(plain(name) if name else system, code)
        self.language.setCurrentIndex(self.language.findData(preferences.language))
        self.language.activated.connect(self._set_language)
        self.look = QComboBox()
        self.look.addItem(system, None)
        self.look.addItem(translate("Settings", "Light"), False)  # noqa: FBT003 - Qt's own signature
        self.look.addItem(translate("Settings", "Dark"), True)  # noqa: FBT003 - as above
        self.look.setCurrentIndex([None, False, True].index(preferences.dark))
        self.look.activated.connect(self._set_look)
        self.add(translate("Settings", "Start PicUp with this computer"), self.start)
        self.add(translate("Settings", "Language"), self.language)
        self.add(translate("Settings", "Appearance"), self.look)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the current state: the welcome or another program may have changed it."""
        super().showEvent(event)
        self.start.setChecked(self._autostart.enabled)

    @Slot()
    def _set_start(self) -> None:
        try:
            self._autostart.set(enabled=self.start.isChecked())
        except AutostartFailed as error:
            self.start.setChecked(self._autostart.enabled)
            self.message.emit(in_words(error.message))

    @Slot(int)
    def _set_language(self, _row: int) -> None:
        self._preferences.language = self.language.currentData()
        self.language_chosen.emit(self.language.currentData())

    @Slot(int)
    def _set_look(self, _row: int) -> None:
        self._preferences.dark = self.look.currentData()
        self._theme.choose(dark=self._preferences.dark)
