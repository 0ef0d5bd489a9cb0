"""The daily share of the originals: some files of the albums are read again each day (4-8).

It uses no storage and no key.
"""

import logging
from collections.abc import Callable

from picup_desktop.clock import Clock
from picup_desktop.engine.shares.share import DailyShare
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.reach.cancellation import StoppableClock
from picup_desktop.sync.verify.originals import OriginalsReader, last_run
from picup_desktop.sync.verify.plan import share_is_due

log = logging.getLogger(__name__)


class OriginalShare(DailyShare):
    """Reads originals and requests scans of albums whose files have other content."""

    thread_name = "original-share"
    subject = "originals"

    def __init__(
        self,
        *,
        ledger: Callable[[], Ledger | None],
        held: Callable[[], bool],
        busy: Callable[[], bool],
        changed: Callable[[frozenset[int]], None],
        clock: Clock,
    ) -> None:
        """``changed`` gets the ids of the albums to be scanned."""
        super().__init__(ledger=ledger, held=held, busy=busy, clock=clock)
        self._changed = changed

    def is_due(self, ledger: Ledger) -> bool:
        """Return whether today's share is still to be read."""
        return share_is_due([last_run(ledger)], self._clock.now())

    def read(self, ledger: Ledger, clock: StoppableClock, /) -> bool:
        """Read the share; return True: the next scan reports a file that can't be read."""
        report = OriginalsReader(ledger, clock, self.waited).run()
        log.info(
            "read %d originals again, %d bytes; %d albums have changed files",
            report.read,
            report.bytes,
            len(report.albums),
        )
        if report.albums:
            self._changed(frozenset(report.albums))
        return True
