"""The clock as a parameter, so that a test or a simulation can pass its own."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from picup_desktop.messages.plain import Shown, plain

BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
UPTIME_FILE = Path("/proc/uptime")


class Clock(Protocol):
    """The time, and waiting."""

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


def seconds_with_sleep() -> float:
    """Return seconds since some moment, with those in which the computer slept.

    Except on Linux it is the wall clock, which may jump.
    """
    with_sleep = getattr(time, "CLOCK_BOOTTIME", None)
    return time.time() if with_sleep is None else time.clock_gettime(with_sleep)


FIRST_MOMENT = datetime(2, 1, 1, tzinfo=UTC).timestamp()
LAST_MOMENT = datetime(9998, 12, 31, tzinfo=UTC).timestamp()
"""Unix seconds; beyond them a time can't be written in every time zone."""


def bounded_moment(at: float) -> float:
    """Return a time that can be shown: the first or last one for a time beyond them."""
    return min(max(at, FIRST_MOMENT), LAST_MOMENT)


def iso(at: float) -> Shown:
    """Return a time as ISO 8601 in UTC, to the millisecond, for JSON and people."""
    moment = datetime.fromtimestamp(bounded_moment(at), UTC)
    return plain(moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"))


EARLIEST_PHOTO_YEAR = 1826
"""The year of the oldest photograph that exists."""
KNOWN_YEAR = 2026
"""A computer's clock that is years behind refuses no date of this program's own time."""


def latest_photo_year() -> int:
    """Return the last year in which a photo may have been taken; a camera's clock may run ahead."""
    return max(time.gmtime().tm_year, KNOWN_YEAR) + 1


FIRST_WALL_CLOCK = int(datetime(1, 1, 1, tzinfo=UTC).timestamp())
LAST_WALL_CLOCK = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
"""The first and the last wall-clock time that can be written, in its seconds since 1970."""
_WALL_CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")


def wall_clock_text(seconds: int) -> str:
    """Return ``2008-05-30T12:00:00`` for wall-clock seconds. ValueError for one beyond bounds."""
    if not FIRST_WALL_CLOCK <= seconds <= LAST_WALL_CLOCK:
        raise ValueError("a wall-clock time is out of bounds")
    moment = datetime(1970, 1, 1) + timedelta(seconds=seconds)  # noqa: DTZ001 - it has no zone
    return moment.isoformat(timespec="seconds")


def read_wall_clock(text: str) -> int:
    """Return the wall-clock seconds of such a text. ValueError if it is none."""
    if not _WALL_CLOCK.fullmatch(text):
        raise ValueError("a wall-clock time is not one")
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class Uptime:
    """The time since the computer's start; ``boot`` identifies that start."""

    boot: str
    seconds: float


def uptime() -> Uptime | None:
    """Return the time since the computer's start, sleep included; None except on Linux.

    Setting the clock does not change it.
    """
    try:
        boot = BOOT_ID_FILE.read_text(encoding="ascii").strip()
        seconds = float(UPTIME_FILE.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return Uptime(boot, seconds)
