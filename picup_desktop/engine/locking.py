"""Locks the vault on a person's request, after a time without anybody, or with the screen
(DISASTERS 2-1).

While it is locked no photo is read and no name is shown; photos are still sealed and sent,
unless the person chose otherwise. Callable from any thread.
"""

import logging
from collections.abc import Callable, Mapping

from picup_desktop.clock import Clock
from picup_desktop.engine.ipc.events import PassResult
from picup_desktop.engine.jobs import Jobs
from picup_desktop.engine.pauses import PauseReason
from picup_desktop.engine.progress import Tell
from picup_desktop.engine.session import Session
from picup_desktop.names import plain
from picup_desktop.settings import Settings

LOCKED = "locked"
HIDDEN = "…"

log = logging.getLogger(__name__)


class Locking:
    """Tracks when a person was last active."""

    def __init__(
        self,
        *,
        session: Session,
        settings: Callable[[], Settings | None],
        jobs: Jobs,
        clock: Clock,
        tell: Tell,
        cut: Callable[[], None],
    ) -> None:
        """``cut`` stops the running pass, which continues once nothing pauses it."""
        self._session = session
        self._settings = settings
        self._jobs = jobs
        self._clock = clock
        self._tell = tell
        self._cut = cut
        self._seen_at = self._now()

    def someone_is_there(self) -> None:
        """Record that a person did something just now."""
        self._seen_at = self._now()

    def lock(self) -> None:
        """Lock at once: reads for a person end, too."""
        self._jobs.cancel_all()
        self._lock("a person asked for it")

    def screen_locked(self) -> None:
        """Handle the system's signal that the screen was locked."""
        settings = self._settings()
        if settings is not None and settings.lock_with_screen:
            self._lock("the screen was locked")

    def look(self) -> None:
        """Lock if nobody was there for too long; called now and then."""
        if self._session.locked:
            return
        if self._jobs.any:
            # A person waits for a job, which may take long.
            self.someone_is_there()
            return
        settings = self._settings()
        if settings is not None and is_over(
            settings.lock_after_seconds, self._seen_at, self._now()
        ):
            self._lock("nobody was there for a while")

    def pause_reason(self) -> PauseReason | None:
        """Return the pause of a locked vault, if a person chose that nothing moves while locked."""
        session = self._session
        if not session.locked or session.for_passes() is None:
            return None
        settings = self._settings()
        if settings is None or settings.upload_while_locked:
            return None
        return PauseReason(LOCKED)

    def _lock(self, why: str) -> None:
        if self._session.locked:
            return
        self._session.lock()
        log.info("the vault was locked: %s", plain(why), extra={"scenario": "2-1"})
        if self.pause_reason() is not None:
            self._cut()
        self._tell("changed", {"what": ["vault"]})

    def _now(self) -> tuple[float, float]:
        return self._clock.monotonic(), self._clock.now()


def is_over(idle_seconds: float, seen_at: tuple[float, float], now: tuple[float, float]) -> bool:
    """Return whether nobody was there for ``idle_seconds``; 0 means never.

    Times are (monotonic, Unix) seconds: the first stands still while the computer sleeps, the
    second may be set back.
    """
    passed = max(now[0] - seen_at[0], now[1] - seen_at[1])
    return idle_seconds > 0 and passed >= idle_seconds


def without_names(fields: Mapping[str, object]) -> Mapping[str, object]:
    """Return the fields of an event without names; only a pass's result has any."""
    held = fields.get("held")
    return {**fields, "held": [HIDDEN] * len(held)} if isinstance(held, list) else fields


def pass_without_names(result: PassResult) -> PassResult:
    """Return the result of a pass without names."""
    return {**result, "held": [HIDDEN] * len(result["held"])}
