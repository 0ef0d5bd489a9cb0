"""Ends the window as a signal asks, at whatever moment of its life that comes.

Qt forgets a wish to quit that comes before its event loop runs, and Python handles a signal only
once Qt calls it: a window in which nothing happens would go on.
"""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot

ENDING = (signal.SIGINT, signal.SIGTERM)
MOST_AT_ONCE = 64


class EndingSignals(QObject):
    """Call ``leave`` within the event loop after SIGINT or SIGTERM; ``end`` stops listening."""

    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__()
        self._leave = leave
        self._heard, self._told = socket.socketpair()
        for side in (self._heard, self._told):
            side.settimeout(0)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._ask) for number in ENDING}

    def end(self) -> None:
        """Leave signals to whoever had them before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._heard.close()
        self._told.close()

    def _ask(self, *_: object) -> None:
        # Queued: before the loop runs there is nothing yet that could be left.
        QTimer.singleShot(0, self._leave)

    @Slot()
    def _wake(self) -> None:
        """Be called: Python handles the signal on the way."""
        with suppress(BlockingIOError):
            self._heard.recv(MOST_AT_ONCE)
