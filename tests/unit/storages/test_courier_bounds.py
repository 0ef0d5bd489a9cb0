"""6-2: what a courier says in one call has an end, whoever makes it say it."""

from math import inf
from pathlib import Path

from picup_desktop.storage.base import MOST_NAMES, Get
from picup_desktop.storage.courier.bounds import DataBound, ListBound, PutBound, total_of


def test_a_reading_brings_no_more_bytes_than_were_asked_for() -> None:
    bound = DataBound.of(10)
    assert bound.takes(4)
    assert bound.takes(6)
    assert not bound.takes(1)
    assert not DataBound.of(10).takes(0)
    assert DataBound.of(None).takes(10**15)


def test_of_many_objects_each_may_be_missed_or_empty_once() -> None:
    bound = DataBound.of_many([Get("a", 5), Get("b", 0), Get("c", 7)])
    assert [bound.takes(size) for size in (5, 0, 0, 7)] == [True] * 4
    assert bound.takes(0)
    assert not bound.takes(0)
    assert not DataBound.of_many([Get("a", 5)]).takes(6)


def test_a_list_ends_with_its_first_empty_part_and_has_a_most() -> None:
    bound = ListBound()
    assert bound.takes(500)
    assert bound.takes(0)
    assert not bound.takes(0)
    assert ListBound().takes(MOST_NAMES)
    assert not ListBound().takes(MOST_NAMES + 1)
    bound = ListBound()
    assert bound.takes(0)
    assert not bound.takes(1)


def put_bound() -> PutBound:
    return PutBound(total_bytes=100, quiet_seconds=30.0, changed_at=0.0, most_restarts=1)


def test_a_progress_ends_with_the_size_and_begins_anew_once_at_most() -> None:
    bound = put_bound()
    assert [bound.takes(moved, 1.0) for moved in (1, 1, 100)] == [True] * 3
    assert not bound.takes(101, 1.0)
    bound = put_bound()
    assert [bound.takes(moved, 1.0) for moved in (90, 20, 90)] == [True] * 3
    assert not bound.takes(89, 1.0)


def test_a_progress_that_stands_still_is_a_stall() -> None:
    bound = put_bound()
    assert bound.takes(5, 20.0)
    assert bound.takes(5, 50.0)
    assert not bound.is_stalled(50.0)
    assert bound.is_stalled(50.1)
    assert bound.takes(6, 60.0)
    assert not bound.is_stalled(90.0)
    silent = put_bound()
    assert silent.takes(0, 31.0)
    assert silent.is_stalled(31.0)


def test_files_have_a_size_together(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"12345")
    assert total_of([file, file]) == 10
    assert total_of([]) == 0
    assert total_of([file, tmp_path / "gone"]) == inf
    assert total_of([file, tmp_path]) == inf
