"""The verifier's daily share: some objects on the storages are read back each day.

One thread (``periodic.py``), from ``start`` to ``stop``. Whenever it is woken it checks
whether a share is due. It uses the reading couriers, waits while a pass moves photos, and
is cut when nothing may move. What it did not reach is due with the next share, so it may
end at any point; if the process ends, it ends as the couriers do.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from picup_desktop.app import Engine
from picup_desktop.clock import Clock
from picup_desktop.engine.commands.verify import verify_with
from picup_desktop.engine.periodic import PeriodicThread
from picup_desktop.engine.progress import Tell
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.reach.cancellation import PassStopped, StoppableClock
from picup_desktop.sync.verify.plan import share_is_due
from picup_desktop.sync.verify.verify import VerifyOrder, last_runs
from picup_desktop.words import CopyState

LOOK_SECONDS = 60.0
"""How often the thread checks whether a share is due."""
AFTER_TROUBLE_SECONDS = 60 * 60.0
ASIDE_SECONDS = 0.5

log = logging.getLogger(__name__)


class _ShareProgress(NoProgress):
    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled

    def cancelled(self) -> bool:
        return self._cancelled()


class DailyShare:
    """The thread that reads a share each day."""

    def __init__(
        self,
        *,
        ledger: Callable[[], Ledger | None],
        reading: Callable[[], AbstractContextManager[Engine]],
        held: Callable[[], bool],
        busy: Callable[[], bool],
        clock: Clock,
        tell: Tell,
    ) -> None:
        """``ledger`` returns None while nothing can be read: the vault was never unlocked.

        ``held`` returns whether nothing may move now or a storage is out; ``busy``, whether a
        pass is running.
        """
        self._ledger = ledger
        self._reading = reading
        self._held = held
        self._busy = busy
        self._clock = clock
        self._tell = tell
        self._cut = threading.Event()
        self._not_before = 0.0
        self._thread = PeriodicThread("daily-share", self._ledger, self._read_if_due)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def look(self) -> None:
        """Wake the thread: a share may be due."""
        self._thread.wake()

    def stand_aside(self) -> None:
        """Cut a running share if nothing may move now."""
        if self._held():
            self._cut.set()

    def stop(self, seconds: float) -> None:
        """End the thread, within so many seconds or with the process."""
        self._thread.end()
        self._cut.set()
        self._thread.join(seconds)

    def _read_if_due(self, ledger: Ledger) -> None:
        try:
            if self._is_due(ledger):
                self._cut.clear()
                self._read_some()
        except PassStopped:
            log.info("the daily share was cut short; the rest of it follows")
        except PicupError as error:
            log.warning("the daily share could not be read back: %s", error.sentence)
            self._not_before = self._clock.monotonic() + AFTER_TROUBLE_SECONDS

    def _is_due(self, ledger: Ledger) -> bool:
        return (
            self._clock.monotonic() >= self._not_before
            and not self._held()
            and not self._busy()
            and share_is_due(last_runs(ledger).values(), self._clock.now())
        )

    def _read_some(self) -> None:
        with self._reading() as opened:
            engine = replace(opened, clock=StoppableClock(self._clock, self._cut))
            order = VerifyOrder(repair=True)
            found = verify_with(engine, order, _ShareProgress(self._waited), remove_unknown=False)
        report, states = found.report, [copy.state for copy in found.report.bad]
        log.info(
            "read back %d copies, %d bytes; %d missing, %d damaged, %d healed",
            report.checked,
            report.bytes,
            states.count(CopyState.MISSING),
            states.count(CopyState.DAMAGED),
            len(found.repair.repaired),
        )
        if report.out or found.repair.failed:
            self._not_before = self._clock.monotonic() + AFTER_TROUBLE_SECONDS
        self._tell("changed", {"what": ["photos", "storages", "attention"]})

    def _waited(self) -> bool:
        """Return whether to stop; blocks while a pass is running."""
        while self._busy() and not self._cut.wait(ASIDE_SECONDS):
            pass
        return self._cut.is_set()
