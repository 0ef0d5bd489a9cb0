"""Full screen: the window around the viewer takes all of the screen, and the photo all of it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from picup_desktop.ui.viewer.stage.stage import Stage


class FullScreen(QObject):
    """Turn it on and off; emit ``turned`` also where the desktop does.

    The details are put away meanwhile, and come back after it. They can be asked for there.
    """

    turned = Signal()

    def __init__(self, viewer: QWidget, stage: Stage, details: QWidget) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self._stage = stage
        self._details = details
        self._had_details = False
        self._is_on = False
        self._watched: QWidget | None = None

    @property
    def is_on(self) -> bool:
        """Whether the photo has all of the screen."""
        return self._is_on

    def turn(self, *, on: bool) -> None:
        """Take all of the screen, or give it back; a maximised window is maximised again."""
        window = self._viewer.window()
        self._watch(window)
        full = Qt.WindowState.WindowFullScreen
        state = window.windowState()
        window.setWindowState(state | full if on else state & ~full)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the desktop, which has keys of its own for this."""
        if event.type() is QEvent.Type.WindowStateChange and watched is self._watched:
            self._follow()
        return False

    def _watch(self, window: QWidget) -> None:
        if self._watched is not window:
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            self._watched = window
            window.installEventFilter(self)

    def _follow(self) -> None:
        on = self._viewer.window().isFullScreen() and self._viewer.isVisible()
        if on == self._is_on:
            return
        self._is_on = on
        if on:
            self._had_details = self._details.isVisibleTo(self._viewer)
            self._details.hide()
        else:
            self._details.setVisible(self._had_details or self._details.isVisibleTo(self._viewer))
        self._stage.set_free(free=on)
        self._stage.head.show_full_screen(full=on)
        self.turned.emit()
