"""The bar above the photo: the way back, its name, date and place, and the buttons."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from picup_desktop.names import Shown
from picup_desktop.ui.text import number, plain_tip, translate
from picup_desktop.ui.theme.over_photo import INK
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.actions import ActionName, Place, ViewerAction
from picup_desktop.ui.widgets.parts import ElidedLabel, label

ICON = QSize(20, 20)
BUTTON = 36
"""The edge of a button, in pixels."""
NARROW = 760
"""Below this width, in pixels, the place and the scale give way to the name."""
NARROWEST = 600
"""Below this one, so do the buttons of what the menu has as well, but for these."""
ALWAYS = frozenset({ActionName.LEAVE, ActionName.DELETE, ActionName.FULL_SCREEN, ActionName.INFO})


class Head(QFrame):
    """Emit ``asked`` with the name of an action, and ``menu_asked`` for all of them."""

    asked = Signal(object)
    menu_asked = Signal()

    def __init__(self, theme: Theme, actions: Sequence[ViewerAction]) -> None:
        super().__init__()
        self.setProperty("part", "viewer-bar")
        self._theme = theme
        self._tools: dict[ActionName, QToolButton] = {}
        self._name, self._date = ElidedLabel("viewer-name"), ElidedLabel("viewer-quiet")
        self._count, self._percent = label(part="viewer-quiet"), label(part="viewer-quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        leave = next(action for action in actions if action.name is ActionName.LEAVE)
        layout.addWidget(self._tool(leave, arrow_icon(back=True)))
        names = QVBoxLayout()
        names.setContentsMargins(8, 0, 8, 0)
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._date)
        layout.addLayout(names, 1)
        for each in (self._count, self._percent):
            layout.addWidget(each)
            layout.addSpacing(8)
        for action in actions:
            if action.place is Place.BAR:
                layout.addWidget(self._tool(action, action.icon))
        self.more = round_button(theme, "more", translate("Viewer", "More"))
        self.more.clicked.connect(self.menu_asked)
        layout.addWidget(self.more)

    def tool(self, name: ActionName) -> QToolButton:
        """Return the button of an action. KeyError without one."""
        return self._tools[name]

    def show_place(self, row: int, count: int) -> None:
        """Show the photo's place among all, counted from 1; ``row`` counts from 0."""
        words = translate("Viewer", "{place} of {count}")
        self._count.setText(words.format(place=number(row + 1), count=number(count)))

    def show_photo(self, name: Shown, date: Shown) -> None:
        """Show name and date."""
        self._name.show_words(name)
        self._date.show_words(date)

    def show_percent(self, percent: int) -> None:
        """Show the scale."""
        self._percent.setText(f"{number(percent)} %")

    def show_available(self, available: Mapping[ActionName, bool]) -> None:
        """Enable the buttons of what can be done now."""
        for name, made in self._tools.items():
            made.setEnabled(available.get(name, True))

    def show_full_screen(self, *, full: bool) -> None:
        """Show the way into full screen, or the way out of it."""
        made = self._tools[ActionName.FULL_SCREEN]
        words = (
            translate("Viewer", "Leave full screen") if full else translate("Viewer", "Full screen")
        )
        made.setToolTip(plain_tip(words))
        made.setAccessibleName(words)
        made.setIcon(self._theme.icon("leave-full-screen" if full else "full-screen", INK))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the name where there is little."""
        super().resizeEvent(event)
        for each in (self._count, self._percent):
            each.setVisible(event.size().width() >= NARROW)
        for name, made in self._tools.items():
            made.setVisible(name in ALWAYS or event.size().width() >= NARROWEST)

    def _tool(self, action: ViewerAction, icon: str) -> QToolButton:
        made = round_button(self._theme, icon, action.words)
        made.setToolTip(plain_tip(action.tip))
        name = action.name
        made.clicked.connect(lambda: self._ask(name))
        self._tools[name] = made
        return made

    @Slot()
    def _ask(self, name: ActionName) -> None:
        self.asked.emit(name)


def arrow_icon(*, back: bool) -> str:
    """Return the icon that points back or on, in the direction that is read."""
    return "back" if back != QGuiApplication.isRightToLeft() else "forward"


def round_button(theme: Theme, icon: str, words: Shown) -> QToolButton:
    """Make a button for over a photo; a click on it leaves the arrow keys to the photos."""
    made = QToolButton()
    made.setProperty("part", "viewer-tool")
    made.setIcon(theme.icon(icon, INK))
    made.setIconSize(ICON)
    made.setFixedSize(BUTTON, BUTTON)
    made.setToolTip(plain_tip(words))
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
