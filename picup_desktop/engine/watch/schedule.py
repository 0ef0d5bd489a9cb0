"""The schedule: a heartbeat that asks "what is due?"; the truth of that stands in the ledger.

APScheduler's own job list is never relied on: a job late by sleep runs once, one
that would overlap itself is left out, and a jump of the clock is noticed by
holding the wall clock against the monotonic one, which stands still in sleep.
"""

from collections.abc import Callable, Mapping
from datetime import UTC

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]  # has none
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from picup_desktop.clock import Clock

JUMP_SECONDS = 30.0


class WakeWatch:
    """Notices that the computer slept, or that its clock was set."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._apart = clock.now() - clock.monotonic()

    def jumped(self) -> bool:
        """Whether the clocks moved apart since the last question, in either direction."""
        apart = self._clock.now() - self._clock.monotonic()
        moved, self._apart = abs(apart - self._apart), apart
        return moved >= JUMP_SECONDS


class Heartbeat:
    """Calls each job every so many seconds, in threads of its own; jobs only leave wishes."""

    def __init__(self, jobs: Mapping[str, tuple[float, Callable[[], None]]]) -> None:
        self._jobs = jobs
        self._scheduler = self._new()

    def start(self) -> None:
        """Begin; the first beat comes after its interval."""
        self._scheduler.start()

    def start_anew(self) -> None:
        """The clock was set: what was planned by the old time is planned anew."""
        self.stop()
        self._scheduler = self._new()
        self._scheduler.start()

    def stop(self) -> None:
        """End it; a job under way is not waited for, for it may wait for us."""
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
