"""Cover the window while the vault is locked, and report a person's presence to the engine."""

import time

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from picup_desktop.engine.ipc.commands.engine import Lock, Present
from picup_desktop.ui.context import Context
from picup_desktop.ui.frame.window import MainWindow
from picup_desktop.ui.lock.screen import LockScreen

REPORT_SECONDS = 15.0
INPUT_EVENTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class LockKeeper(QObject):
    """Follow the lock of one window; emit ``covered`` when it is locked."""

    covered = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        # A change of language makes another window; this keeper is destroyed with its own.
        super().__init__(window)
        self._link = context.link
        self._snapshots = context.snapshots
        self._app_state = context.app_state
        self._window = window
        self.screen = LockScreen(context, window)
        self._locked = False
        self._reported_at = 0.0
        window.lock_asked.connect(self.lock)
        self._app_state.changed.connect(self._follow)
        window.installEventFilter(self)
        self._follow()

    @property
    def locked(self) -> bool:
        """Whether the lock screen covers the window."""
        return self._locked

    def end(self) -> None:
        """Disconnect from a window that is destroyed."""
        self._app_state.changed.disconnect(self._follow)
        self._window.removeEventFilter(self)
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)

    @Slot()
    def lock(self) -> None:
        """Lock the vault."""
        self._link.ask(Lock(), done=lambda _: self._app_state.look_again())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Report input to the engine now and then, where locking after a while is turned on."""
        kind = event.type()
        if kind is QEvent.Type.Show and watched is self._window:
            self._watch_input()
        elif kind in INPUT_EVENTS and self._should_report():
            self._reported_at = time.monotonic()
            self._link.ask(Present(), refused=lambda _: None)
        return False

    def _watch_input(self) -> None:
        """Watch the window's handle, which gets all input before any widget does."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def _should_report(self) -> bool:
        snapshot = self._app_state.snapshot
        if snapshot is None or self._locked or not self._link.connected:
            return False
        soon = snapshot.settings.lock_after_seconds
        return soon > 0 and time.monotonic() - self._reported_at >= min(REPORT_SECONDS, soon / 4)

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
