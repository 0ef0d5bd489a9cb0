"""The way from the photos of an album back to the albums."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from picup_desktop.ui.photos.filters import Filters
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import button

PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class WayBack(QObject):
    """A button that is there while an album is shown that was opened; emit ``gone_back``."""

    gone_back = Signal()

    def __init__(self, theme: Theme, filters: Filters, page: QWidget, photos: QWidget) -> None:
        """``photos`` is where the photos are clicked."""
        super().__init__(page)
        self._entered_at = float("-inf")
        photos.installEventFilter(self)
        self._filters = filters
        self._album: int | None = None
        self._theme = theme
        self.button = button(translate("Sidebar", "Albums"), "link")
        theme.changed.connect(self._colour)
        self._colour()
        self.button.hide()
        self.button.clicked.connect(self.go_back)
        self._keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), page)
        self._keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._keys.setEnabled(False)
        self._keys.activated.connect(self.go_back)
        filters.changed.connect(self._follow)

    def enter(self, album_id: int, name: str) -> None:
        """Show the photos of an album and no others, with a way back."""
        self._album = album_id
        self.hold_presses()
        self._filters.clear()
        self._filters.choose_album(album_id, name)
        self._offer(offered=True)

    def hold_presses(self) -> None:
        """Ignore presses on photos for as long as they may belong to a double click."""
        self._entered_at = time.monotonic()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ignore the second press of a double click on the album, which is meant for no photo."""
        young = time.monotonic() - self._entered_at < QApplication.doubleClickInterval() / 1_000
        return young and event.type() in PRESSES

    @Slot()
    def go_back(self) -> None:
        """Show all photos here again, and go back to the albums."""
        self._filters.clear()
        self._offer(offered=False)
        self.gone_back.emit()

    @Slot()
    def _follow(self) -> None:
        """Offer no way back once a person chose other photos."""
        if self._album is not None and self._filters.wanted.album_id != self._album:
            self._offer(offered=False)

    @Slot()
    def _colour(self) -> None:
        self.button.setIcon(self._theme.icon("back", self._theme.colours.accent))

    def _offer(self, *, offered: bool) -> None:
        if not offered:
            self._album = None
        self.button.setVisible(offered)
        self._keys.setEnabled(offered)
