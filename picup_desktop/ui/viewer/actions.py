"""Everything that a person can do in the viewer, declared once: words, keys, icon and place.

The bar, the menu and the keys are made from this list. An action that is added here needs a
function in ``Viewer`` (``window.py``), and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from picup_desktop.engine.ipc.commands.turns import TurnHow
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui.text import translate
from picup_desktop.ui.turning.chosen import how_words


class ActionName(StrEnum):
    """What can be done; the order is that of the menu."""

    LEAVE = "leave"
    BACK = "back"
    FORWARD = "forward"
    FIRST = "first"
    LAST = "last"
    PLAY_OR_FORWARD = "play-or-forward"
    PLAY = "play"
    MUTE = "mute"
    OPEN_OUTSIDE = "open-outside"
    LARGER = "larger"
    SMALLER = "smaller"
    FIT = "fit"
    ONE_TO_ONE = "one-to-one"
    VERSION = "version"
    SLIDESHOW = "slideshow"
    TURN_RIGHT = "turn-right"
    TURN_LEFT = "turn-left"
    MIRROR = "mirror"
    FLIP = "flip"
    COPY = "copy"
    EXPORT = "export"
    DELETE = "delete"
    FULL_SCREEN = "full-screen"
    INFO = "info"


TURNS = {
    ActionName.TURN_RIGHT: TurnHow.RIGHT,
    ActionName.TURN_LEFT: TurnHow.LEFT,
    ActionName.MIRROR: TurnHow.MIRROR,
    ActionName.FLIP: TurnHow.FLIP,
}
OF_THE_PHOTO = (*TURNS, ActionName.EXPORT, ActionName.DELETE)
"""What is done with the photo as it is in the album, and not with an earlier version."""


class Place(Enum):
    """Where an action is offered, besides its keys."""

    BAR = auto()
    """As a button of the bar, and in the menu."""
    MENU = auto()
    KEYS = auto()
    """Nowhere: it has its own button, or is for the keyboard alone."""


@dataclass(frozen=True)
class Key:
    """A key, with Ctrl (Cmd on a Mac), with Shift, or without."""

    key: Qt.Key
    ctrl: bool = False
    shift: bool = False


@dataclass(frozen=True)
class ViewerAction:
    """One action; ``icon`` is a file of ``resources/icons`` and needed in the bar only."""

    name: ActionName
    words: Shown = NO_WORDS
    keys: tuple[Key, ...] = ()
    place: Place = Place.KEYS
    icon: str = ""
    begins_group: bool = False
    """Whether a line stands above it in the menu."""

    @property
    def key_words(self) -> Shown:
        """The first key as the system writes it; empty without keys."""
        if not self.keys:
            return NO_WORDS
        key = self.keys[0]
        none = Qt.KeyboardModifier.NoModifier
        ctrl = Qt.KeyboardModifier.ControlModifier if key.ctrl else none
        shift = Qt.KeyboardModifier.ShiftModifier if key.shift else none
        sequence = QKeySequence(ctrl | shift | key.key)
        return plain(sequence.toString(QKeySequence.SequenceFormat.NativeText))

    @property
    def tip(self) -> Shown:
        """The words with the key behind them."""
        if not self.keys:
            return self.words
        return translate("Viewer", "{action} ({key})").format(action=self.words, key=self.key_words)


def viewer_actions() -> tuple[ViewerAction, ...]:
    """Return all actions in the window's language, in the order of the bar and the menu."""
    earlier, later = Qt.Key.Key_Left, Qt.Key.Key_Right
    if QGuiApplication.isRightToLeft():
        earlier, later = later, earlier
    return (
        ViewerAction(
            ActionName.LEAVE, translate("Viewer", "Back to the photos"), (Key(Qt.Key.Key_Escape),)
        ),
        ViewerAction(
            ActionName.BACK,
            translate("Viewer", "Previous"),
            _keys(earlier, Qt.Key.Key_Backspace, Qt.Key.Key_PageUp),
        ),
        ViewerAction(
            ActionName.FORWARD,
            translate("Viewer", "Next"),
            _keys(later, Qt.Key.Key_PageDown),
        ),
        ViewerAction(ActionName.FIRST, keys=_keys(Qt.Key.Key_Home)),
        ViewerAction(ActionName.LAST, keys=_keys(Qt.Key.Key_End)),
        ViewerAction(ActionName.PLAY_OR_FORWARD, keys=_keys(Qt.Key.Key_Space)),
        ViewerAction(
            ActionName.PLAY,
            translate("Viewer", "Play"),
            _keys(Qt.Key.Key_Return, Qt.Key.Key_Enter),
            Place.MENU,
        ),
        ViewerAction(ActionName.MUTE, translate("Viewer", "Mute"), _keys(Qt.Key.Key_M)),
        ViewerAction(
            ActionName.OPEN_OUTSIDE,
            translate("Viewer", "Open with another program"),
            place=Place.MENU,
        ),
        ViewerAction(ActionName.LARGER, keys=_keys(Qt.Key.Key_Plus, Qt.Key.Key_Equal)),
        ViewerAction(ActionName.SMALLER, keys=_keys(Qt.Key.Key_Minus)),
        ViewerAction(
            ActionName.FIT,
            translate("Viewer", "Fit"),
            _keys(Qt.Key.Key_0),
            Place.BAR,
            icon="fit",
            begins_group=True,
        ),
        ViewerAction(
            ActionName.ONE_TO_ONE,
            translate("Viewer", "Actual size"),
            _keys(Qt.Key.Key_1),
            Place.MENU,
        ),
        ViewerAction(
            ActionName.VERSION,
            translate("Viewer", "Compare with an earlier version"),
            _keys(Qt.Key.Key_V),
            Place.MENU,
        ),
        ViewerAction(
            ActionName.SLIDESHOW,
            translate("Viewer", "Slideshow"),
            _keys(Qt.Key.Key_S),
            Place.BAR,
            icon="slideshow",
            begins_group=True,
        ),
        ViewerAction(
            ActionName.TURN_RIGHT,
            how_words(TurnHow.RIGHT),
            _keys(Qt.Key.Key_R),
            Place.BAR,
            icon="turn-right",
            begins_group=True,
        ),
        ViewerAction(
            ActionName.TURN_LEFT,
            how_words(TurnHow.LEFT),
            (Key(Qt.Key.Key_R, shift=True),),
            Place.MENU,
        ),
        ViewerAction(ActionName.MIRROR, how_words(TurnHow.MIRROR), place=Place.MENU),
        ViewerAction(ActionName.FLIP, how_words(TurnHow.FLIP), place=Place.MENU),
        ViewerAction(
            ActionName.COPY,
            translate("Viewer", "Copy"),
            (Key(Qt.Key.Key_C, ctrl=True),),
            Place.BAR,
            icon="copy",
            begins_group=True,
        ),
        ViewerAction(
            ActionName.EXPORT,
            translate("Export", "Export…"),
            (Key(Qt.Key.Key_E, ctrl=True),),
            Place.BAR,
            icon="export",
        ),
        ViewerAction(
            ActionName.DELETE,
            translate("Viewer", "Delete…"),
            _keys(Qt.Key.Key_Delete),
            Place.BAR,
            icon="trash",
        ),
        ViewerAction(
            ActionName.FULL_SCREEN,
            translate("Viewer", "Full screen"),
            _keys(Qt.Key.Key_F, Qt.Key.Key_F11),
            Place.BAR,
            icon="full-screen",
            begins_group=True,
        ),
        ViewerAction(
            ActionName.INFO,
            translate("Viewer", "Details"),
            _keys(Qt.Key.Key_I),
            Place.BAR,
            icon="info",
        ),
    )


def by_key(actions: Iterable[ViewerAction]) -> Mapping[Key, ActionName]:
    """Return which action each key means."""
    named = {key: action.name for action in actions for key in action.keys}
    # Some keys are typed with Shift, like +; what means something else with it is named so.
    return {replace(key, shift=True): name for key, name in named.items()} | named


def key_of(event: QKeyEvent) -> Key:
    """Return the key of an event."""
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return Key(Qt.Key(event.key()), ctrl, shift)


def _keys(*keys: Qt.Key) -> tuple[Key, ...]:
    return tuple(Key(key) for key in keys)
