"""The sidebar's entries for screen readers: the tabs of a list of pages.

Qt calls buttons of which one is down radio buttons, which are answers and not places to go to.
"""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

from picup_desktop.names import Shown, shown

Text = QAccessible.Text


class SpokenTab(QAccessibleWidget):
    """One entry: its name, whether its page is shown, and how to go there."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.PageTab)
        self._button = button

    def text(self, kind: QAccessible.Text) -> Shown:
        """Return the entry's name, or what waits on its page."""
        if kind == Text.Name:
            return shown(self._button.accessibleName())
        return shown(super().text(kind))

    def state(self) -> QAccessible.State:
        """Return that it can be selected, and whether it is."""
        state = super().state()
        state.selectable = 1
        state.selected = int(self._button.isChecked())
        return state

    def actionNames(self) -> list[str]:
        """Return what can be done."""
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:
        """Go to the page, or set the focus."""
        if name == self.pressAction():
            self._button.click()
        else:
            super().doAction(name)


class SpokenTabs(QAccessibleWidget):
    """The sidebar: a list of tabs."""

    def __init__(self, sidebar: QWidget) -> None:
        super().__init__(sidebar, QAccessible.Role.PageTabList, sidebar.accessibleName())
