"""Keeps the lock on the window's side: covers it, and tells the engine that somebody is there."""

import time

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from picup_desktop.ui.context import Context
from picup_desktop.ui.frame.window import MainWindow
from picup_desktop.ui.lock.screen import LockScreen

TELL_SECONDS = 15.0
DOINGS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class LockKeeper(QObject):
    """One for the window; says ``covered`` when it was locked."""

    covered = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        # Another language makes another window, and this one's keeper goes with it.
        super().__init__(window)
        self._link = context.link
        self._snapshots = context.snapshots
        self._app_state = context.app_state
        self._window = window
        self.screen = LockScreen(context, window)
        self._locked = False
        self._told_at = 0.0
        window.lock_asked.connect(self.lock)
        self._app_state.changed.connect(self._follow)
        window.installEventFilter(self)
        self._follow()

    @property
    def locked(self) -> bool:
        """Whether the window is covered."""
        return self._locked

    def end(self) -> None:
        """Let go of a window that goes away."""
        self._app_state.changed.disconnect(self._follow)
        self._window.removeEventFilter(self)
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)

    @Slot()
    def lock(self) -> None:
        """Lock now."""
        self._link.ask("lock", done=lambda _: self._app_state.look_again())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there; told now and then, if it matters."""
        kind = event.type()
        if kind is QEvent.Type.Show and watched is self._window:
            self._watch_input()
        elif kind in DOINGS and self._matters():
            self._told_at = time.monotonic()
            self._link.ask("present", refused=lambda _: None)
        return False

    def _watch_input(self) -> None:
        """All that is done in the window goes through its handle, before any widget has it."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def _matters(self) -> bool:
        snapshot = self._app_state.snapshot
        if snapshot is None or self._locked or not self._link.connected:
            return False
        soon = snapshot.settings.lock_after_seconds
        return soon > 0 and time.monotonic() - self._told_at >= min(TELL_SECONDS, soon / 4)

    @Slot()
    def _follow(self) -> None:
        locked = self._app_state.live.locked and self._app_state.snapshot is not None
        if locked == self._locked:
            return
        self._locked = locked
        self._window.cover(self.screen if locked else None)
        if locked:
            self._snapshots.forget()
            self.covered.emit()
        else:
            self._snapshots.refresh()
