"""The heartbeat: asks periodically "what is due?"; the answer is always in the ledger.

APScheduler's own job list is never relied on: a job delayed by sleep runs once, one that
would overlap itself is skipped, and a jump of the clock is detected by comparing the wall
clock with the monotonic one, which stands still in sleep.
"""

from collections.abc import Callable, Mapping
from datetime import UTC

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]  # has none
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from picup_desktop.clock import Clock

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
