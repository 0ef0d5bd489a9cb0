"""Saved searches survive a restart, and a broken file of preferences costs no more than itself."""

import stat
from pathlib import Path

import pytest

from picup_desktop.home import Home
from picup_desktop.ui.photos.finding.views import (
    LONGEST_NAME,
    MOST_VIEWS,
    SavedView,
    kept_text,
    views_of,
    with_view,
    without_view,
)
from picup_desktop.ui.preferences import Preferences
from picup_desktop.words import PhotoState

LAKE = SavedView("호수 & Lake", "lake may 2019", 3, (PhotoState.WAITING,))


def test_views_are_kept_in_a_file_that_nobody_else_reads(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make()
    first = Preferences(home)
    assert views_of(first.views) == ()
    first.views = kept_text([LAKE, SavedView("all")])
    first.always_marks = True
    first.save()

    again = Preferences(home)
    assert views_of(again.views) == (LAKE, SavedView("all"))
    assert again.always_marks is True
    assert stat.S_IMODE((home.folder / "window.ini").stat().st_mode) & 0o077 == 0


def test_a_view_takes_the_place_of_its_name_and_none_is_lost_for_one_more() -> None:
    views = with_view((), LAKE)
    assert with_view(views, SavedView("beach")) == (SavedView("beach"), LAKE)
    other = SavedView(LAKE.name, "2020")
    assert with_view(views, other) == (other,)
    assert without_view((SavedView("a"), LAKE), "a") == (LAKE,)
    full = tuple(SavedView(f"{number:03}") for number in range(MOST_VIEWS))
    assert with_view(full, LAKE) == full
    assert len(with_view(full, SavedView("000", "new"))) == MOST_VIEWS


@pytest.mark.parametrize(
    "kept",
    [
        *("", "{", "null", "7", "{}", '["x"]', "[{}]", '[{"name": " ", "text": ""}]'),
        *('[{"name": 1, "text": ""}]', '[{"name": "a", "text": null}]'),
        '[{"name": "a", "text": "", "album_id": "1"}]',
        '[{"name": "a", "text": "", "album_id": true}]',
        *(
            '[{"name": "a", "text": "", "states": ["?"]}]',
            '[{"name": "a", "text": "", "states": 1}]',
        ),
    ],
)
def test_what_is_no_view_is_left_out(kept: str) -> None:
    assert views_of(kept) == ()


def test_a_view_is_found_again_by_what_it_finds() -> None:
    assert SavedView("a", " lake  2019 ").wanted == SavedView("b", "lake 2019").wanted
    assert SavedView("a", "lake").wanted != SavedView("a", "lake", 1).wanted
    long = views_of(kept_text([SavedView("x" * 200)]))
    assert [len(view.name) for view in long] == [LONGEST_NAME]
