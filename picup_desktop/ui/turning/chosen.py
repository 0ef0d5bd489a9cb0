"""What the grid offers to turn the photos that are chosen: a menu, and keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from picup_desktop.engine.ipc.commands.turns import TurnHow
from picup_desktop.names import Shown, plain
from picup_desktop.ui.text import translate

_NATIVE = QKeySequence.SequenceFormat.NativeText
_HERE = Qt.ShortcutContext.WidgetShortcut
KEYS = {
    TurnHow.RIGHT: QKeySequence("R"),
    TurnHow.LEFT: QKeySequence("Shift+R"),
}


def how_words(how: TurnHow) -> Shown:
    """Return what an action is called."""
    return {
        TurnHow.RIGHT: translate("Turning", "Turn right"),
        TurnHow.LEFT: translate("Turning", "Turn left"),
        TurnHow.AROUND: translate("Turning", "Turn around"),
        TurnHow.MIRROR: translate("Turning", "Mirror: left and right"),
        TurnHow.FLIP: translate("Turning", "Flip: top and bottom"),
    }[how]


def add_to_menu(menu: QMenu, act: Callable[[TurnHow], None]) -> None:
    """Add a menu with every way to turn what is chosen."""
    ways = menu.addMenu(translate("Turning", "Turn"))
    for how in TurnHow:
        action = ways.addAction(how_words(how), partial(act, how))
        if how in KEYS:
            # Only shown: the key itself is one of the grid.
            action.setText(f"{how_words(how)}\t{plain(KEYS[how].toString(_NATIVE))}")


def turn_by_keys(widget: QWidget, act: Callable[[TurnHow], None]) -> None:
    """Let R and Shift+R turn what is chosen in a widget."""
    for how, keys in KEYS.items():
        shortcut = QShortcut(keys, widget)
        shortcut.setContext(_HERE)
        shortcut.activated.connect(partial(act, how))
