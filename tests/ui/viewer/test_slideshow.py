"""The slideshow: what comes next, how long it stays, and what pauses it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.slideshow import (
    MOST_SKIPPED,
    PACES_SECONDS,
    Slideshow,
    SlideshowBar,
    Step,
    next_row,
    step_for,
)
from picup_desktop.words import PhotoState

LONG_MILLISECONDS = 10_000


def shot(kind: str) -> ShownShot:
    lead = ShownPhoto(1, "a", kind, PhotoState.PROTECTED, 1, 1, None, here=True)
    return ShownShot(1, 1, 0, (lead,))


PHOTO, FILM = "photo", "video"


@pytest.mark.parametrize(
    ("kinds", "row", "with_films", "found"),
    [
        ([PHOTO, PHOTO, PHOTO], 0, False, 1),
        ([PHOTO, PHOTO, PHOTO], 2, False, 0),
        ([PHOTO, FILM, FILM, PHOTO], 0, False, 3),
        ([PHOTO, FILM, FILM, PHOTO], 0, True, 1),
        ([PHOTO, FILM, None, PHOTO], 0, False, 2),
        ([PHOTO, FILM, FILM], 0, False, None),
        ([FILM, FILM], 0, False, None),
        ([PHOTO], 0, True, None),
        ([PHOTO, FILM], 1, False, 0),
    ],
)
def test_films_are_skipped_unless_they_are_wanted(
    kinds: list[str | None], row: int, with_films: bool, found: int | None
) -> None:
    shots = [None if kind is None else shot(kind) for kind in kinds]
    assert next_row(row, len(shots), lambda at: shots[at], with_films=with_films) == found


def test_a_million_films_are_not_all_looked_at() -> None:
    asked: list[int] = []

    def film(row: int) -> ShownShot:
        asked.append(row)
        return shot(FILM)

    assert next_row(0, 1_000_000, film, with_films=False) is None
    assert len(asked) == MOST_SKIPPED - 1


def test_a_film_is_shown_until_it_ends_only_if_it_plays_here_and_is_wanted() -> None:
    steps = {
        (plays, wanted): step_for(plays=plays, with_films=wanted)
        for plays in (True, False)
        for wanted in (True, False)
    }
    assert [pair for pair, step in steps.items() if step is Step.PLAY] == [(True, True)]


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> SlideshowBar:
    home = Home(tmp_path / "home")
    home.make()
    made = SlideshowBar(Theme(qapp), Preferences(home), may_play=True)
    qtbot.addWidget(made)
    return made


def test_it_goes_on_after_its_time_and_stands_still_while_paused(
    bar: SlideshowBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.ui.viewer.slideshow.SECOND_MS", 1)
    show = Slideshow(bar)
    nexts, plays, pauses = [0], [0], [0]
    for signal, count in (
        (show.next_wanted, nexts),
        (show.play_wanted, plays),
        (show.pause_wanted, pauses),
    ):
        signal.connect(lambda count=count: count.__setitem__(0, count[0] + 1))
    show.show_there(Step.WAIT)
    assert not show._timer.isActive(), "it does not run yet"
    show.begin()
    show.show_there(Step.WAIT)
    qtbot.waitUntil(lambda: nexts == [1], timeout=LONG_MILLISECONDS)
    show.wait()
    assert not show._timer.isActive(), "the next photo is being read"
    show.show_there(Step.WAIT)
    bar.pause.click()
    assert [show.is_paused, show._timer.isActive(), pauses] == [True, False, [1]]
    bar.pause.click()
    assert [show.is_paused, show._timer.isActive(), pauses] == [False, True, [1]]

    show.show_there(Step.PLAY)
    assert [plays, show._timer.isActive()] == [[1], False]
    before = nexts[0]
    show.show_end()
    assert nexts == [before + 1]
    bar.pause.click()
    show.show_end()
    assert nexts == [before + 1], "nothing follows while it is paused"
    bar.end.click()
    assert [show.runs, bar.isHidden()] == [False, True]
    show.show_end()
    assert nexts == [before + 1]


def test_pace_and_films_are_kept(
    bar: SlideshowBar, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    assert [bar.seconds, bar.with_films] == [5, False]
    bar.pace.setCurrentIndex(PACES_SECONDS.index(30))
    bar.films.setChecked(True)
    preferences = Preferences(Home(tmp_path / "home"))
    again = SlideshowBar(Theme(qapp), preferences, may_play=True)
    qtbot.addWidget(again)
    assert [again.seconds, again.with_films] == [30, True]
    cannot = SlideshowBar(Theme(qapp), preferences, may_play=False)
    qtbot.addWidget(cannot)
    assert [cannot.with_films, cannot.films.isVisibleTo(cannot)] == [False, False]
    preferences.slideshow_seconds = 7
    other = SlideshowBar(Theme(qapp), preferences, may_play=True)
    qtbot.addWidget(other)
    assert other.seconds == 5, "a pace that is no choice any more"
