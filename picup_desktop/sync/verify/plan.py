"""Decide which copies to read now, so that each byte is read once in 90 days.

For a bucket, whose provider may charge for it, a person may choose more days. Where its store
compares hashes, it is asked for them of the others, so that each copy is read or asked about
in 90 days.
"""

from collections.abc import Iterable

from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.settings import DAY_SECONDS

ROTATION_DAYS = 90
# Slow enough to leave room for watching a film from the same box.
POLITE_BYTES_PER_SECOND = 24 * 1024 * 1024


class Share:
    """Decides of one copy after the other whether it is due: the share of one day, or of the days
    since the last run.

    It is asked about all copies in their order, the one that was looked at longest ago first. A
    copy older than the whole rotation is always due; one that was looked at within the last day
    never is.
    """

    def __init__(
        self,
        total_bytes: int,
        *,
        now: float,
        last_run_at: float | None,
        rotation_days: int = ROTATION_DAYS,
    ) -> None:
        """``total_bytes``: of all copies."""
        self._now = now
        self._rotation_days = rotation_days
        self._left_bytes = share_bytes(total_bytes, now, last_run_at, rotation_days)

    def takes(self, sealed_bytes: int, at: float | None) -> bool:
        """Return whether a copy that was looked at then is due; None: it never was."""
        age_days = _age_days(at, self._now, self._rotation_days)
        overdue = at is not None and age_days >= self._rotation_days
        if age_days < 1 or (self._left_bytes <= 0 and not overdue):
            # One that was never read comes first and may wait; one that is overdue may not.
            return False
        self._left_bytes -= sealed_bytes
        return True


def is_asked(rotation_days: int) -> bool:
    """Return whether a store is asked about what is not read: not where all is read in time."""
    return rotation_days > ROTATION_DAYS


def looked_at(copy: CopyToCheck) -> float | None:
    """Return when a copy was last read or asked about; None if it never was."""
    return max((at for at in (copy.verified_at, copy.asked_at) if at is not None), default=None)


def share_bytes(
    total_bytes: int, now: float, last_run_at: float | None, rotation_days: int = ROTATION_DAYS
) -> float:
    """Return how many of all bytes to read now: a day's part, or that of the days since."""
    days = min(_days_due(now, last_run_at), rotation_days)
    return total_bytes * days / rotation_days


def share_is_due(last_run_at: Iterable[float | None], now: float) -> bool:
    """Return whether a day passed on any storage; a future time is from a wrong clock."""
    return any(at is None or not 0 <= now - at < DAY_SECONDS for at in last_run_at)


def counts_as_run_at(now: float, last_run_at: float | None, part: float) -> float:
    """Return the time to record for a run that read this part of its share, in Unix seconds.

    The rest of the share is due with the next run, and no more than that.
    """
    return now - (1 - part) * _days_due(now, last_run_at) * DAY_SECONDS


def _days_due(now: float, last_run_at: float | None) -> float:
    return 1.0 if last_run_at is None else max(1.0, (now - last_run_at) / DAY_SECONDS)


def _age_days(at: float | None, now: float, rotation_days: int) -> float:
    if at is None:
        return float(rotation_days)
    return (now - at) / DAY_SECONDS


def pause_seconds(read_bytes: int, took_seconds: float) -> float:
    """Return how many seconds to wait after reading, to limit the load."""
    return max(0.0, read_bytes / POLITE_BYTES_PER_SECOND - took_seconds)
