"""When a removal that a lock forbids is tried again: a lock may lie, and so may a clock (3-2)."""

from math import inf

import pytest

from picup_desktop.clock import iso
from picup_desktop.storage.errors import StorageDenied, StorageHolds
from picup_desktop.sync.delete.held import again_at, first_to_end

NOW, HOUR, WEEK = 1_800_000_000.0, 3600.0, 7 * 24 * 3600.0


@pytest.mark.parametrize(
    ("until", "seconds"),
    [
        (NOW + 2 * HOUR, 2 * HOUR),
        (NOW + 60, HOUR),
        (NOW - 10_000_000, HOUR),
        (NOW + WEEK + 1, WEEK),
        (10_413_792_000.0, WEEK),
        (inf, WEEK),
        (None, WEEK),
    ],
)
def test_it_waits_for_the_end_within_bounds(until: float | None, seconds: float) -> None:
    assert again_at(NOW, until) == NOW + seconds


def _lock(until: float | None) -> StorageHolds:
    if until is None:
        return StorageHolds("storage-holds-until-lifted")
    return StorageHolds("storage-holds-until", until=iso(until))


def test_the_first_lock_to_end_decides() -> None:
    first = first_to_end([_lock(None), _lock(NOW + 5), _lock(NOW + 3)])
    assert first is not None
    assert first.until == NOW + 3


def test_anything_else_that_was_refused_is_told() -> None:
    assert first_to_end([_lock(NOW), StorageDenied("bucket-denies")]) is None
    assert first_to_end([]) is None


@pytest.mark.parametrize("until", ["", "tomorrow", "9999999-01-01"])
def test_an_end_that_is_none_counts_as_not_said(until: str) -> None:
    assert StorageHolds("storage-holds-until", until=until).until is None
