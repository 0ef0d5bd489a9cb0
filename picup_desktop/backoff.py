"""Exponential back-off: the one formula for every wait that doubles."""

from picup_desktop.settings import Settings

MOST_DOUBLINGS = 32
"""Limits the exponent; every wait reaches its maximum far earlier."""


def backoff_seconds(first_seconds: float, longest_seconds: float, failures_before: int) -> float:
    """Return the wait after one more failure: ``first_seconds``, doubled for each one before.

    ``failures_before`` is 0 after the first failure. Never more than ``longest_seconds``.
    """
    wait: float = first_seconds * 2 ** min(failures_before, MOST_DOUBLINGS)
    return min(wait, longest_seconds)


def next_attempt_at(now: float, failures_before: int, settings: Settings) -> float:
    """Return when a photo or a message is tried again, in Unix seconds (1-2, 3-2)."""
    return now + backoff_seconds(
        settings.first_backoff_seconds, settings.longest_backoff_seconds, failures_before
    )
