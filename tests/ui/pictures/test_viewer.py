"""The viewer on a real engine: from the file, and from whichever storage has the photo."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.viewer.loader import FOLDER, ReadBack
from picup_desktop.ui.viewer.window import Viewer
from picup_desktop.words import Role
from tests.ui.conftest import LONG_MILLISECONDS, Boxes
from tests.ui.pictures.test_photos import SHOTS, all_there, shots_of

SAMPLE = (800, 600)


@pytest.fixture
def page(protected: Face, qtbot: QtBot) -> PhotosPage:
    protected.window.resize(1100, 1400)
    protected.window.show()
    protected.window.go(PageName.PHOTOS)
    made = protected.screens.photos
    made.grid.zoom(72)
    qtbot.waitUntil(lambda: all_there(made, SHOTS), timeout=LONG_MILLISECONDS)
    return made


@pytest.fixture
def viewer(page: PhotosPage, protected: Face) -> Iterator[Viewer]:
    yield protected.screens.viewer
    protected.screens.viewer.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the system's programs were to open; there is none here."""
    urls: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return urls


def row_of(page: PhotosPage, name: str) -> int:
    (row,) = (r for r, shot in enumerate(shots_of(page)) if shot.lead.path.endswith(name))
    return row


def shows_whole(viewer: Viewer) -> bool:
    image = viewer.canvas.image
    return not image.isNull() and {image.width(), image.height()} == set(SAMPLE)


def whole(viewer: Viewer, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shows_whole(viewer), timeout=LONG_MILLISECONDS)


def said(viewer: Viewer, name: str) -> str:
    return next((line for line in viewer.info.lines if line.startswith(f"{name}: ")), "")


def leave_this_computer(
    protected: Face, boxes: Boxes, page: PhotosPage, qtbot: QtBot, count: int = SHOTS
) -> None:
    """The album's folder goes away; its photos stay on the storages because a person says so."""
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    protected.commands.sync()
    cards = protected.screens.attention
    qtbot.waitUntil(lambda: len(cards.cards) == 1, timeout=LONG_MILLISECONDS)
    item = protected.context.app_state.snapshot
    assert item is not None
    protected.commands.answer(item.attention[0].id, "keep")
    qtbot.waitUntil(
        lambda: len(shots_of(page)) == count and not any(s.lead.here for s in shots_of(page)),
        timeout=LONG_MILLISECONDS,
    )


def test_arrows_lead_through_the_photos_and_the_grid_follows(
    page: PhotosPage, viewer: Viewer, qtbot: QtBot
) -> None:
    page.grid.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert viewer.isVisible()
    assert viewer.row == 0
    QTest.keyClick(viewer, Qt.Key.Key_Left)
    assert viewer.row == 0
    QTest.keyClick(viewer, Qt.Key.Key_End)
    assert viewer.row == SHOTS - 1
    QTest.keyClick(viewer, Qt.Key.Key_Left)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)

    assert not viewer.isVisible()
    assert page.grid.currentIndex().row() == SHOTS - 2


def test_a_photo_is_shown_whole_with_all_that_is_known_of_it(
    page: PhotosPage, viewer: Viewer, boxes: Boxes, qtbot: QtBot
) -> None:
    viewer.view(row_of(page, "IMG_0002.HEIC"), True)
    whole(viewer, qtbot)
    qtbot.waitUntil(lambda: said(viewer, "Backup") != "", timeout=LONG_MILLISECONDS)

    assert said(viewer, "Name") == "Name: IMG_0002.HEIC"
    assert said(viewer, "Pixels") == "Pixels: 800 \u00d7 600"
    assert said(viewer, "Camera") == "Camera: PicUp Sample"
    assert "IMG_0002.MOV" in said(viewer, "With it")
    assert said(viewer, "State") == "State: On both storages"
    assert said(viewer, "This computer").endswith("2019/Lake")
    for role in ("Main", "Backup"):
        assert said(viewer, role) == f"{role}: There; verified just now"


def test_zoom_keeps_what_is_below_the_pointer_and_fit_shows_all(
    page: PhotosPage, viewer: Viewer, qtbot: QtBot
) -> None:
    viewer.view(row_of(page, "IMG_0002.HEIC"), False)
    whole(viewer, qtbot)
    canvas = viewer.canvas
    assert [canvas.fits] == [True]
    at = QPointF(canvas.rect().center()) + QPointF(60, 40)
    before = canvas._to_picture(at)
    canvas.zoom_by(4, at)
    assert [canvas.fits] == [False]
    assert (canvas._to_picture(at) - before).manhattanLength() < 1

    QTest.keyClick(viewer, Qt.Key.Key_0)
    assert [canvas.fits, viewer.full_screen.is_on] == [True, False]
    QTest.keyClick(viewer, Qt.Key.Key_F)
    assert [viewer.full_screen.is_on] == [True]
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert [viewer.full_screen.is_on, viewer.isVisible()] == [False, True]


def test_2_1_a_photo_that_left_this_computer_is_read_back_and_leaves_nothing(
    page: PhotosPage, viewer: Viewer, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    leave_this_computer(protected, boxes, page, qtbot)
    viewer.view(row_of(page, "IMG_0001.jpg"), True)
    whole(viewer, qtbot)

    assert said(viewer, "Shown from") == "Shown from: Main"
    assert said(viewer, "This computer") == "This computer: Not on this computer"
    assert len(list((boxes.home.folder / FOLDER).rglob("*.jpg"))) == 1
    viewer.close()
    assert list((boxes.home.folder / FOLDER).rglob("*")) == []


def test_2_2a_main_lost_it_so_backup_serves_and_main_is_repaired(
    page: PhotosPage, viewer: Viewer, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    leave_this_computer(protected, boxes, page, qtbot)
    objects = boxes.servers[Role.MAIN].vault / "objects"
    shutil.rmtree(objects)
    objects.mkdir()
    back: list[ReadBack] = []
    viewer.loader.read_back.connect(back.append)
    viewer.view(row_of(page, "IMG_0001.jpg"), True)
    whole(viewer, qtbot)

    assert [(each.served_from, each.repaired) for each in back] == [("backup", ("main",))]
    assert "Main had lost it and has it again." in said(viewer, "Shown from")
    assert len([file for file in objects.rglob("*") if file.is_file()]) == 1


def test_2_3_neither_has_it_and_the_sentence_says_why(
    page: PhotosPage, viewer: Viewer, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    leave_this_computer(protected, boxes, page, qtbot)
    for server in boxes.servers.values():
        shutil.rmtree(server.vault / "objects")
        (server.vault / "objects").mkdir()
    viewer.view(row_of(page, "IMG_0001.jpg"), False)

    qtbot.waitUntil(lambda: viewer.problem != "", timeout=LONG_MILLISECONDS)
    assert "IMG_0001.jpg could not be read. main:" in viewer.problem
    assert "backup:" in viewer.problem


def test_a_broken_file_says_so_and_a_film_opens_in_the_systems_player(
    page: PhotosPage,
    viewer: Viewer,
    boxes: Boxes,
    opened: list[QUrl],
    qtbot: QtBot,
) -> None:
    whole_file = (boxes.album / "IMG_0001.jpg").read_bytes()
    (boxes.album / "broken.jpg").write_bytes(whole_file[:300])
    film(boxes.album / "film.mp4")
    qtbot.waitUntil(lambda: len(shots_of(page)) == SHOTS + 2, timeout=LONG_MILLISECONDS)

    viewer.view(row_of(page, "broken.jpg"), False)
    qtbot.waitUntil(lambda: viewer.problem != "", timeout=LONG_MILLISECONDS)
    assert viewer.problem == "The file is damaged or cut off."

    # As where Qt's player is absent.
    viewer.stage.films._make = lambda _parent: None
    viewer.view(row_of(page, "film.mp4"), True)
    qtbot.waitUntil(lambda: said(viewer, "Length") != "", timeout=LONG_MILLISECONDS)
    assert viewer.problem == ""
    viewer.stage.play.click()
    assert [url.toLocalFile() for url in opened] == [str(boxes.album / "film.mp4")]


def film(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(20):
            frame = np.full((240, 320, 3), number * 8, np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
