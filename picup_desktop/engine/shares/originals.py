"""The daily share of the originals: some files of the albums are read again each day (4-8).

One thread (``periodic.py``), from ``start`` to ``stop``, beside the verifier's share. It
uses no storage and no key. It waits while a pass runs and is cut when the engine is paused;
what it did not reach is due with the next share, so it may end at any point.
"""

import logging
import threading
from collections.abc import Callable

from picup_desktop.clock import Clock
from picup_desktop.engine.periodic import PeriodicThread
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.reach.cancellation import StoppableClock
from picup_desktop.sync.verify.originals import OriginalsReader, last_run
from picup_desktop.sync.verify.plan import share_is_due

AFTER_TROUBLE_SECONDS = 60 * 60.0
ASIDE_SECONDS = 0.5

log = logging.getLogger(__name__)


class OriginalShare:
    """The thread that reads a share each day."""

    def __init__(
        self,
        *,
        ledger: Callable[[], Ledger | None],
        held: Callable[[], bool],
        busy: Callable[[], bool],
        changed: Callable[[frozenset[int]], None],
        clock: Clock,
    ) -> None:
        """``ledger`` returns None without a vault.

        ``held`` returns whether nothing may be read now; ``busy``, whether a pass is running.
        ``changed`` is told the albums with files of other content, to be scanned.
        """
        self._held = held
        self._busy = busy
        self._changed = changed
        self._clock = clock
        self._cut = threading.Event()
        self._not_before = 0.0
        self._thread = PeriodicThread("original-share", ledger, self._read_if_due)

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

    def _read_if_due(self, ledger: Ledger) -> None:
        if self._clock.monotonic() < self._not_before or self._held() or self._busy():
            return
        if not share_is_due([last_run(ledger)], self._clock.now()):
            return
        self._cut.clear()
        clock = StoppableClock(self._clock, self._cut)
        try:
            report = OriginalsReader(ledger, clock, self._waited).run()
        except PicupError as error:
            log.warning("the originals could not be read again: %s", error.sentence)
            self._not_before = self._clock.monotonic() + AFTER_TROUBLE_SECONDS
            return
        log.info(
            "read %d originals again, %d bytes; %d albums have changed files",
            report.read,
            report.bytes,
            len(report.albums),
        )
        if report.albums:
            self._changed(frozenset(report.albums))

    def _waited(self) -> bool:
        """Return whether to stop; blocks while a pass is running."""
        while self._busy() and not self._cut.wait(ASIDE_SECONDS):
            pass
        return self._cut.is_set() or self._thread.is_ending()
