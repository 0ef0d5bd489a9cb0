"""The sidebar: the pages, the number of attention items, and the lock."""

from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.text import number, plain_tip, translate
from picup_desktop.ui.theme.icons import icon
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import label
from picup_desktop.ui.widgets.plain_words import PushButton

WIDTH = 216
ICONS_WIDTH = 84
"""Without words: the icons alone, and the badge."""
LEAST_WINDOW = (560, 400)
"""A smaller window, for text of the usual size, has no room for words beside its pages."""
EDGE = 12
AROUND_WORDS = 50
"""What an entry has beside its words: its icon, and the room around both."""
ICON = QSize(20, 20)


class PageName(Enum):
    """The pages; the value names the icon."""

    OVERVIEW = "overview"
    PHOTOS = "photos"
    ALBUMS = "albums"
    ATTENTION = "attention"
    ACTIVITY = "activity"
    TRASH = "trash"
    RESTORE = "restore"
    SPACE = "space"
    SETTINGS = "settings"


def place_name(place: PageName) -> Shown:
    """Return a page's name."""
    names = {
        PageName.OVERVIEW: translate("Sidebar", "Overview"),
        PageName.PHOTOS: translate("Sidebar", "Photos"),
        PageName.ALBUMS: translate("Sidebar", "Albums"),
        PageName.ATTENTION: translate("Sidebar", "Needs attention"),
        PageName.ACTIVITY: translate("Sidebar", "Activity"),
        PageName.TRASH: translate("Sidebar", "Recently deleted"),
        PageName.RESTORE: translate("Sidebar", "Restore"),
        PageName.SPACE: translate("Sidebar", "Free up space"),
        PageName.SETTINGS: translate("Sidebar", "Settings"),
    }
    return names[place]


class Entry(PushButton):
    """One page's entry, which screen readers hear as a tab (``ui/speech/tabs.py``)."""


class Sidebar(QFrame):
    """Emit ``chosen(place)`` with a ``PageName``, and ``lock_asked``."""

    chosen = Signal(object)
    lock_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[PageName, QPushButton] = {}
        self.lock = QToolButton()
        self.setProperty("part", "sidebar")
        self.setAccessibleName(translate("Sidebar", "Pages"))
        self.setFixedWidth(grown(WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, 20, EDGE, EDGE)
        layout.setSpacing(4)
        layout.addLayout(self._brand())
        layout.addSpacing(16)
        for place in PageName:
            if place is PageName.SETTINGS:
                layout.addStretch(1)
            layout.addWidget(self._button(place))
        self._badge = label(part="badge")
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._badge.hide()
        inside = QHBoxLayout(self._buttons[PageName.ATTENTION])
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._colour)
        self._colour()

    def fit(self, window: QSize) -> None:
        """Show words beside the icons where the window is large enough for large text."""
        narrow = window.width() < grown(LEAST_WINDOW[0]) or window.height() < grown(LEAST_WINDOW[1])
        self.setFixedWidth(ICONS_WIDTH if narrow else self._width_with_words())
        for part in (self._picture, self._name):
            part.setVisible(not narrow)
        for place, each in self._buttons.items():
            words = place_name(place)
            each.setText(NO_WORDS if narrow else words)
            each.setToolTip(plain_tip(words if narrow else NO_WORDS))

    def _width_with_words(self) -> int:
        """Return the width in which the longest name is whole, also where it is bold."""
        bold = QFont(self.font())
        bold.setBold(True)
        longest = max(QFontMetrics(bold).horizontalAdvance(place_name(one)) for one in PageName)
        return max(grown(WIDTH), 2 * EDGE + AROUND_WORDS + longest)

    def show_place(self, place: PageName) -> None:
        """Mark the current page."""
        self._buttons[place].setChecked(True)

    def show_attention(self, count: int) -> None:
        """Show the badge; hide it at zero."""
        self._badge.setText(number(count))
        self._badge.setVisible(count > 0)
        spoken = translate("Sidebar", "%Ln things need you", None, count) if count else NO_WORDS
        self._buttons[PageName.ATTENTION].setAccessibleDescription(spoken)

    def _brand(self) -> QHBoxLayout:
        self._picture, self._name = label(), label("PicUp", "brand")
        self._picture.setPixmap(icon("picup", "").pixmap(QSize(28, 28)))
        layout = QHBoxLayout()
        layout.setContentsMargins(10, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._picture)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._lock_button())
        return layout

    def _lock_button(self) -> QToolButton:
        words = translate("Sidebar", "Lock (Ctrl+L)")
        self.lock.setToolTip(plain_tip(words))
        self.lock.setAccessibleName(words)
        self.lock.setIconSize(ICON)
        self.lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lock.clicked.connect(self.lock_asked)
        return self.lock

    def _button(self, place: PageName) -> QPushButton:
        made = Entry(place_name(place))
        made.setProperty("part", "nav")
        made.setAccessibleName(place_name(place))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setAutoDefault(False)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setIconSize(ICON)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
        self._buttons[place] = made
        return made

    @Slot()
    def _colour(self) -> None:
        colours = self._theme.colours
        self.lock.setIcon(icon("lock", colours.quiet))
        for place, each in self._buttons.items():
            each.setIcon(icon(place.value, colours.quiet, checked=colours.accent))
