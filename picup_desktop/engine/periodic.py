"""Periodic work: threads that check for due work, the heartbeat, the wake-up check.

Every thread here is a daemon, from ``start`` to its end; it may be cut off by the end of the
process.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]  # no type stubs
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger


class PeriodicThread:
    """``ledger`` returns None while there is nothing to do; else ``work`` gets its result."""

    def __init__(
        self, name: str, ledger: Callable[[], Ledger | None], work: Callable[[Ledger], None]
    ) -> None:
        self._ledger = ledger
        self._work = work
        self._woken = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Wake the thread: work may be due."""
        self._woken.set()

    def is_ending(self) -> bool:
        """Return whether the thread was asked to end."""
        return self._ending.is_set()

    def end(self) -> None:
        """Ask the thread to end."""
        self._ending.set()
        self._woken.set()

    def join(self, seconds: float) -> None:
        """Wait for the end of the thread, for so many seconds at most."""
        self._thread.join(seconds)

    def _run(self) -> None:
        while self._woken.wait() and not self._ending.is_set():
            self._woken.clear()
            ledger = self._ledger()
            if ledger is None:
                continue
            try:
                self._work(ledger)
            finally:
                ledger.close()


JUMP_SECONDS = 30.0


class WakeWatch:
    """Detects that the computer slept, or that its clock was set."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._apart = clock.now() - clock.monotonic()

    def jumped(self) -> bool:
        """Return whether the clocks moved apart since the last call, in either direction."""
        apart = self._clock.now() - self._clock.monotonic()
        moved, self._apart = abs(apart - self._apart), apart
        return moved >= JUMP_SECONDS


class Heartbeat:
    """Calls each job at its interval in seconds, in its own threads; jobs only add requests."""

    def __init__(self, jobs: Mapping[str, tuple[float, Callable[[], None]]]) -> None:
        self._jobs = jobs
        self._scheduler = self._new()

    def start(self) -> None:
        """Start; the first call comes after one interval."""
        self._scheduler.start()

    def start_anew(self) -> None:
        """Plan all jobs again, because the clock was set."""
        self.stop()
        self._scheduler = self._new()
        self._scheduler.start()

    def stop(self) -> None:
        """Stop without waiting for a running job, because it may wait for the caller."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _new(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(2)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        for name, (seconds, job) in self._jobs.items():
            scheduler.add_job(job, "interval", seconds=seconds, id=name)
        return scheduler
