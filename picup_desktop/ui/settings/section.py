"""A section of Settings: a heading and rows of what and its control."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from picup_desktop.settings import DECLARED, Declared, Group, Settings, Unit
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import label

WIDTH = 120


class Section(QFrame):
    """A card; ``add`` puts a row into it."""

    def __init__(self, title: str, caption: str = "") -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setAccessibleName(title)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(20, 18, 20, 18)
        self.rows.setSpacing(14)
        self.rows.addWidget(label(title, "section"))
        if caption:
            self.rows.addWidget(label(caption, "quiet", wrap=True))

    def add(self, name: str, control: QWidget, caption: str = "") -> None:
        """One row; the control is named for who can't see it."""
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, wrap=True))
        if caption:
            words.addWidget(label(caption, "caption", wrap=True))
        if not control.accessibleName():
            control.setAccessibleName(name)
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addLayout(words, 1)
        across.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.rows.addLayout(across)


def suffix(unit: Unit) -> str:
    """Return what stands behind the number."""
    suffixes = {
        Unit.SECONDS: translate("Settings", " s"),
        Unit.MINUTES: translate("Settings", " min"),
        Unit.HOURS: translate("Settings", " h"),
        Unit.DAYS: translate("Settings", " days"),
        Unit.MEBIBYTES: " MiB",
        Unit.MEGABYTES_A_SECOND: " MB/s",
        Unit.PER_CENT: " %",
    }
    return suffixes.get(unit, "")


def words_of(one: Declared) -> str:
    """Return what a setting is, in the window's language."""
    # The declaration marks them for the translators.
    return translate("Settings", one.words)


def numbers_of(*groups: Group) -> list[Declared]:
    """Return the numbers of some groups, in the order of their declarations."""
    return [one for one in DECLARED.values() if one.group in groups and one.least is not None]


def upload_numbers() -> list[Declared]:
    """Scenarios 1-x."""
    return numbers_of(Group.UPLOADING)


def deletion_numbers() -> list[Declared]:
    """Scenarios 3-x."""
    return numbers_of(Group.DELETING)


def connection_numbers() -> list[Declared]:
    """Time limits of connections, and how often alerts are sent."""
    return numbers_of(Group.CONNECTIONS, Group.ALERTS)


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
