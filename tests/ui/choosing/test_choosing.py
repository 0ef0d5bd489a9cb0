"""Photos are chosen by ticks, headings, mouse and keys, and then restored and deleted, for real."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.photos.choosing.actions import (
    MOST_EXPORTED,
    why_no_export,
    why_no_folder,
)
from picup_desktop.ui.photos.choosing.bar import SelectionBar
from picup_desktop.ui.photos.choosing.rows import Part, part_of
from picup_desktop.ui.photos.choosing.spots import tick_of
from picup_desktop.ui.photos.grid.grid import CELLS
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.job_page import Step
from picup_desktop.ui.widgets.question import Question
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes

SHOTS = PHOTOS - 2
"""A picture with its sidecar and a live picture with its film count as one each."""
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(protected: Face, qtbot: QtBot) -> PhotosPage:
    made = protected.screens.photos
    # So that all are in sight, and fetched.
    protected.window.resize(1100, 1400)
    protected.window.show()
    protected.window.go(PageName.PHOTOS)
    made.grid.zoom(CELLS[0])
    made.grid.setFocus()
    qtbot.waitUntil(
        lambda: (
            made.model.known_shots([range(SHOTS)]) is not None and made.model.rowCount() == SHOTS
        ),
        timeout=LONG_MILLISECONDS,
    )
    return made


def chosen(page: PhotosPage) -> list[int]:
    return [row for run in page.grid.chosen_runs() for row in run]


def corner(page: PhotosPage, row: int) -> QPoint:
    """The tick of a photo, which is brought into sight."""
    page.grid.scrollTo(page.model.index(row))
    return page.grid.visualRect(page.model.index(row)).topLeft() + QPoint(12, 12)


def middle(page: PhotosPage, row: int) -> QPoint:
    page.grid.scrollTo(page.model.index(row))
    return page.grid.visualRect(page.model.index(row)).center()


def click(page: PhotosPage, at: QPoint, held: Qt.KeyboardModifier = NO_KEY) -> None:
    QTest.mouseClick(page.grid.viewport(), LEFT, held, at)


def drag_to(page: PhotosPage, at: QPoint) -> None:
    """Move with the button held, as QTest alone does not."""
    kind, place = QMouseEvent.Type.MouseMove, QPointF(at)
    event = QMouseEvent(kind, place, place, Qt.MouseButton.NoButton, LEFT, NO_KEY)
    QApplication.sendEvent(page.grid.viewport(), event)


def bar_words(page: PhotosPage) -> str:
    return page.selection.bar.words.accessibleName()


def test_ticks_headings_and_clicks_choose_and_the_bar_counts(
    page: PhotosPage, boxes: Boxes, qtbot: QtBot
) -> None:
    bar = page.selection.bar
    assert bar.isHidden()
    click(page, middle(page, 1))
    assert chosen(page) == [1]
    for row in (3, 4):
        click(page, corner(page, row))
    assert chosen(page) == [1, 3, 4]
    assert bar.isVisible()
    assert page.filters.isHidden()
    shots = page.model.known_shots([range(SHOTS)]) or []
    sizes = [sum(photo.size_bytes for photo in shot.photos) for shot in shots]
    total = page.selection.rows
    qtbot.waitUntil(
        lambda: total.total.size_bytes == sizes[1] + sizes[3] + sizes[4],
        timeout=LONG_MILLISECONDS,
    )
    assert bar_words(page).startswith("3 chosen  ·  ")

    click(page, corner(page, 3))
    assert chosen(page) == [1, 4]
    click(page, middle(page, 5), CTRL)
    assert chosen(page) == [1, 4, 5]
    click(page, middle(page, 2))
    click(page, middle(page, 5), SHIFT)
    assert chosen(page) == [2, 3, 4, 5]

    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    assert chosen(page) == []
    assert bar.isHidden()
    assert page.filters.isVisible()

    layout, grid = page.grid._layout, page.grid
    span = layout.span(0)
    grid.verticalScrollBar().setValue(0)
    place = tick_of(layout, 0, grid.seen()).center()
    click(page, place)
    assert chosen(page) == list(span)
    click(page, place)
    assert chosen(page) == []

    click(page, corner(page, 0))
    bar.export.click()
    (dialog,) = page.exporter.dialogs
    dialog.close()
    bar.clear.click()
    assert chosen(page) == []
    assert grid.hasFocus()


def test_keys_alone_choose_and_a_drag_goes_on_beyond_the_edge(
    page: PhotosPage, protected: Face, qtbot: QtBot
) -> None:
    grid, keys = page.grid, Qt.Key
    page._stack.setFixedHeight(240)
    grid.zoom(320)
    grid.setFocus()
    QTest.keyClick(grid, keys.Key_Home)
    assert chosen(page) == []
    QTest.keyClick(grid, keys.Key_Space)
    assert chosen(page) == [0]
    QTest.keyClick(grid, keys.Key_Right)
    QTest.keyClick(grid, keys.Key_Right, CTRL)
    assert chosen(page) == [0]
    assert grid.currentIndex().row() == 2
    QTest.keyClick(grid, keys.Key_Space, CTRL)
    assert chosen(page) == [0, 2]
    QTest.keyClick(grid, keys.Key_Right, SHIFT | CTRL)
    assert chosen(page) == [0, 2, 3]
    QTest.keyClick(grid, keys.Key_Right, SHIFT)
    assert chosen(page) == [2, 3, 4]
    section = grid._layout.span(grid._layout.section_of(4))
    was = part_of(grid.chosen_runs(), section)
    QTest.keyClick(grid, keys.Key_Space, SHIFT | CTRL)
    turned = Part.NONE if was is Part.ALL else Part.ALL
    assert part_of(grid.chosen_runs(), section) is turned
    QTest.keyClick(grid, keys.Key_A, CTRL)
    assert chosen(page) == list(range(SHOTS))
    assert bar_words(page).startswith(f"{SHOTS} chosen")
    QTest.keyClick(grid, keys.Key_Escape)
    opened: list[int] = []
    grid.opened.connect(opened.append)
    QTest.keyClick(grid, keys.Key_Return)
    assert opened == [4]

    grid.verticalScrollBar().setValue(0)
    QTest.mousePress(grid.viewport(), LEFT, NO_KEY, middle(page, 0))
    drag_to(page, QPoint(grid.viewport().width() - 30, grid.viewport().height() + 60))
    qtbot.waitUntil(lambda: chosen(page) == list(range(SHOTS)), timeout=LONG_MILLISECONDS)
    bar = grid.verticalScrollBar()
    assert bar.value() > 0
    drag_to(page, middle(page, 1))
    QTest.mouseRelease(grid.viewport(), LEFT, NO_KEY, middle(page, 1))
    assert chosen(page) == [0, 1]
    assert not grid._onwards.isActive()


def test_chosen_photos_are_restored_and_then_deleted_from_the_bar(
    page: PhotosPage, protected: Face, boxes: Boxes, tmp_path: Path, qtbot: QtBot
) -> None:
    shots = page.model.known_shots([range(SHOTS)]) or []
    row = next(r for r, s in enumerate(shots) if s.lead.path.endswith(".HEIC"))
    other = 0 if row else 1
    files = {photo.path for shot in (shots[row], shots[other]) for photo in shot.photos}
    before = {path: (boxes.album / path).read_bytes() for path in files}
    for each in (row, other):
        click(page, corner(page, each))
    page.selection.bar.restore.click()

    restore = protected.screens.restore
    assert restore.isVisible()
    restore.choose_folder(str(tmp_path / "back"))
    restore.start.click()
    qtbot.waitUntil(lambda: restore.step is Step.RESULT, timeout=LONG_MILLISECONDS)
    back = {file for file in (tmp_path / "back").rglob("*") if file.is_file()}
    assert {file.read_bytes() for file in back} == set(before.values())
    restore.report.done.click()

    protected.window.go(PageName.PHOTOS)
    assert sorted(chosen(page)) == sorted([row, other])
    page.selection.bar.delete.click()
    (question,) = page.findChildren(Question)
    assert question.windowTitle().startswith("Delete 2 photos and ")
    assert any("30 more days" in each.text() for each in question.findChildren(QLabel))
    assert all((boxes.album / path).exists() for path in files), "nothing goes before the answer"
    question.yes.click()

    qtbot.waitUntil(lambda: page.model.rowCount() == SHOTS - 2, timeout=LONG_MILLISECONDS)
    assert not any((boxes.album / path).exists() for path in files)
    assert chosen(page) == []
    assert page.selection.bar.isHidden()


def test_the_files_of_rows_that_were_never_fetched_are_read_and_compared(
    page: PhotosPage, boxes: Boxes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.model, "known_shots", lambda _runs: None)
    monkeypatch.setattr("picup_desktop.ui.photos.choosing.chosen.SHOTS_PER_QUESTION", 2)
    page.grid.selectAll()
    told: list[object] = []
    page.selection.rows.gather(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=LONG_MILLISECONDS)
    (found,) = told
    assert found is not None
    assert (found.shots, len(set(found.photo_ids))) == (SHOTS, PHOTOS)  # type: ignore[attr-defined]

    # Other photos at these rows by now.
    page.selection.rows._sums = {
        stretch: type(one)(one.shots, one.size_bytes, one.which + 1)
        for stretch, one in page.selection.rows._sums.items()
    }
    page.ask_deletion()
    messages: list[str] = []
    page.message.connect(messages.append)
    qtbot.waitUntil(lambda: bool(messages), timeout=LONG_MILLISECONDS)
    assert messages == ["The photos changed meanwhile. Choose once more."]
    assert page.findChildren(Question) == []
    assert chosen(page) == []


def test_a_narrow_bar_moves_buttons_into_a_menu(qapp: QApplication, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    bar = SelectionBar(Theme(qapp))
    bar.setParent(around)
    around.show()
    bar.show()
    bar.resize(900, 40)
    assert bar.more.isHidden()
    assert not bar.folder.isHidden()

    bar.resize(bar.minimumSizeHint().width() + 20, 40)
    hidden = [each.isHidden() for each in (bar.delete, bar.restore, bar.export, bar.folder)]
    assert hidden == [False, True, True, True]
    bar.offer_folder(why_not=why_no_folder({Path("a"), Path("b")}))
    bar.offer_export(why_not=why_no_export(1))
    bar.fill()
    entries = {entry.text(): entry for entry in bar.rest.actions()}
    assert not bar.more.isHidden()
    assert not entries["Show in folder"].isEnabled()
    with qtbot.waitSignal(bar.export_asked):
        entries["Export…"].trigger()


def test_why_a_folder_or_an_export_is_not_offered(qtbot: QtBot) -> None:
    assert why_no_folder({Path("a")}) == ""
    assert why_no_folder({Path("a"), Path("b")}) == "They are in more than one folder"
    assert why_no_folder({Path("a"), None}) == "Not on this computer"
    assert why_no_export(MOST_EXPORTED) == ""
    assert why_no_export(MOST_EXPORTED + 1).startswith("At most 5,000 at once")
