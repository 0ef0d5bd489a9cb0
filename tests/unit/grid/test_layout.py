"""The layout of the whole grid: from counts, and exact where sketches are."""

import itertools
from array import array
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from picup_desktop.ledger.gallery.gallery import Month
from picup_desktop.ledger.gallery.sketch import Sketch
from picup_desktop.ui.photos.choosing.spots import (
    NOWHERE,
    Sight,
    Spot,
    row_near,
    spot_at,
    tick_of,
)
from picup_desktop.ui.photos.layout.blocks import BELOW, GAP, HEADING
from picup_desktop.ui.photos.layout.grouping import Grouping, Title, grouping_of
from picup_desktop.ui.photos.layout.layout import (
    MOST_JUSTIFIED,
    Layout,
    Look,
    Move,
    row_after,
)
from picup_desktop.ui.photos.layout.numbers import Numbers, runs_of

MAY = 2019 * 12 + 4
JUNE = MAY + 1
DECEMBER = MAY - 5
MONTHS = (Month(JUNE, 7), Month(MAY, 30), Month(DECEMBER, 1))
SHAPES = (1_500, 667, 1_333)


def sketch(count: int, days: Sequence[int] | None = None) -> Sketch:
    shapes = [SHAPES[at % len(SHAPES)] for at in range(count)]
    return Sketch(array("q", range(count)), array("i", days or [100] * count), array("H", shapes))


def squares(cell: int = 150) -> Layout:
    return Layout(MONTHS, Look(766, cell, square=True))


def exact(cell: int = 150, months: Sequence[Month] = MONTHS) -> Layout:
    layout = Layout(months, Look(766, cell), {month.month: sketch(month.shots) for month in months})
    layout.build(range(layout.rows))
    return layout


LAYOUTS: dict[str, Callable[[], Layout]] = {
    "squares": squares,
    "exact": exact,
    "estimated": lambda: Layout(MONTHS, Look(766, 150)),
    "days": lambda: exact(240),
    "years": lambda: exact(60),
    "narrow": lambda: Layout(MONTHS, Look(1, 150)),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_cells_follow_one_another_without_touching(name: str) -> None:
    layout = LAYOUTS[name]()
    assert layout.rows == 38
    boxes = [layout.box(row) for row in range(layout.rows)]
    for before, box in itertools.pairwise(boxes):
        assert not before.intersects(box)
        assert (box.top(), box.left()) > (before.top(), before.left())
    assert boxes[-1].bottom() < layout.height


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_cell_is_found_at_its_own_place(name: str) -> None:
    layout = LAYOUTS[name]()
    for row in range(layout.rows):
        box = layout.box(row)
        assert layout.row_at(box.center().x(), box.center().y()) == row
        assert row in layout.rows_between(box.top(), box.bottom())
        assert layout.row_at(box.left(), box.bottom() + 2) is None
    assert layout.row_at(0, HEADING // 2) is None
    assert layout.row_at(0, layout.height) is None
    assert layout.rows_between(0, layout.height) == range(layout.rows)


@pytest.mark.parametrize("name", LAYOUTS)
def test_headings_stand_above_their_cells(name: str) -> None:
    layout = LAYOUTS[name]()
    rows = [row for section in range(layout.sections) for row in layout.span(section)]
    assert rows == list(range(layout.rows))
    for section in range(layout.sections):
        span, top = layout.span(section), layout.top(section)
        assert layout.box(span.start).top() == top + HEADING
        assert layout.section_at(top) == section
        assert layout.section_of(span.start) == layout.section_of(span.stop - 1) == section
        assert layout.top(section + 1) >= layout.box(span.stop - 1).bottom() + BELOW
    assert layout.top(layout.sections) == layout.height


def test_squares_are_of_one_size_in_columns() -> None:
    layout = squares()
    assert {(layout.box(row).width(), layout.box(row).height()) for row in range(38)} == {
        (150, 150)
    }
    assert layout.box(1).left() == 150 + GAP
    assert layout.box(5) == QRect(0, HEADING + 150 + GAP, 150, 150)


def test_photos_have_their_shapes_once_they_are_known() -> None:
    layout = exact()
    box = layout.box(0)
    assert box.width() / box.height() == pytest.approx(1.5, rel=0.02)
    assert layout.box(1).width() / layout.box(1).height() == pytest.approx(0.667, rel=0.02)


def test_only_the_months_of_the_rows_are_built() -> None:
    known = {month.month: sketch(month.shots) for month in MONTHS}
    layout = Layout(MONTHS, Look(766, 150), known)
    before = [layout.box(row) for row in (0, 20)]
    assert layout.build(range(8, 9))
    assert layout.box(0) == before[0]
    assert layout.box(20) != before[1]
    assert not layout.build(range(8, 9)), "it is built already"
    assert not layout.build(range(0))
    # The shapes of a month have become known.
    known[MAY] = sketch(30)
    assert layout.build(range(37))


def test_a_sketch_of_another_number_of_photos_is_not_used() -> None:
    layout = Layout(MONTHS, Look(766, 150), {JUNE: sketch(8)})
    assert not layout.build(range(layout.rows))
    assert layout.rows == 38


def test_what_is_estimated_is_about_as_high_as_it_will_be() -> None:
    months = (Month(MAY, 3_000),)
    layout = Layout(months, Look(1_200, 168), {MAY: sketch(3_000)})
    estimated = layout.height
    layout.build(range(3_000))
    assert layout.height == pytest.approx(estimated, rel=0.15)
    # Also without any knowledge of the shapes.
    assert Layout(months, Look(1_200, 168)).height == pytest.approx(layout.height, rel=0.4)


def test_headings_are_days_months_or_years_by_the_size_of_the_cells() -> None:
    assert [grouping_of(cell) for cell in (56, 111, 112, 219, 220, 320)] == [
        *(Grouping.YEAR, Grouping.YEAR, Grouping.MONTH),
        *(Grouping.MONTH, Grouping.DAY, Grouping.DAY),
    ]


def test_large_cells_stand_below_their_days() -> None:
    days = [30] * 3 + [29] + [12] * 3
    layout = Layout(MONTHS[:1], Look(766, 240), {JUNE: sketch(7, days)})
    assert layout.title(0) == Title(Grouping.MONTH, JUNE), "its days are not known yet"
    layout.build(range(7))
    assert [layout.title(section).number for section in range(layout.sections)] == [30, 29, 12]
    assert [len(layout.span(section)) for section in range(layout.sections)] == [3, 1, 3]
    assert layout.title(0).grouping is Grouping.DAY


def test_small_cells_of_a_year_stand_together_so_a_lone_photo_takes_no_line() -> None:
    months = [Month(MAY + 7 - at, 1) for at in range(12)]
    layout = Layout(months, Look(766, 60))
    assert [layout.title(at) for at in range(layout.sections)] == [Title(Grouping.YEAR, 2019)]
    assert layout.box(0).top() == layout.box(11).top()
    assert Layout(months, Look(766, 150)).sections == 12


def test_a_month_with_very_many_photos_is_laid_out_in_squares() -> None:
    count = MOST_JUSTIFIED + 1
    layout = Layout((Month(MAY, count),), Look(766, 150), {MAY: sketch(count)})
    layout.build(range(1))
    assert layout.box(0).width() == layout.box(1).width() == 150


def test_an_empty_grid_has_a_layout_too() -> None:
    layout = Layout((), Look(766, 150))
    assert (layout.rows, layout.height, layout.sections) == (0, 0, 0)
    assert layout.rows_between(0, 500) == range(0)
    assert layout.row_at(0, 0) is None
    assert layout.section_at(0) == 0
    assert not layout.build(range(5))


def test_a_million_photos_are_laid_out_from_a_few_numbers() -> None:
    months = [Month(MAY - at, 5_000) for at in range(200)]
    layout = Layout(months, Look(1_200, 168), {MAY - 100: sketch(5_000)})
    middle = 100 * 5_000 + 2_500
    assert layout.build(range(middle, middle + 1))
    box = layout.box(middle)
    assert middle in layout.rows_between(box.top(), box.top())
    assert layout.box(999_999).bottom() < layout.height


@pytest.mark.parametrize("name", ["squares", "exact", "days", "years", "estimated"])
def test_keys_lead_down_and_up_again_through_every_line(name: str) -> None:
    layout = LAYOUTS[name]()
    row, seen = 0, [0]
    while (after := row_after(layout, row, Move.MoveDown, 3)) != row:
        assert layout.box(after).top() > layout.box(row).top()
        row = after
        seen.append(row)
    assert layout.box(row).top() == layout.box(layout.rows - 1).top()
    while (after := row_after(layout, row, Move.MoveUp, 3)) != row:
        assert layout.box(after).top() < layout.box(row).top()
        row = after
    assert layout.box(row).top() == layout.box(0).top()


def test_other_keys_lead_beside_to_the_ends_and_by_pages() -> None:
    layout = squares()
    assert row_after(layout, 7, Move.MoveLeft, 3) == 6
    assert row_after(layout, 7, Move.MoveRight, 3) == 8
    assert row_after(layout, 7, Move.MoveHome, 3) == 0
    assert row_after(layout, 7, Move.MoveEnd, 3) == 37
    assert row_after(layout, 0, Move.MoveLeft, 3) == 0
    assert row_after(layout, 37, Move.MoveRight, 3) == 37
    assert row_after(layout, 8, Move.MovePageDown, 3) == 23
    assert row_after(layout, 23, Move.MovePageUp, 3) == 8
    assert row_after(layout, 4, Move.MoveDown, 3) == 6, "the line below is shorter"


def test_what_a_frame_touches_is_found_also_over_a_heading() -> None:
    layout = squares()
    assert layout.runs_in(layout.box(1)) == [range(1, 2)]
    down = layout.box(0).united(layout.box(7))
    assert layout.runs_in(down) == [range(1), range(5, 6), range(7, 8)]


def test_rows_are_numbered_through_all_months() -> None:
    numbers = Numbers(MONTHS)
    assert numbers.rows == 38
    assert [numbers.section_of(row) for row in (0, 6, 7, 36, 37)] == [0, 0, 1, 1, 2]
    assert numbers.span(1) == range(7, 37)
    assert runs_of([5, 1, 2, 3, 9, 5]) == [range(1, 4), range(5, 6), range(9, 10)]


def test_a_line_begins_at_the_right_where_the_language_does() -> None:
    layout = exact()
    mirrored = Layout(
        MONTHS,
        Look(766, 150, mirrored=True),
        {month.month: sketch(month.shots) for month in MONTHS},
    )
    mirrored.build(range(mirrored.rows))
    for row in range(layout.rows):
        box, there = layout.box(row), mirrored.box(row)
        assert (there.top(), there.size()) == (box.top(), box.size())
        assert there.left() == 766 - box.left() - box.width()
        assert mirrored.row_at(there.center().x(), there.center().y()) == row
    assert row_after(mirrored, 7, Move.MoveLeft, 3) == 8
    assert row_after(mirrored, 7, Move.MoveRight, 3) == 6
    assert row_after(mirrored, 7, Move.MoveNext, 3) == 8


def test_ticks_of_headings_and_drags_follow_where_a_line_begins() -> None:
    sight = Sight(0, QSize(766 + 64, 600), 32)
    mirrored = Layout(MONTHS, Look(766, 150, square=True, mirrored=True))
    for layout, begin, end in ((squares(), 5, 825), (mirrored, 825, 5)):
        assert tick_of(layout, 0, sight).contains(begin + (1 if begin < 100 else -1) * 5, 20)
        assert spot_at(layout, QPoint(begin, 20), sight) == Spot(heading=0)
        assert spot_at(layout, QPoint(end, 20), sight) == NOWHERE
        first, second = layout.box(0).translated(32, 0), layout.box(1).translated(32, 0)
        between = (first.center().x() + second.center().x()) // 2
        assert row_near(layout, QPoint(between, first.center().y()), sight) == 0
        assert row_near(layout, second.center(), sight) == 1
