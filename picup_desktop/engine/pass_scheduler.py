"""Decide what the engine does next; the core of the owner thread.

A step makes at most one pass. Hints, timers and people only add requests to the work queue;
the ledger knows when photos and deletions are due. A storage that was out a moment ago is not
asked, and no pass starts without a reason, so the engine never spins, however long a storage
is away.

``step`` belongs to the owner thread; everything else may be called from any thread.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from picup_desktop.backoff import backoff_seconds
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc.events import PassEnded, PassResult
from picup_desktop.engine.pauses import PauseReason, PauseReasons
from picup_desktop.engine.progress import Tell, TransferProgress
from picup_desktop.engine.work_queue import PassRequest, ScanSchedule, WorkQueue
from picup_desktop.errors import PicupError
from picup_desktop.ledger.evidence import is_listing_due
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.left_out import total
from picup_desktop.sync.pass_fault import broke
from picup_desktop.sync.pass_order import PassObserver, PassOrder, PassReport
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.reach.outages import Outages
from picup_desktop.sync.rescan.young_files import YoungFiles

LONGEST_WAIT_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 10 * 60.0
WIND_DOWN_SECONDS = 5.0
ALERT_SECONDS = 60.0
REST_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 5 * 60.0
"""How long no pass is started only for a look at the storages, after any pass."""

log = logging.getLogger(__name__)


class OnePass(Protocol):
    """The part of ``SyncPass`` that is used here."""

    def run(self, order: PassOrder) -> PassReport:
        """Carry out the order."""

    def stop(self) -> None:
        """Stop at once."""

    def wind_down(self) -> None:
        """Stop soon."""


class PassScheduler:
    """Starts one pass after another."""

    def __init__(
        self,
        *,
        ledger: Callable[[], Ledger | None],
        new_pass: Callable[[PassObserver], OnePass | None],
        polled: Callable[[], frozenset[int]],
        work_queue: WorkQueue,
        outages: Outages,
        pause_reasons: PauseReasons,
        moves: TransferProgress,
        clock: Clock,
        tell: Tell,
        alert: Callable[[], None],
        on_idle: Callable[[], None],
    ) -> None:
        """``new_pass`` returns None while nothing can be sent: the vault was never unlocked.

        ``polled`` returns the albums whose folders send no events; ``alert`` alerts new attention
        items; ``on_idle`` may release resources of passes until the next one.
        """
        self._ledger = ledger
        self._new_pass = new_pass
        self._polled = polled
        self._work_queue = work_queue
        self._outages = outages
        self._pause_reasons = pause_reasons
        self._moves = moves
        self._clock = clock
        self._tell = tell
        self._alert = alert
        self._on_idle = on_idle
        self._lock = threading.Lock()
        self._pass: OnePass | None = None
        self._pass_began_at = 0.0
        self._cut = False
        self._asked: list[Future[PassResult]] = []
        self._young = YoungFiles()
        self._scans = ScanSchedule(self._work_queue)
        self._reported_pause: PauseReason | None = None
        self._not_before = 0.0
        self._look_not_before = 0.0
        self._slowed_down = 0
        self._unprotected = -1
        self._alerted_at = 0.0
        self._rested = True

    def step(self) -> float:
        """Do the next work, if any; return the longest time to sleep, in seconds."""
        at = self._clock.monotonic()
        ledger = self._ledger()
        if ledger is None:
            return LONGEST_WAIT_SECONDS
        if at - self._alerted_at >= ALERT_SECONDS:
            self._alerted_at = at
            self._alert()
        pause = self._pause()
        if (pause is not None or at < self._not_before) and not self._work_queue.asked:
            return self._wait(at)
        request = self._work_queue.take(at) | self._due(ledger, at)
        if not request:
            self._rest(at)
            return self._wait(at)
        observed = self._new_pass(self._moves)
        if observed is None:
            self._work_queue.request(request)
            return LONGEST_WAIT_SECONDS
        self._run(observed, request, at)
        return 0.0

    def ask(self) -> Future[PassResult]:
        """Request everything now, for a person; return the future result."""
        answer: Future[PassResult] = Future()
        with self._lock:
            self._asked.append(answer)
        self._work_queue.request(PassRequest(everything=True, ignore_back_off=True, asked=True))
        return answer

    def hint(self, albums: frozenset[int]) -> None:
        """Scan changed albums soon."""
        self._scans.hint(albums, self._clock.monotonic())

    def cut(self) -> None:
        """Stop the running pass, and start none until ``go_on``."""
        with self._lock:
            self._cut = True
        self.interrupt()

    def interrupt(self) -> None:
        """Stop the running pass; the next starts as soon as nothing pauses it."""
        with self._lock:
            under_way = self._pass
        if under_way is not None:
            under_way.stop()

    def go_on(self) -> None:
        """Allow passes again."""
        with self._lock:
            self._cut = False

    @property
    def busy(self) -> bool:
        """Return whether a pass is running."""
        with self._lock:
            return self._pass is not None

    def make_room(self) -> None:
        """End a long pass early when new work waits, so that new photos need not wait for it."""
        at = self._clock.monotonic()
        with self._lock:
            under_way = self._pass
            long_enough = at - self._pass_began_at >= WIND_DOWN_SECONDS
            asked = bool(self._asked)
        if under_way is not None and long_enough and not asked and self._work_queue.is_due(at):
            under_way.wind_down()

    def end(self, error: PicupError) -> None:
        """Stop for good: every waiting request gets the error."""
        with self._lock:
            asked, self._asked = self._asked, []
        for answer in asked:
            answer.set_exception(error)

    def next_at(self) -> float | None:
        """Return when work is planned, in monotonic seconds; None if none is."""
        planned = [self._work_queue.next_at(), self._outages.next_at()]
        return min((moment for moment in planned if moment is not None), default=None)

    def _pause(self) -> PauseReason | None:
        pause = self._pause_reasons.now()
        if pause != self._reported_pause:
            self._reported_pause = pause
            document = None if pause is None else pause.to_json()
            self._tell("paused", {"paused": document})
        return pause

    def _due(self, ledger: Ledger, at: float) -> PassRequest:
        """Return the work that is due by time alone."""
        now, outages = self._clock.now(), self._outages
        albums = self._scans.due(ledger, self._polled(), at)
        if outages.any:
            again_at = outages.next_at()
            return PassRequest(albums=albums, uploads=again_at is not None and again_at <= at)
        due = [d for d in (ledger.uploads.next_due(), ledger.deletions.next_due()) if d is not None]
        is_due = bool(due) and min(due) <= now
        return PassRequest(albums=albums, uploads=is_due or self._is_look_due(ledger, at))

    def _is_look_due(self, ledger: Ledger, at: float) -> bool:
        """Return whether a storage must be listed now (5-1).

        A look that fails is tried again after a while, and delays nothing else.
        """
        if at < self._look_not_before:
            return False
        counts_seconds, now = ledger.vaults.settings().seen_whole_seconds, self._clock.now()
        return any(
            is_listing_due(one.last_seen, now, counts_seconds) for one in ledger.storages.all()
        )

    def _run(self, one_pass: OnePass, request: PassRequest, at: float) -> None:
        order = PassOrder(
            ignore_back_off=request.ignore_back_off,
            albums=None if request.everything else request.albums,
            young=None if request.asked else self._young,
            out={} if request.asked else self._outages.out(at),
        )
        with self._lock:
            if self._cut:
                self._work_queue.request(request)
                return
            self._pass, self._pass_began_at, self._rested = one_pass, at, False
            self._look_not_before = at + LOOK_AGAIN_SECONDS
            asked = list(self._asked) if request.asked else []
        self._moves.begin()
        result: PassEnded | PassResult = {"stopped": True}
        try:
            report = one_pass.run(order)
        except PassStopped:
            self._work_queue.request(request)
        except PicupError as error:
            log.warning("a pass failed: %s", error.sentence)
            result = {"error": error.message}
            self._failed(request, error, asked)
        except Exception as error:
            # The engine survives any fault; its ledger is consistent because it is transactional.
            log.exception("a pass broke")
            broken = broke(error)
            result = {"error": broken.message}
            self._failed(request, broken, asked)
        else:
            passed = pass_json(report)
            result = passed
            self._after(report, order)
            self._answer(asked, lambda answer: answer.set_result(passed))
        finally:
            with self._lock:
                self._pass = None
            self._moves.end(result)

    def _failed(
        self, request: PassRequest, error: PicupError, asked: list[Future[PassResult]]
    ) -> None:
        """Request the work again, later; waiting requests get the error."""
        self._answer(asked, lambda answer: answer.set_exception(error))
        self._work_queue.request(PassRequest(request.everything, request.albums, uploads=True))
        self._slow_down()

    def _after(self, report: PassReport, order: PassOrder) -> None:
        at = self._clock.monotonic()
        asked = {role: c for role, c in report.contacts.items() if role not in order.out}
        back = self._outages.note(asked, at)
        if back:
            log.info("back again: %s", ", ".join(back))
            self._work_queue.request(PassRequest(uploads=True, ignore_back_off=True))
        if report.more:
            self._work_queue.request(PassRequest(uploads=True))
        stuck = report.unprotected == self._unprotected and not back and not self._outages.any
        self._unprotected = report.unprotected
        ledger = self._ledger()
        if ledger is not None:
            self._scans.note(ledger, order, report, at)
        due = [] if ledger is None else [ledger.uploads.next_due(), ledger.deletions.next_due()]
        if stuck and any(d is not None and d <= self._clock.now() for d in due):
            # All was processed and still something is due: don't repeat it at once.
            self._slow_down()
        else:
            self._slowed_down = 0
        self._alert()
        what = ["photos", "albums", "storages", "attention", "deletions"]
        self._tell("changed", {"what": what})

    def _slow_down(self) -> None:
        pause = backoff_seconds(FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, self._slowed_down)
        self._slowed_down += 1
        self._not_before = self._clock.monotonic() + pause

    def _answer(
        self,
        asked: list[Future[PassResult]],
        give: Callable[[Future[PassResult]], None],
    ) -> None:
        with self._lock:
            self._asked = [answer for answer in self._asked if answer not in asked]
        for answer in asked:
            give(answer)

    def _rest(self, at: float) -> None:
        if not self._rested and at - self._pass_began_at >= REST_SECONDS:
            self._rested = True
            self._on_idle()

    def _wait(self, at: float) -> float:
        planned = self.next_at()
        soonest = self._not_before if planned is None else max(planned, self._not_before)
        until = soonest - at if soonest > at else LONGEST_WAIT_SECONDS
        return min(until, LONGEST_WAIT_SECONDS)


def pass_json(report: PassReport) -> PassResult:
    """Return the result of a pass, as described in docs/engine.md."""
    return {
        "unprotected": report.unprotected,
        "skipped_files": total(report.rescan.left_out),
        "restless": report.rescan.restless,
        "unreadable": report.rescan.unreadable,
        "held": list(report.rescan.held),
        "lost": report.lost,
        "nobody_reached": report.nobody_reached,
        "reasons": {
            role.value: contact.error.message
            for role, contact in report.contacts.items()
            if contact.error is not None
        },
    }
