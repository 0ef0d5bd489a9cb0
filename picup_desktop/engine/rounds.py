"""Rounds: what the engine does next, decided anew each time; the heart of the owner thread.

A round is at most one pass. Hints, clocks and people only leave wishes in the
agenda; the ledger knows when photos and deletions are due. Nothing is asked of a
storage that was out a moment ago, and no round follows another without a reason,
so that nothing ever turns hot, however long a storage is away.

``step`` belongs to the owner thread; everything else may be called from any.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol

from picup_desktop.clock import Clock
from picup_desktop.engine.agenda import Agenda, Wish
from picup_desktop.engine.pauses.reasons import Hold, Holds
from picup_desktop.engine.progress import Moves, Tell
from picup_desktop.engine.schedule import Looks
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.pass_fault import broke
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.reach.outages import Outages
from picup_desktop.sync.rescan.rescan import YoungFiles
from picup_desktop.sync.sync_pass import PassObserver, PassOrder, PassReport

LONGEST_WAIT_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 10 * 60.0
WIND_DOWN_SECONDS = 5.0
ALERT_SECONDS = 60.0
REST_SECONDS = 60.0

log = logging.getLogger(__name__)


class OnePass(Protocol):
    """A ``SyncPass``, as it is used here."""

    def run(self, order: PassOrder) -> PassReport:
        """Go through what the order says."""

    def stop(self) -> None:
        """End it now."""

    def wind_down(self) -> None:
        """End it soon."""


@dataclass(frozen=True)
class RoundsParts:
    """What rounds are made of."""

    ledger: Callable[[], Ledger | None]
    new_pass: Callable[[PassObserver], OnePass | None]
    """None while nothing may be sent, for the vault was never unlocked."""
    polled: Callable[[], frozenset[int]]
    """The albums whose folders send no events."""
    agenda: Agenda
    outages: Outages
    holds: Holds
    moves: Moves
    clock: Clock
    tell: Tell
    alert: Callable[[], None]
    """Alerts what newly waits for a person."""
    rest: Callable[[], None]
    """Nothing moved for a while: what passes need may be put away until the next."""


class Rounds:
    """One round after another."""

    def __init__(self, parts: RoundsParts) -> None:
        self._parts = parts
        self._lock = threading.Lock()
        self._pass: OnePass | None = None
        self._pass_began_at = 0.0
        self._cut = False
        self._asked: list[Future[dict[str, Any]]] = []
        self._young = YoungFiles()
        self._looks = Looks(parts.agenda)
        self._told_hold: Hold | None = None
        self._not_before = 0.0
        self._pause_seconds = 0.0
        self._unprotected = -1
        self._alerted_at = 0.0
        self._rested = True

    def step(self) -> float:
        """Do what comes next, if anything; for how many seconds there is nothing, at most."""
        parts, at = self._parts, self._parts.clock.monotonic()
        ledger = parts.ledger()
        if ledger is None:
            return LONGEST_WAIT_SECONDS
        if at - self._alerted_at >= ALERT_SECONDS:
            self._alerted_at = at
            parts.alert()
        hold = self._hold()
        if (hold is not None or at < self._not_before) and not parts.agenda.asked:
            return self._wait(at)
        wish = parts.agenda.take(at) | self._due(ledger, at)
        if not wish:
            self._rest(at)
            return self._wait(at)
        observed = parts.new_pass(parts.moves)
        if observed is None:
            parts.agenda.wish(wish)
            return LONGEST_WAIT_SECONDS
        self._run(observed, wish, at)
        return 0.0

    def ask(self) -> Future[dict[str, Any]]:
        """A person wants all of it now; what comes of it."""
        answer: Future[dict[str, Any]] = Future()
        with self._lock:
            self._asked.append(answer)
        self._parts.agenda.wish(Wish(everything=True, ignore_back_off=True, asked=True))
        return answer

    def hint(self, albums: frozenset[int]) -> None:
        """Something changed there: look soon."""
        self._looks.hint(albums, self._parts.clock.monotonic())

    def cut(self) -> None:
        """Stop the pass under way, and begin none until ``go_on``."""
        with self._lock:
            self._cut = True
        self.interrupt()

    def interrupt(self) -> None:
        """Stop the pass under way; the next begins as soon as nothing holds it."""
        with self._lock:
            under_way = self._pass
        if under_way is not None:
            under_way.stop()

    def go_on(self) -> None:
        """Passes may begin again."""
        with self._lock:
            self._cut = False

    @property
    def busy(self) -> bool:
        """Whether a pass is under way."""
        with self._lock:
            return self._pass is not None

    def make_room(self) -> None:
        """Let a long pass end when something new waits, so that new photos need not."""
        at = self._parts.clock.monotonic()
        with self._lock:
            under_way = self._pass
            long_enough = at - self._pass_began_at >= WIND_DOWN_SECONDS
            asked = bool(self._asked)
        if under_way is not None and long_enough and not asked and self._parts.agenda.is_due(at):
            under_way.wind_down()

    def end(self, error: PicupError) -> None:
        """No more rounds: whoever waits for one is told."""
        with self._lock:
            asked, self._asked = self._asked, []
        for answer in asked:
            answer.set_exception(error)

    def next_at(self) -> float | None:
        """When something is planned, in monotonic seconds; None if nothing is."""
        planned = [self._parts.agenda.next_at(), self._parts.outages.next_at()]
        return min((moment for moment in planned if moment is not None), default=None)

    def _hold(self) -> Hold | None:
        hold = self._parts.holds.now()
        if hold != self._told_hold:
            self._told_hold = hold
            document = None if hold is None else hold.document()
            self._parts.tell("paused", {"paused": document})
        return hold

    def _due(self, ledger: Ledger, at: float) -> Wish:
        """What nobody had to wish for, for its time has come."""
        now, outages = self._parts.clock.now(), self._parts.outages
        albums = self._looks.due(ledger, self._parts.polled(), at)
        if outages.any:
            again_at = outages.next_at()
            return Wish(albums=albums, uploads=again_at is not None and again_at <= at)
        due = [d for d in (ledger.uploads.next_due(), ledger.deletions.next_due()) if d is not None]
        return Wish(albums=albums, uploads=bool(due) and min(due) <= now)

    def _run(self, one_pass: OnePass, wish: Wish, at: float) -> None:
        parts = self._parts
        order = PassOrder(
            ignore_back_off=wish.ignore_back_off,
            albums=None if wish.everything else wish.albums,
            young=None if wish.asked else self._young,
            out={} if wish.asked else parts.outages.out(at),
        )
        with self._lock:
            if self._cut:
                parts.agenda.wish(wish)
                return
            self._pass, self._pass_began_at, self._rested = one_pass, at, False
            asked = list(self._asked) if wish.asked else []
        parts.moves.begin()
        result: dict[str, Any] = {"stopped": True}
        try:
            report = one_pass.run(order)
        except PassStopped:
            parts.agenda.wish(wish)
        except PicupError as error:
            log.warning("a pass failed: %s", error.sentence)
            result = {"error": error.sentence}
            self._failed(wish, error, asked)
        except Exception as error:
            # Whatever it was, the engine goes on; its ledger is whole, for it is transactional.
            log.exception("a pass broke")
            broken = broke(error)
            result = {"error": broken.sentence}
            self._failed(wish, broken, asked)
        else:
            result = report_document(report)
            self._after(report, order)
            self._answer(asked, lambda answer: answer.set_result(result))
        finally:
            with self._lock:
                self._pass = None
            parts.moves.end(result)

    def _failed(self, wish: Wish, error: PicupError, asked: list[Future[dict[str, Any]]]) -> None:
        """It is wished for still, but not at once; who asked is told."""
        self._answer(asked, lambda answer: answer.set_exception(error))
        self._parts.agenda.wish(Wish(wish.everything, wish.albums, uploads=True))
        self._slow_down()

    def _after(self, report: PassReport, order: PassOrder) -> None:
        parts, at = self._parts, self._parts.clock.monotonic()
        asked = {role: c for role, c in report.contacts.items() if role not in order.out}
        back = parts.outages.note(asked, at)
        if back:
            log.info("back again: %s", ", ".join(back))
            parts.agenda.wish(Wish(uploads=True, ignore_back_off=True))
        stuck = report.unprotected == self._unprotected and not back and not parts.outages.any
        self._unprotected = report.unprotected
        ledger = parts.ledger()
        if ledger is not None:
            self._looks.note(ledger, order, report, at)
        due = [] if ledger is None else [ledger.uploads.next_due(), ledger.deletions.next_due()]
        if stuck and any(d is not None and d <= parts.clock.now() for d in due):
            # It was all gone through, and yet something is due: not again at once.
            self._slow_down()
        else:
            self._pause_seconds = 0.0
        parts.alert()
        what = ["photos", "albums", "storages", "attention", "deletions"]
        parts.tell("changed", {"what": what})

    def _slow_down(self) -> None:
        doubled = max(FIRST_PAUSE_SECONDS, 2 * self._pause_seconds)
        self._pause_seconds = min(doubled, LONGEST_PAUSE_SECONDS)
        self._not_before = self._parts.clock.monotonic() + self._pause_seconds

    def _answer(
        self,
        asked: list[Future[dict[str, Any]]],
        give: Callable[[Future[dict[str, Any]]], None],
    ) -> None:
        with self._lock:
            self._asked = [answer for answer in self._asked if answer not in asked]
        for answer in asked:
            give(answer)

    def _rest(self, at: float) -> None:
        if not self._rested and at - self._pass_began_at >= REST_SECONDS:
            self._rested = True
            self._parts.rest()

    def _wait(self, at: float) -> float:
        planned = self.next_at()
        soonest = self._not_before if planned is None else max(planned, self._not_before)
        until = soonest - at if soonest > at else LONGEST_WAIT_SECONDS
        return min(until, LONGEST_WAIT_SECONDS)


def report_document(report: PassReport) -> dict[str, Any]:
    """What a pass came to, as docs/engine.md has it."""
    return {
        "unprotected": report.unprotected,
        "skipped_files": report.rescan.skipped,
        "restless": report.rescan.restless,
        "unreadable": report.rescan.unreadable,
        "held": list(report.rescan.held),
        "lost": report.lost,
        "nobody_reached": report.nobody_reached,
        "reasons": {
            role.value: contact.error.sentence
            for role, contact in report.contacts.items()
            if contact.error is not None
        },
    }
