"""Decide what may be said about a storage by when it was last seen whole (DISASTERS 5-1).

Seen whole: names and sizes of all its objects agreed with the ledger. Pure functions; times
are Unix seconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LISTED_AFTER_PART = 0.75
"""A storage is listed again after this part of the time for which a listing counts, so that the
evidence does not run out while the storage is in reach."""
CLOCK_STEP_SECONDS = 5 * 60.0
"""How far in the future a listing may lie: a clock is set back a little now and then."""


class Evidence(StrEnum):
    """Whether what the ledger says about a storage was seen."""

    SEEN = "seen"
    OLD = "old"
    """Seen whole, but too long ago."""
    DOUBTED = "doubted"
    """There was a sign since that something is gone."""
    NEVER = "never"


@dataclass(frozen=True)
class LastSeen:
    """When a storage was last seen whole, and what speaks against it; None: it never was."""

    seen_at: float | None = None
    doubted_at: float | None = None
    """The last sign that something is gone."""
    out_at: float | None = None
    """The last time that it was out of reach."""


def evidence_of(last: LastSeen, now: float, period_seconds: float) -> Evidence:
    """Return what a listing of that time is worth; only SEEN lets photos be called protected.

    A time out of reach ends nothing by itself: a storage that was seen whole within the
    period still counts.
    """
    if last.seen_at is None:
        return Evidence.NEVER
    if _is_after(last.doubted_at, last.seen_at):
        return Evidence.DOUBTED
    # A time in the future is from a wrong clock.
    if -CLOCK_STEP_SECONDS <= now - last.seen_at < period_seconds:
        return Evidence.SEEN
    return Evidence.OLD


def is_listing_due(last: LastSeen, now: float, period_seconds: float) -> bool:
    """Return whether names and sizes must be listed: in time, after a sign, after every absence."""
    if last.seen_at is None or now < last.seen_at - CLOCK_STEP_SECONDS:
        return True
    return now >= next_listing_at(last, period_seconds)


def next_listing_at(last: LastSeen, period_seconds: float) -> float:
    """Return when the next listing is due; 0 if it is due already."""
    if last.seen_at is None:
        return 0.0
    if _is_after(last.doubted_at, last.seen_at) or _is_after(last.out_at, last.seen_at):
        return 0.0
    return last.seen_at + period_seconds * LISTED_AFTER_PART


def all_seen(evidence: Iterable[Evidence]) -> bool:
    """Return whether photos on these storages may be called protected."""
    return all(one is Evidence.SEEN for one in evidence)


def _is_after(moment: float | None, seen_at: float) -> bool:
    return moment is not None and moment > seen_at
