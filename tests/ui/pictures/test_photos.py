"""The photos page on a real engine: by date, found, chosen, deleted, and shown from a storage."""

import os
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.answers import Freed
from picup_desktop.engine.ipc.commands.photos import FreeSpace
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.thumbnails.cache import ThumbnailCache
from picup_desktop.thumbnails.wire import Trouble
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.photos.grid.grid import CELLS
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import PhotoState
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes

SHOTS = PHOTOS - 2
"""A picture with its sidecar and a live picture with its film count as one each."""


@pytest.fixture
def page(protected: Face, qtbot: QtBot) -> PhotosPage:
    """All photos, with their pictures."""
    made = protected.screens.photos
    protected.window.resize(1100, 1400)
    protected.window.show()
    protected.window.go(PageName.PHOTOS)
    made.grid.zoom(CELLS[0])
    qtbot.waitUntil(lambda: all_there(made, SHOTS), timeout=LONG_MILLISECONDS)
    return made


def all_there(page: PhotosPage, count: int) -> bool:
    """Whether so many shots are known, each with its picture or a reason."""
    shots = shots_of(page)
    return len(shots) == count and all(
        page.shot_pictures.image(shot) is not None or page.shot_pictures.trouble(shot) is not None
        for shot in shots
    )


def shots_of(page: PhotosPage) -> list[ShownShot]:
    found = [page.model.shot(row) for row in range(page.model.rowCount())]
    return [shot for shot in found if shot is not None]


def names(page: PhotosPage) -> set[str]:
    return {Path(shot.lead.path).name for shot in shots_of(page)}


def select(page: PhotosPage, *rows: int) -> None:
    for row in rows:
        page.grid.selectionModel().select(
            page.model.index(row), QItemSelectionModel.SelectionFlag.Select
        )


def press(buttons: list[QPushButton], words: str) -> None:
    next(each for each in buttons if each.text() == words).click()


def test_photos_are_shown_by_date_with_their_pictures_and_states(page: PhotosPage) -> None:
    shots = shots_of(page)

    assert [shot.taken_at for shot in shots] == sorted((s.taken_at for s in shots), reverse=True)
    assert all(page.shot_pictures.image(shot) is not None for shot in shots)
    assert {shot.state for shot in shots} == {PhotoState.PROTECTED}
    live = next(shot for shot in shots if shot.lead.path.endswith(".HEIC"))
    assert {photo.kind for photo in live.photos} == {"photo", "video"}
    assert not page.grid.grab().isNull()


def test_the_count_is_that_of_the_overview_in_files(page: PhotosPage, qtbot: QtBot) -> None:
    count = page.findChild(QLabel, "count")
    assert isinstance(count, QLabel)
    assert count.text() == f"{SHOTS} photos in {PHOTOS} files"
    page.filters.search.setText("lake")
    qtbot.waitUntil(lambda: count.text() == "1 photo", timeout=LONG_MILLISECONDS)


def test_search_and_filters_narrow_what_is_shown(page: PhotosPage, qtbot: QtBot) -> None:
    page.filters.search.setText("lake")
    qtbot.waitUntil(lambda: names(page) == {"IMG_0002.HEIC"}, timeout=LONG_MILLISECONDS)
    page.filters.search.setText("no such photo")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=LONG_MILLISECONDS)

    page.filters.clear()
    qtbot.waitUntil(lambda: len(shots_of(page)) == SHOTS, timeout=LONG_MILLISECONDS)
    page.filters.state.setCurrentIndex(2)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=LONG_MILLISECONDS)


def test_the_arrow_keys_lead_through_the_months(page: PhotosPage, qtbot: QtBot) -> None:
    grid = page.grid
    grid.setCurrentIndex(page.model.index(0))
    for _ in range(SHOTS + 2):
        QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.currentIndex().row() == SHOTS - 1
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.currentIndex().row() == 0
    opened: list[int] = []
    grid.opened.connect(opened.append)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened == [0]


def test_a_live_picture_is_deleted_with_its_film(
    page: PhotosPage, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    (row,) = (r for r, s in enumerate(shots_of(page)) if s.lead.path.endswith(".HEIC"))
    select(page, row)
    page.ask_deletion()
    question = page.findChild(Question)
    assert question is not None
    asked = [each.text() for each in question.findChildren(QLabel)]
    assert asked[0] == "Delete 1 photo and 1 file with it?"
    assert asked[1].startswith("IMG_0002.HEIC\nWith it: IMG_0002.MOV\n")

    question.yes.click()

    qtbot.waitUntil(lambda: len(shots_of(page)) == SHOTS - 1, timeout=LONG_MILLISECONDS)
    assert not (boxes.album / "2019/Lake/IMG_0002.HEIC").exists()
    assert not (boxes.album / "2019/Lake/IMG_0002.MOV").exists()
    assert page.grid.chosen_rows() == []


def test_pictures_and_a_film_that_only_share_a_name_are_deleted_one_by_one(
    page: PhotosPage, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    folder = boxes.album / "three"
    folder.mkdir()
    for name, colour in (("1.jpg", "red"), ("1.png", "green"), ("1.gif", "blue")):
        Image.new("RGB", (64, 64), colour).save(folder / name)
    (folder / "1.mp4").write_bytes((boxes.album / "2019/Lake/IMG_0002.MOV").read_bytes())
    protected.commands.sync()
    qtbot.waitUntil(
        lambda: {"1.jpg", "1.png", "1.gif", "1.mp4"} <= names(page), timeout=LONG_MILLISECONDS
    )
    (row,) = (r for r, s in enumerate(shots_of(page)) if s.lead.path == "three/1.jpg")
    select(page, row)
    page.ask_deletion()
    question = page.findChild(Question)
    assert question is not None
    assert question.windowTitle() == "Delete 1 photo?"
    question.yes.click()

    qtbot.waitUntil(lambda: "1.jpg" not in names(page), timeout=LONG_MILLISECONDS)
    assert {file.name for file in folder.iterdir()} == {"1.png", "1.gif", "1.mp4"}


def test_nothing_moves_while_photos_are_chosen(
    page: PhotosPage, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    select(page, 0, 1)
    before = names(page)
    (boxes.album / "new.jpg").write_bytes((boxes.album / "IMG_0001.jpg").read_bytes())
    protected.commands.sync()
    qtbot.waitUntil(lambda: page.model.stale, timeout=LONG_MILLISECONDS)
    assert names(page) == before

    page.grid.clearSelection()
    qtbot.waitUntil(lambda: "new.jpg" in names(page), timeout=LONG_MILLISECONDS)


def test_the_menu_offers_what_can_be_done(page: PhotosPage, qtbot: QtBot) -> None:
    wanted: list[list[int]] = []
    page.restore_wanted.connect(wanted.append)
    shots = shots_of(page)
    menu = page.menu_for(shots[:1], 0)
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Show in folder"].isEnabled()
    actions["Restore to…"].trigger()
    assert wanted == [[photo.photo_id for photo in shots[0].photos]]
    assert isinstance(menu, QMenu)


def test_the_menu_brings_a_freed_photo_back_into_its_place(
    page: PhotosPage, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    shot = shots_of(page)[0]
    assert "Bring back to this computer" not in entries(page, shot), "it is here"
    ids = [str(photo.photo_id) for photo in shot.photos]
    before = {file: file.read_bytes() for file in boxes.album.rglob("*") if file.is_file()}
    freed: list[Freed] = []
    link = protected.context.link
    link.ask(FreeSpace(photos=tuple(ids), older_than_days=0), done=freed.append)
    qtbot.waitUntil(lambda: bool(freed), timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: not shots_of(page)[0].lead.here, timeout=LONG_MILLISECONDS)
    assert len([file for file in before if not file.exists()]) == len(ids)

    told: list[str] = []
    page.message.connect(told.append)
    entries(page, shots_of(page)[0])["Bring back to this computer"].trigger()

    qtbot.waitUntil(lambda: len(told) == 2, timeout=LONG_MILLISECONDS)
    assert told[-1] == "2 files are back in their place."
    assert {file: file.read_bytes() for file in before} == before
    qtbot.waitUntil(lambda: shots_of(page)[0].lead.here, timeout=LONG_MILLISECONDS)


def entries(page: PhotosPage, shot: ShownShot) -> dict[str, QAction]:
    return {action.text(): action for action in page.menu_for([shot], 0).actions()}


def test_2_1_a_photo_that_left_this_computer_is_shown_from_the_nas_and_kept_sealed(
    page: PhotosPage, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    cache = ThumbnailCache(boxes.home.thumbnails)
    qtbot.waitUntil(lambda: len(set(cache.plain_keys())) == SHOTS, timeout=LONG_MILLISECONDS)
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    protected.commands.sync()
    cards = protected.screens.attention
    qtbot.waitUntil(lambda: len(cards.cards) == 1, timeout=LONG_MILLISECONDS)
    press(cards.cards[0].findChildren(QPushButton), "Keep them on the storages")
    qtbot.waitUntil(
        lambda: all_there(page, SHOTS) and not any(s.lead.here for s in shots_of(page)),
        timeout=LONG_MILLISECONDS,
    )
    # A new window has nothing in memory.
    page.pictures.forget()
    page.grid.viewport().update()
    page.grid.cells.request()
    qtbot.waitUntil(
        lambda: all(page.shot_pictures.image(shot) is not None for shot in shots_of(page)),
        timeout=LONG_MILLISECONDS,
    )

    assert set(cache.plain_keys()) == set()
    sealed = list(boxes.home.thumbnails.rglob("*.age"))
    assert len(sealed) == SHOTS
    assert all(file.read_bytes().startswith(b"age-encryption.org/v1") for file in sealed)


def test_a_broken_file_has_a_reason_and_no_picture(
    page: PhotosPage, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    (boxes.album / "broken.jpg").write_bytes(os.urandom(2000))
    protected.commands.sync()
    qtbot.waitUntil(lambda: all_there(page, SHOTS + 1), timeout=LONG_MILLISECONDS)

    (broken,) = (shot for shot in shots_of(page) if shot.lead.path == "broken.jpg")
    assert page.shot_pictures.trouble(broken) is Trouble.UNSUPPORTED
    assert page.grid.indexAt(QPoint(0, 0)).isValid() is False


def test_a_rubber_band_chooses_the_cells_that_it_touches(page: PhotosPage) -> None:
    """Also over the heading between two months, which belongs to none of them."""
    grid = page.grid
    grid.zoom(72)
    boxes = [grid.visualRect(page.model.index(row)) for row in range(SHOTS)]
    band = boxes[0].united(boxes[-1])
    grid.setSelection(band, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert grid.chosen_rows() == [row for row, box in enumerate(boxes) if box.intersects(band)]
    grid.setSelection(
        boxes[1].adjusted(2, 2, -2, -2), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    assert grid.chosen_rows() == [1]
