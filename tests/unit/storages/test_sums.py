"""The hash of the parts of an object, made while it is read."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picup_desktop.storage.sums import (
    MOST_PARTS,
    PART_BYTES,
    StoredSum,
    Summing,
    no_sums,
    part_bytes_of,
)


@given(st.lists(st.binary(max_size=12), max_size=8), st.integers(1, 9))
@settings(deadline=None)
def test_it_is_the_same_however_the_bytes_come(pieces: list[bytes], part_bytes: int) -> None:
    summing, data = Summing(part_bytes), b"".join(pieces)
    for piece in pieces:
        summing.update(memoryview(piece))
    parts = [data[start : start + part_bytes] for start in range(0, len(data), part_bytes)]
    joined = b"".join(sha256(part).digest() for part in parts)
    assert summing.sha256 == sha256(data).hexdigest()
    assert summing.of_parts() == StoredSum(sha256(joined).hexdigest(), part_bytes)


def test_without_parts_there_is_the_hash_alone() -> None:
    summing = Summing(0)
    summing.update(b"data")
    assert (summing.sha256, summing.of_parts()) == (sha256(b"data").hexdigest(), None)


@pytest.mark.parametrize(
    ("size_bytes", "part_bytes"),
    [
        (0, PART_BYTES),
        (PART_BYTES * MOST_PARTS, PART_BYTES),
        (PART_BYTES * MOST_PARTS + 1, PART_BYTES + 1),
        (10**12, 10**8),
    ],
)
def test_parts_are_as_small_as_their_most_lets_them_be(size_bytes: int, part_bytes: int) -> None:
    assert part_bytes_of(size_bytes) == part_bytes
    assert -(-size_bytes // part_bytes) <= MOST_PARTS


def test_a_storage_that_notes_nothing_says_so_of_each() -> None:
    assert no_sums(["a", "b"]) == [None, None]
