"""How long is waited after a failure: doubling, and never longer than the longest wait."""

import pytest

from picup_desktop.backoff import backoff_seconds, next_attempt_at
from picup_desktop.settings import Settings


@pytest.mark.parametrize(
    ("failures_before", "seconds"), [(0, 5.0), (1, 10.0), (2, 20.0), (3, 21.0), (10_000, 21.0)]
)
def test_the_wait_doubles_up_to_the_longest(failures_before: int, seconds: float) -> None:
    assert backoff_seconds(5.0, 21.0, failures_before) == seconds


@pytest.mark.parametrize(
    ("attempts_before", "wait_seconds"),
    [(0, 30.0), (1, 60.0), (2, 120.0), (9, 15_360.0), (10, 21_600.0), (500, 21_600.0)],
)
def test_the_pause_after_a_failure_doubles_from_30_seconds_up_to_six_hours(
    attempts_before: int, wait_seconds: float
) -> None:
    assert next_attempt_at(1_000.0, attempts_before, Settings()) == 1_000.0 + wait_seconds
