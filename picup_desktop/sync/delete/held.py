"""When a removal that a lock forbids is tried again (3-2)."""

from collections.abc import Iterable

from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.errors import StorageError, StorageHolds

SOONEST_SECONDS = 3600.0
"""A lock that should have ended may end by the store's own clock only."""
LONGEST_SECONDS = 7 * DAY_SECONDS
"""A lock may be lifted earlier, its end may lie centuries ahead, and either clock may be wrong."""


def again_at(now: float, until: float | None) -> float:
    """Return when a removal is tried again, in Unix seconds; ``until`` is the lock's end."""
    at_last = now + LONGEST_SECONDS
    wanted = at_last if until is None else until
    return max(now + SOONEST_SECONDS, min(wanted, at_last))


def first_to_end(errors: Iterable[StorageError]) -> StorageHolds | None:
    """Return the lock that ends first, if locks are all that kept objects; else None."""
    found = list(errors)
    locks = [error for error in found if isinstance(error, StorageHolds)]
    if not locks or len(locks) < len(found):
        return None
    return min(locks, key=lambda lock: float("inf") if lock.until is None else lock.until)
