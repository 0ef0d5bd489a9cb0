"""The places of years and months on the scrubber."""

import itertools

from picup_desktop.ui.photos.scrubber.marks import (
    MONTH_STEP,
    YEAR_STEP,
    Mark,
    marks,
    month_beside,
    place_of,
    value_at,
)

YEAR = 12


def months_of(years: int, height: int) -> list[tuple[int, int]]:
    """Months of so many years until 2020, equally high."""
    newest, count = 2020 * YEAR + 11, years * YEAR
    return [(newest - at, height * at // count) for at in range(count)]


def test_each_year_is_written_where_it_begins_if_there_is_room() -> None:
    found = marks(months_of(4, 100_000), 100_000, 800)
    assert [(mark.year, mark.y) for mark in found if mark.year is not None] == [
        *((2020, 0), (2019, 200), (2018, 400), (2017, 600)),
    ]
    assert found[0] == Mark(2020 * YEAR + 11, 0, 2020)
    assert len([mark for mark in found if mark.year is None]) == 4 * 11


def test_marks_never_touch_one_another() -> None:
    for years in (1, 15, 80):
        found = marks(months_of(years, 5_000_000), 5_000_000, 500)
        written = [mark.y for mark in found if mark.year is not None]
        assert all(b - a >= YEAR_STEP for a, b in itertools.pairwise(written))
        places = [mark.y for mark in found]
        assert all(b - a >= MONTH_STEP for a, b in itertools.pairwise(places))
        assert len(written) >= min(years, 10)


def test_a_place_on_the_track_is_a_height_and_back() -> None:
    assert value_at(0, 500, 90_000) == 0
    assert value_at(500, 500, 90_000) == 90_000
    assert value_at(-20, 500, 90_000) == 0
    assert value_at(700, 500, 90_000) == 90_000
    assert place_of(value_at(123, 500, 90_000), 90_000, 500) == 123
    assert value_at(3, 0, 90_000) == place_of(5, 0, 500) == 0


def test_keys_go_by_months_and_by_years() -> None:
    months = [2021 * YEAR + 1, 2020 * YEAR + 8, 2020 * YEAR + 3, 2018 * YEAR + 5]
    assert [month_beside(months, month, 1) for month in months] == [1, 2, 3, 3]
    assert [month_beside(months, month, -1) for month in months] == [0, 0, 1, 2]
    assert [month_beside(months, month, 12) for month in months] == [1, 3, 3, 3]
    assert [month_beside(months, month, -12) for month in months] == [0, 0, 0, 1]
