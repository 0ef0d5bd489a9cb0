"""How soon the window reads the ledger again."""

import pytest

from picup_desktop.ui.snapshots.reader import pause_after


@pytest.mark.parametrize(
    ("seconds", "milliseconds"),
    [(0.0, 500), (0.05, 500), (0.06, 540), (1.0, 9_000), (3.4, 30_000), (60.0, 30_000)],
)
def test_the_reader_rests_nine_times_as_long_as_it_worked(
    seconds: float, milliseconds: int
) -> None:
    assert pause_after(seconds) == milliseconds
