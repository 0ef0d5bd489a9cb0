"""The settings of this computer: start at login, language, light or dark, size of the text."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox

from picup_desktop.autostart.entry import AutostartFailed
from picup_desktop.messages.languages import SPOKEN_LANGUAGES
from picup_desktop.names import plain
from picup_desktop.ui.autostart import WindowAutostart
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.text import in_words, number, translate
from picup_desktop.ui.theme.theme import TEXT_SIZES, Theme
from picup_desktop.ui.widgets.plain_words import CheckBox


class ThisComputer(Section):
    """Change preferences that are stored in the home, not in the vault."""

    language_chosen = Signal(str)
    size_chosen = Signal()
    """Emitted once text has another size, for which the window has to be made anew."""
    marks_chosen = Signal(bool)
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
        self.language.addItem(system, "")
        for spoken in SPOKEN_LANGUAGES:
            self.language.addItem(plain(spoken.own_name), spoken.code)
        self.language.setCurrentIndex(self.language.findData(preferences.language))
        self.language.activated.connect(self._set_language)
        self.look = QComboBox()
        self.look.addItem(system, None)
        self.look.addItem(translate("Settings", "Light"), False)  # noqa: FBT003 - Qt's own signature
        self.look.addItem(translate("Settings", "Dark"), True)  # noqa: FBT003 - as above
        self.look.setCurrentIndex([None, False, True].index(preferences.dark))
        self.look.activated.connect(self._set_look)
        self.text_size = QComboBox()
        for per_cent in TEXT_SIZES:
            self.text_size.addItem(
                translate("Settings", "{number} %").format(number=number(per_cent)), per_cent
            )
        self.text_size.setCurrentIndex(max(0, self.text_size.findData(preferences.text_size)))
        self.text_size.activated.connect(self._set_text_size)
        self.add(translate("Settings", "Start PicUp with this computer"), self.start)
        self.add(translate("Settings", "Language"), self.language)
        self.add(translate("Settings", "Appearance"), self.look)
        self.add(translate("Settings", "Size of the text"), self.text_size)
        self.marks = CheckBox()
        self.marks.setChecked(preferences.always_marks)
        self.marks.clicked.connect(self._set_marks)
        self.add(translate("Settings", "Mark also the photos that are safe"), self.marks)

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

    @Slot(int)
    def _set_text_size(self, _row: int) -> None:
        self._preferences.text_size = self.text_size.currentData()
        self._theme.size_text(self._preferences.text_size)
        self.size_chosen.emit()

    @Slot(bool)
    def _set_marks(self, always: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._preferences.always_marks = always
        self.marks_chosen.emit(always)
