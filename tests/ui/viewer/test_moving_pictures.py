"""Films and live pictures in the viewer, on a real engine: here, broken, on the storages only."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.viewer.actions import ActionName
from picup_desktop.ui.viewer.window import Viewer
from tests.ui.conftest import LONG_MILLISECONDS, Boxes
from tests.ui.pictures.test_photos import SHOTS, all_there, shots_of
from tests.ui.pictures.test_viewer import film, leave_this_computer, row_of
from tests.ui.viewer.test_films import FakeScreen
from tests.unit.pictures.motion_photos import film_bytes, google


@pytest.fixture
def page(protected: Face, boxes: Boxes, qtbot: QtBot) -> PhotosPage:
    protected.window.resize(1100, 1400)
    protected.window.show()
    protected.window.go(PageName.PHOTOS)
    made = protected.screens.photos
    made.grid.zoom(72)
    qtbot.waitUntil(lambda: all_there(made, SHOTS), timeout=LONG_MILLISECONDS)
    film(boxes.album / "film.mp4")
    (boxes.album / "motion.jpg").write_bytes(google(film_bytes(25)))
    (boxes.album / "broken.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + os.urandom(3000))
    qtbot.waitUntil(lambda: len(shots_of(made)) == SHOTS + 3, timeout=LONG_MILLISECONDS)
    return made


@pytest.fixture
def urls(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What was given to other programs; no answer is as if there were none."""
    given: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", given.append)
    return given


@pytest.fixture
def screens() -> list[FakeScreen]:
    return []


@pytest.fixture
def viewer(page: PhotosPage, protected: Face, screens: list[FakeScreen]) -> Iterator[Viewer]:
    made = protected.screens.viewer

    def make(parent: QObject) -> FakeScreen:
        screens.append(FakeScreen(parent))
        return screens[-1]

    made.stage.films._make = make
    yield made
    made.close()


def test_films_and_live_pictures_play_where_they_can(
    page: PhotosPage, viewer: Viewer, screens: list[FakeScreen], qtbot: QtBot, urls: list[QUrl]
) -> None:
    stage, films = viewer.stage, viewer.stage.films

    viewer.view(row_of(page, "broken.mp4"), False)
    qtbot.waitUntil(lambda: viewer.problem != "", timeout=LONG_MILLISECONDS)
    assert not stage.play.isVisible()
    QTest.keyClick(viewer, Qt.Key.Key_Space)
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    assert [films.is_open, viewer.available()[ActionName.OPEN_OUTSIDE]] == [False, False]

    viewer.rows.go(row_of(page, "film.mp4"))
    qtbot.waitUntil(stage.play.isVisible, timeout=LONG_MILLISECONDS)
    QTest.keyClick(viewer, Qt.Key.Key_Space)
    assert screens[0].told == ["open film.mp4", "sound", "play"]
    assert [films.is_playing, stage.play.isVisible()] == [True, False]
    QTest.keyClick(viewer, Qt.Key.Key_Space)
    QTest.keyClick(viewer, Qt.Key.Key_M)
    assert screens[0].told[-2:] == ["pause", "mute"]
    viewer.do(ActionName.OPEN_OUTSIDE)
    assert [url.toLocalFile() for url in urls] == [str(viewer.viewing.file)]
    assert viewer.problem.startswith("No program on this computer plays this film.")

    viewer.rows.go(row_of(page, "motion.jpg"))
    assert screens[0].told[-1] == "close"
    qtbot.waitUntil(stage.live.isVisible, timeout=LONG_MILLISECONDS)
    stage.live.rested_on.emit()
    qtbot.waitUntil(lambda: viewer.canvas.frame is not None, timeout=LONG_MILLISECONDS)
    QTest.keyClick(viewer, Qt.Key.Key_Space)
    assert viewer.canvas.frame is None


def test_a_film_of_the_nas_is_read_first_and_plays_then(
    protected: Face, boxes: Boxes, viewer: Viewer, screens: list[FakeScreen], qtbot: QtBot
) -> None:
    page, films = protected.screens.photos, viewer.stage.films
    leave_this_computer(protected, boxes, page, qtbot, SHOTS + 3)
    viewer.view(row_of(page, "film.mp4"), False)
    QTest.keyClick(viewer, Qt.Key.Key_Space)
    assert not films.is_open
    qtbot.waitUntil(lambda: films.is_playing, timeout=LONG_MILLISECONDS)
    assert screens[0].told[-3:] == ["open film.mp4", "sound", "play"]
    assert viewer.problem == ""
