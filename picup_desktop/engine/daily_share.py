"""The verifier's daily share: each day some of what rests on the storages is read back.

One thread (``periodic.py``), from ``start`` to ``stop``. It asks whether a share is due whenever it
is woken, works with the reading couriers, stands aside while a pass moves photos, and is
cut when nothing shall move. What it did not come to is due with the next share, so it may
end anywhere; with the process it ends as the couriers do.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from picup_desktop.app import Engine
from picup_desktop.clock import Clock
from picup_desktop.engine.commands.verify import verify_with
from picup_desktop.engine.periodic import Looking
from picup_desktop.engine.progress import Tell
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.reach.cancellation import PassStopped, StoppableClock
from picup_desktop.sync.verify.plan import share_is_due
from picup_desktop.sync.verify.verify import VerifyObserver, VerifyOrder, last_runs

LOOK_SECONDS = 60.0
"""How often it is asked whether a share is due."""
AFTER_TROUBLE_SECONDS = 60 * 60.0
ASIDE_SECONDS = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ShareParts:
    """What it is made of."""

    ledger: Callable[[], Ledger | None]
    """None while nothing may be read, for the vault was never unlocked."""
    reading: Callable[[], AbstractContextManager[Engine]]
    held: Callable[[], bool]
    """Whether nothing shall move at present, or a storage is out."""
    busy: Callable[[], bool]
    """Whether a pass is under way."""
    clock: Clock
    tell: Tell


class DailyShare:
    """One thread."""

    def __init__(self, parts: ShareParts) -> None:
        self._parts = parts
        self._cut = threading.Event()
        self._not_before = 0.0
        self._looking = Looking("daily-share", parts.ledger, self._read_if_due)

    def start(self) -> None:
        """Begin."""
        self._looking.start()

    def look(self) -> None:
        """A share may be due."""
        self._looking.wake()

    def stand_aside(self) -> None:
        """Cut what is under way if nothing shall move now."""
        if self._parts.held():
            self._cut.set()

    def stop(self, seconds: float) -> None:
        """End it, within so long or with the process."""
        self._looking.end()
        self._cut.set()
        self._looking.join(seconds)

    def _read_if_due(self, ledger: Ledger) -> None:
        try:
            if self._is_due(ledger):
                self._cut.clear()
                self._read_some()
        except PassStopped:
            log.info("the daily share was cut short; the rest of it follows")
        except PicupError as error:
            log.warning("the daily share could not be read back: %s", error.sentence)
            self._not_before = self._parts.clock.monotonic() + AFTER_TROUBLE_SECONDS

    def _is_due(self, ledger: Ledger) -> bool:
        clock = self._parts.clock
        return (
            clock.monotonic() >= self._not_before
            and not self._parts.held()
            and not self._parts.busy()
            and share_is_due(last_runs(ledger).values(), clock.now())
        )

    def _read_some(self) -> None:
        parts = self._parts
        with parts.reading() as opened:
            engine = replace(opened, clock=StoppableClock(parts.clock, self._cut))
            order = VerifyOrder(repair=True)
            found = verify_with(
                engine, order, VerifyObserver(), remove_unknown=False, stopped=self._waited
            )
        log.info(
            "read back %d copies, %d bytes; %d missing, %d damaged, %d healed",
            found["checked"],
            found["bytes"],
            len(found["missing"]),
            len(found["damaged"]),
            len(found["repaired"]),
        )
        if found["not_reached"] or found["not_repaired"]:
            self._not_before = parts.clock.monotonic() + AFTER_TROUBLE_SECONDS
        parts.tell("changed", {"what": ["photos", "storages", "attention"]})

    def _waited(self) -> bool:
        """Whether to stop; while a pass is under way, it waits before it says no."""
        while self._parts.busy() and not self._cut.wait(ASIDE_SECONDS):
            pass
        return self._cut.is_set()
