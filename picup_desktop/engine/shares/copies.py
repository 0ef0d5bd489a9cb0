"""The verifier's daily share: some objects on the storages are read back each day.

It uses the reading couriers; if the process ends, it ends as they do.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from picup_desktop.app import Engine
from picup_desktop.clock import Clock
from picup_desktop.engine.commands.verify import verify_with
from picup_desktop.engine.progress import Tell
from picup_desktop.engine.shares.share import DailyShare
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.reach.cancellation import StoppableClock
from picup_desktop.sync.verify.plan import share_is_due
from picup_desktop.sync.verify.report import VerifyOrder
from picup_desktop.sync.verify.verify import last_runs
from picup_desktop.words import CopyState

log = logging.getLogger(__name__)


class _ShareProgress(NoProgress):
    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled

    def cancelled(self) -> bool:
        return self._cancelled()


class CopyShare(DailyShare):
    """Reads copies back and heals what is bad."""

    thread_name = "copy-share"
    subject = "copies"

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
        """``ledger`` returns None while the vault was never unlocked.

        ``held`` also returns True while a storage is out.
        """
        super().__init__(ledger=ledger, held=held, busy=busy, clock=clock)
        self._reading = reading
        self._tell = tell

    def is_due(self, ledger: Ledger) -> bool:
        """Return whether a storage's share of today is still to be read."""
        return share_is_due(last_runs(ledger).values(), self._clock.now())

    def read(self, _ledger: Ledger, clock: StoppableClock, /) -> bool:
        """Read the share and heal it; return whether no storage was out and all was healed."""
        with self._reading() as opened:
            engine = replace(opened, clock=clock)
            order = VerifyOrder(repair=True)
            found = verify_with(engine, order, _ShareProgress(self.waited), remove_unknown=False)
        report, states = found.report, [copy.state for copy in found.report.bad]
        log.info(
            "read back %d copies, %d bytes, asked about %d; %d missing, %d damaged, %d healed",
            report.checked,
            report.bytes,
            report.vouched,
            states.count(CopyState.MISSING),
            states.count(CopyState.DAMAGED),
            len(found.repair.repaired),
        )
        self._tell("changed", {"what": ["photos", "storages", "attention"]})
        return not (report.out or found.repair.failed)
