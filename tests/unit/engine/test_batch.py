"""The progress of a batch, which never goes back, over every pass that brings it."""

import pytest

from picup_desktop.engine.ipc.events import PassEnded
from picup_desktop.ui.engine.batch import Batch, batch_after, brought_all
from picup_desktop.ui.engine.live import Pass

FIRST, SECOND = "2026-11-28T10:00:00Z", "2026-11-28T10:05:00Z"


def run(began_at: str, photos: int, ended: int, *, each_bytes: int = 10) -> Pass:
    return Pass("uploading", photos, photos * each_bytes, ended, ended * each_bytes, began_at)


def after(*runs: Pass | None) -> Batch:
    batch = None
    for one in runs:
        batch = batch_after(batch, one)
    assert batch is not None
    return batch


def test_nothing_is_on_its_way_before_a_pass_has_photos() -> None:
    assert batch_after(None, None) is None
    assert batch_after(None, run(FIRST, 0, 0)) is None


def test_a_pass_is_followed_by_its_bytes() -> None:
    batch = after(run(FIRST, 200, 0), run(FIRST, 200, 50))

    assert (batch.photos, batch.fraction, batch.grown, batch.done) == (200, 0.25, 0, False)


def test_photos_without_a_size_count_one_by_one() -> None:
    assert after(run(FIRST, 4, 1, each_bytes=0)).fraction == 0.25


def test_a_pass_that_broke_off_goes_on_where_it_was() -> None:
    """26 % of 2,052 photos and then 8 % of 1,411 was one batch."""
    batch = after(run(FIRST, 200, 50), None, run(SECOND, 150, 0))

    assert (batch.photos, batch.fraction, batch.grown) == (200, 0.25, 0)
    assert after(run(FIRST, 200, 50), run(SECOND, 150, 75)).fraction == 0.625
    assert after(run(FIRST, 200, 50), run(SECOND, 150, 150)).done


def test_a_batch_that_grows_stays_where_it_was_and_tells_by_how_much() -> None:
    batch = after(run(FIRST, 200, 100), run(SECOND, 400, 0))

    assert (batch.photos, batch.grown, batch.fraction) == (500, 300, 0.5)
    assert after(run(FIRST, 200, 100), run(SECOND, 400, 300)).fraction == 0.8


def test_a_pass_that_learns_of_more_photos_does_not_go_back() -> None:
    batch = after(run(FIRST, 100, 50), run(FIRST, 400, 60))

    assert (batch.fraction, batch.grown) == (0.5, 300)


def test_photos_that_went_away_are_no_growth() -> None:
    assert after(run(FIRST, 200, 100), run(SECOND, 40, 0)).grown == 0


def test_after_a_whole_batch_another_one_begins() -> None:
    batch = after(run(FIRST, 200, 200), run(SECOND, 3, 0))

    assert (batch.photos, batch.fraction, batch.grown) == (3, 0.0, 0)


def test_nothing_is_more_than_whole() -> None:
    assert after(run(FIRST, 10, 12)).fraction == 1.0


@pytest.mark.parametrize(
    ("ended", "all_there"),
    [
        ({"unprotected": 0}, True),
        ({"unprotected": 1}, False),
        ({"unprotected": 0, "stopped": True}, False),
        ({"unprotected": 0, "error": "disk full"}, False),
        ({}, False),
    ],
)
def test_a_batch_is_over_once_a_pass_left_nothing(ended: PassEnded, *, all_there: bool) -> None:
    assert brought_all(ended) is all_there
