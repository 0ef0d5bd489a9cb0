"""The settings of speed limits, quiet hours, battery and metered connections."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox

from picup_desktop.settings import Settings
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.settings.times import Hours
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.widgets.parts import pad_field
from picup_desktop.ui.widgets.plain_words import CheckBox
from picup_desktop.words import Role

MEGABYTE = 1_000_000
HIGHEST = 10_000.0
DECIMALS = 2
"""Enough to show the lowest limit, 10,000 bytes a second, as more than zero."""
WIDTH = 150
USUAL_NIGHT = "22:00-07:00"
FIELDS = {Role.MAIN: "main_bytes_per_second", Role.BACKUP: "backup_bytes_per_second"}


class SpeedSection(Section):
    """Emit ``chosen(field, value)``."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(translate("Settings", "Speed and quiet"))
        self.limits = {role: self._limit(role) for role in Role}
        self.quiet = Hours(USUAL_NIGHT)
        self.quiet.chosen.connect(lambda hours: self.chosen.emit("quiet_hours", hours))
        self.battery, self.metered = CheckBox(), CheckBox()
        self.battery.clicked.connect(self._choose_battery)
        self.metered.clicked.connect(self._choose_metered)
        for role, box in self.limits.items():
            name = translate("Settings", "Send to {role} at most").format(role=role_name(role))
            self.add(name, box)
        self.add(
            translate("Settings", "Quiet hours"),
            self.quiet,
            translate("Settings", "Nothing is sent then."),
        )
        self.add(translate("Settings", "Pause while the battery is in use"), self.battery)
        self.add(translate("Settings", "Pause on a metered connection"), self.metered)

    def show_settings(self, settings: Settings) -> None:
        """Show the current settings, except in a field that has the focus."""
        for role, box in self.limits.items():
            value = float(getattr(settings, FIELDS[role])) / MEGABYTE
            if not box.hasFocus() and box.value() != round(value, DECIMALS):
                blocked = box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
                box.setValue(value)
                box.blockSignals(blocked)
        self.quiet.show_setting(settings.quiet_hours)
        self.battery.setChecked(settings.pause_on_battery)
        self.metered.setChecked(settings.pause_on_metered)

    def _limit(self, role: Role) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0, HIGHEST)
        box.setDecimals(DECIMALS)
        box.setSuffix(" MB/s")
        box.setSpecialValueText(translate("Settings", "no limit"))
        box.setFixedWidth(grown(WIDTH))
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        pad_field(box)
        box.setKeyboardTracking(False)
        field = FIELDS[role]
        box.valueChanged.connect(lambda shown: self.chosen.emit(field, shown * MEGABYTE))
        return box

    @Slot()
    def _choose_battery(self) -> None:
        self.chosen.emit("pause_on_battery", self.battery.isChecked())

    @Slot()
    def _choose_metered(self) -> None:
        self.chosen.emit("pause_on_metered", self.metered.isChecked())
