"""What the viewer says of a copy: when it was read, and what its store said since then."""

import time

import pytest

from picup_desktop.ledger.gallery.gallery import ShownCopy
from picup_desktop.ui.viewer.info import _copy_words
from picup_desktop.words import CopyState, Role

DAY = 24 * 3600.0


@pytest.mark.parametrize(
    ("state", "read_days", "vouched_days", "words"),
    [
        (CopyState.STORED, 100.0, None, "There; verified 100 days ago"),
        (CopyState.STORED, 100.0, 2.0, "There; verified 100 days ago, checksum right 2 days ago"),
        (CopyState.STORED, 2.0, 100.0, "There; verified 2 days ago"),
        (CopyState.STORED, None, 2.0, "There"),
        (CopyState.DAMAGED, 100.0, 2.0, "Damaged; it is brought there again"),
    ],
)
@pytest.mark.usefixtures("language")
def test_a_word_of_the_store_is_told_apart_from_a_reading(
    state: CopyState, read_days: float | None, vouched_days: float | None, words: str
) -> None:
    read, vouched = (
        None if d is None else time.time() - d * DAY for d in (read_days, vouched_days)
    )
    assert _copy_words(ShownCopy(Role.MAIN, state, read, vouched)) == words
