"""Moments on this computer's wall clock."""

import time
from calendar import timegm

from picup_desktop.ledger.gallery.gallery import EARLIEST, LATEST


def wall_clock(unix_seconds: float) -> int:
    """Return a time as seconds of this computer's wall clock."""
    within = min(max(unix_seconds, EARLIEST), LATEST)
    try:
        return timegm(time.localtime(within))
    except (OverflowError, OSError, ValueError):
        # Some systems have no time zones before 1970.
        return int(within)
