"""Looking, now and then, whether something is due: one thread, which sleeps until it is woken.

The thread is a daemon, from ``start`` to ``end``; with the process it ends wherever it is.
"""

import threading
from collections.abc import Callable

from picup_desktop.ledger.ledger import Ledger


class Looking:
    """``ledger`` gives None while there is nothing to look at; ``work`` is handed what it gives."""

    def __init__(
        self, name: str, ledger: Callable[[], Ledger | None], work: Callable[[Ledger], None]
    ) -> None:
        self._ledger = ledger
        self._work = work
        self._woken = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    def is_ending(self) -> bool:
        """Whether it was told to end."""
        return self._ending.is_set()

    def end(self) -> None:
        """Look no more."""
        self._ending.set()
        self._woken.set()

    def join(self, seconds: float) -> None:
        """Wait until it has ended, for so long at most."""
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
