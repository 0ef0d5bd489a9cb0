"""A number of ``Settings`` in a spin box, in the unit that a person thinks in."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox

from picup_desktop.settings import Declared, Settings
from picup_desktop.ui.settings.choices import suffix

WIDTH = 120


class NumberBox(QDoubleSpinBox):
    """Emits ``chosen`` with the field's name and the ledger's number."""

    chosen = Signal(str, object)

    def __init__(self, one: Declared) -> None:
        """``one`` is a number: it has bounds, which are the box's own."""
        super().__init__()
        self._one = one
        least, most = (self._shown(bound or 0.0) for bound in (one.least, one.most))
        default = self._shown(float(getattr(Settings(), one.name)))
        self.setDecimals(0 if default.is_integer() and least.is_integer() else 1)
        self.setRange(least, most)
        self.setSuffix(suffix(one.unit))
        self.setFixedWidth(WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self._choose)

    def show_value(self, settings: Settings) -> None:
        """Show what holds now, unless somebody is typing."""
        value = self._shown(float(getattr(settings, self._one.name)))
        if not self.hasFocus() and abs(self.value() - value) > 10 ** -self.decimals() / 2:
            blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.setValue(value)
            self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page must not change a number that the mouse passes."""
        event.ignore()

    def _shown(self, kept: float) -> float:
        """Round what a unit like a hundredth leaves of a whole number."""
        return round(kept / self._one.unit.factor, 6)

    @Slot(float)
    def _choose(self, shown: float) -> None:
        # A bound that was rounded to be shown is still the bound.
        value = self._one.nearest(shown * self._one.unit.factor)
        self.chosen.emit(self._one.name, value)
