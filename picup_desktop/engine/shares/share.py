"""A daily share of reading back: one thread, from ``start`` to ``stop``.

Whenever the thread (``periodic.py``) is woken it checks whether the share is due. It waits
while a pass runs and is cut when nothing may be read. What it did not reach is due with the
next share, so it may end at any point, with the process too.
"""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from picup_desktop.clock import Clock
from picup_desktop.engine.periodic import PeriodicThread
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import plain
from picup_desktop.sync.reach.cancellation import PassStopped, StoppableClock

LOOK_SECONDS = 60.0
"""How often the threads check whether a share is due."""
AFTER_TROUBLE_SECONDS = 60 * 60.0
ASIDE_SECONDS = 0.5

log = logging.getLogger(__name__)


class DailyShare(ABC):
    """The thread that reads a share each day."""

    thread_name: ClassVar[str]
    subject: ClassVar[str]
    """What is read, in words of the log."""

    def __init__(
        self,
        *,
        ledger: Callable[[], Ledger | None],
        held: Callable[[], bool],
        busy: Callable[[], bool],
        clock: Clock,
    ) -> None:
        """``ledger`` returns None while nothing can be read.

        ``held`` returns whether nothing may be read now; ``busy``, whether a pass is running.
        """
        self._held = held
        self._busy = busy
        self._clock = clock
        self._cut = threading.Event()
        self._not_before = 0.0
        self._thread = PeriodicThread(self.thread_name, ledger, self._read_if_due)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def look(self) -> None:
        """Wake the thread: a share may be due."""
        self._thread.wake()

    def stand_aside(self) -> None:
        """Cut a running share if nothing may be read now."""
        if self._held():
            self._cut.set()

    def stop(self, seconds: float) -> None:
        """End the thread, within so many seconds or with the process."""
        self._thread.end()
        self._cut.set()
        self._thread.join(seconds)

    @abstractmethod
    def is_due(self, ledger: Ledger) -> bool:
        """Return whether today's share is still to be read."""

    @abstractmethod
    def read(self, ledger: Ledger, clock: StoppableClock, /) -> bool:
        """Read the share; return whether all of it could be read. PassStopped; PicupError."""

    def waited(self) -> bool:
        """Return whether to stop; block while a pass is running."""
        while self._busy() and not self._cut.wait(ASIDE_SECONDS):
            pass
        return self._cut.is_set()

    def _read_if_due(self, ledger: Ledger) -> None:
        if self._clock.monotonic() < self._not_before or self._held() or self._busy():
            return
        if not self.is_due(ledger):
            return
        self._cut.clear()
        if self._thread.is_ending():
            return
        try:
            whole = self.read(ledger, StoppableClock(self._clock, self._cut))
        except PassStopped:
            log.info(
                "%s: the daily share was cut short; the rest of it follows",
                plain(self.subject),
            )
            return
        except PicupError as error:
            log.warning(
                "%s: the daily share could not be read: %s",
                plain(self.subject),
                error.sentence,
            )
            whole = False
        if not whole:
            self._not_before = self._clock.monotonic() + AFTER_TROUBLE_SECONDS
