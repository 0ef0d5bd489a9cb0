"""A thread that checks now and then whether work is due, and sleeps until it is woken.

The thread is a daemon, from ``start`` to ``end``; it may be cut off by the end of the process.
"""

import threading
from collections.abc import Callable

from picup_desktop.ledger.ledger import Ledger


class PeriodicThread:
    """``ledger`` returns None while there is nothing to do; else ``work`` gets its result."""

    def __init__(
        self, name: str, ledger: Callable[[], Ledger | None], work: Callable[[Ledger], None]
    ) -> None:
        self._ledger = ledger
        self._work = work
        self._woken = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Wake the thread: work may be due."""
        self._woken.set()

    def is_ending(self) -> bool:
        """Return whether the thread was asked to end."""
        return self._ending.is_set()

    def end(self) -> None:
        """Ask the thread to end."""
        self._ending.set()
        self._woken.set()

    def join(self, seconds: float) -> None:
        """Wait for the end of the thread, for so many seconds at most."""
        self._thread.join(seconds)

    def _run(self) -> None:
        while self._woken.wait() and not self._ending.is_set():
            self._woken.clear()
            ledger = self._ledger()
            if ledger is None:
                continue
            try:
                self._work(ledger)
            finally:
                ledger.close()
