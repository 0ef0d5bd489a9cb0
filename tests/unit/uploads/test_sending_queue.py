"""Which sealed photos go to a storage together."""

from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.sync.upload.workers import (
    MOST_AT_ONCE,
    MOST_BYTES_AT_ONCE,
    SMALL_BYTES,
    SendingQueue,
    how_many,
)


@given(st.lists(st.integers(0, 2 * SMALL_BYTES), max_size=3 * MOST_AT_ONCE), st.booleans())
def test_only_small_ones_go_together_and_not_too_many(sizes: list[int], several: bool) -> None:
    count = how_many(sizes, several=several)
    assert (count == 0) == (not sizes)
    assert count <= (MOST_AT_ONCE if several else 1)
    together = sizes[:count]
    if count > 1:
        assert max(together) <= SMALL_BYTES
        assert sum(together) <= MOST_BYTES_AT_ONCE
    whole = count == MOST_AT_ONCE or count == len(sizes)
    if several and sizes and not whole and sizes[0] <= SMALL_BYTES:
        after = sizes[count]
        assert after > SMALL_BYTES or sum(together) + after > MOST_BYTES_AT_ONCE


def test_a_closed_queue_that_is_empty_ends_its_senders() -> None:
    queue = SendingQueue()
    queue.close()
    assert queue.take(lambda: True) == []
