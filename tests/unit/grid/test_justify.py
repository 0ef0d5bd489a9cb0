"""Lines of photos in their true shapes."""

import itertools

import pytest

from picup_desktop.ui.photos.layout.blocks import BELOW, HEADING, Box, Lined
from picup_desktop.ui.photos.layout.grouping import Grouping, Title
from picup_desktop.ui.photos.layout.justify import (
    NARROWEST,
    USUAL_SHAPE,
    WIDEST,
    Line,
    justified,
    places,
    shown_shape,
)

GAP = 4
WIDTH, HIGH = 1000, 200


def line_rows(lines: list[Line], count: int) -> list[range]:
    firsts = [line.first for line in lines]
    return [range(a, b) for a, b in zip(firsts, [*firsts[1:], count], strict=True)]


def test_a_shape_that_is_not_known_is_a_usual_one_and_extreme_ones_are_cut() -> None:
    assert shown_shape(0) == USUAL_SHAPE
    assert shown_shape(1) == NARROWEST
    assert shown_shape(60_000) == WIDEST
    assert shown_shape(1_500) == 1_500


def test_each_line_but_the_last_fills_the_width_exactly() -> None:
    shapes = [1_500, 667, 1_333, 750, 1_778, 1_000] * 9 + [1_500]
    lines = justified(shapes, WIDTH, HIGH, GAP)
    rows = line_rows(lines, len(shapes))
    assert [row for line in rows for row in line] == list(range(len(shapes)))
    for line, inside in zip(lines[:-1], rows[:-1], strict=True):
        found = places([shapes[row] for row in inside], line.height, WIDTH, GAP)
        left, width = found[-1]
        assert left + width == WIDTH
        assert line.full
        for (left, width), (after, _) in itertools.pairwise(found):
            assert after - left - width == pytest.approx(GAP, abs=1)


def test_lines_are_about_as_high_as_wanted_and_keep_the_shapes() -> None:
    shapes = [1_500, 667, 1_333, 750, 1_778, 1_000] * 20
    lines = justified(shapes, WIDTH, HIGH, GAP)
    assert all(0.75 * HIGH < line.height < 1.35 * HIGH for line in lines)
    for line, rows in zip(lines[:-1], line_rows(lines, len(shapes))[:-1], strict=True):
        found = places([shapes[row] for row in rows], line.height, WIDTH, GAP)
        for row, (_, width) in zip(rows, found, strict=True):
            assert width / line.height == pytest.approx(shapes[row] / 1_000, rel=0.02)


def test_a_line_ends_where_its_height_is_nearest_to_the_wanted_one() -> None:
    # Five squares are 198 high, four 249, six 163: five are nearest to 200, and six to 170.
    assert justified([1_000] * 12, 1_010, 200, GAP)[0] == Line(0, 198)
    assert justified([1_000] * 12, 1_010, 200, GAP)[1].first == 5
    assert justified([1_000] * 12, 1_010, 170, GAP)[1].first == 6


def test_the_last_line_has_the_wanted_height_and_ends_where_it_ends() -> None:
    (line,) = justified([1_500], WIDTH, HIGH, GAP)
    assert line == Line(0, HIGH, full=False)
    assert places([1_500], HIGH, None, GAP) == [(0, 300)]


def test_a_panorama_alone_fills_a_lower_line() -> None:
    lines = justified([3_000, 3_000, 1_000], 500, HIGH, GAP)
    assert lines[0] == Line(0, 166)
    assert lines[1] == Line(1, 166)
    assert lines[2] == Line(2, HIGH, full=False)


@pytest.mark.parametrize("width", [1, 5, 40])
def test_no_width_is_too_small(width: int) -> None:
    lines = justified([1_500] * 7, width, HIGH, GAP)
    assert line_rows(lines, 7)[-1].stop == 7
    assert all(line.height >= 1 for line in lines)
    assert justified([], width, HIGH, GAP) == []


@pytest.mark.parametrize("at_the_end", [0, 1])
def test_a_block_ends_its_lines_at_the_edge_but_an_unfilled_last_one(at_the_end: int) -> None:
    width, cell, lines = 400, 100, 3
    # Two photos of 197 pixels and the gap between them leave two pixels of a line.
    block = Lined(Title(Grouping.MONTH, 1), [1_970] * (2 * lines + at_the_end), width, cell)
    boxes = [block.box(row) for row in range(block.rows)]
    assert [box.left + box.width for box in boxes[1 : 2 * lines : 2]] == [width] * lines
    assert [box.left for box in boxes[::2]] == [0] * (lines + at_the_end)
    assert [box.width for box in boxes[2 * lines :]] == [197] * at_the_end
    assert block.lines == lines + at_the_end
    assert block.height == HEADING + block.lines * (cell + GAP) + BELOW


def test_a_panorama_that_fills_the_last_line_ends_at_the_edge() -> None:
    block = Lined(Title(Grouping.MONTH, 1), [3_000], 200, 100)
    assert block.box(0) == Box(0, HEADING, 200, 66)
