"""Locking: the vault locks when a person says so, when nobody was there for a while, or with the
screen (DISASTERS 2-1).

While it is locked no photo is read and no name is told; photos go on being sealed and sent,
unless a person chose otherwise. Asked from any thread.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from picup_desktop.clock import Clock
from picup_desktop.engine.jobs import Jobs
from picup_desktop.engine.pauses.reasons import Hold
from picup_desktop.engine.progress import Tell
from picup_desktop.engine.session import Opened
from picup_desktop.settings import Settings

LOCKED = "locked"
HIDDEN = "…"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LockingParts:
    """What it is made of."""

    opened: Opened
    settings: Callable[[], Settings | None]
    jobs: Jobs
    clock: Clock
    tell: Tell
    cut: Callable[[], None]
    """Stops the pass under way; it goes on once nothing holds it."""


class Locking:
    """Knows when somebody was last there."""

    def __init__(self, parts: LockingParts) -> None:
        self._parts = parts
        self._seen_at = self._now()

    def someone_is_there(self) -> None:
        """A person did something just now."""
        self._seen_at = self._now()

    def lock(self) -> None:
        """At once: what is being read for a person ends, too."""
        self._parts.jobs.cancel_all()
        self._lock("a person asked for it")

    def screen_locked(self) -> None:
        """The system tells that the screen was locked."""
        settings = self._parts.settings()
        if settings is not None and settings.lock_with_screen:
            self._lock("the screen was locked")

    def look(self) -> None:
        """Whether nobody was there for too long; asked now and then."""
        parts = self._parts
        if parts.opened.locked:
            return
        if parts.jobs.any:
            # Somebody waits for it, and has to wait long.
            self.someone_is_there()
            return
        settings = parts.settings()
        if settings is not None and is_over(
            settings.lock_after_seconds, self._seen_at, self._now()
        ):
            self._lock("nobody was there for a while")

    def hold(self) -> Hold | None:
        """A ``Watch`` for ``Holds``: nothing moves while locked, if a person chose so."""
        opened = self._parts.opened
        if not opened.locked or opened.for_passes() is None:
            return None
        settings = self._parts.settings()
        return Hold(LOCKED) if settings is not None and not settings.upload_while_locked else None

    def _lock(self, why: str) -> None:
        parts = self._parts
        if parts.opened.locked:
            return
        parts.opened.lock()
        log.info("the vault was locked: %s", why, extra={"scenario": "2-1"})
        if self.hold() is not None:
            parts.cut()
        parts.tell("changed", {"what": ["vault"]})

    def _now(self) -> tuple[float, float]:
        return self._parts.clock.monotonic(), self._parts.clock.now()


def is_over(idle_seconds: float, seen_at: tuple[float, float], now: tuple[float, float]) -> bool:
    """Whether nobody was there for so long; 0 is never.

    Moments are (monotonic, Unix) seconds: the first stands still while the computer sleeps, the
    second may be set back.
    """
    passed = max(now[0] - seen_at[0], now[1] - seen_at[1])
    return idle_seconds > 0 and passed >= idle_seconds


def without_names(result: dict[str, Any]) -> dict[str, Any]:
    """What came of a pass, for who may see no names."""
    return {**result, "held": [HIDDEN] * len(result["held"])} if "held" in result else result
