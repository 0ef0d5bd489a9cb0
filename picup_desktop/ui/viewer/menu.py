"""The viewer's menu, made from the list of actions and what can be done now."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.viewer.actions import ActionName, Place, ViewerAction


def menu_of(
    over: QWidget,
    actions: Sequence[ViewerAction],
    available: Mapping[ActionName, bool],
    do: Callable[[ActionName], None],
    words: Mapping[ActionName, Shown],
) -> QMenu:
    """Return a menu of what can be done; ``words`` replace those of an action for now."""
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action in actions:
        if action.begins_group:
            menu.addSeparator()
        if action.place is Place.KEYS or not available.get(action.name, True):
            continue
        named = words.get(action.name, action.words)
        menu.addAction(f"{named}\t{action.key_words}", partial(do, action.name))
    return menu
