"""Time as it is handed in, so that a test or a simulation can hand in its own."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the time is, and waiting."""

    def now(self) -> float:
        """Unix seconds by the wall clock, which may jump."""

    def monotonic(self) -> float:
        """Seconds that only ever grow; they stand still while the computer sleeps."""

    def sleep(self, seconds: float) -> None:
        """Wait; the calling thread does nothing else."""


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> float:
        """Unix seconds."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def iso(at: float) -> str:
    """A moment as ISO 8601 in UTC, to the millisecond, as JSON and people get it."""
    moment = datetime.fromtimestamp(at, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
