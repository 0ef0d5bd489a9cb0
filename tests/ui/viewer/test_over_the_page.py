"""The viewer on a real engine, over the page: controls, strip, full screen, copy and delete."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.commands.deletions import Remove
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.viewer.actions import ActionName
from picup_desktop.ui.viewer.window import Viewer
from picup_desktop.ui.widgets.question import Question
from tests.ui.conftest import LONG_MILLISECONDS, Boxes
from tests.ui.pictures.test_photos import SHOTS, all_there, shots_of
from tests.ui.pictures.test_viewer import leave_this_computer, row_of, whole


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


def point_at(viewer: Viewer, at: QPoint) -> None:
    """The pointer moves over the photo; offscreen there is none to be moved."""
    where = QPointF(at)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, where, where, none, none, Qt.KeyboardModifier.NoModifier
    )
    viewer.stage.controls._seen_at = QPoint(-1, -1)
    QApplication.sendEvent(viewer.canvas, event)


def test_it_opens_over_the_page_and_gives_back_its_place_and_focus(
    page: PhotosPage, viewer: Viewer, protected: Face, qtbot: QtBot
) -> None:
    window = protected.window
    window.activateWindow()
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(1))
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert [viewer.isVisible(), viewer.window() is window, page.isVisible()] == [True, True, False]
    qtbot.waitUntil(lambda: viewer.size() == window.size(), timeout=LONG_MILLISECONDS)
    assert window.windowTitle().endswith(" — PicUp")
    assert window.focusWidget() is viewer.canvas

    viewer.head.tool(ActionName.LEAVE).click()
    assert [viewer.isVisible(), page.isVisible()] == [False, True]
    assert window.windowTitle() == "PicUp"
    assert window.focusWidget() is page.grid
    assert page.grid.currentIndex().row() == 1

    viewer.view(2, False)
    window.go(PageName.SETTINGS)
    assert not viewer.isVisible()
    assert window.place is PageName.SETTINGS
    window.go(PageName.PHOTOS)

    viewer.view(2, False)
    protected.screens.lock.lock()
    qtbot.waitUntil(lambda: protected.screens.lock.locked, timeout=LONG_MILLISECONDS)
    assert not viewer.isVisible()
    assert window.windowTitle() == "PicUp"


def test_controls_come_with_the_pointer_also_in_full_screen(
    page: PhotosPage, viewer: Viewer, protected: Face, qtbot: QtBot
) -> None:
    window, stage = protected.window, viewer.stage
    viewer.view(1, True)
    parts = (viewer.head, stage.back, stage.forward, stage.strip)
    assert all(part.isVisible() for part in parts)
    assert viewer.info.isVisible()
    # The pointer rests on the photo: over a control they would stay.
    QTest.mouseMove(viewer.canvas, viewer.canvas.rect().center())
    stage.controls.pause_milliseconds = 1
    stage.controls.show_now()
    qtbot.waitUntil(lambda: not viewer.head.isVisible(), timeout=LONG_MILLISECONDS)
    assert not any(part.isVisible() for part in parts)
    assert viewer.canvas.cursor().shape() is Qt.CursorShape.BlankCursor
    stage.controls.pause_milliseconds = LONG_MILLISECONDS
    point_at(viewer, QPoint(50, 50))
    assert all(part.isVisible() for part in parts)

    QTest.keyClick(viewer, Qt.Key.Key_F)
    assert [window.isFullScreen(), viewer.info.isVisible()] == [True, False]
    qtbot.waitUntil(lambda: viewer.canvas.size() == window.size(), timeout=LONG_MILLISECONDS)
    stage.controls._turn(shown=False)
    point_at(viewer, QPoint(60, 60))
    stage.forward.click()
    assert viewer.row == 2
    viewer.head.tool(ActionName.INFO).click()
    assert viewer.info.isVisible()
    viewer.head.tool(ActionName.FULL_SCREEN).click()
    assert [window.isFullScreen(), viewer.isVisible(), viewer.info.isVisible()] == [
        *[False, True, True]
    ]

    stage.controls._turn(shown=False)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Tab)
    assert viewer.head.isVisible()
    QTest.keyClick(viewer, Qt.Key.Key_F)
    viewer.close()
    assert not window.isFullScreen()


def test_the_strip_leads_to_neighbours_and_has_their_pictures(
    page: PhotosPage, viewer: Viewer, qtbot: QtBot
) -> None:
    page.pictures.forget()
    viewer.view(3, False)
    strip = viewer.stage.strip
    assert strip.rows == range(SHOTS)
    qtbot.waitUntil(
        lambda: all(page.shot_pictures.image(shot) is not None for shot in shots_of(page)),
        timeout=LONG_MILLISECONDS,
    )
    assert strip.box(3).center().x() - strip.rect().center().x() in {-1, 0, 1}
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.box(5).center())
    assert viewer.row == 5
    assert strip.row_at(strip.rect().center()) == 5
    strip.turned.emit(-2)
    assert viewer.row == 3
    strip.turned.emit(-200)
    assert viewer.row == 0


def test_copy_takes_the_picture_as_it_is_shown_and_its_file_where_that_is_here(
    page: PhotosPage, viewer: Viewer, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    clipboard = QGuiApplication.clipboard()
    viewer.view(row_of(page, "IMG_0001.jpg"), False)
    whole(viewer, qtbot)
    QTest.keyClick(viewer, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.image().size() == viewer.canvas.image.size()
    (url,) = clipboard.mimeData().urls()
    assert Path(url.toLocalFile()).read_bytes() == (boxes.album / "IMG_0001.jpg").read_bytes()
    assert protected.window.toast.isVisible()
    viewer.close()
    leave_this_computer(protected, boxes, page, qtbot)
    viewer.view(row_of(page, "IMG_0001.jpg"), False)
    whole(viewer, qtbot)
    viewer.do(ActionName.COPY)
    assert clipboard.mimeData().urls() == []
    assert not clipboard.image().isNull()


def test_a_photo_that_is_deleted_elsewhere_gives_way_and_is_named(
    page: PhotosPage, viewer: Viewer, protected: Face, qtbot: QtBot
) -> None:
    names = [shot.lead.path for shot in shots_of(page)]
    viewer.view(2, False)
    told: list[str] = []
    viewer.told.connect(lambda words, _back: told.append(words))
    viewed, other = viewer.rows.shot, page.model.shot(5)
    assert viewed is not None
    assert other is not None
    link = protected.context.link
    link.ask(Remove(tuple(str(photo.photo_id) for photo in other.photos)))
    link.ask(Remove(tuple(str(photo.photo_id) for photo in viewed.photos)))
    qtbot.waitUntil(lambda: bool(told), timeout=LONG_MILLISECONDS)
    assert told == [f"“{Path(names[2]).name}” is not among your photos any more."]
    qtbot.waitUntil(lambda: viewer.rows.count == SHOTS - 2, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: viewer.row == 2, timeout=LONG_MILLISECONDS)
    assert viewer.rows.shot is not None
    assert viewer.rows.shot.lead.path == names[3]


def test_a_deleted_photo_gives_way_to_the_next_and_comes_back(
    page: PhotosPage, viewer: Viewer, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    def names() -> list[str]:
        return [shot.lead.path for shot in shots_of(page)]

    before = names()
    page.grid.choose([0, 1])
    viewer.view(2, False)
    gone, then = before[2], before[3]
    QTest.keyClick(viewer, Qt.Key.Key_Delete)
    question = viewer.findChild(Question)
    assert question is not None
    question.no.click()
    assert viewer.rows.shot is not None
    assert viewer.rows.shot.lead.path == gone

    QTest.keyClick(viewer, Qt.Key.Key_Delete)
    question = next(one for one in viewer.findChildren(Question) if one.isVisible())
    question.yes.click()
    assert viewer.rows.shot.lead.path == then
    qtbot.waitUntil(lambda: viewer.rows.count == len(before) - 1, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: viewer.row == 2, timeout=LONG_MILLISECONDS)
    assert viewer.rows.shot.lead.path == then
    assert not (boxes.album / gone).exists()

    undo = protected.window.toast.findChild(QPushButton)
    assert undo is not None
    assert undo.isVisible()
    undo.click()
    qtbot.waitUntil(lambda: viewer.rows.count == len(before), timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: viewer.row == 3, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil((boxes.album / gone).exists, timeout=LONG_MILLISECONDS)
    viewer.close()
    qtbot.waitUntil(lambda: names() == before, timeout=LONG_MILLISECONDS)
