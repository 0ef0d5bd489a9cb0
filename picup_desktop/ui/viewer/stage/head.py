"""The bar above the photo: its name, date and place, and the buttons."""

from PySide6.QtCore import QSize, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from picup_desktop.names import Shown
from picup_desktop.ui.text import number, plain_tip, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import ElidedLabel, button, label

ICON = QSize(20, 20)


class Head(QFrame):
    """Emit a signal for each button."""

    back = Signal()
    forward = Signal()
    play = Signal()
    fit = Signal()
    full_screen = Signal()
    info = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "sidebar")
        self._theme = theme
        self._tools: dict[str, QToolButton] = {}
        self._name = ElidedLabel()
        self._date, self._count = label(part="quiet"), label(part="quiet")
        self._percent = label(part="quiet")
        self.play_button = button(translate("Viewer", "Play"), "primary")
        self.play_button.clicked.connect(self.play)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        self._add(layout, "back", translate("Viewer", "Previous"), self.back)
        self._add(layout, "forward", translate("Viewer", "Next"), self.forward)
        layout.addWidget(self._name, 1)
        for each in (self._date, self.play_button, self._count, self._percent):
            layout.addWidget(each)
        self._add(layout, "fit", translate("Viewer", "Fit"), self.fit)
        self._add(layout, "full-screen", translate("Viewer", "Full screen"), self.full_screen)
        self._add(layout, "info", translate("Viewer", "Details"), self.info)
        theme.changed.connect(self._colour)
        self._colour()

    def show_place(self, row: int, count: int) -> None:
        """Show the photo's place among all, counted from 1; ``row`` counts from 0."""
        words = translate("Viewer", "{place} of {count}")
        self._count.setText(words.format(place=number(row + 1), count=number(count)))
        self._tools["back"].setEnabled(row > 0)
        self._tools["forward"].setEnabled(row + 1 < count)

    def show_photo(self, name: Shown, date: Shown) -> None:
        """Show name and date."""
        self._name.show_words(name)
        self._date.setText(date)

    def show_percent(self, percent: int) -> None:
        """Show the scale."""
        self._percent.setText(f"{number(percent)} %")

    def _add(self, layout: QHBoxLayout, icon: str, words: Shown, pressed: SignalInstance) -> None:
        made = QToolButton()
        made.setIconSize(ICON)
        made.setToolTip(plain_tip(words))
        made.setAccessibleName(words)
        made.clicked.connect(pressed)
        self._tools[icon] = made
        layout.addWidget(made)

    @Slot()
    def _colour(self) -> None:
        for icon, made in self._tools.items():
            made.setIcon(self._theme.icon(icon))
