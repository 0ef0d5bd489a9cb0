"""A section of Settings, and the number box for a setting that is a number.

Words, units and bounds are those of the declarations (picup_desktop/settings/choices.py).
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.settings import DECLARED, Declared, Group, Settings, Unit
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.widgets.named import name_control
from picup_desktop.ui.widgets.parts import button, label, pad_field, row

WIDTH = 120


class Section(QFrame):
    """A card with a heading; ``add`` appends a row."""

    def __init__(self, title: Shown, caption: Shown = NO_WORDS) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setAccessibleName(title)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(20, 18, 20, 18)
        self.rows.setSpacing(14)
        self.rows.addWidget(label(title, "section"))
        if caption:
            self.rows.addWidget(label(caption, "quiet", wrap=True))

    def add(self, name: Shown, control: QWidget, caption: Shown = NO_WORDS) -> None:
        """Add a row with a name and its control, which gets the name for screen readers."""
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, wrap=True))
        if caption:
            words.addWidget(label(caption, "caption", wrap=True))
        if not control.accessibleName():
            name_control(control, name)
        if isinstance(control, QCheckBox) and not control.text():
            # No room for the words, which stand at the left.
            control.setProperty("part", "bare")
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addLayout(words, 1)
        across.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.rows.addLayout(across)


def suffix(unit: Unit) -> Shown:
    """Return the suffix of a number box."""
    suffixes: dict[Unit, Shown] = {
        Unit.SECONDS: translate("Settings", " s"),
        Unit.MINUTES: translate("Settings", " min"),
        Unit.HOURS: translate("Settings", " h"),
        Unit.DAYS: translate("Settings", " days"),
        Unit.MEBIBYTES: plain(" MiB"),
        Unit.MEGABYTES_A_SECOND: plain(" MB/s"),
        Unit.PER_CENT: plain(" %"),
    }
    return suffixes.get(unit, NO_WORDS)


def words_of(one: Declared) -> Shown:
    """Return a setting's name in the window's language."""
    # The declaration marks the words for translation.
    return translate("Settings", one.words)


def numbers_of(*groups: Group) -> list[Declared]:
    """Return the number settings of some groups, in the order of their declarations."""
    return [one for one in DECLARED.values() if one.group in groups and one.least is not None]


def upload_numbers() -> list[Declared]:
    """Return the numbers of scenarios 1-x."""
    return numbers_of(Group.UPLOADING)


def deletion_numbers() -> list[Declared]:
    """Return the numbers of scenarios 3-x."""
    return numbers_of(Group.DELETING)


def connection_numbers() -> list[Declared]:
    """Return the time limits of connections, and how often alerts are sent."""
    return numbers_of(Group.CONNECTIONS, Group.ALERTS)


class NumberBox(QDoubleSpinBox):
    """Edit a number setting in its own unit; emit ``chosen(field, value)``."""

    chosen = Signal(str, object)

    def __init__(self, one: Declared) -> None:
        """``one`` is a number setting; its bounds are those of the box."""
        super().__init__()
        self._one = one
        least, most = (self._shown(bound or 0.0) for bound in (one.least, one.most))
        default = self._shown(float(getattr(Settings(), one.name)))
        self.setDecimals(0 if default.is_integer() and least.is_integer() else 1)
        self.setRange(least, most)
        self.setSuffix(suffix(one.unit))
        self.setFixedWidth(grown(WIDTH))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        pad_field(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self._choose)

    def show_value(self, settings: Settings) -> None:
        """Show the current value, unless the box has the focus."""
        value = self._shown(float(getattr(settings, self._one.name)))
        if not self.hasFocus() and abs(self.value() - value) > 10 ** -self.decimals() / 2:
            blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.setValue(value)
            self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: scrolling the page must not change a number."""
        event.ignore()

    def _shown(self, kept: float) -> float:
        """Return a stored value in the unit that is shown, without rounding errors."""
        return round(kept / self._one.unit.factor, 6)

    @property
    def usual(self) -> Shown:
        """The default as the box would show it."""
        default = self._shown(float(getattr(Settings(), self._one.name)))
        words = self.specialValueText() if default == self.minimum() else ""
        return plain(words or f"{self.textFromValue(default)}{self.suffix()}")

    @Slot(float)
    def _choose(self, shown: float) -> None:
        # A bound that is shown rounded is stored exactly.
        value = self._one.nearest(shown * self._one.unit.factor)
        self.chosen.emit(self._one.name, value)


class NumberRow(QWidget):
    """A number box and a button back to the default, which is there while the number differs.

    Emit ``chosen(field, value)`` and ``reset(field)``.
    """

    chosen = Signal(str, object)
    reset = Signal(str)

    def __init__(self, one: Declared) -> None:
        super().__init__()
        self._one = one
        self.box = NumberBox(one)
        self.back = button(NO_WORDS, "link")
        self.back.hide()
        self.back.clicked.connect(lambda: self.reset.emit(one.name))
        self.box.chosen.connect(self.chosen)
        across = row(None, self.back, self.box)
        across.setContentsMargins(0, 0, 0, 0)
        self.setLayout(across)

    def setAccessibleName(self, name: str, /) -> None:
        """Name the box, which is what a person changes."""
        super().setAccessibleName(shown(name))
        self.box.setAccessibleName(shown(name))

    def show_value(self, settings: Settings) -> None:
        """Show the current value, and whether it is the default."""
        self.box.show_value(settings)
        now = getattr(settings, self._one.name)
        words = translate("Settings", "Default: {number}").format(number=self.box.usual)
        self.back.setText(words)
        self.back.setVisible(now != getattr(Settings(), self._one.name))
