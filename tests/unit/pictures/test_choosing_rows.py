"""What a press chooses, in ranges of rows; and what is under the pointer."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.ledger.gallery.chosen import ChosenFile, Stretch
from picup_desktop.ui.photos.choosing.chosen import (
    SHOTS_PER_QUESTION,
    SHOTS_PER_SUM,
    first_of,
    parts,
)
from picup_desktop.ui.photos.choosing.gathering import Chosen, Gathering
from picup_desktop.ui.photos.choosing.rows import (
    Choice,
    Flag,
    Held,
    Part,
    between,
    merged,
    part_of,
    pressed,
    turned,
)
from picup_desktop.ui.photos.choosing.spots import MOST_STEP, SCROLL_EDGE, scroll_step
from picup_desktop.ui.text import MOST_NAMES

MILLION = range(1_000_000)
NONE_HELD = Held()
ALONE, ADDS, DROPS = Flag.ClearAndSelect, Flag.Select, Flag.Deselect


def press(
    held: Held = NONE_HELD,
    *,
    on_tick: bool = False,
    is_chosen: bool = False,
    row: int = 7,
) -> Choice:
    return pressed(row, 3, held, on_tick=on_tick, is_chosen=is_chosen)


def test_a_press_chooses_one_alone_and_a_tick_turns_it() -> None:
    assert press() == Choice(range(7, 8), ALONE)
    assert press(is_chosen=True) == Choice(range(7, 8), ALONE)
    for choice in (press(on_tick=True), press(Held(ctrl=True))):
        assert choice == Choice(range(7, 8), ADDS)
    for choice in (
        press(on_tick=True, is_chosen=True),
        press(Held(ctrl=True), is_chosen=True),
    ):
        assert choice == Choice(range(7, 8), DROPS)


def test_shift_chooses_all_from_the_anchor_in_both_directions() -> None:
    assert press(Held(shift=True)) == Choice(range(3, 8), ALONE)
    assert press(Held(shift=True), row=1) == Choice(range(1, 4), ALONE)
    assert press(Held(shift=True, ctrl=True), is_chosen=True) == Choice(range(3, 8), ADDS)
    assert press(Held(shift=True), on_tick=True) == Choice(range(3, 8), ADDS)


def test_the_tick_of_a_heading_chooses_all_or_none() -> None:
    assert turned(MILLION, Part.NONE) == Choice(MILLION, ADDS)
    assert turned(MILLION, Part.SOME) == Choice(MILLION, ADDS)
    assert turned(MILLION, Part.ALL) == Choice(MILLION, DROPS)


def test_how_much_of_some_rows_is_chosen() -> None:
    assert part_of([], range(5)) is Part.NONE
    assert part_of([range(5, 9)], range(5)) is Part.NONE
    assert part_of([range(1), range(4, 9)], range(5)) is Part.SOME
    assert part_of([range(3), range(3, 9)], range(5)) is Part.ALL
    assert part_of([MILLION], range(999_999, 1_000_000)) is Part.ALL


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=12))
def test_merged_ranges_hold_the_same_rows_once(spans: list[tuple[int, int]]) -> None:
    ranges = [range(at, at + many) for at, many in spans]
    runs = merged(ranges)
    rows = [row for run in runs for row in run]
    assert rows == sorted({row for each in ranges for row in each})
    assert all(one.stop < other.start for one, other in pairwise(runs))


def test_between_is_the_same_from_both_ends() -> None:
    assert between(2, 5) == between(5, 2) == range(2, 6)
    assert between(4, 4) == range(4, 5)


def test_a_drag_scrolls_at_the_edges_only_and_never_leaps() -> None:
    assert scroll_step(SCROLL_EDGE, 500) == 0
    assert scroll_step(500 - SCROLL_EDGE, 500) == 0
    assert scroll_step(SCROLL_EDGE - 1, 500) == -1
    assert scroll_step(501 - SCROLL_EDGE, 500) == 1
    assert (scroll_step(-9_999, 500), scroll_step(9_999, 500)) == (-MOST_STEP, MOST_STEP)


def test_very_many_are_read_in_parts_that_leave_out_none() -> None:
    stretches = [Stretch(5, 10, 2 * SHOTS_PER_QUESTION + 1), Stretch(4, 0, 1)]
    assert list(parts(stretches)) == [
        Stretch(5, 10, SHOTS_PER_QUESTION),
        Stretch(5, 10 + SHOTS_PER_QUESTION, SHOTS_PER_QUESTION),
        Stretch(5, 10 + 2 * SHOTS_PER_QUESTION, 1),
        Stretch(4, 0, 1),
    ]
    huge, small = Stretch(3, 0, SHOTS_PER_SUM + 1), Stretch(2, 0, SHOTS_PER_SUM)
    assert first_of([huge, small]) == [huge]
    assert first_of([small, huge]) == [small]
    assert first_of([Stretch(1, 0, 1), Stretch(0, 0, SHOTS_PER_SUM - 1), small]) == [
        Stretch(1, 0, 1),
        Stretch(0, 0, SHOTS_PER_SUM - 1),
    ]


def test_gathered_files_are_counted_and_only_some_are_named() -> None:
    assert Gathering().chosen == Chosen()
    gathering = Gathering()
    gathering.add(
        [ChosenFile(1, 1, "a/1.heic", 10, here=True), ChosenFile(1, 2, "a/1.mov", 5, here=False)]
    )
    gathering.add([ChosenFile(3, 3, "b.jpg", 1, here=True)])
    assert gathering.chosen == Chosen(2, (1, 2, 3), (2,), 16, "a/1.heic", 1, ("1.mov",))
    gathering.add(
        ChosenFile(9, 100 + number, f"{number}.xmp", 0, here=True)
        for number in range(MOST_NAMES + 5)
    )
    chosen = gathering.chosen
    assert (chosen.shots, chosen.unseen, len(chosen.unseen_names)) == (
        3,
        MOST_NAMES + 5,
        MOST_NAMES,
    )
