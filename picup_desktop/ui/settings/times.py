"""Fields for a time of day and for hours between two, each with a switch that turns it off."""

from PySide6.QtCore import QTime, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QTimeEdit, QWidget

from picup_desktop.names import Shown, shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.widgets.parts import label, pad_field
from picup_desktop.ui.widgets.plain_words import CheckBox

STORED = "HH:mm"
BETWEEN = "-"
OFF = ""
FIELD_WIDTH = 92


class _TimeField(QTimeEdit):
    """A time of day in the form of the locale; the wheel scrolls the page and not the time."""

    def __init__(self, name: Shown) -> None:
        super().__init__()
        pad_field(self)
        self.setKeyboardTracking(False)
        self.setAccessibleName(name)
        self.setMinimumWidth(grown(FIELD_WIDTH))

    @property
    def stored(self) -> str:
        """The time as a setting."""
        return self.time().toString(STORED)

    def show_time(self, stored: str) -> None:
        """Show the time of a setting, unless a person types here."""
        time = QTime.fromString(stored, STORED)
        if not self.hasFocus() and time.isValid():
            blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.setTime(time)
            self.blockSignals(blocked)


class _Switched(QWidget):
    """A switch and time fields; emit ``chosen(setting)``, which is empty while it is off."""

    chosen = Signal(str)

    def __init__(self, usual: str, fields: list[_TimeField]) -> None:
        super().__init__()
        self.on = CheckBox()
        self.fields = fields
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(8)
        self._across.addWidget(self.on)
        self.on.clicked.connect(self._choose)
        for field in fields:
            field.editingFinished.connect(self._choose_time)
        self._known = OFF
        self._show_fields(usual)

    def setAccessibleName(self, name: str, /) -> None:
        """Name the switch as well, which is what a screen reader comes to first."""
        super().setAccessibleName(shown(name))
        self.on.setAccessibleName(shown(name))

    def show_setting(self, setting: str) -> None:
        """Show a setting; while it is off, the fields keep the times that were chosen last."""
        self._known = setting
        self.on.setChecked(setting != OFF)
        if setting != OFF:
            self._show_fields(setting)
        for field in self.fields:
            field.setEnabled(setting != OFF)

    def _show_fields(self, setting: str) -> None:
        for field, stored in zip(self.fields, setting.split(BETWEEN), strict=False):
            field.show_time(stored.strip())

    @Slot()
    def _choose(self) -> None:
        setting = (
            BETWEEN.join(field.stored for field in self.fields) if self.on.isChecked() else OFF
        )
        for field in self.fields:
            field.setEnabled(self.on.isChecked())
        if setting != self._known:
            self.chosen.emit(setting)

    @Slot()
    def _choose_time(self) -> None:
        if self.on.isChecked():
            self._choose()


class DailyTime(_Switched):
    """A time of each day, such as ``09:00``."""

    def __init__(self, usual: str) -> None:
        super().__init__(usual, [_TimeField(translate("Settings", "At"))])
        self._across.addWidget(self.fields[0])


class Hours(_Switched):
    """Hours of each day, such as ``22:00-07:00``."""

    def __init__(self, usual: str) -> None:
        first, last = translate("Settings", "From"), translate("Settings", "To")
        super().__init__(usual, [_TimeField(first), _TimeField(last)])
        self._across.addWidget(self.fields[0])
        self._across.addWidget(label(translate("Settings", "to")))
        self._across.addWidget(self.fields[1])
