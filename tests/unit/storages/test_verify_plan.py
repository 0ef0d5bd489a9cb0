"""The verifier's share: each byte once in 90 days, however often it is cut or late."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.verify.plan import (
    POLITE_BYTES_PER_SECOND,
    ROTATION_DAYS,
    Share,
    counts_as_run_at,
    is_asked,
    looked_at,
    pause_seconds,
    share_is_due,
)
from picup_desktop.words import CopyState

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("last_runs", "due"),
    [
        ([None, NOW - 5], True),
        ([NOW - 5, NOW - DAY_SECONDS + 1], False),
        ([NOW - 5, NOW - DAY_SECONDS], True),
        ([NOW, NOW - 0.5], False),
        ([NOW + 1, NOW - 5], True),
        ([NOW - 5, NOW - 2 * DAY_SECONDS], True),
        ([1_000.0, NOW - 5], True),
    ],
)
def test_a_share_is_due_once_a_day_and_after_a_wrong_clock(
    last_runs: list[float | None], *, due: bool
) -> None:
    assert share_is_due(last_runs, NOW) is due


def test_a_run_that_was_cut_counts_for_what_it_read() -> None:
    three_days_ago = NOW - 3 * DAY_SECONDS
    assert counts_as_run_at(NOW, three_days_ago, 1.0) == NOW
    assert counts_as_run_at(NOW, three_days_ago, 0.0) == three_days_ago
    assert counts_as_run_at(NOW, three_days_ago, 0.5) == NOW - 1.5 * DAY_SECONDS
    assert counts_as_run_at(NOW, None, 0.0) == NOW - DAY_SECONDS
    assert counts_as_run_at(NOW, NOW - DAY_SECONDS / 2, 0.0) == NOW - DAY_SECONDS


def _copy(number: int, sealed_bytes: int, age_days: float | None) -> CopyToCheck:
    read_at = None if age_days is None else NOW - age_days * DAY_SECONDS
    return CopyToCheck(number, str(number), sealed_bytes, "", CopyState.STORED, read_at)


def due_copies(
    copies: list[CopyToCheck],
    *,
    now: float,
    last_run_at: float | None,
    rotation_days: int = ROTATION_DAYS,
) -> list[CopyToCheck]:
    total_bytes = sum(copy.sealed_bytes for copy in copies)
    share = Share(total_bytes, now=now, last_run_at=last_run_at, rotation_days=rotation_days)
    return [copy for copy in copies if share.takes(copy.sealed_bytes, copy.verified_at)]


def _due(copies: list[CopyToCheck], days_since_run: float | None) -> list[int]:
    last_run_at = None if days_since_run is None else NOW - days_since_run * DAY_SECONDS
    return [c.object_id for c in due_copies(copies, now=NOW, last_run_at=last_run_at)]


@pytest.mark.parametrize(("age_days", "due"), [(0.99, []), (1.0, [1])])
def test_what_was_read_within_the_last_day_is_never_due(age_days: float, due: list[int]) -> None:
    assert _due([_copy(1, 10, age_days)], ROTATION_DAYS) == due


def test_a_share_is_a_ninetieth_of_the_bytes_for_each_day() -> None:
    copies = [_copy(n, 10, 50.0 - n / 100) for n in range(ROTATION_DAYS)]
    assert len(_due(copies, None)) == 1
    assert len(_due(copies, 1.5)) == 2
    assert len(_due(copies, 0.2)) == 1
    assert len(_due(copies, 3.0)) == 3
    assert len(_due(copies, 500.0)) == ROTATION_DAYS


@pytest.mark.parametrize(("age_days", "count"), [(89.9, 1), (90.0, 4)])
def test_what_is_older_than_the_rotation_is_due_whatever_the_share(
    age_days: float, count: int
) -> None:
    copies = [_copy(n, 10, age_days) for n in range(4)]
    assert len(_due(copies, 1.0)) == count


def test_a_copy_that_was_never_read_goes_first_and_only_within_the_share() -> None:
    copies = [_copy(n, 10, None) for n in range(ROTATION_DAYS)]
    assert len(_due(copies, 2.0)) == 2


def test_an_overdue_copy_does_not_wait_behind_those_that_were_never_read() -> None:
    unread = [_copy(n, 10, None) for n in range(ROTATION_DAYS)]
    copies = [*unread, _copy(200, 10, 91.0), _copy(201, 10, 89.0), _copy(202, 10, 0.5)]
    assert _due(copies, 1.0) == [0, 1, 200]


def test_a_store_is_asked_only_where_all_is_not_read_in_time_anyway() -> None:
    asked = [is_asked(ROTATION_DAYS + more) for more in (-60, 0, 1)]
    assert asked == [False, False, True]


@pytest.mark.parametrize(
    ("read_at", "asked_at", "looked"),
    [
        (5.0, None, 5.0),
        (None, 5.0, 5.0),
        (5.0, 7.0, 7.0),
        (7.0, 5.0, 7.0),
        (0.0, None, 0.0),
        (None, None, None),
    ],
)
def test_the_later_of_reading_and_asking_counts(
    read_at: float | None, asked_at: float | None, looked: float | None
) -> None:
    copy = CopyToCheck(1, "1", 10, "", CopyState.STORED, read_at, asked_at)
    assert looked_at(copy) == looked


def test_the_rate_of_reading_back_is_24_mebibytes_a_second() -> None:
    assert POLITE_BYTES_PER_SECOND == 25_165_824


@pytest.mark.parametrize(
    ("read_bytes", "took_seconds", "pause"),
    [
        (POLITE_BYTES_PER_SECOND, 0.0, 1.0),
        (POLITE_BYTES_PER_SECOND, 0.25, 0.75),
        (POLITE_BYTES_PER_SECOND // 2, 0.0, 0.5),
        (POLITE_BYTES_PER_SECOND, 2.0, 0.0),
        (0, 0.0, 0.0),
    ],
)
def test_reading_pauses_to_keep_its_rate(
    read_bytes: int, took_seconds: float, pause: float
) -> None:
    assert pause_seconds(read_bytes, took_seconds) == pytest.approx(pause)


def test_a_clock_that_begins_at_1970_counts_days_too() -> None:
    day = float(DAY_SECONDS)
    assert counts_as_run_at(9 * day, 2 * day, 0.0) == 2 * day
    copies = [CopyToCheck(n, str(n), 10, "", CopyState.STORED, day) for n in range(ROTATION_DAYS)]
    assert len(due_copies(copies, now=9 * day, last_run_at=5 * day)) == 4
    assert due_copies(copies, now=1.5 * day, last_run_at=None) == []
    assert due_copies(copies, now=91 * day, last_run_at=90 * day) == copies


@given(
    sizes_bytes=st.lists(st.integers(1, 10**6), min_size=1, max_size=40),
    parts=st.lists(st.sampled_from([0.0, 0.3, 1.0]), min_size=1, max_size=6),
)
def test_whatever_is_cut_every_byte_is_read_in_time(
    sizes_bytes: list[int], parts: list[float]
) -> None:
    """Looked at each day, with some days on which the run is cut; never two in a row wholly."""
    read_at: dict[int, float] = dict.fromkeys(range(len(sizes_bytes)), NOW)
    last_run_at: float | None = None
    for day in range(1, 3 * ROTATION_DAYS):
        now = NOW + day * DAY_SECONDS
        copies = [
            CopyToCheck(n, str(n), sizes_bytes[n], "", CopyState.STORED, read_at[n])
            for n in sorted(read_at, key=lambda n: (read_at[n], n))
        ]
        due = due_copies(copies, now=now, last_run_at=last_run_at)
        part = parts[day % len(parts)] if day % 2 else 1.0
        done = due[: round(part * len(due))]
        read_at |= dict.fromkeys((copy.object_id for copy in done), now)
        due_bytes = sum(copy.sealed_bytes for copy in due)
        read_bytes = sum(copy.sealed_bytes for copy in done)
        part_read = read_bytes / due_bytes if due_bytes else 1.0
        last_run_at = counts_as_run_at(now, last_run_at, part_read)
        oldest_days = (now - min(read_at.values())) / DAY_SECONDS
        assert oldest_days <= ROTATION_DAYS + 2


def test_more_days_for_a_bucket_read_less_a_day_and_each_byte_in_time() -> None:
    copies = [_copy(n, 10, 400.0 - n / 100) for n in range(360)]
    due = due_copies(copies, now=NOW, last_run_at=NOW - DAY_SECONDS, rotation_days=720)
    assert due == copies[:1]
    due = due_copies(copies, now=NOW, last_run_at=NOW - DAY_SECONDS, rotation_days=360)
    assert due == copies
    unread = [_copy(n, 10, None) for n in range(360)]
    due = due_copies(unread, now=NOW, last_run_at=None, rotation_days=180)
    assert due == unread[:2]
    late = NOW - 1000 * DAY_SECONDS
    assert due_copies(unread, now=NOW, last_run_at=late, rotation_days=180) == unread
