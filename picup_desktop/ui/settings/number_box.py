"""A number of ``Settings`` in a spin box, in the unit that a person thinks in."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox

from picup_desktop.settings import Settings
from picup_desktop.ui.settings.choices import NumberChoice, factor, suffix

WIDTH = 120


class NumberBox(QDoubleSpinBox):
    """Says ``chosen`` with the field's name and the ledger's number."""

    chosen = Signal(str, object)

    def __init__(self, choice: NumberChoice) -> None:
        super().__init__()
        self._choice = choice
        self._whole = isinstance(getattr(Settings(), choice.field), int)
        fine = self._whole or float(self._default()).is_integer()
        self.setDecimals(0 if fine else 1)
        self.setRange(0, choice.most)
        self.setSuffix(suffix(choice.unit))
        self.setFixedWidth(WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self._choose)

    def show_value(self, settings: Settings) -> None:
        """Show what holds now, unless somebody is typing."""
        value = getattr(settings, self._choice.field) / factor(self._choice.unit)
        if not self.hasFocus() and abs(self.value() - value) > 10 ** -self.decimals() / 2:
            blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.setValue(value)
            self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page must not change a number that the mouse passes."""
        event.ignore()

    def _default(self) -> float:
        return float(getattr(Settings(), self._choice.field)) / factor(self._choice.unit)

    @Slot(float)
    def _choose(self, shown: float) -> None:
        value = shown * factor(self._choice.unit)
        self.chosen.emit(self._choice.field, round(value) if self._whole else value)
